"""Comments that disable a rule: `# resp: ignore[RSP101]` and `# resp: ignore-file[RSP101]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import LINE_END, Edit, Span
from resp_lsp.analysis.source.tokens import string_end
from resp_lsp.linter.suppressions import FILE_IGNORE, IGNORE, last_line

if TYPE_CHECKING:
    from resp_lsp.analysis.source.text import Lines
    from resp_lsp.linter.comments import Comments
    from resp_lsp.rules.finding import Finding

HEAD = re.compile(r"(?:[ \t\f]*(?:\r\n|\n|\r))*(?:#[^\r\n]*(?:\r\n|\n|\r|\Z))+")
"""The comments that a file begins with: an interpreter, an encoding, a licence."""
QUOTE = re.compile(r"[rRuU]?(['\"])")


def disabled_on_line(lines: Lines, comments: Comments, finding: Finding) -> Edit:
    """An edit that adds the finding's code to the comment of its logical line, or the comment.

    Other physical lines may end within a string or with a backslash.
    """
    line = lines.span(last_line(comments, lines, finding))
    present = IGNORE.search(lines.text, line.start, line.end)
    if present is None or present["codes"] is None:
        return Edit(Span(line.end, line.end), f"  # resp: ignore[{finding.code}]")
    return _listed(present, finding.code)


def disabled_in_file(lines: Lines, comments: Comments, code: str) -> Edit:
    """An edit that adds a code to the file's comment, or the comment below the file's head."""
    text = lines.text
    for number in sorted(comments.alone):
        line = lines.span(number)
        present = FILE_IGNORE.search(text, line.start, line.end)
        if present is not None and present["codes"] is not None:
            return _listed(present, code)
    found = LINE_END.search(text)
    line_end = found[0] if found is not None else "\n"
    at = _below_head(lines, comments)
    before = line_end if at and text[at - 1] not in "\r\n" else ""
    return Edit(Span(at, at), f"{before}# resp: ignore-file[{code}]{line_end}")


def _listed(present: re.Match[str], code: str) -> Edit:
    """An edit that adds a code to those that a comment lists."""
    codes = present["codes"].rstrip(" \t,")
    end = present.start("codes") + len(codes)
    return Edit(Span(end, end), f", {code}" if codes else code)


def _below_head(lines: Lines, comments: Comments) -> int:
    """Where the line begins that follows the docstring, or else the file's first comments."""
    text = lines.text
    if comments.logical:
        first, last = (lines.span(number) for number in comments.logical[0])
        quote = QUOTE.match(text, first.start)
        end = string_end(text, quote.start(1)) if quote else None
        if end is not None and not text[end : last.end].partition("#")[0].strip():
            following = LINE_END.match(text, last.end)
            return following.end() if following else last.end
    head = HEAD.match(text)
    return head.end() if head else 0
