"""Rewriting the text of string literals where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.tree import Place

BREAK = r"(?:\\[nr]|\r\n|\n|\r)"
TRAILING = re.compile(rf"(?<!\\){BREAK}+\Z")
ESCAPED_LINE_END = re.compile(r"\\(?:\r\n|\n|\r)")
LAST_BREAK = re.compile(rf"{BREAK}[ \t]*\Z")
BREAKS = re.compile(rf"[ \t]*(?<!\\)(?:{BREAK}[ \t]*)+")


def is_literal(place: Place) -> bool:
    """Whether the place holds a string literal, an f-string or several side by side."""
    return isinstance(place.node, (cst.SimpleString, cst.FormattedString, cst.ConcatenatedString))


def without_trailing_newlines(place: Place) -> tuple[Edit, ...]:
    """The edits that take the newlines off the end of a literal."""
    *_, (span, body) = [(Span(0, 0), ""), *_bodies(place)]
    found = TRAILING.search(body)
    if found is None:
        return ()
    return (Edit(Span(span.start + found.start(), span.end), ""),)


def on_one_line(place: Place) -> tuple[Edit, ...]:
    """The edits that make one space of each line break in a literal, and none at its ends."""
    bodies = list(_bodies(place))
    edits = []
    for index, (span, body) in enumerate(bodies):
        folded = BREAKS.sub(" ", ESCAPED_LINE_END.sub("", body))
        if index == 0 and BREAKS.match(body):
            folded = folded.lstrip(" ")
        if index == len(bodies) - 1 and LAST_BREAK.search(body):
            folded = folded.rstrip(" ")
        if folded != body:
            edits.append(Edit(span, folded))
    return tuple(edits)


def _bodies(place: Place) -> Iterator[tuple[Span, str]]:
    """The parts of a literal between quotes and replacement fields."""
    match place.node:
        case cst.SimpleString():
            start = place.span.start + len(place.node.prefix) + len(place.node.quote)
            body = place.node.raw_value
            if "r" in place.node.prefix and not re.search(r"[\r\n]", body):
                return
            yield Span(start, start + len(body)), body
        case cst.FormattedString(parts=parts):
            for part in parts:
                if isinstance(part, cst.FormattedStringText):
                    inner = place.tree.place(part)
                    yield inner.span, part.value
        case cst.ConcatenatedString(left=left, right=right):
            yield from _bodies(place.tree.place(left))
            yield from _bodies(place.tree.place(right))
