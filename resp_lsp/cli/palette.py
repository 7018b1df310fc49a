"""Colours and marks that the text formats share."""

from __future__ import annotations

from typing import Any

import click

from resp_lsp.rules.finding import Safety, Severity

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
MARK = "[*]"
"""On a finding that --fix mends, given the other options."""
HOW = {
    Safety.SAFE: "safe, applied by `--fix`",
    Safety.SUGGESTED: "suggested, applied by `--fix --unsafe-fixes`",
    Safety.DISPLAY_ONLY: "not applied by any option",
}


def code_style(severity: Severity) -> dict[str, Any]:
    return {"fg": COLOURS[severity], "bold": True}


def blue(text: str) -> str:
    return click.style(text, fg="blue", bold=True)
