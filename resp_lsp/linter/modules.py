"""Where the modules of a project are: what an import in a file leads to."""
# Plain strings throughout, for a run follows many imports.
# ruff: noqa: PTH100, PTH110, PTH116, PTH118, PTH119, PTH120

from __future__ import annotations

import os
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from resp_lsp.analysis.source.source import Source
from resp_lsp.linter.errors import FileError
from resp_lsp.linter.files import read_bytes, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resp_lsp.linter.config import Config

MARKERS = ("manage.py", "pyproject.toml", "setup.py", "setup.cfg", ".git")
"""A folder with one of these is a place that imports may count from."""
LARGEST = 1_000_000
"""Bytes; larger modules are generated, and names from them stay unknown."""
KEPT = 400
"""Modules that stay in memory."""

Stamp: TypeAlias = "tuple[int, int, int] | None"


@dataclass(eq=False)
class Texts:
    """The latest modules that were read, each as long as its file stays the same."""

    _kept: OrderedDict[str, tuple[Stamp, Source | None]] = field(default_factory=OrderedDict)

    def source(self, path: str) -> Source | None:
        """The module at a path; None where it cannot be read, or is too large."""
        stamp = stamp_of(path)
        known = self._kept.pop(path, None)
        if known is None or known[0] != stamp:
            is_wanted = stamp is not None and stamp[0] <= LARGEST
            known = stamp, _read(path) if is_wanted else None
        self._kept[path] = known
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return known[1]


@dataclass(eq=False)
class Files:
    """The modules as Python would find them; what was looked at is remembered.

    `roots` are absolute paths of folders that are searched before those that a file's own
    place suggests: the folder above its outermost package, and those above it that hold
    `manage.py` or a project's configuration, with their `src`. The modules in `opened`, by
    path, are taken for what is on disk.
    """

    roots: tuple[str, ...] = ()
    opened: Mapping[str, Source] = field(default_factory=dict)
    texts: Texts = field(default_factory=Texts)
    exists: dict[str, bool] = field(default_factory=dict)
    """Every path that was asked for, and whether there is something."""
    _homes: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def package(self, path: str) -> str:
        """The dotted name of the package that a file is in; empty at a source root."""
        return self._home(os.path.dirname(path))[0]

    def locate(self, module: str, path: str) -> str | None:
        """The path of a module as the file at `path` imports it by its absolute name."""
        *packages, last = module.split(".")
        if not all((*packages, last)):
            return None  # a relative import from outside of a package
        folders = self._home(os.path.dirname(path))[1]
        for name in packages:
            folders = self._portions(name, folders)
        for folder in folders:
            stem = os.path.join(folder, last)
            for candidate in (os.path.join(stem, "__init__.py"), f"{stem}.py"):
                if self._is_there(candidate):
                    return candidate
        return None

    def source(self, path: str) -> Source | None:
        """The module at a path; None where it cannot be read, or is too large."""
        return self.opened.get(path) or self.texts.source(path)

    def depends_on(self, path: str) -> bool:
        """Whether what was found would be something else with another file at a path."""
        if path in self.exists:
            return True
        folder = os.path.dirname(path)
        while folder != (above := os.path.dirname(folder)):
            if self.exists.get(folder) is False:
                return True
            folder = above
        return False

    def _portions(self, name: str, folders: tuple[str, ...]) -> tuple[str, ...]:
        """The folders of a package, of which only a namespace package has several.

        As in Python, a regular package or a module hides what the later folders have.
        """
        portions: list[str] = []
        for folder in folders:
            stem = os.path.join(folder, name)
            if self._is_there(os.path.join(stem, "__init__.py")):
                return (stem,)
            if self._is_there(f"{stem}.py"):
                return ()
            if self._is_there(stem):
                portions.append(stem)
        return tuple(portions)

    def _is_there(self, path: str) -> bool:
        if path not in self.exists:
            self.exists[path] = path in self.opened or os.path.exists(path)
        return self.exists[path]

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


def source_roots(config: Config) -> tuple[str, ...]:
    """The absolute paths of the source roots that a configuration names."""
    return tuple(os.path.abspath(os.path.join(config.root or "", src)) for src in config.src)


def stamp_of(path: str) -> Stamp:
    """What changes when a file does: its size first; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def _read(path: str) -> Source | None:
    try:
        return Source(source_of(path, read_bytes(path)).text, path)
    except FileError:
        return None


def _below(folder: str, roots: tuple[str, ...]) -> str:
    """The name of a namespace package: the way to the folder from the nearest root above it."""
    above = [r for r in roots if folder.startswith(r.rstrip(os.sep) + os.sep)]
    nearest = max(above, key=len, default=folder)
    return os.path.relpath(folder, nearest).replace(os.sep, ".") if nearest != folder else ""
