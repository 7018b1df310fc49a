"""The features of the language server, each under its LSP method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from resp_lsp.server import code_actions, lifecycle, reconfiguration, synchronization
from resp_lsp.server.connection import Connection
from resp_lsp.server.hover import hover

if TYPE_CHECKING:
    from collections.abc import Callable

# Handlers of notifications are plain functions: pygls keeps a future for each other one for ever.
# Handlers of requests are coroutines where they wait: pygls can cancel no others.
FEATURES: dict[str, tuple[Callable[..., Any], object | None]] = {
    types.INITIALIZE: (lifecycle.initialize, None),
    types.INITIALIZED: (lifecycle.initialized, None),
    types.SHUTDOWN: (lifecycle.shutdown, None),
    types.SET_TRACE: (lifecycle.set_trace, None),
    types.TEXT_DOCUMENT_DID_OPEN: (synchronization.did_open, None),
    types.TEXT_DOCUMENT_DID_CHANGE: (synchronization.did_change, None),
    types.TEXT_DOCUMENT_DID_SAVE: (synchronization.did_save, None),
    types.TEXT_DOCUMENT_DID_CLOSE: (synchronization.did_close, None),
    types.TEXT_DOCUMENT_CODE_ACTION: (code_actions.code_actions, code_actions.OPTIONS),
    types.TEXT_DOCUMENT_HOVER: (hover, None),
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: (reconfiguration.did_change_configuration, None),
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: (reconfiguration.did_change_watched_files, None),
}


def language_server() -> Connection:
    connection = Connection()
    for method, (handler, options) in FEATURES.items():
        connection.feature(method, options)(handler)
    return connection
