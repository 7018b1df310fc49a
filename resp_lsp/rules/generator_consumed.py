"""A generator that is read to its end before anything is sent.

HttpResponse joins what an iterator gives as soon as it is constructed: the whole body
is in memory, and the client waits for the last piece before it gets the first.
StreamingHttpResponse sends each piece as it comes.

The fix is a suggestion: the pieces are made while the response is sent, so an error in
them cannot become an error page any more, and middleware cannot read the body. A short
body is better off as a list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared import bodies
from resp_lsp.rules.shared.wording import described

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.values.value import Value
    from resp_lsp.rules.finding import Finding

ITERATORS = frozenset(f"builtins.{name}" for name in ("filter", "generator", "map"))
ADAPTERS = "itertools."

rule = Rule(
    code="RSP402",
    severity=Severity.HINT,
    message="HttpResponse reads {kind} to its end before anything is sent; "
    "StreamingHttpResponse sends each piece as it comes.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                return HttpResponse(f"{number}," for number in range(3))
            """,
            django="sends body 0,1,2,",
            good="""
                from django.http import StreamingHttpResponse

                return StreamingHttpResponse(f"{number}," for number in range(3))
            """,
        ),
    ),
    triggers=(r"\bHttpResponse",),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#passing-iterators",
        "https://docs.djangoproject.com/en/stable/ref/request-response/#streaminghttpresponse-objects",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    held = bodies.held_whole(module)
    for body in bodies.bodies(module, "content"):
        response, given = body.response, body.argument
        if response is None or given is None or response.site in held:
            continue
        members = alternatives(body.value)
        if all(map(_is_iterator, members)):
            yield rule.at(
                body.place.span,
                *_fixes(module, response, given),
                related=Related.trace(body.trace, module),
                kind=" or ".join(dict.fromkeys(map(described, members))),
            )


def _is_iterator(value: Value) -> bool:
    name = type_of(value) or ""
    return name in ITERATORS or name.startswith(ADAPTERS)


def _fixes(module: Module, response: Response, content: Argument) -> Iterator[Fix]:
    """Only plain HttpResponse has a counterpart that streams."""
    is_plain = response.type == bodies.HTTP + "HttpResponse" and not content.is_spread
    edits = bodies.exchanged(module, response, "StreamingHttpResponse") if is_plain else None
    if edits is not None:
        edits = (*edits, *bodies.renamed(content, response, "streaming_content"))
        yield Fix("Stream it", edits, Safety.SUGGESTED)
