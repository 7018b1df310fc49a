"""Comments for what is found: a project takes up resp-lsp without mending everything first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import Edit, Span, apply_edits
from resp_lsp.linter.selection import ALWAYS
from resp_lsp.linter.suppressions import last_line, read_suppressions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resp_lsp.linter.suppressions import Suppressions
    from resp_lsp.rules.finding import Finding


def with_noqa(text: str, findings: Iterable[Finding]) -> tuple[str, int]:
    """The text with a `# noqa` that silences each finding, and how many lines have a new one.

    It stands at the end of the statement, where a comment always can.
    """
    suppressions = read_suppressions(text)
    codes: dict[int, set[str]] = {}
    for finding in findings:
        if finding.code not in ALWAYS:
            line = last_line(suppressions.comments, suppressions.lines, finding)
            codes.setdefault(line, set()).add(finding.code)
    edits = (_edit(line, sorted(added), suppressions) for line, added in codes.items())
    return apply_edits(text, tuple(edits)), len(codes)


def _edit(line: int, codes: list[str], suppressions: Suppressions) -> Edit:
    """The codes added to the line's list, or the comment added to the line."""
    listed = ", ".join(codes)
    for comment in suppressions.every:
        if comment.line == line and comment.words and not (comment.is_own or comment.is_for_file):
            end = comment.words[-1].span.end
            return Edit(Span(end, end), f", {listed}")
    whole = suppressions.lines.span(line)
    end = whole.start + len(suppressions.lines.line(line).rstrip(" \t\f"))
    return Edit(Span(end, whole.end), f"  # noqa: {listed}")
