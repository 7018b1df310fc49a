"""One line for each finding: `path:line:column: RSP101 [*] message`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from resp_lsp.analysis.source.text import Lines
from resp_lsp.cli.palette import MARK, code_style
from resp_lsp.cli.report import displayed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.cli.report import Report


def render(report: Report) -> Iterator[str]:
    for result in report.results:
        lines = Lines(result.text)
        path = click.style(displayed(result.path), bold=True)
        for finding in result.findings:
            place = lines.position(finding.span.start)
            code = click.style(finding.code, **code_style(finding.severity))
            mark = f"{MARK} " if report.fixable(finding) else ""
            yield f"{path}:{place.line + 1}:{place.column + 1}: {code} {mark}{finding.message}"


def statistics(report: Report) -> Iterator[str]:
    """A line for each rule: [*] if all of its findings are fixable, [-] if some are."""
    width = max((len(str(each.count)) for each in report.counts), default=0)
    for each in report.counts:
        some = "[-]" if each.fixable else "[ ]"
        mark = MARK if each.fixable == each.count else some
        yield f"{each.count:>{width}}\t{click.style(each.code, bold=True)}\t{mark} {each.name}"
