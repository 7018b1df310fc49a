"""One look at the whole workspace: the open documents here, the other files in their process."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resp_lsp.server.broken_files import WORKSPACE, publish_broken
from resp_lsp.server.diagnostics import current, diagnostics_of, received
from resp_lsp.server.dialect import encoded, result_id_of
from resp_lsp.server.workspace.order import FileReport, Order

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from resp_lsp.server.connection import Connection
    from resp_lsp.server.editor_settings import EditorSettings
    from resp_lsp.server.progress import BackgroundProgress
    from resp_lsp.server.workspace.order import Known

TITLE = "Checking the workspace"


@dataclass(frozen=True, slots=True)
class OpenReport:
    """The diagnostics of a version of an open document."""

    report: FileReport
    version: int


def wanted_folders(ls: Connection) -> dict[Path, EditorSettings]:
    """The folders whose files are to be checked."""
    return {
        folder: editor
        for folder, editor in ls.configurations.folders.items()
        if editor.enabled and editor.workspace_diagnostics
    }


async def closed_reports(
    ls: Connection, known: Mapping[str, Known], progress: BackgroundProgress
) -> AsyncIterator[tuple[FileReport, ...]]:
    """The reports on files that are not open, as they come, until the user wants no more."""
    try:
        async with aclosing(ls.worker.batches(lambda number: _order(ls, number, known))) as batches:
            async for batch in batches:
                await progress.report(batch.done, batch.total)
                if batch.is_last:
                    publish_broken(ls, batch.broken, WORKSPACE)
                # What was opened meanwhile is not the process' to tell of.
                yield tuple(r for r in batch.reports if r.path not in ls.documents.modules)
                if progress.is_cancelled:
                    return
    finally:
        progress.end()


async def open_reports(ls: Connection, known: Mapping[str, Known]) -> list[OpenReport]:
    """The reports on open documents in the folders."""
    reports: list[OpenReport] = []
    folders = wanted_folders(ls)
    for document in ls.documents:
        path = document.path
        if not path or ls.configurations.workspace_folder(Path(path)) not in folders:
            continue
        checked = await current(ls, document.uri)
        if checked is None:
            continue
        received(ls, checked)
        found = diagnostics_of(ls, checked)
        result_id = result_id_of(found)
        before = known.get(path)
        is_known = before is not None and before.result_id == result_id
        items = None if is_known else encoded(found)
        report = FileReport(path, document.uri, result_id, items)
        reports.append(OpenReport(report, checked.document.version))
    return reports


def encoded_report(report: FileReport, version: int | None = None) -> dict[str, Any]:
    """A part of the answer to workspace/diagnostic, as it is sent."""
    kind = "unchanged" if report.items is None else "full"
    said = {"uri": report.uri, "version": version, "kind": kind, "resultId": report.result_id}
    return said if report.items is None else {**said, "items": report.items}


def _order(ls: Connection, number: int, known: Mapping[str, Known]) -> Order:
    folders = wanted_folders(ls)
    others = tuple(f for f in ls.configurations.folders if f not in folders)
    opened = {each.path: each for each in ls.documents if each.path and each.is_python}
    texts = {path: document.text for path, document in opened.items()}
    uris = {path: document.uri for path, document in opened.items()}
    return Order(number, folders, others, texts, uris, known, ls.dialect)
