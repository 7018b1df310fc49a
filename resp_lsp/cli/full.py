"""Findings with the source that they are about, as compilers show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from resp_lsp.analysis.source.text import Lines
from resp_lsp.cli.concise import statistics
from resp_lsp.cli.frame import Frame
from resp_lsp.cli.palette import HOW, MARK, blue, code_style
from resp_lsp.cli.report import displayed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.cli.report import Report
    from resp_lsp.rules.finding import Finding, Related

__all__ = ["render", "statistics"]


def render(report: Report) -> Iterator[str]:
    for result in report.results:
        lines = Lines(result.text)
        for finding in result.findings:
            mark = f" {MARK}" if report.fixable(finding) else ""
            yield "\n".join(_block(finding, displayed(result.path), lines, mark)) + "\n"


def _elsewhere(related: Related, path: str, margin: str) -> Iterator[str]:
    """A place in another file, with the line that it is on."""
    frame = Frame.elsewhere(related, margin)
    place = f"{displayed(path)}:{frame.first.line + 1}:{frame.first.column + 1}"
    yield f"{frame.margin}{blue(':::')} {place}"
    yield from frame.render()


def _block(finding: Finding, path: str, lines: Lines, mark: str) -> Iterator[str]:
    frame = Frame.of(finding, lines)
    code = f"{finding.severity.value}[{finding.code}]"
    name = click.style(finding.name, bold=True)
    place = f"{path}:{frame.first.line + 1}:{frame.first.column + 1}"
    yield f"{click.style(code, **code_style(finding.severity))}{mark} {name}: {finding.message}"
    yield f"{frame.margin}{blue('-->')} {place}"
    yield from frame.render()
    for related in finding.related:
        if related.path is not None:
            yield from _elsewhere(related, related.path, frame.margin)
    for fix in finding.fixes:
        label = click.style("help", bold=True)
        yield f"{frame.margin} {blue('=')} {label}: {fix.title} ({HOW[fix.safety]})"
