"""Diagnostics of files that are not open, for clients that cannot ask for them."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.server.broken_files import WORKSPACE, publish_broken
from resp_lsp.server.progress import BackgroundProgress
from resp_lsp.server.workspace.order import Known
from resp_lsp.server.workspace.scan import TITLE, closed_reports, wanted_folders

if TYPE_CHECKING:
    from resp_lsp.server.connection import Connection
    from resp_lsp.server.documents import Document
    from resp_lsp.server.workspace.order import FileReport

log = logging.getLogger(__name__)


class Publishing:
    """Publishes what is new after each change of the workspace, while the settings want it."""

    def __init__(self, ls: Connection) -> None:
        self._ls = ls
        self._published: dict[str, Known] = {}
        """What the client was told, by path."""
        self._task: asyncio.Task[None] | None = None

    def follow_settings(self) -> None:
        is_wanted = bool(wanted_folders(self._ls)) and not self._ls.pulls
        if is_wanted and self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._publish_all())
        elif not is_wanted and self._task is not None:
            self.stop()
            for known in self._published.values():
                self._send(known.uri, [])
            self._published.clear()
            publish_broken(self._ls, {}, WORKSPACE)

    def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def leave(self, document: Document) -> None:
        """What is published for a file is its document's to tell, from now on."""
        self._published.pop(document.path, None)

    async def _publish_all(self) -> None:
        while True:
            try:
                await self._publish_changes()
            except Exception:  # a fault of ours must not end the conversation
                log.exception("could not check the workspace")
            await self._ls.changes.wait()

    async def _publish_changes(self) -> None:
        progress = BackgroundProgress(self._ls, TITLE, None)
        async for reports in closed_reports(self._ls, dict(self._published), progress):
            for report in reports:
                self._publish(report)

    def _publish(self, report: FileReport) -> None:
        if report.items is None:
            return
        self._send(report.uri, report.items)
        if report.items:
            self._published[report.path] = Known(report.uri, report.result_id)
        else:
            self._published.pop(report.path, None)

    def _send(self, uri: str, items: list[dict[str, object]]) -> None:
        params = {"uri": uri, "diagnostics": items}
        self._ls.protocol.send(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)
