"""The words that name rules: codes, names, and what the codes of several begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.linter.selection import catalogue, codes
from resp_lsp.server.completions.completion import Completion, Subject

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from resp_lsp.analysis.source.text import Span

FAMILY = len("RSP1")
FIRING, CODE, NAME, SEVERAL = range(4)
"""Ranks."""


def rule_words(
    span: Span,
    present: Iterable[str],
    without: Collection[str] = (),
    firing: Collection[str] = (),
) -> Iterator[Completion]:
    """The words for each rule but those with the codes `without` and those that are named already.

    `firing` are the codes of the rules that find something there.
    """
    named = {code for word in present for code in codes(word)}
    rules = [rule for rule in catalogue() if rule.code not in named and rule.code not in without]
    for rule in rules:
        fires = rule.code in firing
        code_rank, name_rank = (FIRING, FIRING) if fires else (CODE, NAME)
        yield Completion(
            rule.code, Subject.RULE, span, f"{rule.name}: {rule.summary}", code_rank, also=rule.name
        )
        yield Completion(
            rule.name, Subject.RULE, span, f"{rule.code}: {rule.summary}", name_rank, also=rule.code
        )
    for prefix in dict.fromkeys(rule.code[:FAMILY] for rule in rules):
        yield Completion(prefix, Subject.RULES, span, several(prefix), SEVERAL)


def several(prefix: str) -> str:
    """Which rules a prefix means, in short."""
    meant = sorted(codes(prefix))
    return f"{len(meant)} rules, {meant[0]} to {meant[-1]}" if meant else ""
