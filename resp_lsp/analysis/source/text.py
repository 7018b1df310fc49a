"""Places in a text and edits of it.

Every offset and column inside resp-lsp counts Unicode code points; only the
language server converts, at its edge, to the unit that its client asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open range [start, end) of code points in a text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def moved(self, distance: int) -> Span:
        return Span(self.start + distance, self.end + distance)

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A zero-based line and a zero-based column in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put `text` in the place of what stands at `span`; an empty span inserts."""

    span: Span
    text: str


@lru_cache(1)
def difference(old: str, new: str) -> tuple[int, int, int]:
    """Where two texts begin to differ, where they end to in the old one, and by how much what
    follows is moved."""
    start = _common(min(len(old), len(new)), lambda a, b: new.startswith(old[a:b], a))
    rest = min(len(old), len(new)) - start
    below = _common(
        rest, lambda a, b: new.endswith(old[len(old) - b : len(old) - a], 0, len(new) - a)
    )
    return start, len(old) - below, len(new) - len(old)


def _common(most: int, is_same: Callable[[int, int], bool]) -> int:
    """How many code points are the same, by whether those of a stretch are."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if is_same(low, middle):
            low = middle
        else:
            high = middle - 1
    return low


def find_word(text: str, word: str, start: int = 0) -> int:
    """The offset at or after `start` where the name stands as a whole; -1 for nowhere."""
    at = text.find(word, start)
    while at >= 0:
        end = at + len(word)
        if not (at and _is_word(text[at - 1])) and not _is_word(text[end : end + 1]):
            return at
        at = text.find(word, end)
    return -1


def _is_word(character: str) -> bool:
    return character == "_" or character.isalnum()


class Lines:
    """Where the lines of a text begin and end; only LF, CRLF and CR end a line (LSP 3.17)."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        return _starts(self.text)

    def __len__(self) -> int:
        return len(self._starts)

    def position(self, offset: int) -> Position:
        line = bisect_right(self._starts, offset) - 1
        return Position(line, offset - self._starts[line])

    def offset(self, position: Position) -> int:
        """The offset of a position, clamped to the line and to the text."""
        if position.line >= len(self._starts):
            return len(self.text)
        span = self.span(position.line)
        return min(span.start + position.column, span.end)

    def span(self, line: int) -> Span:
        """The line without what ends it."""
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        if end > start and self.text[end - 1] == "\n":
            end -= 1
        if end > start and self.text[end - 1] == "\r":
            end -= 1
        return Span(start, end)

    def line(self, line: int) -> str:
        span = self.span(line)
        return self.text[span.start : span.end]

    def edited(self, edit: Edit) -> Lines:
        """The lines after an edit, found without splitting the rest of the text anew."""
        start, old_end = edit.span.start, edit.span.end
        end = start + len(edit.text)
        text = self.text[:start] + edit.text + self.text[old_end:]
        # An edit may part or join a CRLF at either of its ends.
        above = self._starts[: max(bisect_left(self._starts, start), 1)]
        below = self._starts[bisect_right(self._starts, old_end) :]
        touched = (at for at in _line_starts(text, max(start - 1, 0), end + 1) if at <= end)
        lines = Lines(text)
        lines._starts = [*above, *touched, *(at - old_end + end for at in below)]
        return lines


def _line_starts(text: str, start: int, end: int) -> Iterator[int]:
    return (match.end() for match in LINE_END.finditer(text, start, end))


def apply_edits(text: str, edits: tuple[Edit, ...]) -> str:
    """The text after edits that do not overlap.

    Raises:
        ValueError: two edits overlap.
    """
    parts: list[str] = []
    end = 0
    for edit in sorted(edits):
        if edit.span.start < end:
            raise ValueError(f"overlapping edits at offset {edit.span.start}")
        parts += (text[end : edit.span.start], edit.text)
        end = edit.span.end
    return "".join((*parts, text[end:]))


def _starts(text: str) -> list[int]:
    if "\r" in text:
        return [0, *_line_starts(text, 0, len(text))]
    # Ten times as fast, and most texts are such.
    return [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1])]
