"""The ways that a response may have come, each a row of changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice, product
from typing import TYPE_CHECKING

from resp_lsp.analysis.values.history import Change, Fork, Loop, Operand, Unseen
from resp_lsp.analysis.values.value import UNKNOWN, alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.values.history import Event, History

MAX_WAYS = 16
WRITES = ("write", "writelines")

Way = tuple[Change | Unseen, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """`is_complete` tells whether these are all."""

    ways: tuple[Way, ...]
    is_complete: bool


def ways(history: History, meant: frozenset[object]) -> Ways:
    """The ways through a history, for one of the responses that are meant."""
    found = tuple(islice(_through(history, meant), MAX_WAYS + 1))
    return Ways(found[:MAX_WAYS], len(found) <= MAX_WAYS)


def is_made(way: Way) -> bool:
    """Whether the response is constructed in code that is followed."""
    return bool(way) and way[0] is not Unseen.CHANGE


def is_unseen(way: Way) -> bool:
    """Whether code that is not followed has the response, too."""
    return is_made(way) and Unseen.CHANGE in way


def _through(history: History, meant: frozenset[object]) -> Iterator[Way]:
    if not history:
        yield ()
        return
    *before, last = history
    for way in _through(tuple(before), meant):
        for end in _ends(last, meant):
            yield (*way, *end)


def _ends(event: Event, meant: frozenset[object]) -> Iterator[Way]:
    match event:
        case Change(among=among):
            if among and among != meant:
                yield ()
            yield from ((change,) for change in _certain(event))
        case Fork(forked):
            for each in forked:
                yield from _through(each, meant)
        case Loop(changes):
            if any(change.name not in WRITES for change in changes):
                yield ()
            yield tuple(map(_vague, changes))
        case _:
            yield (event,)


def _certain(change: Change) -> Iterator[Change]:
    """The change with each of the values that its arguments may have."""
    names = [name for name, _ in change.arguments]
    values = [
        [replace(given, value=value) for value in alternatives(given.value)]
        for _, given in change.arguments
    ]
    for row in product(*values):
        yield replace(change, arguments=tuple(zip(names, row, strict=True)))


def _vague(change: Change) -> Change:
    """What a change in a loop does, with values that differ from round to round."""
    if change.name not in WRITES:
        return change
    arguments = tuple((name, Operand(UNKNOWN, given.at)) for name, given in change.arguments)
    return replace(change, arguments=arguments)
