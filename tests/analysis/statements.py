"""What `ast` says the islands of a text are."""

from __future__ import annotations

import ast
import re
import warnings
from typing import NamedTuple

from resp_lsp.analysis.source.islands import Island, Kind
from resp_lsp.analysis.source.text import LINE_END

# Between two statements of one line.
JOINED = re.compile(r"(?:[ \t\f;]|\\(?:\r\n|\r|\n))*")


class Statement(NamedTuple):
    start: int
    end: int
    kind: Kind
    body: tuple[Statement, ...]


def parsed(text: str) -> ast.Module | None:
    """The tree of a text; None for what the running Python does not read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError):
        return None


def seen_by_ast(text: str, tree: ast.Module) -> tuple[Statement, ...]:
    return _merged(text, _lines(text), tree.body)


def seen_by_split(islands: tuple[Island, ...]) -> tuple[Statement, ...]:
    return tuple(
        Statement(island.span.start, island.span.end, island.kind, seen_by_split(island.body))
        for island in islands
    )


def _merged(text: str, lines: list[tuple[int, str]], body: list[ast.stmt]) -> tuple[Statement, ...]:
    found: list[Statement] = []
    for node in body:
        start = _start(text, lines, node)
        end = _offset(lines, node.end_lineno, node.end_col_offset)
        if found and JOINED.fullmatch(text, found[-1].end, start):
            found[-1] = found[-1]._replace(end=end)
        elif isinstance(node, ast.ClassDef):
            # A class on one line has no islands of its own.
            inner = node.body if node.body[0].lineno > node.lineno else []
            found.append(Statement(start, end, Kind.CLASS, _merged(text, lines, inner)))
        else:
            found.append(Statement(start, end, Kind.STATEMENT, ()))
    return tuple(found)


def _start(text: str, lines: list[tuple[int, str]], node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    if not decorators:
        return _offset(lines, node.lineno, node.col_offset)
    return text.rindex("@", 0, _offset(lines, decorators[0].lineno, decorators[0].col_offset))


def _lines(text: str) -> list[tuple[int, str]]:
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    return [
        (start, text[start:end])
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
    ]


def _offset(lines: list[tuple[int, str]], number: int | None, column: int | None) -> int:
    """The code point of a line counted from 1 and a column counted in UTF-8 bytes."""
    assert number is not None
    start, line = lines[number - 1]
    return start + len(line.encode()[:column].decode())
