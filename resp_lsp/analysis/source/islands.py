"""Text to islands: the statements of a module, and of the classes in it.

A broken text gives islands as well: what is broken spoils the island that it stands in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.logical_lines import read
from resp_lsp.analysis.source.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.source.logical_lines import Line, Reading

_CLASS = re.compile(r"class\b")
_CLAUSE = re.compile(r"(?:else|elif|except|finally)\b")
_DEFINITION = re.compile(r"@|(?:class|def|async)\b")
_COMPOUND = re.compile(r"(?:async|class|def|elif|else|except|finally|for|if|try|while|with)\b")
# CPython refuses to indent deeper.
_DEEPEST = 100


class Kind(Enum):
    STATEMENT = auto()
    CLASS = auto()


@dataclass(frozen=True, slots=True)
class Island:
    """A statement of a module or of a class body, or several on one line joined by `;`.

    The span is what `ast` gives: from the first decorator to the end of the last
    statement, without the indent before and the comment after.

    The body of a class holds the islands in it; a class written on one line has none.
    """

    span: Span
    indent: str
    kind: Kind
    body: tuple[Island, ...] = ()

    def __hash__(self) -> int:
        return hash(self.span)  # what is within need not be looked at


def split(text: str) -> tuple[Island, ...]:
    """The islands of a module; for any text at all."""
    return islands_of(read(text))


def islands_of(reading: Reading) -> tuple[Island, ...]:
    """The islands of a text that is read already."""
    return _block(reading.text, reading.lines, 0, len(reading.lines), 0)


def leaves(islands: tuple[Island, ...]) -> Iterator[Island]:
    """The islands that hold no others."""
    for island in islands:
        if island.body:
            yield from leaves(island.body)
        else:
            yield island


def _block(text: str, lines: list[Line], first: int, last: int, depth: int) -> tuple[Island, ...]:
    """The islands of lines[first:last]."""
    islands = []
    while first < last:
        head = _head(text, lines, first, last)
        after = _after(text, lines, head, last)
        is_class = _CLASS.match(text, lines[head][1]) is not None
        inner = head + 1 if is_class and depth < _DEEPEST else after
        islands.append(
            Island(
                Span(lines[first][1], _end(text, lines, first, after)),
                _indent(text, lines, first),
                Kind.CLASS if is_class else Kind.STATEMENT,
                _block(text, lines, inner, after, depth + 1),
            )
        )
        first = after
    return tuple(islands)


def _head(text: str, lines: list[Line], first: int, last: int) -> int:
    """The line that the decorators before it belong to; the same line when it has none."""
    head = first
    while (
        text.startswith("@", lines[head][1])
        and head + 1 < last
        and lines[head + 1][0] == lines[first][0]
        and _DEFINITION.match(text, lines[head + 1][1])
    ):
        head += 1
    return head


def _after(text: str, lines: list[Line], head: int, last: int) -> int:
    """The first line that does not belong to the statement at `head`."""
    column, start, stop = lines[head]
    suite = 0
    for line in range(head + 1, last):
        here, code, _ = lines[line]
        if here <= column:
            if not _CLAUSE.match(text, code):
                return line
            suite = 0
        elif not suite:
            if line == head + 1 and not _opens_block(text, start, stop):
                return line
            suite = here
        elif here < suite and not _strays(text, start, code):
            return line
    return last


def _strays(text: str, head: int, code: int) -> bool:
    """Whether a line that fits no block is still of the suite of the statement at `head`.

    Only broken code has such a line: the typing of that line, or of the statement.
    """
    if _CLASS.match(text, head):
        return True
    return bool(_DEFINITION.match(text, head) and not _DEFINITION.match(text, code))


def _opens_block(text: str, start: int, stop: int) -> bool:
    return bool(_COMPOUND.match(text, start)) or text[start:stop].rstrip().endswith(":")


def _end(text: str, lines: list[Line], first: int, after: int) -> int:
    _, start, stop = lines[after - 1]
    code = text[start:stop]
    # As `ast` has it, the last `;` belongs to a compound statement and not to a simple one.
    simple = after - first == 1 and not _COMPOUND.match(code)
    return start + len(code.rstrip(" \t\f\\\r\n;" if simple else " \t\f\\\r\n") or code)


def _indent(text: str, lines: list[Line], line: int) -> str:
    start = lines[line][1]
    before = lines[line - 1][2] if line else 0
    newline = max(text.rfind("\n", before, start), text.rfind("\r", before, start))
    return text[newline + 1 : start]
