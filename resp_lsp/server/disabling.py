"""Comments that disable a finding: `# resp: ignore[RSP101]` at the end of its statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.linter.comments import read_comments
from resp_lsp.linter.suppressions import IGNORE, last_line

if TYPE_CHECKING:
    from resp_lsp.analysis.source.text import Lines
    from resp_lsp.rules.finding import Finding


def disabling_edit(lines: Lines, finding: Finding) -> Edit:
    """An edit that adds the finding's code to the comment of its logical line, or the comment.

    Other physical lines may end within a string or with a backslash.
    """
    line = lines.span(last_line(read_comments(lines), lines, finding))
    present = IGNORE.search(lines.text, line.start, line.end)
    if present is None or present["codes"] is None:
        return Edit(Span(line.end, line.end), f"  # resp: ignore[{finding.code}]")
    codes = present["codes"].rstrip(" \t,")
    end = present.start("codes") + len(codes)
    return Edit(Span(end, end), f", {finding.code}" if codes else finding.code)
