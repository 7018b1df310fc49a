"""Every safe fix of a document, as the edits that an editor can apply."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.linter.fix import fixed
from resp_lsp.rules.finding import Safety

if TYPE_CHECKING:
    from resp_lsp.server.schedule import Checked

LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")


def fix_all_edits(checked: Checked) -> tuple[Edit, ...]:
    text = checked.document.text
    after = fixed(text, checked.config, frozenset({Safety.SAFE}), checked.origin)
    return edits_between(text, after.text)


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
