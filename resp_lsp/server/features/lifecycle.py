"""initialize, initialized, shutdown: what client and server tell each other of themselves."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.linter.settings import NAMES
from resp_lsp.linter.target_django.discovery import FILES
from resp_lsp.server.configuration import decode_settings
from resp_lsp.server.connection import Phase
from resp_lsp.server.feature import feature
from resp_lsp.server.uris import path_of

if TYPE_CHECKING:
    from pathlib import Path

    from resp_lsp.server.connection import Connection

log = logging.getLogger(__name__)

WATCHED = (*dict.fromkeys(f"**/{name}" for name in (*NAMES, *FILES)), "**/*.py")
"""The files that hold configurations or tell the Django, and the modules that findings may
depend on."""


@feature(types.INITIALIZE)
def initialize(ls: Connection, params: types.InitializeParams) -> None:
    """pygls answers; this keeps what the answer does not depend on."""
    if params.client_info is not None:
        ls.client = f"{params.client_info.name} {params.client_info.version or ''}".rstrip()
    log.info("client: %s", ls.client)
    ls.protocol.phase = Phase.READY
    ls.configurations.take(decode_settings(params.initialization_options))
    ls.configurations.root = _root(params)


@feature(types.INITIALIZED)
def initialized(ls: Connection, _params: types.InitializedParams) -> None:
    for problem in ls.configurations.editor.problems:
        ls.show(problem)
    if ls.watches_files:
        watchers = [types.FileSystemWatcher(glob_pattern) for glob_pattern in WATCHED]
        ls.client_register_capability(
            types.RegistrationParams(
                [
                    types.Registration(
                        id="files",
                        method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                        register_options=types.DidChangeWatchedFilesRegistrationOptions(watchers),
                    )
                ]
            )
        )


@feature(types.SHUTDOWN)
def shutdown(ls: Connection, _params: None) -> None:
    ls.protocol.phase = Phase.SHUT_DOWN
    ls.schedule.close()


@feature(types.SET_TRACE)
def set_trace(ls: Connection, params: types.SetTraceParams) -> None:
    ls.protocol.trace = params.value


def _root(params: types.InitializeParams) -> Path | None:
    folders = params.workspace_folders or ()
    uri = folders[0].uri if folders else params.root_uri
    return path_of(uri) if uri else None
