"""Paths to the files to check, each with its configuration, in the order of their paths."""
# Plain strings throughout, for a walk meets every file of a project.
# ruff: noqa: PTH100, PTH109, PTH110, PTH112, PTH113, PTH118, PTH119, PTH120, PTH206

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from resp_lsp.linter.errors import FileError, InputError
from resp_lsp.linter.files import read_bytes
from resp_lsp.linter.ignoring import excludes, gitignore, ignored
from resp_lsp.linter.settings import NAMES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from resp_lsp.linter.config import Config
    from resp_lsp.linter.ignoring import Patterns
    from resp_lsp.linter.settings import Settings

SUFFIXES = (".py", ".pyi")


@dataclass(frozen=True, slots=True)
class Target:
    """A file to check, by its absolute path."""

    path: str
    config: Config


Found: TypeAlias = "Target | InputError"


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder on the way, with what holds in it."""

    path: str
    config: Config
    ignores: tuple[Patterns, ...]


def targets(
    paths: Iterable[str], settings: Settings, *, force_exclude: bool = False
) -> Iterator[Found]:
    """The files at and below the paths, each once; what cannot be read is given as its error.

    A path that is named is taken whatever the patterns say, unless `force_exclude`.
    """
    seen: set[str] = set()
    # A hook names each file of a project: the configuration of a folder is read once.
    config_of = cache(partial(_config_above, settings))
    for path in sorted({os.path.abspath(path) for path in paths}):
        config = config_of(path if os.path.isdir(path) else os.path.dirname(path))
        for found in _below(path, config, settings, force_exclude=force_exclude):
            if found.path not in seen:
                yield found
            seen.add(found.path)


def excluded(path: str, config: Config) -> bool:
    """Whether patterns leave out a path or a folder above it, up to the configuration's root."""
    patterns = excludes(config, os.getcwd())
    inside = path.startswith(patterns.root)
    parts = path[len(patterns.root) :].split(os.sep) if inside else [os.path.basename(path)]
    above = patterns.root.rstrip(os.sep) if inside else os.path.dirname(path)
    for part in parts:
        above = os.path.join(above, part)
        if patterns.decide(above, folder=above != path or os.path.isdir(path)):
            return True
    return False


def _config_above(settings: Settings, folder: str) -> Config | InputError:
    try:
        return settings.written_above(Path(folder))
    except InputError as error:
        return error


def _below(
    path: str, config: Config | InputError, settings: Settings, *, force_exclude: bool
) -> Iterator[Found]:
    if not os.path.exists(path):
        yield FileError(path, None, "no such file or folder")
        return
    if isinstance(config, InputError):
        yield config
        return
    if force_exclude and excluded(path, config):
        return
    if os.path.isdir(path):
        ignores = _ignores_above(path) if config.respect_gitignore else ()
        yield from _walk(_Folder(path, config, ignores), settings)
    else:
        yield Target(path, settings.targeted(config, Path(path).parent))


def _walk(folder: _Folder, settings: Settings) -> Iterator[Found]:
    current = os.getcwd()
    waiting: list[_Folder | Found] = [folder]
    while waiting:
        found = waiting.pop()
        if not isinstance(found, _Folder):
            yield found
            continue
        try:
            waiting += reversed(_children(found, settings, current))
        except OSError as error:
            yield FileError(found.path, None, error.strerror or str(error))
        except InputError as error:
            yield error


def _children(folder: _Folder, settings: Settings, current: str) -> list[_Folder | Found]:
    """What stands in a folder and is to be checked or entered, in order."""
    with os.scandir(folder.path) as entries:
        present = {entry.name: entry for entry in entries}
    config, ignores = _entered(folder, present.keys(), settings)
    targeted = settings.targeted(config, Path(folder.path), present.keys())
    patterns = excludes(config, current)
    stack = (*ignores, patterns) if patterns.spec else ignores
    children: list[_Folder | Found] = []
    for name in sorted(present.keys() - patterns.names):
        entry = present[name]
        is_folder = entry.is_dir(follow_symlinks=False)
        if not is_folder and not (name.endswith(SUFFIXES) and entry.is_file()):
            continue
        path = entry.path
        if ignored(stack, path, folder=is_folder):
            continue
        children.append(_Folder(path, config, ignores) if is_folder else Target(path, targeted))
    return children


def _entered(
    folder: _Folder, names: Collection[str], settings: Settings
) -> tuple[Config, tuple[Patterns, ...]]:
    """What holds in a folder after its own configuration and .gitignore, if it has them."""
    config, ignores = folder.config, folder.ignores
    if any(name in names for name in NAMES):
        config = settings.within(Path(folder.path), names) or config
    if ".gitignore" in names and config.respect_gitignore:
        ignores = (*ignores, _gitignore_of(folder.path))
    return config, ignores


def _ignores_above(path: str) -> tuple[Patterns, ...]:
    """The .gitignore files between a path and the root of its repository, outermost first.

    None where they leave out the path itself: who names it wants it checked.
    """
    above: list[str] = []
    place = path
    while not os.path.exists(os.path.join(place, ".git")):
        if place == os.path.dirname(place):
            return ()
        place = os.path.dirname(place)
        above.insert(0, place)
    files = (place for place in above if os.path.isfile(os.path.join(place, ".gitignore")))
    try:
        stack = tuple(_gitignore_of(place) for place in files)
    except InputError:
        return ()
    left_out = any(ignored(stack, p, folder=True) for p in _between(place, path))
    return () if left_out else stack


def _between(top: str, path: str) -> Iterator[str]:
    while path not in (top, os.path.dirname(path)):
        yield path
        path = os.path.dirname(path)


def _gitignore_of(folder: str) -> Patterns:
    data = read_bytes(os.path.join(folder, ".gitignore"))
    return gitignore(folder, data.decode("utf-8", "replace"))
