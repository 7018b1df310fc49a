"""One edit of a module: which of its parts it concerns."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resp_lsp.analysis.interpreter.import_statements import bindings
from resp_lsp.analysis.interpreter.scope import CHANGE
from resp_lsp.analysis.source.remembering import remembered
from resp_lsp.analysis.source.targets import bound_attributes, bound_names
from resp_lsp.analysis.source.text import difference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lsp.analysis.interpreter.scope import Scope
    from resp_lsp.analysis.source.islands import Island
    from resp_lsp.analysis.source.text import Span

IMPORT = re.compile(r"(?:from|import)\b")
WORD = re.compile(r"[^\W\d]\w*")
DEFINED = re.compile(r"^[ \t]*(?:async[ \t]+)?(def|class)[ \t]+(\w+)", re.MULTILINE)
ATTRIBUTE = re.compile(r"\.\s*(\w+)")
CHANGED_IN_PLACE = re.compile(rf"(\w+)(?={CHANGE.pattern})|\bdel\s+(\w+)")
FAR_REACHING = re.compile(
    r"\b(?:global|nonlocal|setattr|delattr|exec|vars|locals)\b|\b(?:re_path|path|url)\("
    r"|import[ \t(]*\*"
)
"""What a function may do to names that it does not say."""

TOLD = re.compile(r"^[ \t]*@.*$|\b(?:def|class)\s+\w+|\b__\w+__\b|\bdispatch\b", re.MULTILINE)
"""What the analysis looks for in the text of a class without looking into it."""

ASKED_BY_NAME = frozenset(("status_code",))
"""What the analysis asks a class for although no code names it, besides what Python calls."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a module: an island that holds no others, or the head of a class."""

    span: Span
    indent: str
    code: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One stretch of text put in the place of another: within one part, or between parts."""

    same: tuple[tuple[Part, Part], ...]
    """The parts that it leaves alone, as they were and as they are."""

    edited: tuple[Part, Part] | None

    def concerned(self, old: Scope, new: Scope) -> set[Span] | None:
        """The parts for which something else may hold now; None for any."""
        if self.edited is None:
            return set()
        was, part = self.edited
        imported = _imported_otherwise(was, part)
        if imported is not None:
            return self._naming(imported, set())
        name = _function(was.code)
        if name is None or name != _function(part.code) or _is_asked_for(name):
            return None
        if any(FAR_REACHING.search(each.code) for each in self.edited):
            return None
        if TOLD.findall(was.code) != TOLD.findall(part.code):
            return None
        names = {name, *(_changed(was.code) ^ _changed(part.code))}
        attributes = {*_assigned(was.code), *_assigned(part.code)}
        attributes |= _bound(was.code) ^ _bound(part.code)
        # A method that does not parse may bind what looks like a target in it.
        attributes |= _bound_if_broken(was, old) ^ _bound_if_broken(part, new)
        if part.indent:
            # What a class has that extends another.
            attributes |= words(was.code) ^ words(part.code)
        return None if attributes & ASKED_BY_NAME else self._naming(names, attributes)

    def _naming(self, names: set[str], attributes: set[str]) -> set[Span] | None:
        """The functions that name one of these, or what such functions define or assign to; None
        where something else does."""
        found: set[Span] = set()
        waiting = [part for _, part in self.same]
        is_settled = False
        while not is_settled:
            naming = [
                part
                for part in waiting
                if not names.isdisjoint(words(part.code))
                or not attributes.isdisjoint(_named_attributes(part.code))
            ]
            for part in naming:
                defined = _function(part.code)
                if defined is None or _is_asked_for(defined):
                    return None
                found.add(part.span)
                names.add(defined)
                attributes |= _assigned(part.code)
            waiting = [part for part in waiting if part.span not in found]
            is_settled = not naming
        return found


def edit_between(old: Scope, new: Scope) -> Edit | None:
    """What makes one text of another; None where it is more than one part that it touches."""
    start, end, moved = difference(old.text, new.text)
    were, are = _parts(old.text, old.islands), _parts(new.text, new.islands)
    first, last = _touched(were, start, end)
    first_now, last_now = _touched(are, start, end + moved)
    above, below = were[:first], were[last:]
    above_now, below_now = are[:first_now], are[last_now:]
    touched = were[first:last], are[first_now:last_now]
    if [len(part) for part in touched] not in ([0, 0], [1, 1]) or first != first_now:
        return None
    if above != above_now or not _is_moved(below, below_now, moved):
        return None
    same = (*zip(above, above_now, strict=True), *zip(below, below_now, strict=True))
    edited = (touched[0][0], touched[1][0]) if touched[0] else None
    return Edit(same, edited)


def _is_moved(parts: Sequence[Part], parts_now: Sequence[Part], moved: int) -> bool:
    return len(parts) == len(parts_now) and all(
        (part.span.moved(moved), part.indent, part.code) == (now.span, now.indent, now.code)
        for part, now in zip(parts, parts_now, strict=True)
    )


def _touched(parts: Sequence[Part], start: int, end: int) -> tuple[int, int]:
    """The first part that a stretch of text touches, and the first behind it."""
    first = bisect_right([part.span.end for part in parts], start - 1)
    last = first
    while last < len(parts) and parts[last].span.start <= end:
        last += 1
    return first, last


def _parts(text: str, islands: tuple[Island, ...]) -> list[Part]:
    found: list[Part] = []
    for island in islands:
        start, end = island.span.start, island.span.end
        if island.body:
            head = type(island.span)(start, island.body[0].span.start)
            found.append(Part(head, island.indent, text[start : head.end]))
            found += _parts(text, island.body)
        else:
            found.append(Part(island.span, island.indent, text[start:end]))
    return found


def _imported_otherwise(was: Part, now: Part) -> set[str] | None:
    """The names that an import of the module binds to something else now; None where it is no
    import, or one that has to be parsed."""
    if was.indent or not IMPORT.match(was.code):
        return None
    before, after = bindings(was.code), bindings(now.code)
    if before is None or after is None:
        return None
    names = {name for name, _ in before.items() ^ after.items()}
    return None if any(map(_is_asked_for, names)) else names


def _bound_if_broken(part: Part, scope: Scope) -> frozenset[str]:
    return bound_names(part.code) if scope.is_broken(part.span) else frozenset()


def _is_asked_for(name: str) -> bool:
    """Whether a name may be looked up that nothing in the module names."""
    return name.startswith("__") or name in ASKED_BY_NAME


@remembered
def _function(code: str) -> str | None:
    """The name of the function that a part defines; None where it is something else."""
    if not code.startswith(("@", "def", "async")):
        return None
    found = DEFINED.search(code)
    return None if found is None or found[1] != "def" else found[2]


@remembered
def words(code: str) -> frozenset[str]:
    return frozenset(WORD.findall(code))


@remembered
def _named_attributes(code: str) -> frozenset[str]:
    return frozenset(ATTRIBUTE.findall(code))


@remembered
def _assigned(code: str) -> frozenset[str]:
    """The attributes of `self` that a function may assign to: their values are looked at."""
    return frozenset(name for owner, name, _ in bound_attributes(code) if owner == "self")


@remembered
def _bound(code: str) -> frozenset[str]:
    """The attributes of anything that a function may assign to: that is all that is asked."""
    return frozenset(name for _, name, _ in bound_attributes(code))


@remembered
def _changed(code: str) -> frozenset[str]:
    """What a function may change in place."""
    return frozenset(name for pair in CHANGED_IN_PLACE.findall(code) for name in pair if name)
