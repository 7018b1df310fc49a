"""Which paths a run leaves out: exclude patterns and .gitignore files."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from resp_lsp.linter.config import Config

PLAIN = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns with the meaning they have in a .gitignore file of a folder.

    `root` is that folder with a separator behind it. Most patterns are plain names,
    which a set finds sooner than an expression.
    """

    root: str
    names: frozenset[str]
    spec: GitIgnoreSpec | None

    def decide(self, path: str, *, folder: bool = False) -> bool | None:
        """True to leave the path out, False to keep it against others, None for no opinion."""
        if self.names and os.path.basename(path) in self.names:  # noqa: PTH119 (plain strings)
            return True
        if self.spec is None or not path.startswith(self.root):
            return None
        inner = path[len(self.root) :]
        if os.sep != "/":
            inner = inner.replace(os.sep, "/")
        return self.spec.check_file(inner + "/" * folder).include


@cache
def excludes(config: Config, folder: str) -> Patterns:
    """A configuration's patterns, relative to its root or else to the given folder."""
    patterns = (*config.exclude, *config.extend_exclude)
    plain = frozenset(p for p in patterns if PLAIN.fullmatch(p))
    return _patterns(config.root or folder, plain, [p for p in patterns if p not in plain])


def gitignore(folder: str, text: str) -> Patterns:
    """The patterns of a folder's .gitignore file; those git cannot read are left out."""
    return _patterns(folder, frozenset(), text.splitlines())


def ignored(stack: tuple[Patterns, ...], path: str, *, folder: bool = False) -> bool:
    """Whether a path is left out; the last of the .gitignore files that has an opinion wins."""
    for patterns in reversed(stack):
        if (decision := patterns.decide(path, folder=folder)) is not None:
            return decision
    return False


def _patterns(root: str, names: frozenset[str], lines: list[str]) -> Patterns:
    root = root.rstrip(os.sep) + os.sep
    if not any(line.strip() and not line.startswith("#") for line in lines):
        return Patterns(root, names, None)
    # Loaded here: it costs a tenth of a run, and many runs meet no pattern.
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 (see above)

    return Patterns(root, names, GitIgnoreSpec.from_lines(filter(readable, lines)))


def readable(pattern: str) -> bool:
    """Whether this is a pattern; git skips what is none."""
    if PLAIN.fullmatch(pattern):
        return True
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 (the same)

    try:
        GitIgnoreSpec.from_lines([pattern])
    except ValueError:
        return False
    return True
