"""Rewriting the text of string literals where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import libcst as cst

from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.analysis.values import strings
from resp_lsp.analysis.values.value import Known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lsp.analysis.source.tree import Place

UNIT = re.compile(
    r"\\(?:\r\n|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[0-7]{1,3}|N\{[^}]*\}|.)|\r\n|.",
    re.DOTALL,
)
RAW_UNIT = re.compile(r"\r\n|.", re.DOTALL)


class Unit(NamedTuple):
    """A character of a literal as written; the value of a backslash at a line's end is empty."""

    code: str
    value: str

    @property
    def is_break(self) -> bool:
        return self.value in ("\n", "\r")

    @property
    def is_blank(self) -> bool:
        return self.value in (" ", "\t", "\n", "\r")


@dataclass(frozen=True, slots=True)
class Piece:
    """The text between quotes and replacement fields; a field itself has no units."""

    span: Span
    quote: str = ""
    units: tuple[Unit, ...] | None = None


def literal_text(place: Place) -> str:
    """What literals there say, without what is filled in; empty for any other expression."""
    return "".join(unit.value for piece in _pieces(place) for unit in piece.units or ())


def without_trailing_newlines(place: Place) -> tuple[Edit, ...]:
    """The edits that take the newlines off the end; none where one would be left."""
    changed: list[tuple[Piece, list[Unit]]] = []
    is_end = True
    for piece in reversed(list(_pieces(place))):
        units = list(piece.units or ())
        while is_end and units and units[-1].value in ("", "\n", "\r"):
            units.pop()
        if any(unit.is_break for unit in units):
            return ()
        changed.insert(0, (piece, units))
        is_end = is_end and not units and piece.units is not None
    return _edits(changed)


def on_one_line(place: Place) -> tuple[Edit, ...]:
    """The edits that make one space of each line break, and nothing of those at the ends."""
    pieces = [piece for piece in _pieces(place) if piece.units != ()]
    last = len(pieces) - 1
    return _edits(
        [
            (piece, list(_folded(piece.units or (), starts=index == 0, ends=index == last)))
            for index, piece in enumerate(pieces)
        ]
    )


def _folded(units: Sequence[Unit], *, starts: bool, ends: bool) -> Iterator[Unit]:
    written = [unit for unit in units if unit.value]
    runs = [tuple(run) for _, run in groupby(written, lambda unit: unit.is_blank)]
    for index, run in enumerate(runs):
        is_outside = (starts and index == 0) or (ends and index == len(runs) - 1)
        if not any(unit.is_break for unit in run):
            yield from run
        elif not is_outside:
            yield Unit(" ", " ")


def _edits(changed: Sequence[tuple[Piece, Sequence[Unit]]]) -> tuple[Edit, ...]:
    """None at all where a literal would not end where its quotes are."""
    edits = []
    for piece, units in changed:
        if piece.units is None or piece.units == tuple(units):
            continue
        code = "".join(unit.code for unit in units)
        if units and (units[-1].code in ("\\", *piece.quote) or piece.quote in code):
            return ()
        edits.append(Edit(piece.span, code))
    return tuple(edits)


def _pieces(place: Place) -> Iterator[Piece]:
    match place.node:
        case cst.SimpleString(prefix=prefix, quote=quote, raw_value=body):
            start = place.span.start + len(prefix) + len(quote)
            yield Piece(Span(start, start + len(body)), quote, _units(body, prefix))
        case cst.FormattedString(parts=parts, prefix=prefix, quote=quote):
            for part in parts:
                text = part.value if isinstance(part, cst.FormattedStringText) else None
                units = None if text is None else _units(text, prefix)
                yield Piece(place.tree.place(part).span, quote, units)
        case cst.ConcatenatedString(left=left, right=right, whitespace_between=space):
            if space.empty:  # without it, quotes may join: `"a""b"` becomes `"""b"`
                yield Piece(place.span)
            else:
                yield from _pieces(place.tree.place(left))
                yield from _pieces(place.tree.place(right))


def _units(body: str, prefix: str) -> tuple[Unit, ...]:
    pattern = RAW_UNIT if "r" in prefix else UNIT
    return tuple(Unit(code, _value(code)) for code in pattern.findall(body))


def _value(code: str) -> str:
    """The character that a unit stands for."""
    if len(code) == 1 or code == "\r\n":
        return code[-1]
    value = strings.literal(f'"{code}"')
    return str(value.value) if isinstance(value, Known) else code
