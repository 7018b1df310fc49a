"""The progress bar of a long run."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from rich.progress import Progress as Bar

    from resp_lsp.linter.walk import Found

PATIENCE = 0.5
"""Seconds that a run may take without a bar."""
INTERVAL = 0.1
"""Seconds between two drawings."""


class Progress:
    """A bar on standard error, drawn only where a run takes long.

    `found` counts the files as they are found; `total` is known when all are.
    """

    def __init__(self, *, shown: bool) -> None:
        self.found = 0
        self.total: int | None = None
        self._done = 0
        self._due = time.monotonic() + PATIENCE if shown else float("inf")
        self._bar: Bar | None = None
        self._open = ExitStack()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._open.close()

    def counted(self, found: Iterable[Found]) -> Iterator[Found]:
        for each in found:
            self.found += 1
            yield each
        self.total = self.found

    def advance(self, files: int) -> None:
        self._done += files
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + INTERVAL
        self._bar = self._bar or self._opened()
        self._bar.update(self._bar.task_ids[0], completed=self._done, total=self.total)
        self._bar.refresh()

    def _opened(self) -> Bar:
        # Loaded here: a run that is over before needs none of it.
        from rich.console import Console  # noqa: PLC0415 (see above)
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn  # noqa: PLC0415 (same)
        from rich.progress import Progress as Bar  # noqa: PLC0415 (same)

        columns = (TextColumn("Checking"), BarColumn(), MofNCompleteColumn(), TextColumn("files"))
        # No thread of its own: a process that forks should have one thread.
        bar = Bar(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
        bar.add_task("check", total=self.total)
        return self._open.enter_context(bar)
