"""The safe fixes of one rule in the whole workspace, found while the editor goes on."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from resp_lsp.linter.errors import InputError
from resp_lsp.server.project_fixes import mended_document, mended_files, next_slice
from resp_lsp.server.turns import Turn

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lsp.linter.settings import Settings
    from resp_lsp.server.connection import Connection
    from resp_lsp.server.documents import Document
    from resp_lsp.server.project_fixes import Mended

log = logging.getLogger(__name__)


async def mended_workspace(
    ls: Connection, code: str, report: Callable[[str], None]
) -> tuple[Mended, ...]:
    """What is mended in each file; documents are taken as they are in the editor at the end."""
    on_disk = await _on_disk(ls, code, report)
    opened: tuple[Document, ...] = ()
    in_editor: list[Mended | None] = []
    while opened != (now := _documents(ls)):  # once more for who types in between
        opened = now
        in_editor = [
            await ls.schedule.run(mended_document, await ls.schedule.checked(document), code)
            for document in opened
        ]
    paths = {document.path for document in opened}
    closed = (mended for mended in on_disk if mended.path not in paths)
    return (*filter(None, in_editor), *closed)


async def _on_disk(ls: Connection, code: str, report: Callable[[str], None]) -> list[Mended]:
    """The same for the files as they are on disk, in slices that leave room for other work."""
    files = mended_files(code, _settings(ls), ls.documents.modules)
    mended: list[Mended] = []
    number, is_last = 0, False
    while not is_last:
        part = await ls.schedule.run(next_slice, files, turn=Turn.UNSEEN)
        number, is_last = number + part.files, part.is_last
        mended += part.mended
        report(f"{number} files, {sum(each.findings for each in mended)} to be fixed")
    return mended


def _settings(ls: Connection) -> dict[Path, Settings]:
    """Those of each folder of the workspace in which the server is on."""
    folders = ls.configurations.folders.items()
    found = {folder: _settings_of(ls, folder) for folder, editor in folders if editor.enabled}
    return {folder: settings for folder, settings in found.items() if settings is not None}


def _settings_of(ls: Connection, folder: Path) -> Settings | None:
    """None where they cannot be understood, which the user has been told."""
    try:
        return ls.configurations.settings(folder)
    except InputError as error:
        log.warning("%s", error)
        return None


def _documents(ls: Connection) -> tuple[Document, ...]:
    """The documents that are open and in a folder of the workspace."""
    return tuple(
        document
        for document in ls.documents
        if document.is_python
        and document.path
        and ls.configurations.workspace_folder(Path(document.path))
    )
