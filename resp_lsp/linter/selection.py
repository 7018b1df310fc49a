"""Selectors: which rules a code (`RSP101`), a prefix (`RSP3`) or a name (`manual-vary`) means."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from resp_lsp.linter import internal_error, syntax_error, unknown_code, unused_suppression
from resp_lsp.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resp_lsp.linter.config import Config
    from resp_lsp.rules.finding import Severity
    from resp_lsp.rules.rule import Rule

NEVER = float("inf")
PREFIX = re.compile(r"RSP\d*", re.IGNORECASE)
ALWAYS = frozenset({"RSP901", "RSP904"})
"""Rules that only `ignore` turns off: what they report keeps the others from working."""


@cache
def catalogue() -> tuple[Rule, ...]:
    """Every rule, those of the linter itself too, in the order of their codes."""
    own = (each.rule for each in (syntax_error, unused_suppression, unknown_code, internal_error))
    return tuple(sorted((*all_rules(), *own), key=lambda rule: rule.code))


def names() -> tuple[str, ...]:
    """Every word that means one rule."""
    return tuple(word for rule in catalogue() for word in (rule.code, rule.name))


def rule_named(word: str) -> Rule | None:
    """The rule with this code or name, in any case."""
    return next((rule for rule in catalogue() if _is_named(rule, word)), None)


@cache
def codes(selector: str) -> frozenset[str]:
    """The codes of the rules that a selector means; none for an unknown one."""
    return frozenset(rule.code for rule in catalogue() if _means(selector, rule))


def covered(selector: str, by: str) -> bool:
    """Whether everything that a selector means is meant by another one."""
    return codes(selector) <= codes(by)


@cache
def enabled(config: Config) -> frozenset[str]:
    """The codes of the rules to run: of two selectors, the one that means fewer rules wins.

    `ignore` wins a tie; an unknown selector means nothing.
    """
    return frozenset(rule.code for rule in catalogue() if is_enabled(rule, config))


def is_enabled(rule: Rule, config: Config) -> bool:
    wanted = (*config.select, *config.extend_select)
    if rule.is_opt_in:
        wanted = tuple(word for word in wanted if _is_named(rule, word))
    ignored = _narrowest(rule, config.ignore)
    return _narrowest(rule, wanted) < ignored or (rule.code in ALWAYS and ignored == NEVER)


@cache
def severity_of(rule: Rule, config: Config) -> Severity:
    """How bad the configuration says it is: the narrowest selector wins, then the last one."""
    words = reversed(config.severity)
    _, severity = min(
        ((_open_digits(word, rule), level) for word, level in words if _means(word, rule)),
        key=lambda found: found[0],
        default=(NEVER, rule.severity),
    )
    return severity


def unknown(selectors: Iterable[str]) -> tuple[str, ...]:
    """The selectors that mean no rule, each as a sentence that names the nearest known one."""
    return tuple(f"unknown rule {s!r}{nearest(s, names())}" for s in selectors if not codes(s))


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that complains of an unknown word."""
    close = closest(word, known)
    return f"; did you mean {close!r}?" if close else ""


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like another one, in any case; None if none is."""
    import difflib  # noqa: PLC0415 (costs start-up time, needed for mistakes only)

    lower = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.lower(), lower, n=1)
    return lower[close[0]] if close else None


def _is_named(rule: Rule, word: str) -> bool:
    return word.lower() in (rule.code.lower(), rule.name)


def _means(selector: str, rule: Rule) -> bool:
    is_prefix = PREFIX.fullmatch(selector) and rule.code.startswith(selector.upper())
    return bool(is_prefix) or _is_named(rule, selector)


def _narrowest(rule: Rule, selectors: tuple[str, ...]) -> float:
    """How many characters of the code the longest selector leaves open."""
    sizes = (_open_digits(word, rule) for word in selectors if _means(word, rule))
    return min(sizes, default=NEVER)


def _open_digits(selector: str, rule: Rule) -> int:
    return 0 if _is_named(rule, selector) else len(rule.code) - len(selector)
