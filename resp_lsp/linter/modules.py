"""Where the modules of a project are: what an import in a file leads to."""
# Plain strings throughout, for a run follows many imports.
# ruff: noqa: PTH110, PTH118, PTH119, PTH120

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.source import Source
from resp_lsp.linter.errors import FileError
from resp_lsp.linter.files import read_bytes, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKERS = ("manage.py", "pyproject.toml", "setup.py", "setup.cfg", ".git")
"""A folder with one of these is a place that imports may count from."""
LARGEST = 1_000_000
"""Bytes; larger modules are generated, and names from them stay unknown."""
KEPT = 400
"""Modules that stay in memory."""


@dataclass(eq=False)
class Files:
    """The modules on disk, as Python would find them; what was looked at is remembered.

    `roots` are absolute paths of folders that are searched before those that a file's own
    place suggests: the folder above its outermost package, and those above it that hold
    `manage.py` or a project's configuration, with their `src`.
    """

    roots: tuple[str, ...] = ()
    _sources: OrderedDict[str, Source | None] = field(default_factory=OrderedDict)
    _exists: dict[str, bool] = field(default_factory=dict)
    _homes: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def package(self, path: str) -> str:
        """The dotted name of the package that a file is in; empty at a source root."""
        return self._home(os.path.dirname(path))[0]

    def locate(self, module: str, path: str) -> str | None:
        """The path of a module as the file at `path` imports it by its absolute name."""
        first, *rest = module.split(".")
        for root in self._home(os.path.dirname(path))[1]:
            top = os.path.join(root, first)
            if self._is_there(top) or self._is_there(top + ".py"):
                # A regular package hides what the later roots have of this name.
                found = self._file(os.path.join(top, *rest))
                if found is not None or self._is_there(os.path.join(top, "__init__.py")):
                    return found
        return None

    def source(self, path: str) -> Source | None:
        """The module at a path; None where it cannot be read."""
        if path not in self._sources:
            self._sources[path] = self._read(path)
            if len(self._sources) > KEPT:
                self._sources.popitem(last=False)
        self._sources.move_to_end(path)
        return self._sources[path]

    def _read(self, path: str) -> Source | None:
        try:
            data = read_bytes(path)
            return Source(source_of(path, data).text, path) if len(data) <= LARGEST else None
        except FileError:
            return None

    def _file(self, stem: str) -> str | None:
        for path in (os.path.join(stem, "__init__.py"), stem + ".py"):
            if self._is_there(path):
                return path
        return None

    def _is_there(self, path: str) -> bool:
        if path not in self._exists:
            self._exists[path] = os.path.exists(path)
        return self._exists[path]

    def _home(self, folder: str) -> tuple[str, tuple[str, ...]]:
        """The package that a folder is, and the source roots for what is in it."""
        if folder not in self._homes:
            names, top = [], folder
            while self._is_there(os.path.join(top, "__init__.py")) and os.path.basename(top):
                names.append(os.path.basename(top))
                top = os.path.dirname(top)
            roots = tuple(dict.fromkeys((*self.roots, top, *self._marked(top))))
            package = ".".join(reversed(names)) if names else _below(folder, roots)
            self._homes[folder] = (package, roots)
        return self._homes[folder]

    def _marked(self, folder: str) -> Iterator[str]:
        """The folders from here up that are roots of projects."""
        while True:
            if any(self._is_there(os.path.join(folder, marker)) for marker in MARKERS):
                yield folder
                if self._is_there(os.path.join(folder, "src")):
                    yield os.path.join(folder, "src")
            above = os.path.dirname(folder)
            if above == folder:
                return
            folder = above


def _below(folder: str, roots: tuple[str, ...]) -> str:
    """The name of a namespace package: the way to the folder from the nearest root above it."""
    above = [r for r in roots if folder.startswith(r + os.sep)]
    nearest = max(above, key=len, default=folder)
    return os.path.relpath(folder, nearest).replace(os.sep, ".") if nearest != folder else ""
