"""A text while many changes are made to it at once, as by a thousand cursors."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from lsprotocol import types

from resp_lsp.analysis.source.text import LINE_END

if TYPE_CHECKING:
    from resp_lsp.server.encoding import Encoding

    Place: TypeAlias = "tuple[int, int]"


class Draft:
    """The lines with their ends, so that no change copies or counts the rest of the text."""

    def __init__(self, text: str, encoding: Encoding) -> None:
        self._lines = _split(text)
        self._encoding = encoding

    @property
    def text(self) -> str:
        return "".join(self._lines)

    def change(self, change: types.TextDocumentContentChangeEvent) -> None:
        if isinstance(change, types.TextDocumentContentChangeWholeDocument):
            self._lines = _split(change.text)
            return
        (first, start), (last, end) = sorted(
            map(self._place, (change.range.start, change.range.end))
        )
        before = self._lines[first][:start]
        if not start and first and self._lines[first - 1].endswith("\r"):
            # A line feed that comes to stand here makes one line end of two.
            first -= 1
            before = self._lines[first]
        new = _split(f"{before}{change.text}{self._lines[last][end:]}")
        # Behind a line end that is not the text's last one, there is no empty line.
        self._lines[first : last + 1] = new if last + 1 == len(self._lines) else new[:-1]

    def _place(self, position: types.Position) -> Place:
        """The line and the column of a position, clamped as `decode_position` does."""
        if position.line >= len(self._lines):
            return len(self._lines) - 1, len(self._lines[-1])
        line = self._lines[position.line].rstrip("\r\n")
        return position.line, self._encoding.column(line, position.character)


def _split(text: str) -> list[str]:
    ends = (end.end() for end in LINE_END.finditer(text))
    return [text[start:end] for start, end in pairwise((0, *ends, len(text)))]
