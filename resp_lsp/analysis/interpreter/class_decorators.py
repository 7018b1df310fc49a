"""Decorators of classes: `@method_decorator(cache_control(…), name="dispatch")`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.evaluation import evaluate
from resp_lsp.analysis.interpreter.frame import Frame
from resp_lsp.analysis.source.islands import Kind
from resp_lsp.analysis.source.text import Span
from resp_lsp.analysis.source.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.recorder import Recorder
    from resp_lsp.analysis.interpreter.scope import Scope


def decorated_classes(scope: Scope) -> Iterator[Span]:
    """The heads of the classes of the top level that have decorators."""
    for island in scope.islands:
        start = island.span.start
        if island.kind is Kind.CLASS and island.body and scope.text.startswith("@", start):
            yield Span(start, island.body[0].span.start)


def analyse_decorators(head: Span, scope: Scope, recorder: Recorder) -> None:
    """Record what the calls are given that decorate a class."""
    code = scope.text[head.start : head.end].rstrip()
    try:
        parsed = scope.project.memo.parsed("", code + "\n pass")
    except cst.ParserSyntaxError:
        return  # the fault is found where the class's own statements are read
    frame = Frame(scope, Tree(parsed, head.start, scope.source), recorder=recorder)
    with frame.idle(when=True):
        for node in parsed.statements:
            for decorator in getattr(node, "decorators", ()):
                evaluate(decorator.decorator, frame)
