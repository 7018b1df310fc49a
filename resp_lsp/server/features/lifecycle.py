"""initialize, initialized, shutdown: what client and server tell each other of themselves."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.server.broken_files import show_broken
from resp_lsp.server.connection import Phase
from resp_lsp.server.editor_settings import decode_settings
from resp_lsp.server.feature import feature
from resp_lsp.server.reconfiguration import ask_for_settings, put_in_force
from resp_lsp.server.registrations import registrations
from resp_lsp.server.uris import path_of

if TYPE_CHECKING:
    from pathlib import Path

    from resp_lsp.server.connection import Connection

log = logging.getLogger(__name__)


@feature(types.INITIALIZE)
def initialize(ls: Connection, params: types.InitializeParams) -> None:
    """pygls answers; this keeps what the answer does not depend on."""
    if params.client_info is not None:
        ls.client = f"{params.client_info.name} {params.client_info.version or ''}".rstrip()
    log.info("client: %s", ls.client)
    ls.protocol.phase = Phase.READY
    ls.protocol.trace = params.trace or types.TraceValue.Off
    editor = decode_settings(params.initialization_options)
    ls.configurations.is_watched = ls.watches_files
    ls.configurations.initial = editor
    ls.configurations.take(editor, dict.fromkeys(_folders(params), editor))


@feature(types.INITIALIZED)
def initialized(ls: Connection, _params: types.InitializedParams) -> None:
    put_in_force(ls)
    if asked := list(registrations(ls)):
        ls.client_register_capability(types.RegistrationParams(asked))
    ask_for_settings(ls)
    show_broken(ls)


@feature(types.SHUTDOWN)
def shutdown(ls: Connection, _params: None) -> None:
    ls.protocol.phase = Phase.SHUT_DOWN
    ls.schedule.close()


@feature(types.SET_TRACE)
def set_trace(ls: Connection, params: types.SetTraceParams) -> None:
    ls.protocol.trace = params.value


def _folders(params: types.InitializeParams) -> list[Path]:
    """The folders of the workspace; the root stands for them in older clients."""
    uris = [folder.uri for folder in params.workspace_folders or ()]
    if not uris and params.root_uri:
        uris = [params.root_uri]
    return [path for uri in uris if (path := path_of(uri))]
