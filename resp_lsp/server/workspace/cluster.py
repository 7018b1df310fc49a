"""Files that are checked together, and what their findings depend on besides themselves."""
# Plain strings and os.stat: a large project depends on many paths.
# ruff: noqa: PTH116

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from resp_lsp.linter.lint import Origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resp_lsp.analysis.interpreter.project import Project
    from resp_lsp.linter.modules import Files

Seen: TypeAlias = "tuple[int, ...] | str | None"


@dataclass(eq=False)
class Cluster:
    """What a few files found out about their project; they depend on it together."""

    files: Files | None
    project: Project | None
    _seen: dict[str, Seen] = field(default_factory=dict)
    _buffers: dict[str, int] = field(default_factory=dict)
    _judged: tuple[int, bool] = (0, True)

    def origin(self, path: str) -> Origin:
        return Origin(path, self.files, self.project)

    def close(self, opened: Mapping[str, str]) -> None:
        """Keep what was looked at, and nothing of what was found there."""
        exists = () if self.files is None else self.files.exists
        self._seen = {path: _look(path) for path in exists}
        self._buffers = _buffers(self._seen, opened)
        self.files = self.project = None

    def holds(self, number: int, opened: Mapping[str, str]) -> bool:
        """Whether all that was looked at is as it was; it is looked at once for each order."""
        if self._judged[0] != number:
            same = self._buffers == _buffers(self._seen, opened)
            same = same and all(_look(path) == seen for path, seen in self._seen.items())
            self._judged = number, same
        return self._judged[1]


def _buffers(paths: Mapping[str, Seen], opened: Mapping[str, str]) -> dict[str, int]:
    return {path: hash(text) for path, text in opened.items() if path in paths}


def _look(path: str) -> Seen:
    """What there is at a path. What comes and goes in a folder has paths of its own."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    if stat.S_ISDIR(found.st_mode):
        return "folder"
    return found.st_size, found.st_mtime_ns, found.st_ino
