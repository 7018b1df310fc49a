"""workspace/didChangeConfiguration and didChangeWatchedFiles: check again under what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.linter.target_django.discovery import is_told_by
from resp_lsp.server.diagnostics import publish_dependents
from resp_lsp.server.editor_settings import SECTION, decode_settings
from resp_lsp.server.feature import feature
from resp_lsp.server.reconfiguration import ask_for_settings, check_anew, take_settings
from resp_lsp.server.uris import path_of

if TYPE_CHECKING:
    from resp_lsp.server.connection import Connection

MODULE = ".py"
MANY = 100
"""More changes than this are another branch: to ask which documents depend on which of them takes
longer than to check those that are open."""


@feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
def did_change_configuration(ls: Connection, params: types.DidChangeConfigurationParams) -> None:
    """Take the new settings; a client that sends none of ours may expect to be asked for them."""
    given = params.settings
    folders = ls.configurations.folders
    is_given = isinstance(given, dict) and SECTION in given
    if is_given:
        editor = decode_settings(given)
        take_settings(ls, editor, dict.fromkeys(folders, editor))
    if not is_given or len(folders) > 1:
        ask_for_settings(ls)


@feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
def did_change_watched_files(ls: Connection, params: types.DidChangeWatchedFilesParams) -> None:
    """A configuration may concern every document, a module only those that depend on it."""
    if len(params.changes) > MANY:
        check_anew(ls)
        return
    paths = {str(path) for change in params.changes if (path := path_of(change.uri))}
    if all(path.endswith(MODULE) and not is_told_by(path) for path in paths):
        publish_dependents(ls, paths)
        ls.changes.touch()
    else:
        check_anew(ls)
