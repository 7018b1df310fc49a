"""Every safe fix of a document, as the edits that an editor can apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.rules.finding import Safety

if TYPE_CHECKING:
    from resp_lsp.analysis.text import Edit
    from resp_lsp.server.schedule import Checked


def fix_all_edits(checked: Checked) -> tuple[Edit, ...]:
    edits: set[Edit] = set()
    for finding in checked.findings:
        if finding.fixes and finding.fixes[0].safety is Safety.SAFE:
            edits |= set(finding.fixes[0].edits)
    return tuple(sorted(edits))
