"""Where a project tells its Django: the nearest folder that does, from a file up.

In one folder a lock file is preferred to requirements, and these to what is installed in
an environment. A range gives way to a lock file further up that it allows, as in a
workspace of several projects.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import TYPE_CHECKING

from resp_lsp.linter.target_django.environment import ENVIRONMENTS, installed_in
from resp_lsp.linter.target_django.locks import LOCKS
from resp_lsp.linter.target_django.manifests import MANIFESTS
from resp_lsp.linter.target_django.releases import allows, pinned, release_for, release_of
from resp_lsp.linter.target_django.requirements import read_requirements, text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from resp_core.versions import Version

# Plain strings, for a walk meets every folder of a project.
# ruff: noqa: PTH118, PTH120, PTH208

REQUIREMENTS = ("requirements*.txt", "requirements/*.txt")
FILES = (*LOCKS, *MANIFESTS, *REQUIREMENTS)
"""Names and patterns of what is read, below any folder."""
_NAMES = frozenset((*LOCKS, *MANIFESTS, *ENVIRONMENTS))
REPOSITORIES = (".git", ".hg")


@dataclass(frozen=True, slots=True)
class Declared:
    """The release that a file tells; `exact` is the version where it is required, and
    `specifiers` are the requirements where it is not."""

    path: str
    release: Version
    exact: str | None = None
    specifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Discovery:
    """What folders declare; each is looked at once."""

    _above: dict[str, Declared | None] = field(default_factory=dict)

    def above(self, folder: str) -> Declared | None:
        """What holds in a folder, by its absolute path, up to the root of its repository."""
        known = self._above
        return known[folder] if folder in known else self.within(folder, _listed(folder))

    def within(self, folder: str, names: Collection[str]) -> Declared | None:
        """What holds in a folder with files of these names."""
        if folder not in self._above:
            parent = os.path.dirname(folder)
            is_top = parent == folder or any(name in names for name in REPOSITORIES)
            outer = self._active() if is_top else self.above(parent)
            self._above[folder] = _nearer(outer, _declared(folder, names))
        return self._above[folder]

    def _active(self) -> Declared | None:
        """What the environment has that the user works in."""
        if "" not in self._above:
            environment = os.environ.get("VIRTUAL_ENV")
            self._above[""] = _from_environment(environment) if environment else None
        return self._above[""]


def is_told_by(path: str) -> bool:
    """Whether a file is one of those that may tell the Django."""
    path = path.replace(os.sep, "/")
    return any(fnmatch(path, f"*/{pattern}") for pattern in FILES)


def _nearer(outer: Declared | None, inner: Declared | None) -> Declared | None:
    if inner is None:
        return outer
    exact = outer.exact if outer is not None and inner.specifiers else None
    return outer if exact is not None and allows(inner.specifiers, exact) else inner


def _declared(folder: str, names: Collection[str]) -> Declared | None:
    if _NAMES.isdisjoint(names) and not any(name.startswith("requirements") for name in names):
        return None
    return _locked(folder, names) or _required(folder, names) or _installed(folder, names)


def _locked(folder: str, names: Collection[str]) -> Declared | None:
    for name, read in LOCKS.items():
        path = os.path.join(folder, name)
        version = read(text_of(path)) if name in names else None
        if version and (release := release_of(version)):
            return Declared(path, release, version)
    return None


def _required(folder: str, names: Collection[str]) -> Declared | None:
    """What requirements say together; where some name one version, the oldest of these."""
    given = [(path, s) for path, found in _requirements(folder, names) for s in found]
    pins = [
        Declared(path, release, version)
        for path, specifier in given
        if (version := pinned(specifier)) and (release := release_of(version))
    ]
    if pins:
        return min(pins, key=lambda declared: declared.release)
    specifiers = tuple(dict.fromkeys(specifier for _, specifier in given))
    release = release_for(specifiers) if specifiers else None
    return Declared(given[0][0], release, None, specifiers) if release else None


def _requirements(folder: str, names: Collection[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The files that require Django, each with its specifiers."""
    for name, read in MANIFESTS.items():
        if name in names:
            path = os.path.join(folder, name)
            text = text_of(path)
            if "django" in text.lower():
                yield path, next(filter(None, read(text)), ())
    seen: set[str] = set()
    for path in _requirements_files(folder, names):
        yield path, tuple(read_requirements(path, seen))


def _requirements_files(folder: str, names: Collection[str]) -> Iterator[str]:
    yield from (os.path.join(folder, n) for n in sorted(names) if fnmatch(n, REQUIREMENTS[0]))
    if "requirements" in names:
        inner = os.path.join(folder, "requirements")
        yield from (os.path.join(inner, n) for n in sorted(_listed(inner)) if n.endswith(".txt"))


def _installed(folder: str, names: Collection[str]) -> Declared | None:
    present = (os.path.join(folder, name) for name in ENVIRONMENTS if name in names)
    return next(filter(None, map(_from_environment, present)), None)


def _from_environment(environment: str) -> Declared | None:
    found = installed_in(environment)
    release = release_of(found[1]) if found else None
    return Declared(found[0], release) if found and release else None


def _listed(folder: str) -> Collection[str]:
    try:
        return frozenset(os.listdir(folder))
    except OSError:
        return ()
