"""When documents are checked: off the event loop, once for each version that somebody awaits."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from resp_lsp.analysis.interpreter.budget import AbandonedError
from resp_lsp.linter.lint import NO_PROJECT, Origin
from resp_lsp.server.turns import Turn, Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from resp_lsp.analysis.source.source import Source
    from resp_lsp.linter.config import Config
    from resp_lsp.linter.errors import InputError
    from resp_lsp.linter.modules import Files
    from resp_lsp.rules.finding import Finding
    from resp_lsp.server.documents import Document
    from resp_lsp.server.turns import Work

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """What one version of a document says under the configuration in force for it."""

    document: Document
    config: Config
    findings: tuple[Finding, ...]
    problem: InputError | None = None
    """What was wrong with the configuration's file."""

    origin: Origin = NO_PROJECT
    files: Files | None = None
    """What the findings depend on besides the document; None where on nothing."""
    seconds: float = 0.0
    """What the check took."""

    silenced: tuple[Finding, ...] = ()
    """What comments keep from being reported."""

    broken: Mapping[str, InputError] = field(default_factory=dict)
    """The configuration files that could not be understood, by path; this one's or another's."""

    def depends_on(self, path: str) -> bool:
        return self.files is not None and self.files.depends_on(path)

    def is_outdated(self, modules: Mapping[str, Source]) -> bool:
        """Whether a module that was looked for stands otherwise in the editor by now."""
        if self.files is None or self.files.opened is modules:
            return False
        before, own = self.files.opened, self.document.path
        changed = {p for p in before.keys() | modules.keys() if before.get(p) is not modules.get(p)}
        return any(path != own and self.depends_on(path) for path in changed)


class Schedule:
    """Checks each version of a document once, for all who ask, and drops what nobody awaits.

    Every method but the check itself runs on the event loop. A check is given its checkpoint,
    which ends it when nobody awaits it any longer.
    """

    def __init__(self, check: Callable[[Document, Checkpoint], Checked]) -> None:
        self._check = check
        self._turns = Turns()
        self._jobs: dict[str, _Job] = {}
        self._deliveries: dict[str, asyncio.Task[None]] = {}

    def deliver(
        self, document: Document, receive: Callable[[Checked], None], turn: Turn = Turn.TYPED
    ) -> None:
        """Check soon, and hand over the result unless a newer order for this URI comes first."""
        self._stop(document.uri)
        delivery = self._deliver(document, receive, turn)
        self._deliveries[document.uri] = asyncio.get_running_loop().create_task(delivery)

    def drop(self, uri: str) -> None:
        """Forget what is known of a URI and deliver nothing more for it."""
        self._stop(uri)
        self._jobs.pop(uri, None)

    def results(self) -> tuple[Checked, ...]:
        """The results that are there."""
        return tuple(job.result.result() for job in self._jobs.values() if job.is_done)

    def latest(self, uri: str) -> Checked | None:
        """The newest result that is there for a URI, maybe of an earlier version."""
        job = self._jobs.get(uri)
        return None if job is None else job.latest

    async def checked(self, document: Document, turn: Turn = Turn.ASKED) -> Checked:
        """The result for this very version; a job that its last waiter leaves is given up."""
        job = self._job(document, turn)
        job.waiters += 1
        try:
            return await asyncio.shield(job.result)
        finally:
            job.waiters -= 1
            if not job.waiters:
                job.abandon()

    def run(
        self, work: Callable[..., Result], *given: Any, turn: Turn = Turn.ASKED
    ) -> asyncio.Future[Result]:
        """Do other work in turn with the checks."""
        return asyncio.wrap_future(self._turns.queue(turn, partial(work, *given)).result)

    def close(self) -> None:
        for uri in tuple(self._deliveries):
            self._stop(uri)
        for job in self._jobs.values():
            job.abandon()
        self._turns.close()

    async def _deliver(
        self, document: Document, receive: Callable[[Checked], None], turn: Turn
    ) -> None:
        receive(await self.checked(document, turn))

    def _stop(self, uri: str) -> None:
        task = self._deliveries.pop(uri, None)
        if task is not None:
            task.cancel()

    def _job(self, document: Document, turn: Turn) -> _Job:
        job = self._jobs.get(document.uri)
        if job is None or job.document is not document or job.result.cancelled():
            before = None if job is None else job.latest
            job = self._jobs[document.uri] = self._begun(document, turn, before)
        job.work = self._turns.advance(job.work, turn)
        return job

    def _begun(self, document: Document, turn: Turn, before: Checked | None) -> _Job:
        checkpoint = Checkpoint()
        work = self._turns.queue(turn, partial(self._check, document, checkpoint))
        return _Job(document, work, checkpoint, asyncio.wrap_future(work.result), before)


class Checkpoint:
    """What a check calls now and then; it ends there when nobody awaits it any longer."""

    abandoned = False

    def __call__(self) -> None:
        """
        Raises:
            AbandonedError: nobody awaits the result.
        """
        if self.abandoned:
            raise AbandonedError


@dataclass(slots=True, eq=False)
class _Job:
    document: Document
    work: Work
    checkpoint: Checkpoint
    result: asyncio.Future[Checked]
    before: Checked | None = None
    """The result for an earlier version."""

    waiters: int = 0

    def abandon(self) -> None:
        """End it if it is not done: what runs on a thread cannot be cancelled otherwise."""
        self.checkpoint.abandoned = True
        self.result.cancel()

    @property
    def is_done(self) -> bool:
        result = self.result
        return result.done() and not result.cancelled() and result.exception() is None

    @property
    def latest(self) -> Checked | None:
        return self.result.result() if self.is_done else self.before
