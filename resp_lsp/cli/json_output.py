"""Findings as a JSON array, in the shape that tools know from Ruff."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from resp_lsp.analysis.source.text import Lines
from resp_lsp.linter.fix import fix_of
from resp_lsp.linter.selection import rule_named
from resp_lsp.rules.finding import Safety

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.source.text import Span
    from resp_lsp.cli.report import Report
    from resp_lsp.rules.finding import Finding, Fix, Related

APPLICABILITY = {
    Safety.SAFE: "safe",
    Safety.SUGGESTED: "unsafe",
    Safety.DISPLAY_ONLY: "display",
}
"""Ruff's words for ours."""


def render(report: Report) -> Iterator[str]:
    """Rows and columns count from one, columns in code points; files are absolute paths."""
    found = [
        finding_json(finding, result.path, lines)
        for result in report.results
        for lines in (Lines(result.text),)
        for finding in result.findings
    ]
    yield json.dumps(found, indent=2)


def statistics(report: Report) -> Iterator[str]:
    """Ruff's fields: `fixable` where every finding is."""
    counted = [
        {
            "code": each.code,
            "name": each.name,
            "count": each.count,
            "fixable": each.fixable == each.count,
            "fixable_count": each.fixable,
        }
        for each in report.counts
    ]
    yield json.dumps(counted, indent=2)


def finding_json(finding: Finding, path: str, lines: Lines) -> dict[str, Any]:
    rule = rule_named(finding.code)
    best = fix_of(finding, tuple(Safety))
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "filename": path,
        **_places(finding.span, lines),
        "fix": best and _fix_json(best, lines),
        "related": [_related_json(related, path, lines) for related in finding.related],
        "url": rule.links[0] if rule and rule.links else None,
    }


def _fix_json(fix: Fix, lines: Lines) -> dict[str, Any]:
    return {
        "applicability": APPLICABILITY[fix.safety],
        "message": fix.title,
        "edits": [{"content": e.text, **_places(e.span, lines)} for e in sorted(fix.edits)],
    }


def _related_json(related: Related, path: str, lines: Lines) -> dict[str, Any]:
    if related.path is not None:
        path, lines = related.path, Lines(related.text)
    return {"message": related.message, "filename": path, **_places(related.span, lines)}


def _places(span: Span, lines: Lines) -> dict[str, Any]:
    return {"location": _place(span.start, lines), "end_location": _place(span.end, lines)}


def _place(offset: int, lines: Lines) -> dict[str, int]:
    position = lines.position(offset)
    return {"row": position.line + 1, "column": position.column + 1}
