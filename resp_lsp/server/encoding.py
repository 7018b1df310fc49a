"""Columns in the units that the client counts, and in code points."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.analysis.source.text import Position, Span

if TYPE_CHECKING:
    from resp_lsp.analysis.source.text import Lines


class Encoding(Enum):
    """What one `character` of an LSP position counts; the value is LSP's name for it."""

    UTF8 = "utf-8"  # bytes
    UTF16 = "utf-16"  # code units
    UTF32 = "utf-32"  # code points

    def units(self, line: str, column: int) -> int:
        """How many units stand before a column; columns past the end count as the end."""
        before = line[:column]
        if self is Encoding.UTF32 or line.isascii():
            return len(before)
        if self is Encoding.UTF8:
            return len(_utf8(before))
        return len(before) + sum(char > "\uffff" for char in before)

    def column(self, line: str, units: int) -> int:
        """The column after so many units; within a character, the column before it."""
        if self is Encoding.UTF32 or line.isascii():
            return min(units, len(line))
        if self is Encoding.UTF8:
            return _column_of_byte(_utf8(line), units)
        return _column_of_code_unit(line, units)


def decode_position(lines: Lines, position: types.Position, encoding: Encoding) -> int:
    """The offset of a client's position, clamped to its line and to the text."""
    if position.line >= len(lines):
        return len(lines.text)
    column = encoding.column(lines.line(position.line), position.character)
    return lines.offset(Position(position.line, column))


def decode_range(lines: Lines, given: types.Range, encoding: Encoding) -> Span:
    """The span of a client's range; its ends may come in either order."""
    ends = (decode_position(lines, end, encoding) for end in (given.start, given.end))
    return Span(*sorted(ends))


def encode_position(lines: Lines, offset: int, encoding: Encoding) -> types.Position:
    position = lines.position(offset)
    return types.Position(position.line, encoding.units(lines.line(position.line), position.column))


def encode_range(lines: Lines, span: Span, encoding: Encoding) -> types.Range:
    return types.Range(
        encode_position(lines, span.start, encoding), encode_position(lines, span.end, encoding)
    )


def _utf8(text: str) -> bytes:
    # A client may send half of a surrogate pair; it must not stop the conversation.
    return text.encode("utf-8", "surrogatepass")


def _column_of_byte(line: bytes, units: int) -> int:
    while units < len(line) and line[units] & 0xC0 == 0x80:
        units -= 1
    return len(line[:units].decode("utf-8", "surrogatepass"))


def _column_of_code_unit(line: str, units: int) -> int:
    passed = 0
    for column, char in enumerate(line):
        passed += 2 if char > "\uffff" else 1
        if passed > units:
            return column
    return len(line)
