"""Text to logical lines, at the speed of compiled patterns.

The text may be broken anywhere. What is broken beyond doubt is read so that it costs the
least: a bracket that nothing closes is no bracket, and a string that nothing closes ends
with its line.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from resp_lsp.analysis.source.text import difference
from resp_lsp.analysis.source.tokens import (
    COMMENT,
    ESCAPE,
    FLAT_BRACKETS,
    INNER_NEWLINE,
    ONE_LINE_STRING,
    TRIPLE_STRING,
    string_end,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

# The column, and the offsets where the code starts and where a comment or the line's end
# follows it. A plain tuple: there is one for each line, and a class would double the cost.
Line: TypeAlias = tuple[int, int, int]

_BLANK_LINES = rf"(?:[ \t\f]*(?:{COMMENT})?[\r\n])*"
# A backslash before the code moves the code to the next line, but not its column.
_INDENT = r"(?P<indent>[ \t\f]*)(?:\\(?:\r\n|[\r\n])[ \t\f]*)*"
_BEFORE_CODE = re.compile(rf"(?P<ending>{_BLANK_LINES}){_INDENT}")
_REST_OF_LINE = re.compile(r"[^\r\n]*")
_DEFINITION = re.compile(
    r"[\r\n]([ \t\f]*)(?:class[ \t]+\w+[ \t]*[(:\[]|(?:async[ \t]+)?def[ \t]+\w+[ \t]*[(\[])"
)


class _UnclosedStringError(Exception):
    """This quote or one before it has no partner; which one is not known."""


class _Patterns(NamedTuple):
    """Code up to the next event, which the last group names; both always match."""

    outside_brackets: re.Pattern[str]
    within_brackets: re.Pattern[str]


def logical_lines(text: str) -> list[Line]:
    """The logical lines that hold code, in order; for any text at all."""
    return read(text).lines


class Reading(NamedTuple):
    """A text and its logical lines."""

    text: str
    lines: list[Line]
    is_closed: bool
    """Whether each bracket and string has its end: no line depends on what follows it."""


def read(text: str) -> Reading:
    unclosed: set[int] = set()
    try:
        lines = list(_scan(text, unclosed, wary=False))
    except _UnclosedStringError:
        return Reading(text, list(_scan(text, set(), wary=True)), is_closed=False)
    return Reading(text, lines, is_closed=not unclosed)


def read_again(text: str, before: Reading) -> Reading:
    """What `read` gives; only what differs from the text before is looked at."""
    lines = _lines_again(text, before) if before.is_closed else None
    return read(text) if lines is None else Reading(text, lines, is_closed=True)


def _lines_again(text: str, before: Reading) -> list[Line] | None:
    """The lines; None where a string or a bracket has no end."""
    old = before.lines
    start, end, moved = difference(before.text, text)
    # The last line above may be a part of what is written now.
    above = bisect_left(old, start, key=itemgetter(2)) - 1
    lines = old[: max(above, 0)]
    same = bisect_right(old, end, key=itemgetter(1))
    unclosed: set[int] = set()
    try:
        for line in _scan(text, unclosed, wary=False, since=old[above] if above >= 0 else None):
            if unclosed:
                return None
            while same < len(old) and old[same][1] + moved < line[1]:
                same += 1
            if same < len(old) and (old[same][0], old[same][1] + moved) == line[:2]:
                return lines + [(column, a + moved, b + moved) for column, a, b in old[same:]]
            lines.append(line)
    except _UnclosedStringError:
        return None
    return None if unclosed else lines


def _scan(
    text: str, unclosed: set[int], *, wary: bool, since: Line | None = None
) -> Iterator[Line]:
    """The lines, from one on; a wary scan does not trust a triple quote to be closed by the
    next one. Brackets that nothing closes are put down in `unclosed`.

    Raises:
        _UnclosedStringError: a string has no end, and the scan is not wary.
    """
    next_event = _patterns(wary=wary).outside_brackets.match
    only_spaces = "\t" not in text and "\f" not in text
    column, start, _ = since or (0, 0, 0)
    event = next_event(text, start) if since else _BEFORE_CODE.match(text)
    while event is not None:
        position = event.end()
        match event.lastgroup:
            case "indent":
                stop = event.start("ending")
                if start < stop:
                    yield column, start, stop
                if position == len(text):
                    break
                start = position
                column = len(event["indent"]) if only_spaces else _column(event["indent"])
            case "quote":
                position = _string_end(text, position - 1, wary=wary)
            case _ if position - 1 not in unclosed:
                position = _brackets_end(text, position, unclosed, wary=wary)
        event = next_event(text, position)


@cache
def _patterns(*, wary: bool) -> _Patterns:
    # A wary scan looks at each triple-quoted string, so the patterns must stop there.
    strings = ONE_LINE_STRING if wary else f"{ONE_LINE_STRING}|{TRIPLE_STRING}"
    code = rf"{FLAT_BRACKETS}|(?=['\"])(?:{strings})|{ESCAPE}"
    return _Patterns(
        re.compile(
            rf"(?:[^'\"#(\[{{\\\r\n]+|{code})*"
            rf"(?:(?P<ending>(?:{COMMENT})?(?:[\r\n]|\Z){_BLANK_LINES}){_INDENT}"
            rf"|(?P<opening>[(\[{{])|(?P<quote>['\"]))"
        ),
        re.compile(
            rf"(?:[^'\"#()\[\]{{}}\\\r\n]+|{INNER_NEWLINE}|{code}|{COMMENT})*"
            rf"(?:(?P<closing>[)\]}}])|(?P<opening>[(\[{{])|(?P<quote>['\"]))?"
        ),
    )


def _brackets_end(text: str, start: int, unclosed: set[int], *, wary: bool) -> int:
    """Where the bracket before `start` is closed.

    When nothing closes it, it and those after it are put down as unclosed, and the scan
    goes on right behind it: what follows it is read again, once, as if it were not there.
    """
    next_event = _patterns(wary=wary).within_brackets.match
    opened = [start - 1]
    position = start
    while opened:
        event = next_event(text, position)
        if event is None or event.lastgroup is None:
            unclosed.update(opened)
            return start
        position = event.end()
        if event.lastgroup == "opening":
            opened.append(position - 1)
        elif event.lastgroup == "closing":
            opened.pop()
        else:
            position = _string_end(text, position - 1, wary=wary)
    return position


def _string_end(text: str, start: int, *, wary: bool) -> int:
    end = string_end(text, start)
    if end is not None and not (wary and _runs_over_definition(text, start, end)):
        return end
    if not wary:
        raise _UnclosedStringError
    rest = _REST_OF_LINE.match(text, start)
    return rest.end() if rest else start + 1


def _runs_over_definition(text: str, start: int, end: int) -> bool:
    """Whether a string holds a `def` or `class` indented no deeper than the string's line."""
    line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    line = text[line_start:start]
    indent = len(line) - len(line.lstrip(" \t\f"))
    return any(len(match[1]) <= indent for match in _DEFINITION.finditer(text, start, end))


def _column(indent: str) -> int:
    """The column after an indent: a tab goes to the next multiple of 8, a form feed to 0."""
    return len(indent.rpartition("\f")[2].expandtabs(8))
