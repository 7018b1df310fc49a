"""What fixes would change, as a unified diff."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

import click

from resp_lsp.cli.report import displayed

if TYPE_CHECKING:
    from resp_lsp.linter.run import FileResult

LINE = re.compile(r"[^\n]*\n|[^\n]+")
COLOURS = {"-": "red", "+": "green", "@": "cyan"}


def diff_of(result: FileResult) -> str:
    """The diff as `patch -p0` takes it; its lines end as the file's do."""
    name = displayed(result.path)
    before = LINE.findall(result.before or "")
    lines = difflib.unified_diff(before, LINE.findall(result.text), name, name)
    return "".join(map(_coloured, lines))


def _coloured(line: str) -> str:
    complete = line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
    colour = COLOURS.get(line[0])
    if colour is None:
        return complete
    text, end = complete[:-1], complete[-1]
    return click.style(text, fg=colour, bold=line.startswith(("--- ", "+++ "))) + end
