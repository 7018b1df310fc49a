"""Applying fixes, and proving on the result that each did what it promised."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from resp_lsp.analysis.module import analyse
from resp_lsp.analysis.source.source import Source
from resp_lsp.analysis.source.text import apply_edits
from resp_lsp.analysis.source.tree import Memo
from resp_lsp.linter import internal_error
from resp_lsp.linter.lint import NO_PROJECT, Origin, lint
from resp_lsp.linter.silencing import UNUSED
from resp_lsp.rules.finding import Safety

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import TypeAlias

    from resp_lsp.analysis.source.text import Edit
    from resp_lsp.linter.config import Config
    from resp_lsp.rules.finding import Finding, Fix

    Wanted: TypeAlias = Callable[[Finding], Fix | None]

SAFE = frozenset({Safety.SAFE})
UNSAFE = frozenset({Safety.SAFE, Safety.SUGGESTED})
ROUNDS = 100
"""As many as Ruff allows; fixes that overlap need one round each."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text after its fixes, what they mended, and what is still found in the text."""

    text: str
    applied: tuple[Finding, ...] = ()
    remaining: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Linter:
    """One way to check the texts between fixes."""

    config: Config
    origin: Origin
    memo: Memo = field(default_factory=Memo)

    def findings(self, text: str) -> tuple[Finding, ...]:
        return lint(text, self.config, self.memo, self.origin)

    def syntax_faults(self, text: str) -> int:
        return len(analyse(Source(text), self.config.target_django, self.memo).errors)


class BrokenPromiseError(Exception):
    """A fix did something else than it should."""


def fixed(
    text: str,
    config: Config,
    safeties: Collection[Safety],
    origin: Origin = NO_PROJECT,
    code: str | None = None,
) -> Fixed:
    """The text after every fix that has one of these safeties, again until none is left.

    A code leaves it at those of one rule. Where a fix breaks its promise (the text parses as
    before, the finding is gone and no other one appears) the text comes back as it was, with
    an internal error (RSP904).
    """

    def wanted(finding: Finding) -> Fix | None:
        return fix_of(finding, safeties) if code in (None, finding.code) else None

    linter = _Linter(config, origin)
    findings = linter.findings(text)
    try:
        return _settled(Fixed(text, remaining=findings), wanted, linter)
    except Exception as error:  # noqa: BLE001 (a bug must not cost the other files)
        report = internal_error.failed("fixing (the file is unchanged)", error)
        return Fixed(text, remaining=(report, *findings))


def fix_of(finding: Finding, safeties: Collection[Safety]) -> Fix | None:
    """The fix of a finding that is to be applied: its best one of these safeties."""
    return next((fix for fix in finding.fixes if fix.safety in safeties), None)


def _settled(state: Fixed, wanted: Wanted, linter: _Linter) -> Fixed:
    for _ in range(ROUNDS):
        chosen, edits = compatible(state.remaining, wanted)
        if not chosen:
            return state
        text = apply_edits(state.text, edits)
        after = Fixed(text, state.applied + chosen, linter.findings(text))
        _prove(state, after, chosen, linter)
        state = after
    raise BrokenPromiseError(f"the fixes do not come to an end in {ROUNDS} rounds")


def compatible(
    findings: tuple[Finding, ...], wanted: Wanted
) -> tuple[tuple[Finding, ...], tuple[Edit, ...]]:
    """The findings whose fixes can be applied together, and the edits of those.

    What two fixes insert, such as the import that both need, is inserted once. Other edits
    that touch wait for the next round, when the later one is computed on the new text.
    """
    chosen: list[Finding] = []
    taken: list[Edit] = []
    for finding in findings:
        fix = wanted(finding)
        if fix is None:
            continue
        new = [edit for edit in set(fix.edits) if not _made(taken, edit)]
        if any(_touches(taken, edit) for edit in new):
            continue
        chosen.append(finding)
        for edit in new:
            insort(taken, edit)
    return tuple(chosen), tuple(taken)


def _made(taken: list[Edit], edit: Edit) -> bool:
    """Whether this is an insertion that another fix makes as well."""
    index = bisect_left(taken, edit)
    inserts = edit.span.start == edit.span.end
    return inserts and index < len(taken) and taken[index] == edit


def _touches(taken: list[Edit], edit: Edit) -> bool:
    index = bisect_left(taken, edit)
    return any(
        edit.span.start <= other.span.end and other.span.start <= edit.span.end
        for other in taken[max(0, index - 1) : index + 1]
    )


def _prove(before: Fixed, after: Fixed, chosen: tuple[Finding, ...], linter: _Linter) -> None:
    """
    Raises:
        BrokenPromiseError: something stopped parsing, is still found, or is found anew.
    """
    faults = [linter.syntax_faults(state.text) for state in (before, after)]
    if faults[1] > faults[0]:
        raise BrokenPromiseError("a fix breaks the syntax")
    expected = Counter(f.code for f in before.remaining) - Counter(f.code for f in chosen)
    # A comment that a fix makes unnecessary is no harm; the next round takes it away.
    found = (f.code for f in after.remaining if f.code != UNUSED)
    surplus = Counter(found) - expected
    if surplus:
        fixes = ", ".join(sorted({f.code for f in chosen}))
        raise BrokenPromiseError(f"after fixes of {fixes}, {', '.join(surplus)} is found anew")
