"""A header written by hand, and the call of Django's helper that says the same.

What the two rules on Cache-Control and Vary have in common.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resp_core import HttpResponse, modelling
from resp_lsp.analysis.facts.fact import Form
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import (
    HeaderOf,
    Hole,
    Instance,
    Known,
    Text,
    Value,
    alternatives,
    text_of,
)
from resp_lsp.rules.finding import Fix, Safety

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resp_lsp.analysis.facts.fact import HeaderWrite
    from resp_lsp.analysis.module import Module

LETTER = re.compile(r"[A-Za-z*]")
HOLE = re.compile("\0([0-9]+)\0")
SAMPLES = (0, 3600)


@dataclass(frozen=True, slots=True)
class Template:
    """A header's text with numbered marks for what its code fills in."""

    text: str
    holes: tuple[Hole, ...]

    def hole(self, text: str) -> Hole | None:
        """The hole that makes up the whole of a piece of the text."""
        found = HOLE.fullmatch(text)
        return self.holes[int(found[1])] if found is not None else None


@dataclass(frozen=True, slots=True)
class Helper:
    """A function of django.utils.cache and what it is given, as code and, for a sample of the
    numbers that are not known, as values."""

    function: str
    arguments: str
    replay: Callable[[HttpResponse, int], None]


def written(module: Module, header: str) -> Iterator[tuple[HeaderWrite, str]]:
    """Where the header is set to text of which something is known, with the text as shown."""
    for write in module.header_writes:
        texts = [text_of(value) for value in alternatives(write.value)]
        is_named = isinstance(write.name, Known) and str(write.name.value).lower() == header
        if is_named and not write.is_copy and all(map(_is_telling, texts)):
            spelled = text_of(write.spelled) if len(texts) == 1 else None
            yield write, " or ".join(_shown(text, spelled) for text in texts if text is not None)


def _is_telling(text: Text | None) -> bool:
    return text is not None and LETTER.search("".join(text.literals)) is not None


def _shown(text: Text, spelled: Text | None) -> str:
    """The text if it is known whole, else as its code spells it."""
    parts = text.parts if spelled is None or len(text.parts) == 1 else spelled.parts
    return repr("".join(p if isinstance(p, str) else f"{{{p.source or '…'}}}" for p in parts))


def template(write: HeaderWrite) -> Template | None:
    """The header's text as its code spells it."""
    text = text_of(write.spelled)
    return None if text is None else marked(text)


def marked(text: Text) -> Template:
    """The text with marks in the place of its holes."""
    holes = tuple(part for part in text.parts if isinstance(part, Hole))
    marks = iter(range(len(holes)))
    parts = (p if isinstance(p, str) else f"\0{next(marks)}\0" for p in text.parts)
    return Template("".join(parts), holes)


def is_own(hole: Hole | None, write: HeaderWrite, header: str) -> bool:
    """Whether the hole is what the same header held before."""
    return hole is not None and hole.value == HeaderOf(write.site, header)


def sampled(value: Value, sample: int, write: HeaderWrite) -> object:
    """A value for a replay: the known one, the header's own, or the sample for an int.

    Raises:
        LookupError: there is none that would prove anything.
    """
    match value:
        case Known(constant):
            return constant
        case HeaderOf(site, name) if site == write.site:
            return sampled(write.before[name], sample, write)
        case Instance() if type_of(value) == "builtins.int":
            return sample
        case _:
            raise LookupError


def fix(module: Module, write: HeaderWrite, helper: Helper) -> tuple[Fix, ...]:
    """The write replaced by the helper's call; empty where the call cannot stand there."""
    receiver = write.rewrite.receiver if write.rewrite is not None else None
    imported = module.importing("django.utils.cache", helper.function)
    if write.rewrite is None or receiver is None or imported is None:
        return ()
    edits = write.rewrite.edits(f"{imported.code}({receiver}{helper.arguments})")
    if edits is None:
        return ()
    with modelling(module.target):
        is_same = all(_sends_the_same(write, helper, sample) for sample in SAMPLES)
    safety = Safety.SAFE if is_same else Safety.SUGGESTED
    return (Fix(f"Replace with {helper.function}()", (*imported.edits, *edits), safety),)


def _sends_the_same(write: HeaderWrite, helper: Helper, sample: int) -> bool:
    """Replay both ways on the model, as far as all that matters is known."""
    whole, name = template(write), write.name
    if whole is None or not isinstance(name, Known):
        return False
    by_hand, patched = HttpResponse(), HttpResponse()
    try:
        values = [str(sampled(hole.value, sample, write)) for hole in whole.holes]
        before = sampled(write.before[str(name.value)], sample, write)
        if before is not None:
            by_hand[name.value] = patched[name.value] = before
        if before is None or write.form is not Form.SETDEFAULT:
            by_hand[name.value] = HOLE.sub(lambda mark: values[int(mark[1])], whole.text)
        helper.replay(patched, sample)
    except Exception:  # noqa: BLE001 - nothing is proved where the model raises
        return False
    return _sent(by_hand) == _sent(patched)


def _sent(response: HttpResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in response.items()}


def quoted(text: str) -> str:
    """A literal of the text, in double quotes where it reads well."""
    literal = repr(text)
    return f'"{literal[1:-1]}"' if literal[0] == "'" and '"' not in text else literal
