"""workspace/didChangeWorkspaceFolders: each folder has its own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.server.feature import feature
from resp_lsp.server.reconfiguration import ask_for_settings, take_folders
from resp_lsp.server.uris import path_of

if TYPE_CHECKING:
    from resp_lsp.server.connection import Connection


@feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
def did_change_workspace_folders(
    ls: Connection, params: types.DidChangeWorkspaceFoldersParams
) -> None:
    event = params.event
    gone = {path_of(folder.uri) for folder in event.removed}
    left = [folder for folder in ls.configurations.folders if folder not in gone]
    come = (path for folder in event.added if (path := path_of(folder.uri)))
    take_folders(ls, dict.fromkeys((*left, *come)))
    ask_for_settings(ls)
