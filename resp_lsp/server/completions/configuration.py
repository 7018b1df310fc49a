"""Keys and values of resp-lsp's own tables, in pyproject.toml and in resp-lsp.toml."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from resp_core.versions import RELEASES
from resp_lsp.linter.keys import KEYS, Takes
from resp_lsp.linter.selection import catalogue
from resp_lsp.linter.settings import OWN, SHARED
from resp_lsp.rules.finding import Severity
from resp_lsp.server.completions.completion import Completion, Subject
from resp_lsp.server.completions.rule_words import rule_words
from resp_lsp.server.completions.toml_cursor import (
    Part,
    section_end,
    section_start,
    toml_cursor_at,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lsp.server.completions.toml_cursor import TomlCursor

ROOTS = {OWN: (), SHARED: ("tool", "resp-lsp")}
"""The table that is ours in each file."""

TABLES = frozenset({Takes.SEVERITIES, Takes.PER_FILE})
VALUES = {
    Takes.FLAG: ("true", "false"),
    Takes.VERSION: tuple(map(str, reversed(RELEASES))),
    Takes.SEVERITIES: tuple(each.value for each in Severity),
}
UNQUOTED = frozenset({Takes.FLAG})
KEY = re.compile(r"^[ \t]*[\"']?([\w-]+)[\"']?[ \t]*[=.]", re.MULTILINE)
TABLE = re.compile(r"^[ \t]*\[[ \t]*([\w.-]+)[ \t]*\]", re.MULTILINE)
ASSIGNED = re.compile(r"[ \t]*[=.]")
REST_OF_LIST = re.compile(r"[^\]=]*")
WORD = re.compile(r"[\w-]+")


def in_configuration(text: str, offset: int, name: str) -> tuple[Completion, ...]:
    """What fits at an offset of a configuration file with this name."""
    cursor, root = toml_cursor_at(text, offset), ROOTS.get(name)
    if cursor is None or root is None:
        return ()
    if cursor.part is Part.HEADER:
        return tuple(_headers(cursor, root))
    if cursor.path[: len(root)] != root:
        return ()
    return tuple(_within(text, cursor, cursor.path[len(root) :]))


def holds_rules(cursor: TomlCursor, name: str) -> bool:
    """Whether the word at a place of a configuration file names rules."""
    root = ROOTS.get(name)
    if root is None or cursor.part is Part.HEADER or cursor.path[: len(root)] != root:
        return False
    return _takes_rules(cursor.part, cursor.path[len(root) :])


def _takes_rules(part: Part, path: tuple[str, ...]) -> bool:
    key = KEYS.get(path[0]) if path else None
    place = (part, len(path), key and key.takes)
    return place in (
        (Part.ITEM, 1, Takes.SELECTORS),
        (Part.ITEM, 2, Takes.PER_FILE),
        (Part.KEY, 1, Takes.SEVERITIES),
    )


def _within(text: str, cursor: TomlCursor, path: tuple[str, ...]) -> Iterator[Completion]:
    """What fits in our table; `path` leads there from it."""
    if cursor.part is Part.KEY and not path:
        yield from _keys(text, cursor)
    elif _takes_rules(cursor.part, path):
        yield from _rules(text, cursor, path[0])
    elif cursor.part is Part.VALUE and path and path[0] in KEYS:
        takes = KEYS[path[0]].takes
        if len(path) == (2 if takes in TABLES else 1):
            yield from _values(cursor, takes)


def _headers(cursor: TomlCursor, root: tuple[str, ...]) -> Iterator[Completion]:
    """The rest of our table's name, or those of the tables in it."""
    if cursor.path == root:
        for name, key in KEYS.items():
            if key.takes in TABLES:
                yield Completion(name, Subject.KEY, cursor.span, key.takes.value)
    elif cursor.path == root[: len(cursor.path)]:
        yield Completion(".".join(root[len(cursor.path) :]), Subject.TABLE, cursor.span)


def _keys(text: str, cursor: TomlCursor) -> Iterator[Completion]:
    """The keys that our table has not yet."""
    before = text[section_start(text, cursor.span.start) : cursor.span.start]
    after = text[cursor.span.end : section_end(text, cursor.span.end)]
    tables = (each.rpartition(".") for each in TABLE.findall(text))
    own = (name for above, _, name in tables if above == ".".join(cursor.path))
    present = {*KEY.findall(before), *KEY.findall(after.partition("\n")[2]), *own}
    is_assigned = ASSIGNED.match(text, cursor.span.end) is not None
    for name, key in KEYS.items():
        if name not in present:
            inserted = name if is_assigned or cursor.is_quoted else f"{name} = "
            yield Completion(name, Subject.KEY, cursor.span, key.takes.value, inserted=inserted)


def _rules(text: str, cursor: TomlCursor, key: str) -> Iterator[Completion]:
    after = REST_OF_LIST.match(text, cursor.span.end) if cursor.part is Part.ITEM else None
    present = (*cursor.words, *WORD.findall(after[0] if after else ""))
    first = [rule.code for rule in catalogue() if rule.is_opt_in] if key == "extend-select" else ()
    for each in rule_words(cursor.span, present, firing=first):
        is_bare = cursor.part is Part.ITEM and not cursor.is_quoted
        yield replace(each, inserted=f'"{each.label}"') if is_bare else each


def _values(cursor: TomlCursor, takes: Takes) -> Iterator[Completion]:
    for value in _fitting(cursor, takes):
        is_plain = takes in UNQUOTED or cursor.is_quoted
        inserted = value if is_plain else f'"{value}"'
        yield Completion(value, Subject.VALUE, cursor.span, inserted=inserted)


def _fitting(cursor: TomlCursor, takes: Takes) -> Iterable[str]:
    is_unfit = takes in UNQUOTED and cursor.is_quoted
    return () if is_unfit else VALUES.get(takes, ())
