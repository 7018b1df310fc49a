"""Text and configuration to findings. No I/O happens here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.module import analyse
from resp_lsp.rules import all_rules

if TYPE_CHECKING:
    from resp_lsp.linter.config import Config
    from resp_lsp.rules.finding import Finding


def lint(text: str, config: Config) -> tuple[Finding, ...]:
    """Every finding in the text, in order of place; suppressed ones are left out."""
    module = analyse(text, config.target_django)
    rules = (rule for rule in all_rules() if rule.applies_to(config.target_django))
    return tuple(sorted((f for r in rules for f in r.findings(module)), key=lambda f: f.span))
