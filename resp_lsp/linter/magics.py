"""What IPython adds to Python in a notebook's cells: `%magic`, `!command`, `name?`."""

from __future__ import annotations

import re

from resp_lsp.analysis.source.logical_lines import logical_lines

PYTHON_CELL = re.compile(r"\s*%%(?:capture|prun|time|timeit)\b[^\r\n]*")
"""A magic for a cell of Python; what follows any other one is in a language of its own."""
OTHER_CELL = re.compile(r"\s*%%\w")
MAGIC = re.compile(r"[%!?]|[\w.]+(?:\[[^\]]*\])?\?{1,2}[ \t]*\Z|,\w|;\w|/\w")
ASSIGNED = re.compile(r"([\w., \t]+=[ \t]*)[%!](?![=\s])")
CHARACTER = re.compile(r"[^\r\n]")


def python_of(cell: str) -> str:
    """The code of a cell with a harmless expression for each magic; every place stays its own."""
    if OTHER_CELL.match(cell) and not PYTHON_CELL.match(cell):
        return CHARACTER.sub(" ", cell)
    text = PYTHON_CELL.sub(lambda first: CHARACTER.sub(" ", first[0]), cell, count=1)
    for _, start, end in reversed(logical_lines(text)):
        line = text[start:end]
        assigned = ASSIGNED.match(line)
        at = start + assigned.end(1) if assigned else start
        if assigned or MAGIC.match(line):
            text = f"{text[:at]}0{CHARACTER.sub(' ', text[at + 1 : end])}{text[end:]}"
    return text
