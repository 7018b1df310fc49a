"""Which rules find something where a comment would silence it, as far as is known by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.linter.comments import read_comments

if TYPE_CHECKING:
    from resp_lsp.analysis.source.text import Lines
    from resp_lsp.rules.finding import Finding
    from resp_lsp.server.completions.cursor import Cursor
    from resp_lsp.server.schedule import Checked


def firing_codes(checked: Checked | None, cursor: Cursor, lines: Lines) -> frozenset[str]:
    """The codes of what is found in the statement that a comment is at; for a comment on a line
    of its own, in the file.

    The result may be of an earlier version, if no line has come or gone since.
    """
    if checked is None or len(checked.document.lines) != len(lines):
        return frozenset()
    findings = (*checked.findings, *checked.silenced)
    line = lines.position(cursor.offset).line
    if not findings or lines.line(line).lstrip(" \t\f").startswith("#"):
        return frozenset(finding.code for finding in findings)
    first, last = lines.position(cursor.statement).line, line
    if cursor.brackets:
        _, last = read_comments(checked.document.lines).logical_line(line)
    within = (f for f in findings if _reaches(f, checked.document.lines, first, last))
    return frozenset(finding.code for finding in within)


def _reaches(finding: Finding, lines: Lines, first: int, last: int) -> bool:
    start, end = (lines.position(at).line for at in (finding.span.start, finding.span.end))
    return start <= last and first <= end
