"""What suppressions do to the findings of a text, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resp_lsp.linter import internal_error, unknown_code, unused_suppression
from resp_lsp.linter.selection import closest, codes, names
from resp_lsp.linter.suppressions import HINT, OURS, read_suppressions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lsp.linter.suppressions import Suppression, Suppressions, Word
    from resp_lsp.rules.finding import Finding

UNUSED, UNKNOWN = unused_suppression.rule.code, unknown_code.rule.code
OWN = (UNUSED, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Run:
    """Which rules ran: `active` are their codes, `usual` those that a bare comment is about."""

    active: frozenset[str]
    usual: frozenset[str]

    def can_judge(self, word: Word) -> bool:
        """Whether all rules that a word means would have had their findings."""
        return bool(meant := codes(word.text)) and meant <= self.active


def after_comments(text: str, findings: tuple[Finding, ...], run: Run) -> tuple[Finding, ...]:
    """The findings that no comment silences, and those about the comments themselves.

    An internal error cannot be silenced, and a finding about a comment only by its own name.
    """
    if not HINT.search(text) or not (findings or run.active.intersection(OWN)):
        return findings
    suppressions = read_suppressions(text)
    used: set[tuple[Suppression, str]] = set()
    kept: list[Finding] = []
    for finding in findings:
        silencing = _silencing(suppressions, finding)
        used.update((comment, finding.code) for comment in silencing)
        if not silencing:
            kept.append(finding)
    own = (*_unused(suppressions, used, run), *_unknown(suppressions, kept))
    wanted = (f for f in own if f.code in run.active and not _is_named(suppressions, f))
    return (*kept, *wanted)


def _silencing(suppressions: Suppressions, finding: Finding) -> list[Suppression]:
    if finding.code == internal_error.rule.code:
        return []
    return [s for s in suppressions.reaching(finding) if s.silences(finding.code)]


def _is_named(suppressions: Suppressions, finding: Finding) -> bool:
    return any(comment.names(finding.code) for comment in suppressions.reaching(finding))


def _unused(
    suppressions: Suppressions, used: set[tuple[Suppression, str]], run: Run
) -> Iterator[Finding]:
    for comment in suppressions.every:
        silenced = {code for by, code in used if by == comment}
        if comment.words is None:
            if comment.is_own and not silenced and run.usual <= run.active:
                yield unused_suppression.unused(comment, None, suppressions.lines)
            continue
        words = tuple(w for w in comment.words if run.can_judge(w) and not silenced & codes(w.text))
        if words and not any(comment.names(code) for code in OWN):
            yield unused_suppression.unused(comment, words, suppressions.lines)


def _unknown(suppressions: Suppressions, kept: Iterable[Finding]) -> Iterator[Finding]:
    for comment in suppressions.every:
        for word in comment.words or ():
            if codes(word.text) or not (comment.is_own or OURS.fullmatch(word.text)):
                continue
            within = (f for f in kept if comment in suppressions.reaching(f))
            meant = closest(word.text, (name for f in within for name in (f.code, f.name)))
            near = meant or closest(word.text, names())
            yield unknown_code.unknown(word, near, is_meant=meant is not None)
