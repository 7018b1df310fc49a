"""A header written by hand, and the call of Django's helper that says the same.

What the two rules on Cache-Control and Vary have in common.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resp_core import HttpResponse, modelling
from resp_lsp.analysis.headers import ABSENT
from resp_lsp.analysis.literals import is_literal
from resp_lsp.analysis.values import (
    HeaderOf,
    Hole,
    Instance,
    Known,
    Text,
    Value,
    text_of,
)
from resp_lsp.rules.finding import Fix, Safety

if TYPE_CHECKING:
    from resp_lsp.analysis.facts import HeaderWrite
    from resp_lsp.analysis.module import Module

LETTER = re.compile(r"[A-Za-z*]")
HOLE = re.compile("\0([0-9]+)\0")
SAMPLES = (0, 3600)


@dataclass(frozen=True, slots=True)
class Template:
    """The header's text with numbered marks for the parts that are not known."""

    text: str
    holes: tuple[Hole, ...]

    def hole(self, text: str) -> Hole | None:
        """The hole that makes up the whole of a piece of the text."""
        found = HOLE.fullmatch(text)
        return self.holes[int(found[1])] if found is not None else None

    def filled(self, sample: int) -> str:
        """The text as sent when every hole is this number."""
        return HOLE.sub(str(sample), self.text)

    @property
    def is_numeric(self) -> bool:
        """Whether every hole is certainly a whole number."""
        return all(hole.value == Instance("builtins.int") for hole in self.holes)


@dataclass(frozen=True, slots=True)
class Helper:
    """The function of django.utils.cache that takes the place of a write."""

    function: str
    arguments: str
    replay: Callable[[HttpResponse, int], None]


def written(module: Module, header: str) -> Iterator[tuple[HeaderWrite, Text]]:
    """Where the header is set to text of which something is known."""
    for write in module.header_writes:
        match write.name, write.value:
            case Known(str(name)), value if name.lower() == header:
                text = text_of(value)
                if text is not None and LETTER.search("".join(text.literals)):
                    yield write, text


def shown(text: Text) -> str:
    """The text as a message quotes it."""
    return repr("".join(p if isinstance(p, str) else f"{{{p.source or '…'}}}" for p in text.parts))


def template(text: Text) -> Template:
    holes = tuple(part for part in text.parts if isinstance(part, Hole))
    marks = iter(range(len(holes)))
    parts = (p if isinstance(p, str) else f"\0{next(marks)}\0" for p in text.parts)
    return Template("".join(parts), holes)


def is_own(hole: Hole | None, write: HeaderWrite, header: str) -> bool:
    """Whether the hole is what the same header held before."""
    return hole is not None and hole.value == HeaderOf(write.site, header)


def fix(module: Module, write: HeaderWrite, text: Text, helper: Helper) -> tuple[Fix, ...]:
    """The write replaced by the helper's call; empty where the call cannot stand there."""
    receiver = write.rewrite.receiver if write.rewrite is not None else None
    imported = module.importing("django.utils.cache", helper.function)
    if write.rewrite is None or receiver is None or imported is None:
        return ()
    edits = write.rewrite.edits(f"{imported.code}({receiver}{helper.arguments})")
    if edits is None:
        return ()
    safety = Safety.SAFE if _sends_the_same(module, write, text, helper) else Safety.SUGGESTED
    title = f"Replace with {helper.function}()"
    return (Fix(title, (*imported.edits, *edits), safety),)


def _sends_the_same(module: Module, write: HeaderWrite, text: Text, helper: Helper) -> bool:
    """Replay both ways on the model; only where all that matters is known."""
    filled = template(text)
    before = write.before[_name(write)]
    if not is_literal(write.value_at) or not filled.is_numeric or not _is_known(before):
        return False
    with modelling(module.target):
        return all(
            _replayed(write, lambda r, n=n: r.headers.__setitem__(_name(write), filled.filled(n)))
            == _replayed(write, lambda r, n=n: helper.replay(r, n))
            for n in SAMPLES
        )


def _is_known(before: Value) -> bool:
    return before == ABSENT or (isinstance(before, Known) and isinstance(before.value, str))


def _name(write: HeaderWrite) -> str:
    return str(write.name.value) if isinstance(write.name, Known) else ""


def _replayed(write: HeaderWrite, change: Callable[[HttpResponse], None]) -> object:
    """The headers after the change, in lower case by name; or the error's type."""
    response = HttpResponse()
    before = write.before[_name(write)]
    if before != ABSENT and isinstance(before, Known):
        response.headers[_name(write)] = before.value
    try:
        change(response)
    except Exception as error:  # noqa: BLE001 - a different outcome, whatever it is
        return type(error)
    return {name.lower(): value for name, value in response.headers.items()}


def quoted(text: str) -> str:
    """A literal of the text, in double quotes where it reads well."""
    literal = repr(text)
    return f'"{literal[1:-1]}"' if literal[0] == "'" and '"' not in text else literal
