"""Rules in the comments that silence findings, as far as such a comment is written."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import LINE_END
from resp_lsp.linter.selection import ALWAYS
from resp_lsp.linter.suppressions import (
    FILE_IGNORE,
    FILE_NOQA,
    IGNORE,
    NOQA,
    WORD,
    names_rules,
)
from resp_lsp.server.completions.cursor import line_start, word_around
from resp_lsp.server.completions.rule_words import rule_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from resp_lsp.server.completions.completion import Completion
    from resp_lsp.server.completions.cursor import Cursor

OWN = (IGNORE, FILE_IGNORE)
FOR_FILE = (FILE_NOQA, FILE_IGNORE)
LIST_END = re.compile(r"[\]#\r\n]|\Z")


def listed_rules(cursor: Cursor, firing: Collection[str]) -> Iterator[Completion]:
    """The rules that a comment's list has not yet; those that fire on its line come first."""
    if cursor.comment is None:
        return
    line = LINE_END.search(cursor.text, cursor.offset)
    comment = cursor.text[cursor.comment : line.start() if line else len(cursor.text)]
    at = cursor.offset - cursor.comment
    for pattern in (NOQA, IGNORE, *(FOR_FILE if _is_alone(cursor) else ())):
        start = _list_start(pattern, comment, at)
        if start is not None:
            span = word_around(cursor.text, cursor.offset, r"\w-", cursor.comment + start)
            before = WORD.findall(comment, start, span.start - cursor.comment)
            if pattern in OWN or all(map(names_rules, before)):
                after = _rest(comment, span.end - cursor.comment)
                yield from rule_words(span, (*before, *after), ALWAYS, firing)
            return


def _list_start(pattern: re.Pattern[str], comment: str, at: int) -> int | None:
    """Where the list starts that an offset is in, whether or not it is closed."""
    for found in pattern.finditer(f"{comment[:at]}]"):
        if found["codes"] is not None and found.start("codes") <= at <= found.end("codes"):
            return found.start("codes")
    return None


def _rest(comment: str, start: int) -> Iterator[str]:
    """What the list holds behind an offset."""
    end = LIST_END.search(comment, start)
    words = WORD.findall(comment, start, len(comment) if end is None else end.start())
    return takewhile(names_rules, words)


def _is_alone(cursor: Cursor) -> bool:
    """Whether only spaces are before the comment on its line."""
    start = cursor.comment or 0
    return not cursor.text[line_start(cursor.text, start) : start].strip(" \t\f")
