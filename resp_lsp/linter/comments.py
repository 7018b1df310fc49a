"""The comments of a text by line, and which lines make one statement; broken code is fine."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.logical_lines import logical_lines
from resp_lsp.analysis.source.tokens import COMMENT, string_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.source.text import Lines

ALONE = re.compile(COMMENT)
EVENT = re.compile(rf"(?P<quote>['\"])|{COMMENT}")


@dataclass(frozen=True, slots=True)
class Comments:
    """`by_line` maps a zero-based line to the text of its comment.

    `alone` holds the lines of nothing but a comment, `logical` the first and the last
    line of each logical line.
    """

    by_line: dict[int, str]
    alone: frozenset[int]
    logical: tuple[tuple[int, int], ...]

    def logical_line(self, line: int) -> tuple[int, int]:
        """The first and the last line of the logical line that a line belongs to."""
        index = bisect_right(self.logical, line, key=lambda each: each[0])
        if index and line <= self.logical[index - 1][1]:
            return self.logical[index - 1]
        return line, line


def read_comments(lines: Lines) -> Comments:
    text = lines.text
    code = [(start, stop) for _, start, stop in logical_lines(text)]
    places = (*_between(code, text), *_within(code, text))
    by_line = {lines.position(start).line: text[start:end] for start, end in places}
    alone = (n for n in by_line if lines.line(n).lstrip(" \t\f").startswith("#"))
    logical = ((lines.position(start).line, lines.position(stop).line) for start, stop in code)
    return Comments(by_line, frozenset(alone), tuple(logical))


def _between(code: list[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """Comments behind the code and on lines of their own: there is nothing else there."""
    stops = [0, *(stop for _, stop in code)]
    starts = [*(start for start, _ in code), len(text)]
    for stop, start in zip(stops, starts, strict=True):
        yield from (match.span() for match in ALONE.finditer(text, stop, start))


def _within(code: list[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """Comments inside brackets that go over several lines."""
    for start, stop in code:
        position = start
        while text.find("#", position, stop) >= 0 and (event := EVENT.search(text, position, stop)):
            position = event.end()
            if event["quote"] is None:
                yield event.span()
            else:
                position = string_end(text, event.start()) or position
