"""One edit of a module: which of its parts it concerns."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resp_lsp.analysis.interpreter.import_statements import bindings
from resp_lsp.analysis.interpreter.scope import CHANGE
from resp_lsp.analysis.source.remembering import remembered
from resp_lsp.analysis.source.targets import bound_attributes, bound_names, function_name
from resp_lsp.analysis.source.text import Span, difference, find_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lsp.analysis.source.islands import Island

WORD = re.compile(r"[^\W\d]\w*")
CHANGED_IN_PLACE = re.compile(rf"(\w+)(?={CHANGE.pattern})|\bdel\s+(\w+)")
FAR_REACHING = re.compile(
    r"\b(?:global|nonlocal|setattr|delattr|exec|vars|locals)\b|\b(?:re_path|path|url)\("
    r"|import[ \t(]*\*"
)
"""What a function may do to names that it does not say."""

ASSIGNMENT = re.compile(r"[^\W\d]\w*[ \t]*(?::[^=\n]+)?=(?!=)")
TOLD = re.compile(
    r"^[ \t]*@.*$|\bdef\s+\w+|\bclass\s+\w+(?:\([^)]*\))?|\b__\w+__\b|\bdispatch\b",
    re.MULTILINE,
)
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

    def concerned(self, text: str) -> set[Span] | None:
        """The parts of the new text for which something else may hold now; None for any."""
        if self.edited is None:
            return set()
        was, part = self.edited
        named = words(was.code) ^ words(part.code)
        if _is_string(was.code) and _is_string(part.code):
            # Of an extending class it is asked whether its text holds a name.
            return self._all_naming(text, set(), {*named})
        binding, told = _bound_otherwise(was, part), _told_otherwise(was.code, part.code)
        if binding is None or told is None or any(FAR_REACHING.search(p.code) for p in self.edited):
            return None
        names = {*binding, *told, *(_changed(was.code) ^ _changed(part.code))}
        attributes = {*_assigned(was.code), *_assigned(part.code)}
        attributes |= _bound(was.code) ^ _bound(part.code)
        if part.indent:
            # What a class has that extends another.
            attributes |= named
        if attributes & ASKED_BY_NAME or any(map(_is_asked_for, names)):
            return None
        return self._all_naming(text, names, attributes)

    def _all_naming(self, text: str, names: set[str], attributes: set[str]) -> set[Span] | None:
        """The parts of the text that name one of these, or what such parts bind or assign to;
        None where one binds what is not known."""
        parts = [part for _, part in self.same]
        found: set[Span] = set()
        asked = {*((name, False) for name in names), *((name, True) for name in attributes)}
        waiting = [*asked]
        while waiting:
            name, is_attribute = waiting.pop()
            for part in _naming(text, parts, name, is_attribute=is_attribute):
                if part.span in found:
                    continue
                bound = _bound_by(part)
                if bound is None or any(map(_is_asked_for, bound)):
                    return None
                found.add(part.span)
                assigned = _assigned(part.code)
                more = {*((name, False) for name in bound), *((name, True) for name in assigned)}
                waiting += more - asked
                asked |= more
        return found


def _naming(text: str, parts: Sequence[Part], name: str, *, is_attribute: bool) -> Iterator[Part]:
    at = find_word(text, name)
    while at >= 0:
        index = bisect_right(parts, at, key=lambda part: part.span.start) - 1
        if index >= 0 and at < parts[index].span.end:
            before = text[max(0, at - 200) : at].rstrip() if is_attribute else "."
            if before.endswith("."):
                yield parts[index]
        at = find_word(text, name, at + len(name))


def edit_between(old: str, new: str, were: Sequence[Part], are: Sequence[Part]) -> Edit | None:
    """What makes one text of another, each with its parts; None where it touches several."""
    start, end, moved = difference(old, new)
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


def parts_of(text: str, islands: tuple[Island, ...]) -> list[Part]:
    """The pieces of a text, in order."""
    found: list[Part] = []
    for island in islands:
        start, end = island.span.start, island.span.end
        if island.body:
            head = Span(start, island.body[0].span.start)
            found.append(Part(head, island.indent, text[start : head.end]))
            found += parts_of(text, island.body)
        else:
            found.append(Part(island.span, island.indent, text[start:end]))
    return found


def _bound_otherwise(was: Part, now: Part) -> set[str] | None:
    """The names that a part bound or binds, but for those that it binds to the same; None where
    it is no function, import or assignment."""
    functions = function_name(was.code), function_name(now.code)
    if None not in functions:
        return {name for name in functions if name is not None}
    if was.indent:
        return None
    imports = bindings(was.code), bindings(now.code)
    if imports[0] is not None and imports[1] is not None:
        return {name for name, _ in imports[0].items() ^ imports[1].items()}
    targets = _targets(was.code), _targets(now.code)
    return None if targets[0] is None or targets[1] is None else {*targets[0], *targets[1]}


@remembered
def _targets(code: str) -> frozenset[str] | None:
    """The names that an assignment binds, or more."""
    is_simple = ASSIGNMENT.match(code) is not None and ":=" not in code and ";" not in code
    return bound_names(code) if is_simple else None


def _told_otherwise(was: str, now: str) -> set[str] | None:
    """The functions defined in one text and not in the other; None where what it is told of
    differs in more."""
    before, after = TOLD.findall(was), TOLD.findall(now)
    if before == after:
        return set()
    otherwise = {*before} ^ {*after}
    if not otherwise or not all(told.startswith("def") for told in otherwise):
        return None
    return {told.split()[-1] for told in otherwise}


@remembered
def _is_string(code: str) -> bool:
    """Whether a statement is nothing but a string, as one that documents a class."""
    if not code.endswith(('"', "'")):
        return False
    try:
        return isinstance(ast.parse(code, mode="eval").body, ast.Constant)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _is_asked_for(name: str) -> bool:
    """Whether a name may be looked up that nothing in the module names."""
    return name.startswith("__") or name in ASKED_BY_NAME


def _bound_by(part: Part) -> frozenset[str] | None:
    """What a function or an assignment of the module binds; None for anything else."""
    function = function_name(part.code)
    if function is not None:
        return frozenset((function,))
    return None if part.indent else _targets(part.code)


@remembered
def words(code: str) -> frozenset[str]:
    return frozenset(WORD.findall(code))


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
