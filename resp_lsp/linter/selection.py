"""Selectors: which rules a code (`RSP101`), a prefix (`RSP3`) or a name (`manual-vary`) means."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from resp_lsp.linter import internal_error, syntax_error
from resp_lsp.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resp_lsp.linter.config import Config
    from resp_lsp.rules.rule import Rule

ALWAYS = frozenset({"RSP901", "RSP904"})
"""Rules that only `ignore` turns off: what they report keeps the others from working."""


@cache
def catalogue() -> tuple[Rule, ...]:
    """Every rule, those of the linter itself too, in the order of their codes."""
    own = (syntax_error.rule, internal_error.rule)
    return tuple(sorted((*all_rules(), *own), key=lambda rule: rule.code))


def rule_named(word: str) -> Rule | None:
    """The rule with this code or name, in any case."""
    return next((r for r in catalogue() if word.lower() in (r.code.lower(), r.name)), None)


@cache
def codes(selector: str) -> frozenset[str]:
    """The codes of the rules that a selector means; none for an unknown one."""
    if rule := rule_named(selector):
        return frozenset({rule.code})
    if not re.fullmatch(r"RSP\d*", selector, re.IGNORECASE):
        return frozenset()
    return frozenset(r.code for r in catalogue() if r.code.startswith(selector.upper()))


def covered(selector: str, by: str) -> bool:
    """Whether everything that a selector means is meant by another one."""
    return codes(selector) <= codes(by)


@cache
def enabled(config: Config) -> frozenset[str]:
    """The codes of the rules to run: of two selectors, the one that means fewer rules wins.

    `ignore` wins a tie; an unknown selector means nothing.
    """
    wanted = (*config.select, *config.extend_select)
    return frozenset(
        rule.code
        for rule in catalogue()
        if _narrowest(rule.code, wanted) < _narrowest(rule.code, config.ignore)
        or (rule.code in ALWAYS and not any(rule.code in codes(s) for s in config.ignore))
    )


def unknown(selectors: Iterable[str]) -> tuple[str, ...]:
    """The selectors that mean no rule, each as a sentence that names the nearest known one."""
    names = [word for rule in catalogue() for word in (rule.code, rule.name)]
    return tuple(f"unknown rule {s!r}{nearest(s, names)}" for s in selectors if not codes(s))


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that complains of an unknown word."""
    import difflib  # noqa: PLC0415 (costs start-up time, needed for mistakes only)

    lower = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.lower(), lower, n=1)
    return f"; did you mean {lower[close[0]]!r}?" if close else ""


def _narrowest(code: str, selectors: tuple[str, ...]) -> float:
    """How many characters of the code the longest selector leaves open."""
    sizes = [_open_digits(s) for s in selectors if code in codes(s)]
    return min(sizes, default=float("inf"))


def _open_digits(selector: str) -> int:
    return 0 if rule_named(selector) else len("RSP101") - len(selector)
