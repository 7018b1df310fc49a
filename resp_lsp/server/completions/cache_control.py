"""Directives of Cache-Control: in a header's value, and as keywords of Django's helpers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_core.cache_directives import KNOWN, Argument
from resp_lsp.server.completions.completion import Completion, Subject
from resp_lsp.server.completions.header_places import valued_header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core.cache_directives import KnownDirective
    from resp_lsp.server.completions.cursor import Bracket, Cursor

CHARACTERS = r"\w-"
PATCHERS = {"patch_cache_control": 1, "cache_control": 0}
"""The functions that take directives as keywords, and how many arguments come before these."""

USUAL = ("max-age", "no-store", "no-cache", "private", "public", "must-revalidate", "s-maxage")
"""The likely ones first; the rank of the others is that they are none of these."""

VALUES = {Argument.NONE: "True", Argument.FIELDS: "True", Argument.SECONDS: ""}
"""What the keywords are set to."""

NAMED = re.compile(r"[,(]\s*(\w+)\s*=(?!=)")


def directives(cursor: Cursor) -> Iterator[Completion]:
    """The directives that a value of Cache-Control has not yet."""
    if cursor.string is None or valued_header(cursor) != "cache-control":
        return
    span = cursor.word(CHARACTERS)
    before = cursor.text[cursor.string.content : span.start]
    if before.rpartition(",")[2].strip() or before.count('"') % 2:
        return  # behind an equals sign, or in a value in quotes
    quote = cursor.text[cursor.string.content - 1]
    rest = re.compile(rf"[^{quote}\r\n]*").match(cursor.text, span.end)
    others = before + (rest[0] if rest else "")
    present = {each.partition("=")[0].strip().lower() for each in others.split(",")}
    for directive in KNOWN.values():
        if directive.name not in present:
            equals = "=" if directive.argument is Argument.SECONDS else ""
            yield Completion(
                directive.name,
                Subject.DIRECTIVE,
                span,
                _takes(directive),
                _rank(directive),
                f"{directive.name}{equals}",
            )


def keywords(cursor: Cursor) -> Iterator[Completion]:
    """The keywords that a call of patch_cache_control() or cache_control() has not yet."""
    bracket = cursor.bracket
    if cursor.string or cursor.comment or bracket is None or bracket.kind != "(":
        return
    first = PATCHERS.get(bracket.function)
    if first is None or bracket.index < first or not re.fullmatch(r"\w*", cursor.element):
        return
    span = cursor.word(r"\w")
    is_set = re.match(r"\s*=(?!=)", cursor.text[span.end : span.end + 9]) is not None
    present = _named(cursor, bracket, span.start, span.end)
    for directive in KNOWN.values():
        if directive.keyword not in present:
            inserted = f"{directive.keyword}={VALUES[directive.argument]}"
            yield Completion(
                directive.keyword,
                Subject.KEYWORD,
                span,
                _takes(directive),
                _rank(directive),
                directive.keyword if is_set else inserted,
            )


def _named(cursor: Cursor, bracket: Bracket, start: int, end: int) -> set[str]:
    """The keywords of a call but the one that is being typed, as far as its line behind that."""
    before = cursor.text[bracket.start : start]
    after = re.compile(r"[^)\r\n]*").match(cursor.text, end)
    return {*NAMED.findall(before), *NAMED.findall(after[0] if after else "")}


def _takes(directive: KnownDirective) -> str:
    wanted = "no value" if directive.argument is Argument.NONE else directive.argument.value
    return f"{wanted} ({directive.source})"


def _rank(directive: KnownDirective) -> int:
    return USUAL.index(directive.name) if directive.name in USUAL else len(USUAL)
