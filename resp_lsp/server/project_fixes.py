"""The safe fixes of one rule in the files of a project; nothing is written."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from resp_lsp.analysis.interpreter.project import Project
from resp_lsp.analysis.prefilter import may_matter
from resp_lsp.analysis.source.text import Lines
from resp_lsp.analysis.source.tree import Memo
from resp_lsp.linter.errors import FileError, InputError
from resp_lsp.linter.files import read_bytes, source_of
from resp_lsp.linter.fix import SAFE, fix_of, fixed
from resp_lsp.linter.lint import Origin, lint
from resp_lsp.linter.modules import Files, source_roots
from resp_lsp.linter.run import CHUNK
from resp_lsp.linter.suppressions import may_be_ours
from resp_lsp.linter.walk import targets
from resp_lsp.server.changes import Change
from resp_lsp.server.fixing import edits_between, fixed_document
from resp_lsp.server.uris import uri_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resp_lsp.analysis.source.source import Source
    from resp_lsp.linter.config import Config
    from resp_lsp.linter.settings import Settings
    from resp_lsp.linter.walk import Found
    from resp_lsp.server.schedule import Checked

log = logging.getLogger(__name__)

TREES = 400
"""Trees of functions that are kept: modules that many files import are parsed once."""
SLICE = 0.05
"""Seconds that checks of open documents may have to wait for."""


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of a file: how many findings are mended, by which change."""

    path: str
    findings: int
    change: Change


@dataclass(slots=True)
class Slice:
    """A part of a run; `files` counts those that were looked at."""

    files: int = 0
    mended: list[Mended] = field(default_factory=list)
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    """One way to check the files of a project."""

    code: str
    modules: Mapping[str, Source]
    memo: Memo = field(default_factory=lambda: Memo(TREES))
    projects: dict[tuple[str, ...], Project] = field(default_factory=dict)

    def origin(self, path: str, config: Config) -> Origin:
        if not config.follow_imports:
            return Origin(path)
        roots = source_roots(config)
        key = (*roots, str(config.target_django))
        if key not in self.projects:
            files = Files(roots, self.modules)
            self.projects[key] = Project(files, config.target_django, self.memo)
        return Origin(path, self.projects[key].sources, self.projects[key])


def mended_files(
    code: str, folders: Mapping[Path, Settings], modules: Mapping[str, Source]
) -> Iterator[Mended | None]:
    """One item for each file as it is on disk: what is mended in it, or None for nothing.

    Each folder has its settings, one within another its own. `modules` are those that are open,
    by path; others may import from them.
    """
    run = _Run(code, modules)
    for number, found in enumerate(_targets(folders)):
        if number % CHUNK == 0:
            run.projects.clear()  # shared as far as in the command line's runs
        yield _mended(found, run)


def _targets(folders: Mapping[Path, Settings]) -> Iterator[Found]:
    for folder, settings in folders.items():
        for found in targets((str(folder),), settings):
            around = (place for place in Path(found.path).parents if place in folders)
            if next(around, folder) == folder:
                yield found


def next_slice(files: Iterator[Mended | None]) -> Slice:
    """As much as can be done in little time."""
    done = Slice()
    until = time.monotonic() + SLICE
    for mended in files:
        done.files += 1
        if mended is not None:
            done.mended.append(mended)
        if time.monotonic() > until:
            return done
    done.is_last = True
    return done


def mended_document(checked: Checked, code: str) -> Mended | None:
    """The same for a document, as it is in the editor."""
    text = checked.document.text
    after = fixed_document(checked, code)
    if after.text == text:
        return None
    change = Change.of(checked.document, edits_between(text, after.text))
    return Mended(checked.document.path, len(after.applied), change)


def _mended(found: Found, run: _Run) -> Mended | None:
    if isinstance(found, InputError):
        log.warning("%s", found)
        return None
    try:
        data = read_bytes(found.path)
        if not (may_matter(data) or may_be_ours(data)):
            return None
        text = source_of(found.path, data).text
    except FileError as error:
        log.warning("%s", error)
        return None
    origin = run.origin(found.path, found.config)
    findings = lint(text, found.config, run.memo, origin)
    if not any(f.code == run.code and fix_of(f, SAFE) for f in findings):
        return None
    alone = replace(origin, project=None)  # others shall not depend on texts between fixes
    after = fixed(text, found.config, SAFE, alone, run.code)
    if after.text == text:
        return None
    change = Change(uri_of(found.path), None, Lines(text), edits_between(text, after.text))
    return Mended(found.path, len(after.applied), change)
