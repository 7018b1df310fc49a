"""What was done to a response, from its construction to one point of a program."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.values.value import Value


@dataclass(frozen=True, slots=True)
class Operand:
    """One thing that a change is given: its value as far as it is known, and its Place, if it is
    written anywhere."""

    value: Value
    at: Any

    @property
    def source(self) -> str:
        """The code; empty where there is none."""
        return "" if self.at is None else str(self.at.source)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing done to a response, named as in `resp_core.wire.Step`; what makes it goes by the
    qualified name of the class or function."""

    at: object
    """The code that does it; walked twice, it is the same."""

    name: str
    arguments: tuple[tuple[str, Operand], ...] = ()
    """By keyword; those in positions are named `*0`, `*1` and so on."""

    is_opaque: bool = False
    """Whether there are more arguments than one can see."""

    among: frozenset[object] = frozenset()
    """The sites of the responses of which it is done to one only."""

    is_derived: bool = False
    """Whether it makes a response of a class of the project."""


@dataclass(frozen=True, slots=True)
class Fork:
    """Paths that have met again: one of these happened."""

    ways: tuple[History, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """Each of these happened any number of times."""

    changes: tuple[Change, ...]


class Unseen(Enum):
    """Code that is not followed had the response, and may have changed it."""

    CHANGE = "unseen"


Event: TypeAlias = Change | Fork | Loop | Unseen
History: TypeAlias = tuple[Event, ...]

ELSEWHERE: History = (Unseen.CHANGE,)
"""Of a response that came from somewhere else."""


def after(history: History, change: Change) -> History:
    """The history after one more change; one that was there before is done in a loop."""
    for index, event in enumerate(history):
        if any(one.at == change.at for one in changes((event,))):
            around = dict.fromkeys((*changes(history[index:]), change))
            return (*history[:index], Loop(tuple(around)))
    return (*history, change)


def with_argument(history: History, name: str, given: Operand) -> History:
    """The history with what the first change is given unless it is given otherwise."""
    match history:
        case (Change(arguments=arguments) as made, *later):
            known = dict(arguments)
            known.setdefault(name, given)
            return (replace(made, arguments=tuple(known.items())), *later)
        case _:
            return history


def unseen(history: History) -> History:
    """The history of a response that others have from now on."""
    return history if Unseen.CHANGE in history[-1:] else (*history, Unseen.CHANGE)


def met(one: History, other: History) -> History:
    """The history where two paths meet."""
    if one == other:
        return one
    common = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        common += 1
    before, ways = one[:common], (one[common:], other[common:])
    if any(isinstance(event, Loop) for way in ways for event in way):
        looped = Loop(tuple(dict.fromkeys(change for way in ways for change in changes(way))))
        others = (Unseen.CHANGE,) if any(Unseen.CHANGE in way for way in ways) else ()
        return (*before, looped, *others)
    return (*before, Fork(ways))


def changes(history: History) -> Iterator[Change]:
    """Every change in it, whichever way was taken."""
    for event in history:
        match event:
            case Change():
                yield event
            case Fork(ways):
                for way in ways:
                    yield from changes(way)
            case Loop(inner):
                yield from inner
            case _:
                pass
