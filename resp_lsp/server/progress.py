"""Progress of long work, where the client shows it."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from resp_lsp.server.connection import Connection

PATIENCE = 0.5
"""Seconds that work may take before a client that did not ask for it is shown progress."""


class Progress:
    """It is shown under the client's own token, or under one of ours once the client agrees."""

    def __init__(self, ls: Connection, title: str, token: types.ProgressToken | None) -> None:
        self._progress = ls.protocol.progress
        self._title = title
        self._token = token
        self._may_create = token is None and ls.client_has("window.work_done_progress")
        self._due = time.monotonic() + PATIENCE
        self._is_shown = False

    async def report(self, done: int, total: int) -> None:
        if self._may_create and time.monotonic() > self._due:
            self._may_create = False
            self._token = await self._created()
        if self._token is None:
            return
        if not self._is_shown:
            self._is_shown = True
            begin = types.WorkDoneProgressBegin(self._title, cancellable=True, percentage=0)
            self._progress.begin(self._token, begin)
        now = types.WorkDoneProgressReport(
            message=f"{done} of {total} files", percentage=100 * done // max(total, 1)
        )
        self._progress.report(self._token, now)

    @property
    def is_cancelled(self) -> bool:
        """Whether the user does not want to wait."""
        token = self._progress.tokens.get(self._token) if self._token is not None else None
        return token is not None and token.cancelled()

    def end(self) -> None:
        if self._is_shown and self._token is not None:
            self._is_shown = False
            self._progress.end(self._token, types.WorkDoneProgressEnd())
            self._progress.tokens.pop(self._token, None)

    async def _created(self) -> types.ProgressToken | None:
        token = str(uuid.uuid4())
        try:
            await self._progress.create_async(token)
        except JsonRpcException:  # the client would rather not
            return None
        return token
