"""A configuration file to begin with: every key with its default, commented out."""

from __future__ import annotations

from resp_lsp.linter.baseline import NAME
from resp_lsp.linter.config import Config
from resp_lsp.linter.keys import KEYS
from resp_lsp.linter.written import written

HEAD = """\
# The configuration of resp-lsp for this folder and those below it.
# What is commented out here is the default.
"""


def template() -> str:
    lines = {"baseline": f'baseline = "{NAME}"', **written(Config())}
    parts = (f"\n# {key.about}\n# {lines[name]}\n" for name, key in KEYS.items())
    return HEAD + "".join(parts)
