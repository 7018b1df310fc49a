"""The folders that the client has open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.server.uris import path_of

if TYPE_CHECKING:
    from pathlib import Path

    from resp_lsp.server.connection import Connection


def folders(ls: Connection) -> tuple[Path, ...]:
    """The folders of the workspace; an older client knows one, its root."""
    uris = [folder.uri for folder in ls.workspace.folders.values()]
    if not uris and ls.workspace.root_uri is not None:
        uris = [ls.workspace.root_uri]
    return tuple(path for uri in uris if (path := path_of(uri)) is not None)


def folder_of(ls: Connection, path: Path) -> Path | None:
    """The innermost folder of the workspace that a file is in."""
    above = (folder for folder in folders(ls) if folder in path.parents)
    return max(above, key=lambda folder: len(folder.parts), default=None)
