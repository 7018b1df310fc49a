"""The parts of lists, tuples, sets and dicts that are written out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from resp_lsp.analysis.facts.rewrite import item_edit
from resp_lsp.analysis.source.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lsp.analysis.source.tree import Place

Parts: TypeAlias = "tuple[tuple[Place, ...], ...]"


def parts(place: Place) -> Parts | None:
    """The items that are written there, in the order of Collection's: (key, value) in a dict.

    None where no display stands there, or something is spread in it.
    """
    found: list[tuple[cst.BaseExpression, ...]]
    match place.node:
        case cst.Dict(elements=elements):
            found = [(e.key, e.value) for e in elements if isinstance(e, cst.DictElement)]
        case (
            cst.List(elements=elements) | cst.Tuple(elements=elements) | cst.Set(elements=elements)
        ):
            found = [(e.value,) for e in elements if isinstance(e, cst.Element)]
        case _:
            return None
    if len(found) != len(elements):
        return None
    return tuple(tuple(map(place.tree.place, item)) for item in found)


def replacement_fields(place: Place) -> tuple[Place, ...]:
    """The expressions in an f-string, in order; none elsewhere."""
    match place.node:
        case cst.FormattedString(parts=pieces):
            fields = (p.expression for p in pieces if isinstance(p, cst.FormattedStringExpression))
            return tuple(map(place.tree.place, fields))
        case _:
            return ()


def within(place: Place, path: Sequence[tuple[int, int]]) -> tuple[Place, bool]:
    """The place of a part of a part; not all the way where the next one is not written there."""
    for item, part in path:
        inner = parts(place)
        if inner is None:
            return place, False
        place = inner[item][part]
    return place, True


def as_list(place: Place) -> tuple[Edit, ...]:
    """The edits that make a list of what is iterated over."""
    start, end = place.span.start, place.span.end
    match place.node:
        case cst.Set() | cst.SetComp():
            return (Edit(Span(start, start + 1), "["), Edit(Span(end - 1, end), "]"))
        case cst.GeneratorExp():
            return (Edit(Span(start, start), "["), Edit(Span(end, end), "]"))
        case _:
            return (Edit(Span(start, start), "list("), Edit(Span(end, end), ")"))


def without_item(place: Place, index: int) -> Edit | None:
    """Take an item out of a dict of several; None when a comment would be lost."""
    elements = cst.ensure_type(place.node, cst.Dict).elements
    return item_edit(place, [place.tree.place(element) for element in elements], index)
