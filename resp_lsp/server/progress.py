"""How far work has come that takes long, as the client shows it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcRequestCancelled

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from resp_lsp.server.connection import Connection

CREATABLE = "window.work_done_progress"


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
