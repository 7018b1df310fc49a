"""The last lines of a run, in Ruff's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resp_lsp.cli.report import Report


def summary(report: Report) -> str:
    found, applied = len(report.findings), len(report.applied)
    if applied:
        text = f"Found {errors(found + applied)} ({applied} fixed, {found} remaining)."
    elif found:
        text = f"Found {errors(found)}."
    else:
        return "" if report.incomplete else "All checks passed!"
    offer = offers(report)
    return f"{text}\n{offer}" if offer else text


def offers(report: Report) -> str:
    """Which fixes a further run could apply; empty if none."""
    fixable = sum(map(report.fixable, report.findings))
    hidden = f"{report.hidden} hidden {plural(report.hidden, 'fix', 'fixes')} can be enabled"
    hint = f" ({hidden} with the `--unsafe-fixes` option)" if report.hidden else ""
    if fixable:
        return f"[*] {fixable} fixable with the `--fix` option{hint}."
    return f"No fixes available{hint}." if hint else ""


def diff_summary(report: Report) -> str:
    applied, hidden = len(report.applied), report.hidden
    more = f"{hidden} additional {plural(hidden, 'fix', 'fixes')} available with `--unsafe-fixes`"
    if applied:
        return f"Would fix {errors(applied)}{f' ({more})' if hidden else ''}."
    return f"No errors would be fixed{f' ({more})' if hidden else ''}."


def noqa_summary(report: Report) -> str:
    added = sum(result.silenced for result in report.results)
    return f"Added {added} noqa {plural(added, 'directive', 'directives')}."


def baseline_summary(report: Report, path: str) -> str:
    return f"{path} knows {errors(len(report.findings))} now."


def errors(count: int) -> str:
    return f"{count} {plural(count, 'error', 'errors')}"


def plural(count: int, one: str, several: str) -> str:
    return one if count == 1 else several
