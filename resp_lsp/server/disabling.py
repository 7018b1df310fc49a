"""Comments that disable a finding: `# resp: ignore[RSP101]` at the end of its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lsp.analysis.text import Edit, Span

if TYPE_CHECKING:
    from resp_lsp.analysis.text import Lines
    from resp_lsp.rules.finding import Finding

IGNORE = re.compile(r"#\s*resp:\s*ignore\[([^\]]*)\]")


def disabling_edits(lines: Lines, finding: Finding) -> tuple[Edit, ...]:
    line = lines.span(lines.position(finding.span.start).line)
    present = IGNORE.search(lines.text, line.start, line.end)
    if present is None:
        return (Edit(Span(line.end, line.end), f"  # resp: ignore[{finding.code}]"),)
    codes = present[1].rstrip()
    added = f", {finding.code}" if codes else finding.code
    end = present.start(1) + len(codes)
    return (Edit(Span(end, end), added),)
