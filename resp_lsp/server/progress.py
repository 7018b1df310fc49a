"""How far work has come that takes long, as the client shows it."""

from __future__ import annotations

import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcRequestCancelled

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from resp_lsp.server.connection import Connection

CREATABLE = "window.work_done_progress"
PATIENCE = 0.5
"""Seconds that work may take in the background before the client is asked to show it."""


@asynccontextmanager
async def progress(
    ls: Connection, title: str, token: types.ProgressToken | None
) -> AsyncIterator[Callable[[str], None]]:
    """What tells the client a message; it raises where the user has cancelled the work.

    The token is the client's; without one, the server asks for a progress of its own.
    """
    if token is None:
        token = await _created(ls)
    if token is None:
        yield lambda _message: None
        return
    shown = ls.work_done_progress
    shown.begin(token, types.WorkDoneProgressBegin(title, cancellable=True))

    def report(message: str) -> None:
        if shown.tokens[token].cancelled():
            raise JsonRpcRequestCancelled(f"cancelled: {title}")
        shown.report(token, types.WorkDoneProgressReport(message=message))

    try:
        yield report
    finally:
        shown.end(token, types.WorkDoneProgressEnd())
        del shown.tokens[token]


class BackgroundProgress:
    """How far work has come that nobody may have asked for: it is shown once it takes long.

    With a token of the client's, it is shown at once.
    """

    def __init__(self, ls: Connection, title: str, token: types.ProgressToken | None) -> None:
        self._ls = ls
        self._title = title
        self._token = token
        self._due = time.monotonic() + PATIENCE
        self._is_shown = False

    async def report(self, done: int, total: int) -> None:
        """So many of all files are done."""
        if self._token is None and time.monotonic() > self._due:
            self._due = float("inf")  # the client is asked once
            self._token = await _created(self._ls)
        if self._token is None:
            return
        shown = self._ls.work_done_progress
        percentage = 100 * done // max(total, 1)
        if not self._is_shown:
            self._is_shown = True
            begin = types.WorkDoneProgressBegin(self._title, cancellable=True, percentage=0)
            shown.begin(self._token, begin)
        message = f"{done} of {total} files"
        report = types.WorkDoneProgressReport(message=message, percentage=percentage)
        shown.report(self._token, report)

    @property
    def is_cancelled(self) -> bool:
        """Whether the user does not want to wait."""
        tokens = self._ls.work_done_progress.tokens
        return self._is_shown and self._token is not None and tokens[self._token].cancelled()

    def end(self) -> None:
        if self._is_shown and self._token is not None:
            self._is_shown = False
            self._ls.work_done_progress.end(self._token, types.WorkDoneProgressEnd())
            del self._ls.work_done_progress.tokens[self._token]


async def _created(ls: Connection) -> types.ProgressToken | None:
    """The token of a new progress; None where the client has none."""
    if not ls.client_has(CREATABLE):
        return None
    token = str(uuid4())
    try:
        await ls.work_done_progress.create_async(token)
    except JsonRpcException:
        return None
    return token
