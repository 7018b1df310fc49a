"""The safe fixes of one rule in the whole workspace, found while the editor goes on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from resp_lsp.linter.settings import Settings
from resp_lsp.server.configuration import DEFAULT
from resp_lsp.server.project_fixes import mended_document, mended_files, next_slice
from resp_lsp.server.workspace import folder_of, folders

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lsp.server.connection import Connection
    from resp_lsp.server.documents import Document
    from resp_lsp.server.project_fixes import Mended


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
    if not ls.configurations.editor.enabled:
        return []
    settings = Settings(override=ls.configurations.editor.override, default=DEFAULT)
    files = mended_files(code, folders(ls), settings, ls.documents.modules)
    mended: list[Mended] = []
    number, is_last = 0, False
    while not is_last:
        part = await ls.schedule.run(next_slice, files)
        number, is_last = number + part.files, part.is_last
        mended += part.mended
        report(f"{number} files, {sum(each.findings for each in mended)} to be fixed")
    return mended


def _documents(ls: Connection) -> tuple[Document, ...]:
    """The documents that are open and in a folder of the workspace."""
    return tuple(
        document
        for document in ls.documents
        if document.is_python and document.path and folder_of(ls, Path(document.path))
    )
