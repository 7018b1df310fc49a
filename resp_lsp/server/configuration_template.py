"""A configuration file to begin with: every key with its default, commented out."""

from __future__ import annotations

from resp_lsp.linter.config import Config
from resp_lsp.linter.written import written

HEAD = """\
# The configuration of resp-lsp for this folder and those below it.
# What is commented out here is the default.
"""
MEANINGS = {
    "select": "The rules that are run: codes, their beginnings, or names.",
    "ignore": "Those that are not.",
    "extend-select": "Opt-in rules, each by its own code or name.",
    "severity": 'How bad a finding is: { RSP3 = "hint" }.',
    "per-file-ignores": 'Rules that are ignored in some files: { "tests/**" = ["RSP1"] }.',
    "exclude": "What is left out, with the patterns of a .gitignore.",
    "extend-exclude": "The same, besides the default.",
    "target-django": "The Django to check for, if it is not the one that the project declares.",
    "respect-gitignore": "Whether what git ignores is left out.",
    "src": "Folders that imports are looked for in first.",
    "follow-imports": "Whether imported names are followed into other modules.",
    "hints": "Whether the command line shows what is only likely.",
}


def template() -> str:
    lines = written(Config())
    return HEAD + "".join(f"\n# {meaning}\n# {lines[key]}\n" for key, meaning in MEANINGS.items())
