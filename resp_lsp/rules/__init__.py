"""The rules, found by looking: every file of this package that holds a `rule`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resp_lsp.rules.rule import Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of their codes."""
    modules = (
        importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)
    )
    return tuple(sorted((m.rule for m in modules if hasattr(m, "rule")), key=lambda r: r.code))


def rule_named(word: str) -> Rule | None:
    """The rule with this code or name, in any case."""
    return next((r for r in all_rules() if word.lower() in (r.code.lower(), r.name)), None)
