"""Checking the files of a workspace, each again only when its answer may be another."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from itertools import islice
from os import sep
from typing import TYPE_CHECKING, Any, TypeAlias

from resp_lsp.analysis.interpreter.project import Project
from resp_lsp.analysis.prefilter import may_matter
from resp_lsp.analysis.source.source import Source
from resp_lsp.analysis.source.text import Lines
from resp_lsp.analysis.source.tree import Memo
from resp_lsp.linter.config import Config
from resp_lsp.linter.errors import FileError, InputError
from resp_lsp.linter.files import read_bytes, source_of
from resp_lsp.linter.lint import linted
from resp_lsp.linter.modules import Files, Texts, source_roots, stamp_of
from resp_lsp.linter.processes import DIED
from resp_lsp.linter.run import CHUNK, TREES
from resp_lsp.linter.suppressions import may_be_ours
from resp_lsp.linter.target_django.discovery import Discovery
from resp_lsp.linter.walk import Target, targets
from resp_lsp.server.broken_files import diagnostic_of_error
from resp_lsp.server.configuration import settings_of
from resp_lsp.server.dialect import Place, diagnostic_of, encoded, result_id_of
from resp_lsp.server.uris import uri_of
from resp_lsp.server.workspace.cluster import Cluster
from resp_lsp.server.workspace.order import Batch, FileReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lsprotocol import types

    from resp_core.versions import Version
    from resp_lsp.linter.baseline import Baseline
    from resp_lsp.linter.modules import Stamp
    from resp_lsp.linter.walk import Found
    from resp_lsp.server.dialect import Dialect
    from resp_lsp.server.workspace.order import Known, Order

    Clusters: TypeAlias = "dict[tuple[tuple[str, ...], Version, bool], Cluster]"

CONFIGURATIONS = (".toml", ".json")
"""The ends of files that may be wrong themselves: configurations and baselines."""
INTERVAL = 0.2
"""Seconds after which what is found so far is told."""
MOST = 50
"""Reports that are told at once: the server must not be long in passing them on."""
NOTHING = result_id_of(())


@dataclass(frozen=True, slots=True)
class Answer:
    """What there is to say of a file in one state, and what that depends on."""

    stamp: Stamp
    config: Config
    cluster: Cluster | None = None
    result_id: str = NOTHING
    items: list[dict[str, Any]] = field(default_factory=list)


def _report(path: str, answer: Answer, known: Known | None) -> tuple[FileReport, ...]:
    """What to say of a file to a client that may know it."""
    before = NOTHING if known is None else known.result_id
    if answer.result_id == before == NOTHING:
        return ()
    uri = uri_of(path) if known is None else known.uri
    items = None if answer.result_id == before else answer.items
    return (FileReport(path, uri, answer.result_id, items),)


GONE = Answer(None, Config())


class Scanner:
    """The answers of one process, for as long as they hold."""

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}
        self._baselines: dict[str, Baseline] = {}
        self._dialect: Dialect | None = None

    def batches(self, order: Order, is_wanted: Callable[[], bool]) -> Iterator[Batch]:
        """What was ordered, part by part; the last one is missing where nobody wants it."""
        if order.dialect != self._dialect:
            self._answers, self._dialect = {}, order.dialect
        found: list[Found] = []
        for each in _found(order):
            if not is_wanted():
                return
            found.append(each)
        yield from self._checked(order, found, is_wanted)

    def _checked(
        self, order: Order, found: list[Found], is_wanted: Callable[[], bool]
    ) -> Iterator[Batch]:
        run = _Run(order, is_wanted)
        broken = {
            each.path: each
            for each in found
            if isinstance(each, InputError) and each.path.endswith(CONFIGURATIONS)
        }
        files = [self._settled(each) for each in found if not isinstance(each, InputError)]
        unsaid = dict(order.known)
        waiting: list[FileReport] = []
        told = time.monotonic()
        done = 0
        for path, answer in self._answered(run, files):
            if answer is None:
                yield Batch(order.number, done, len(files), next=path)
                continue
            done += 1
            waiting += _report(path, answer, unsaid.pop(path, None))
            if len(waiting) >= MOST or time.monotonic() > told + INTERVAL:
                yield Batch(order.number, done, len(files), tuple(waiting))
                waiting.clear()
                told = time.monotonic()
        if not is_wanted():
            return
        gone = ((path, known) for path, known in unsaid.items() if path not in order.opened)
        waiting += (report for path, known in gone for report in _report(path, GONE, known))
        self._answers = {t.path: a for t in files if (a := self._answers.get(t.path))}
        yield Batch(order.number, len(files), len(files), tuple(waiting), broken, is_last=True)

    def _settled(self, target: Target) -> Target:
        """The target with the baseline of earlier, where it is the same: two are never equal."""
        baseline = target.config.baseline
        if baseline is None:
            return target
        before = self._baselines.setdefault(baseline.path, baseline)
        if before is not baseline and before.known != baseline.known:
            before = self._baselines[baseline.path] = baseline
        return Target(target.path, replace(target.config, baseline=before))

    def _answered(self, run: _Run, files: list[Target]) -> Iterator[tuple[str, Answer | None]]:
        """The answers for the files that are not open, in order, as far as they are wanted.

        None stands before the answer for a file that is to be told of before it is checked.
        """
        left = iter(files)
        while chunk := tuple(islice(left, CHUNK)):
            for target in chunk:
                if not run.is_wanted():
                    return
                if target.path in run.order.opened:
                    continue
                answer = self._answers.get(target.path)
                if answer is None or not run.holds(answer, target):
                    if run.order.is_careful:
                        yield target.path, None
                    answer = self._answers[target.path] = run.check(target)
                yield target.path, answer
            run.close_clusters()


class _Run:
    """The work on one order."""

    def __init__(self, order: Order, is_wanted: Callable[[], bool]) -> None:
        self.order = order
        self.is_wanted = is_wanted
        self._memo = Memo(TREES)
        self._texts = Texts()
        self._modules = {path: Source(text, path) for path, text in order.opened.items()}
        self._clusters: Clusters = {}

    def holds(self, answer: Answer, target: Target) -> bool:
        if answer.stamp != stamp_of(target.path) or answer.config != target.config:
            return False
        cluster = answer.cluster
        return cluster is None or cluster.holds(self.order.number, self.order.opened)

    def check(self, target: Target) -> Answer:
        stamp, config = stamp_of(target.path), target.config
        try:
            if (target.path, stamp) in self.order.deadly.items():
                raise FileError(target.path, None, DIED)
            data = read_bytes(target.path)
            matters = may_matter(data) or may_be_ours(data)
            if not matters and data.isascii():
                return Answer(stamp, config)
            text = source_of(target.path, data).text
        except InputError as error:
            fault = diagnostic_of_error(error, self.order.dialect.encoding)
            return _answer(stamp, config, None, [fault])
        if not matters:
            return Answer(stamp, config)
        cluster = self._cluster(config)
        done = linted(text, config, self._memo, cluster.origin(target.path))
        place = Place(uri_of(target.path), Lines(text), self.order.uris)
        found = [diagnostic_of(self.order.dialect, place, each) for each in done.findings]
        return _answer(stamp, config, cluster, found)

    def close_clusters(self) -> None:
        """Findings must not depend on which files were checked before in the same chunk."""
        for cluster in self._clusters.values():
            cluster.close(self.order.opened)
        self._clusters = {}

    def _cluster(self, config: Config) -> Cluster:
        key = (source_roots(config), config.target_django, config.follow_imports)
        if key not in self._clusters:
            self._clusters[key] = self._new_cluster(config)
        return self._clusters[key]

    def _new_cluster(self, config: Config) -> Cluster:
        if not config.follow_imports:
            return Cluster(None, None)
        files = Files(source_roots(config), self._modules, self._texts)
        return Cluster(files, Project(files, config.target_django, self._memo))


def _answer(
    stamp: Stamp, config: Config, cluster: Cluster | None, found: list[types.Diagnostic]
) -> Answer:
    return Answer(stamp, config, cluster, result_id_of(found), encoded(found))


def _found(order: Order) -> Iterator[Found]:
    """The files of the folders, each with the configuration of the innermost one around it."""
    discovery = Discovery()
    every = (*order.folders, *order.others)
    for folder, editor in order.folders.items():
        inner = tuple(f"{other}{sep}" for other in every if folder in other.parents)
        try:
            settings = settings_of(editor, folder, discovery)
        except InputError as error:
            yield error
            continue
        yield from (f for f in targets((str(folder),), settings) if not f.path.startswith(inner))
