"""Comments and logical lines of a text, found by a scan that broken code does not stop."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resp_lsp.analysis.text import Lines

TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\r\n]* )
    | (?P<string> \"\"\"(?:[^\\]|\\.)*?(?:\"\"\"|\Z) | '''(?:[^\\]|\\.)*?(?:'''|\Z)
                | "(?:[^"\\\r\n]|\\(?:\r\n|.))*"? | '(?:[^'\\\r\n]|\\(?:\r\n|.))*'? )
    | (?P<open> [(\[{] )
    | (?P<close> [)\]}] )
    | (?P<continuation> \\(?:\r\n|\n|\r) )
    # These words cannot begin a line inside brackets: a bracket was left open before them.
    | (?P<reset> (?:\r\n|\n|\r)(?=[ \t]*(?:def|class|return|raise|import|del|pass|while|try)\b) )
    | (?P<end> \r\n|\n|\r )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Comments:
    """`by_line` maps a zero-based line to the text of its comment.

    `logical` holds the first line of each logical line; `alone` the lines of nothing
    but a comment.
    """

    by_line: dict[int, str]
    alone: frozenset[int]
    logical: tuple[int, ...]
    count: int

    def logical_line(self, line: int) -> tuple[int, int]:
        """The first and the last line of the logical line that a line belongs to."""
        index = bisect_right(self.logical, line)
        last = self.logical[index] - 1 if index < len(self.logical) else self.count - 1
        return self.logical[index - 1], last


def read_comments(lines: Lines) -> Comments:
    by_line: dict[int, str] = {}
    logical = [0]
    depth = 0
    for match in TOKEN.finditer(lines.text):
        kind = match.lastgroup
        if kind == "comment":
            by_line[lines.position(match.start()).line] = match[0]
        elif kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        elif kind == "reset" or (kind == "end" and not depth):
            depth = 0
            logical.append(lines.position(match.end()).line)
    alone = frozenset(n for n in by_line if lines.line(n).lstrip(" \t\f").startswith("#"))
    return Comments(by_line, alone, tuple(logical), len(lines))
