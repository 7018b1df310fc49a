"""The safe fixes of a document, as the edits that an editor can apply."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import Edit, Span, apply_edits
from resp_lsp.linter.fix import SAFE, Fixed, compatible, fix_of, fixed

if TYPE_CHECKING:
    from resp_lsp.rules.finding import Finding
    from resp_lsp.server.schedule import Checked

LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")


def fix_all_edits(checked: Checked, code: str | None = None) -> tuple[Edit, ...]:
    """The edits that all safe fixes come to, or those of one rule."""
    return edits_between(checked.document.text, fixed_document(checked, code).text)


def fixed_document(checked: Checked, code: str | None = None) -> Fixed:
    """The document after all safe fixes, or those of one rule; they take several checks."""
    if not safely_fixable(checked, code):  # or it is excluded, or the server is switched off
        return Fixed(checked.document.text)
    if checked.document.notebook is not None:
        return _fixed_cell(checked, code)
    return fixed(checked.document.text, checked.config, SAFE, checked.origin, code)


def _fixed_cell(checked: Checked, code: str | None) -> Fixed:
    """The cell after those that can be applied together: of itself it is no module to check."""
    found = safely_fixable(checked, code)
    applied, edits = compatible(found, partial(fix_of, safeties=SAFE))
    remaining = tuple(finding for finding in checked.findings if finding not in applied)
    return Fixed(apply_edits(checked.document.text, edits), applied, remaining)


def safely_fixable(checked: Checked, code: str | None = None) -> tuple[Finding, ...]:
    """The findings that have a safe fix, or those of one rule."""
    found = (f for f in checked.findings if code in (None, f.code))
    return tuple(finding for finding in found if fix_of(finding, SAFE))


def edits_between(old: str, new: str) -> tuple[Edit, ...]:
    """Edits of whole lines that make one text of another, and leave the lines between alone."""
    old_lines, new_lines = LINE.findall(old), LINE.findall(new)
    starts = [0, *accumulate(map(len, old_lines))]
    return tuple(
        Edit(Span(starts[first], starts[last]), "".join(new_lines[new_first:new_last]))
        for tag, first, last, new_first, new_last in SequenceMatcher(
            None, old_lines, new_lines
        ).get_opcodes()
        if tag != "equal"
    )
