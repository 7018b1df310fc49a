"""workspace/diagnostic: the findings in all files, or that they are as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from resp_lsp.server.feature import feature
from resp_lsp.server.progress import BackgroundProgress
from resp_lsp.server.uris import path_of
from resp_lsp.server.workspace.order import Known
from resp_lsp.server.workspace.scan import TITLE, closed_reports, encoded_report, open_reports

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resp_lsp.server.connection import Connection


@feature(types.WORKSPACE_DIAGNOSTIC)
async def workspace_diagnostics(
    ls: Connection, params: types.WorkspaceDiagnosticParams
) -> dict[str, Any]:
    """Where there is nothing new the answer waits until there is: clients ask again at once."""
    known = {
        str(path): Known(each.uri, each.value)
        for each in params.previous_result_ids
        if (path := path_of(each.uri))
    }
    answer = Answer(ls, params.partial_result_token)
    await answer.fill(known, BackgroundProgress(ls, TITLE, params.work_done_token))
    while not answer.is_new and ls.workspace_told:
        await ls.changes.wait()
        await answer.fill(known, BackgroundProgress(ls, TITLE, None))
    ls.workspace_told = True
    return {"items": answer.items}


class Answer:
    """The parts of an answer: sent as they come, where the client takes them so."""

    def __init__(self, ls: Connection, token: types.ProgressToken | None) -> None:
        self.items: list[dict[str, Any]] = []
        self.is_new = False
        self._ls = ls
        self._token = token

    async def fill(self, known: Mapping[str, Known], progress: BackgroundProgress) -> None:
        self.items.clear()
        opened = await open_reports(self._ls, known)
        self._add([encoded_report(each.report, each.version) for each in opened])
        async for reports in closed_reports(self._ls, known, progress):
            self._add([encoded_report(report) for report in reports])

    def _add(self, items: list[dict[str, Any]]) -> None:
        self.is_new = self.is_new or any(item["kind"] == "full" for item in items)
        if self._token is None:
            self.items += items
        elif items:
            params = {"token": self._token, "value": {"items": items}}
            self._ls.protocol.send(types.PROGRESS, params)
