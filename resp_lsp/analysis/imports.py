"""Adding an import where isort would put it, and never twice."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.source.text import LINE_END, Edit, Span
from resp_lsp.analysis.values.value import UNKNOWN, Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.interpreter.scope import Scope
    from resp_lsp.analysis.source.islands import Island
    from resp_lsp.analysis.source.tree import Tree

IMPORT = re.compile(r"(?:from|import)\s")
FROM = re.compile(r"from\s+(\.*[\w.]*)\s+import\b")
PLAIN = re.compile(r"import\s+([\w.]+)")
DOCSTRING = re.compile(r"[rRuUbB]{0,2}['\"]")


@dataclass(frozen=True, slots=True)
class Imported:
    """The code that names an object, and the edits that make it known."""

    code: str
    edits: tuple[Edit, ...]


def imported(scope: Scope, module: str, name: str) -> Imported | None:
    """How the module's code can name `module.name`; None when another object has its name."""
    qualified = f"{module}.{name}"
    for code in _known_names(scope, name):
        if scope.lookup(code) == Reference(qualified):
            return Imported(code, ())
    if _is_taken(scope, name):
        return None
    edit = _extended(scope, module, name) or _inserted(scope, module, name)
    return Imported(name, (edit,))


def _known_names(scope: Scope, name: str) -> Iterator[str]:
    yield name
    yield from re.findall(rf"\b{re.escape(name)}\s+as\s+(\w+)", scope.text)


def _is_taken(scope: Scope, name: str) -> bool:
    if scope.lookup(name) != UNKNOWN:
        return True
    pattern = (
        rf"(?:\b(?:def|class|for|as)\s+|[(,]\s*){name}\b(?!\s*\()|\b{name}\s*(?::[^=\n]+)?=(?!=)"
    )
    return re.search(pattern, scope.text) is not None


def _extended(scope: Scope, module: str, name: str) -> Edit | None:
    """The name added to a `from module import …` that is there."""
    for island in scope.islands:
        found = FROM.match(scope.text, island.span.start)
        tree = scope.tree(island) if found is not None and found[1] == module else None
        if tree is not None:
            edit = _within(tree, name)
            if edit is not None:
                return edit
    return None


def _within(tree: Tree, name: str) -> Edit | None:
    match tree.statements[0]:
        case cst.SimpleStatementLine(body=[cst.ImportFrom(names=[*aliases])]):
            pass
        case _:
            return None
    places = [tree.place(alias) for alias in aliases]
    words = [place.source for place in places]
    index = next((i for i, word in enumerate(words) if _key(word) > _key(name)), len(words))
    if index < len(words):
        at, own_line = places[index].span.start, places[index].own_line_start()
        return Edit(Span(at, at), f"{name},{own_line or ' '}")
    at, own_line = places[-1].span.end, places[-1].own_line_start()
    return Edit(Span(at, at), f",{own_line or ' '}{name}")


def _key(word: str) -> tuple[int, str]:
    """isort's order: CONSTANTS, Classes, functions."""
    kind = 0 if word.isupper() and len(word) > 1 else 1 if word[:1].isupper() else 2
    return kind, word.lower()


def _inserted(scope: Scope, module: str, name: str) -> Edit:
    line = f"from {module} import {name}"
    found = LINE_END.search(scope.text)
    line_end = found[0] if found is not None else "\n"
    imports = [i for i in scope.islands if IMPORT.match(scope.text, i.span.start)]
    root = module.partition(".")[0]
    # Which of the others isort takes for the project's own is not known here.
    section = [i for i in imports if _module(scope, i).partition(".")[0] == root] or [
        i for i in imports if _section(_module(scope, i)) == THIRD_PARTY
    ]
    after = [i for i in section if _order(scope, i) < (1, module.lower())]
    if after:
        return _line_after(scope, after[-1], line_end, line)
    if section:
        return Edit(Span(section[0].span.start, section[0].span.start), line + line_end)
    earlier = [i for i in imports if _section(_module(scope, i)) < THIRD_PARTY]
    if earlier:
        return _line_after(scope, earlier[-1], line_end, line_end + line)
    if imports:
        start = imports[0].span.start
        return Edit(Span(start, start), line + line_end * 2)
    return _at_the_top(scope, line, line_end)


FUTURE, STANDARD, THIRD_PARTY, LOCAL = range(4)


def _section(module: str) -> int:
    root = module.partition(".")[0]
    if module == "__future__":
        return FUTURE
    if root == "":
        return LOCAL
    return STANDARD if root in sys.stdlib_module_names else THIRD_PARTY


def _module(scope: Scope, island: Island) -> str:
    found = FROM.match(scope.text, island.span.start) or PLAIN.match(scope.text, island.span.start)
    return found[1] if found is not None else ""


def _order(scope: Scope, island: Island) -> tuple[int, str]:
    is_from = scope.text.startswith("from", island.span.start)
    return int(is_from), _module(scope, island).lower()


def _line_after(scope: Scope, island: Island, line_end: str, line: str) -> Edit:
    found = LINE_END.search(scope.text, island.span.end)
    at = found.start() if found is not None else len(scope.text)
    return Edit(Span(at, at), line_end + line)


def _at_the_top(scope: Scope, line: str, line_end: str) -> Edit:
    """Behind the docstring, in front of the first statement."""
    islands = scope.islands
    if islands and DOCSTRING.match(scope.text, islands[0].span.start):
        return _line_after(scope, islands[0], line_end, line_end + line)
    start = islands[0].span.start if islands else 0
    return Edit(Span(start, start), line + line_end * 3)
