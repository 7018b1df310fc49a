"""initialize, initialized, shutdown: what client and server tell each other of themselves."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.server.configuration import decode_settings
from resp_lsp.server.connection import Phase
from resp_lsp.server.feature import feature
from resp_lsp.server.registrations import registrations
from resp_lsp.server.uris import path_of

if TYPE_CHECKING:
    from pathlib import Path

    from resp_lsp.server.connection import Connection

log = logging.getLogger(__name__)


@feature(types.INITIALIZE)
def initialize(ls: Connection, params: types.InitializeParams) -> None:
    """pygls answers; this keeps what the answer does not depend on."""
    client = params.client_info
    log.info("client: %s %s", client and client.name, client and client.version)
    ls.protocol.phase = Phase.READY
    ls.configurations.take(decode_settings(params.initialization_options))
    ls.configurations.root = _root(params)


@feature(types.INITIALIZED)
def initialized(ls: Connection, _params: types.InitializedParams) -> None:
    for problem in ls.configurations.editor.problems:
        ls.show(problem)
    if asked := list(registrations(ls)):
        ls.client_register_capability(types.RegistrationParams(asked))


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
