"""When documents are checked: off the event loop, one after the other, the newest text first."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from resp_lsp.linter.lint import NO_PROJECT, Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from resp_lsp.analysis.source.source import Source
    from resp_lsp.linter.config import Config
    from resp_lsp.linter.modules import Files
    from resp_lsp.rules.finding import Finding
    from resp_lsp.server.documents import Document

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """What one version of a document says under the configuration in force for it."""

    document: Document
    config: Config
    findings: tuple[Finding, ...]
    problem: str | None = None
    """What was wrong with the configuration's file."""

    origin: Origin = NO_PROJECT
    files: Files | None = None
    """What the findings depend on besides the document; None where on nothing."""
    seconds: float = 0.0
    """What the check took."""

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

    Every method but the check itself runs on the event loop.
    """

    def __init__(self, check: Callable[[Document], Checked]) -> None:
        self._check = check
        # The threads are our own: pygls reads its input on the ones of its pool. One is enough,
        # two would only take turns at the interpreter.
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="resp-lsp-check")
        self._jobs: dict[str, _Job] = {}
        self._deliveries: dict[str, asyncio.Task[None]] = {}

    def deliver(self, document: Document, receive: Callable[[Checked], None]) -> None:
        """Check soon, and hand over the result unless a newer order for this URI comes first."""
        self._stop(document.uri)
        task = asyncio.get_running_loop().create_task(self._deliver(document, receive))
        self._deliveries[document.uri] = task

    def drop(self, uri: str) -> None:
        """Forget what is known of a URI and deliver nothing more for it."""
        self._stop(uri)
        self._jobs.pop(uri, None)

    def results(self) -> tuple[Checked, ...]:
        """The results that are there."""
        done = (job.result for job in self._jobs.values() if job.result.done())
        return tuple(r.result() for r in done if not r.cancelled() and r.exception() is None)

    async def checked(self, document: Document) -> Checked:
        """The result for this very version; a job that its last waiter leaves is taken back."""
        job = self._job(document)
        job.waiters += 1
        try:
            return await asyncio.shield(job.result)
        finally:
            job.waiters -= 1
            if not job.waiters:
                job.result.cancel()  # does nothing to a result that is there

    def run(self, work: Callable[..., Result], *given: Any) -> asyncio.Future[Result]:
        """Do other work in turn with the checks."""
        return asyncio.get_running_loop().run_in_executor(self._executor, work, *given)

    def close(self) -> None:
        for uri in tuple(self._deliveries):
            self._stop(uri)
        self._executor.shutdown(wait=False, cancel_futures=True)

    async def _deliver(self, document: Document, receive: Callable[[Checked], None]) -> None:
        receive(await self.checked(document))

    def _stop(self, uri: str) -> None:
        task = self._deliveries.pop(uri, None)
        if task is not None:
            task.cancel()

    def _job(self, document: Document) -> _Job:
        job = self._jobs.get(document.uri)
        if job is None or job.document is not document or job.result.cancelled():
            loop = asyncio.get_running_loop()
            job = _Job(document, loop.run_in_executor(self._executor, self._check, document))
            self._jobs[document.uri] = job
        return job


@dataclass(slots=True, eq=False)
class _Job:
    document: Document
    result: asyncio.Future[Checked]
    waiters: int = 0
