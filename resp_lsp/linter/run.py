"""Checking many files, with as many processes as are worth their start."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from resp_lsp.analysis.interpreter.project import Project
from resp_lsp.analysis.prefilter import may_matter
from resp_lsp.analysis.source.tree import Memo, trust_the_parser
from resp_lsp.linter import internal_error
from resp_lsp.linter.errors import FileError, InputError
from resp_lsp.linter.files import SourceFile, read_bytes, source_of, write
from resp_lsp.linter.fix import SAFE, fixed
from resp_lsp.linter.lint import Origin, lint, linted
from resp_lsp.linter.modules import Files, source_roots
from resp_lsp.linter.noqa import with_noqa
from resp_lsp.linter.selection import ALWAYS
from resp_lsp.linter.suppressions import may_be_ours

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_core.versions import Version
    from resp_lsp.analysis.interpreter.budget import Skipped
    from resp_lsp.linter.config import Config
    from resp_lsp.linter.walk import Found
    from resp_lsp.rules.finding import Finding, Safety

SERIAL = 256
"""Up to so many files, starting processes takes longer than they save."""
CHUNK = 64
"""Files handed to a process at once."""

TREES = 250_000
"""Code points of the functions whose trees a process keeps; these take a hundred times as much."""
MOST_JOBS = 16
"""More processes than this wait for the one that walks the folders."""


class Action(Enum):
    """What to do with what is found."""

    CHECK = "check"
    FIX = "fix"
    DIFF = "diff"  # find out what fixes would change, and write nothing
    ADD_NOQA = "add-noqa"  # silence it with comments


WRITING = (Action.FIX, Action.ADD_NOQA)


@dataclass(frozen=True, slots=True)
class Options:
    """How to check; `jobs` is the number of processes, 0 for one for each core."""

    action: Action = Action.CHECK
    safeties: frozenset[Safety] = SAFE
    jobs: int = 0


@dataclass(frozen=True, slots=True)
class FileResult:
    """What came of one file: findings in `text`, or why there are none.

    `before` is the text without the fixes or comments, where these change it; `silenced` is
    the number of lines that were given a comment.
    """

    path: str
    text: str = ""
    findings: tuple[Finding, ...] = ()
    applied: tuple[Finding, ...] = ()
    before: str | None = None
    error: InputError | None = None
    skipped: tuple[Skipped, ...] = ()
    silenced: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say of the file."""
        has_results = self.findings or self.applied or self.silenced
        return not (has_results or self.error or self.skipped)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some files of a run: how many, and what came of those of which there is something to say."""

    files: int
    results: tuple[FileResult, ...]


def check(found: Iterable[Found], options: Options) -> Iterator[Batch]:
    """Check files in the order given; an error in one costs that one only."""
    found = iter(found)
    first = tuple(islice(found, SERIAL + 1))
    jobs = options.jobs or min(MOST_JOBS, _cores())
    chunks = _chunks(chain(first, found))
    if len(first) <= SERIAL or jobs == 1:
        yield from (check_chunk(chunk, options) for chunk in chunks)
        return
    # Loaded here: it costs a small run more than the run itself.
    from resp_lsp.linter.processes import in_processes  # noqa: PLC0415 (see above)

    yield from in_processes(chunks, options, jobs)


def check_chunk(chunk: tuple[Found, ...], options: Options) -> Batch:
    trust_the_parser()
    # Shared among these files alone, so that the result does not depend on who checks what.
    _project.cache_clear()
    results = (check_file(found, options) for found in chunk)
    return Batch(len(chunk), tuple(result for result in results if result))


def check_file(found: Found, options: Options) -> FileResult | None:
    """None where there is nothing to say."""
    if isinstance(found, InputError):
        return FileResult(found.path, error=found)
    try:
        data = read_bytes(found.path)
        matters = may_matter(data) or may_be_ours(data)
        if not matters and data.isascii():
            return None
        source = source_of(found.path, data)
    except FileError as error:
        return FileResult(found.path, error=error)
    if not matters:
        return None
    result = check_source(source, found.config, options)
    if options.action in WRITING and result.before is not None:
        result = _written(source, found.config, result)
    return None if result.is_empty else result


def check_source(source: SourceFile, config: Config, options: Options) -> FileResult:
    """What is found in a text; nothing is written."""
    if options.action is Action.ADD_NOQA:
        return _silenced(source, config)
    if options.action is Action.CHECK:
        origin = _origin(source, config)
        if config.follow_imports:
            project = _project(source_roots(config), config.target_django)
            origin = replace(origin, project=project)
        done = linted(source.text, config, _memo(), origin)
        return FileResult(source.path, source.text, done.findings, skipped=done.skipped)
    after = fixed(source.text, config, options.safeties, _origin(source, config))
    before = source.text if after.text != source.text else None
    return FileResult(source.path, after.text, after.remaining, after.applied, before)


def _silenced(source: SourceFile, config: Config) -> FileResult:
    found = _lint(source, config)
    text, lines = with_noqa(source.text, found)
    left = _lint(replace(source, text=text), config)
    if any(finding.code not in ALWAYS for finding in left):
        what = "adding comments (the file is unchanged) left something to be found"
        report = internal_error.report(what)
        return FileResult(source.path, source.text, (report, *found))
    before = source.text if lines else None
    return FileResult(source.path, text, left, before=before, silenced=lines)


def _lint(source: SourceFile, config: Config) -> tuple[Finding, ...]:
    return lint(source.text, config, origin=_origin(source, config))


def _origin(source: SourceFile, config: Config) -> Origin:
    path = os.path.abspath(source.path)  # noqa: PTH100 (see linter/modules.py)
    return Origin(path, _files(source_roots(config)) if config.follow_imports else None)


@cache
def _memo() -> Memo:
    """The latest trees of a process: modules that many files import are parsed once."""
    return Memo(TREES)


@cache
def _project(roots: tuple[str, ...], target: Version) -> Project:
    """What the analysis of the files of a chunk finds out about their project."""
    return Project(_files(roots), target, _memo())


@cache
def _files(roots: tuple[str, ...]) -> Files:
    """What a process has seen of the projects that it checks."""
    return Files(roots)


def _written(source: SourceFile, config: Config, result: FileResult) -> FileResult:
    try:
        write(source, result.text)
    except FileError as error:
        return FileResult(source.path, source.text, _lint(source, config), error=error)
    return result


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _chunks(found: Iterator[Found]) -> Iterator[tuple[Found, ...]]:
    while chunk := tuple(islice(found, CHUNK)):
        yield chunk
