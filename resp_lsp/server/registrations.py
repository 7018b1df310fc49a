"""What the server asks for once it knows its client, and what it says of itself without asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.linter.settings import NAMES
from resp_lsp.linter.target_django.discovery import FILES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.server.connection import Connection

WATCHED = (*dict.fromkeys(f"**/{name}" for name in (*NAMES, *FILES)), "**/*.py")
"""The files that hold configurations or tell the Django, and the modules that findings may
depend on."""


def registrations(ls: Connection) -> Iterator[types.Registration]:
    """What the client can be asked for after initialization."""
    if ls.watches_files:
        watchers = [types.FileSystemWatcher(glob_pattern) for glob_pattern in WATCHED]
        yield types.Registration(
            "files",
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
            types.DidChangeWatchedFilesRegistrationOptions(watchers),
        )
    if ls.pulls and ls.client_has(DYNAMIC_PULL):
        yield types.Registration(
            "diagnostics", types.TEXT_DOCUMENT_DIAGNOSTIC, diagnostic_options(ls)
        )


def advertised(ls: Connection, capabilities: types.ServerCapabilities) -> None:
    """Take out of the answer to `initialize` what is registered later, or is not for this client.

    pygls puts there what has a handler.
    """
    is_static = ls.pulls and not ls.client_has(DYNAMIC_PULL)
    capabilities.diagnostic_provider = diagnostic_options(ls) if is_static else None


def diagnostic_options(_ls: Connection) -> types.DiagnosticRegistrationOptions:
    return types.DiagnosticRegistrationOptions(
        inter_file_dependencies=True,
        workspace_diagnostics=False,
        identifier="resp-lsp",
        document_selector=[types.TextDocumentFilterLanguage("python")],
    )


DYNAMIC_PULL = "text_document.diagnostic.dynamic_registration"
