"""A response as Django would send it: what all ways have in common, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resp_lsp.analysis.point import points
from resp_lsp.analysis.values.history import changes
from resp_lsp.preview.decorating import decorated
from resp_lsp.preview.placeholders import CLOSE, MAX_SOURCE, OPEN, marked
from resp_lsp.preview.replay import Outcome, replayed
from resp_lsp.preview.ways import is_made, is_unseen, ways

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from resp_core.versions import Version
    from resp_lsp.analysis.interpreter.project import Project
    from resp_lsp.analysis.point import Point, Subject
    from resp_lsp.analysis.source.source import Source
    from resp_lsp.analysis.source.text import Span
    from resp_lsp.analysis.values.history import Change

ABSENT = "none"
DIFFERS = "differs from path to path"


@dataclass(frozen=True, slots=True)
class Preview:
    """What is not known stands in it as `⟨code⟩`, and so do the alternatives of several paths."""

    status_line: str
    headers: tuple[tuple[str, str], ...] = ()
    cookies: tuple[str, ...] = ()
    """As in Set-Cookie."""

    body: str = ""
    notes: tuple[str, ...] = ()
    error: str | None = None
    """What Django raises on every path; then there is no response."""


@dataclass(frozen=True, slots=True)
class Previewed:
    """The responses that a point may be about, behind the statement there."""

    previews: tuple[Preview, ...]
    statement: Span
    is_named: bool
    """Whether the point is on the response itself, or on what is done to it."""


def preview(source: Source, offset: int, project: Project) -> Previewed | None:
    """What Django would send for the response at an offset; None where there is none."""
    return next(previews_at(source, (offset,), project), None)


def previews_at(source: Source, offsets: Iterable[int], project: Project) -> Iterator[Previewed]:
    """What Django would send at each offset where a response is meant."""
    for found in points(source, offsets, project):
        previews = tuple(dict.fromkeys(_previews(found, project.target)))
        if previews:
            yield Previewed(previews, found.statement.span, found.is_named)


def _previews(found: Point, target: Version) -> Iterator[Preview]:
    meant = frozenset(subject.site for subject in found.subjects)
    for subject in found.subjects:
        shown = _preview(subject, meant, found.decorators, target)
        if shown is not None:
            yield shown


def _preview(
    subject: Subject, meant: frozenset[object], decorators: Sequence[Change], target: Version
) -> Preview | None:
    taken = ways(subject.history, meant)
    later, unknown = decorated(decorators)
    outcomes = [replayed((*way, *later), target) for way in taken.ways]
    known = [outcome for outcome in outcomes if outcome is not None]
    if not known:
        return None
    notes = [f"`@{name}` around the function may change it." for name in unknown]
    if not all(map(is_made, taken.ways)):
        notes.append("It comes from elsewhere.")
    if any(map(is_unseen, taken.ways)):
        notes.append("Code that is not followed here has it too, and may change it.")
    if any(change.is_derived for change in changes(subject.history)):
        notes.append("A class of the project makes it, which may do more.")
    if len(known) < len(taken.ways) or not taken.is_complete:
        notes.append("There are more paths than are shown here.")
    return _merged(known, notes)


def _merged(outcomes: Sequence[Outcome], notes: Iterable[str]) -> Preview:
    errors = dict.fromkeys(outcome.error for outcome in outcomes if outcome.error is not None)
    fine = [outcome for outcome in outcomes if outcome.error is None]
    if not fine:
        return Preview("", error=" or ".join(errors), notes=tuple(notes))
    raised = (f"On some paths Django raises {error}" for error in errors)
    others = ("There may be other headers.",) if any(o.others for o in fine) else ()
    return Preview(
        _either([outcome.status_line.partition(" ")[2] for outcome in fine], "HTTP/1.1 "),
        tuple(_headers([dict(outcome.headers) for outcome in fine])),
        tuple(_cookies([outcome.cookies for outcome in fine])),
        _either([outcome.body for outcome in fine]),
        (*notes, *others, *raised),
    )


def _headers(rows: Sequence[dict[str, str]]) -> Iterator[tuple[str, str]]:
    for name in dict.fromkeys(name for row in rows for name in row):
        yield name, _either([row.get(name) for row in rows])


def _cookies(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    named = [{cookie.partition("=")[0]: cookie for cookie in row} for row in rows]
    for _, cookie in _headers(named):
        yield cookie


def _either(values: Sequence[str | None], start: str = "") -> str:
    """The value, or the values of several paths."""
    found = list(dict.fromkeys(values))
    if len(found) == 1:
        return start + (found[0] or "")
    present = [_unmarked(value) for value in found if value]
    shown = " or ".join((*present, ABSENT) if len(present) < len(found) else present)
    short = len(shown) <= 2 * MAX_SOURCE and "\n" not in shown
    return f"{start}{OPEN}{shown}{CLOSE}" if short else start + marked(DIFFERS)


def _unmarked(value: str) -> str:
    """The code in a value that is all one mark."""
    inner = value[1:-1]
    return inner if marked(inner) == value and OPEN not in inner else value
