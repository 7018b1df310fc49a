"""What the server asks for once it knows its client, and what it says of itself without asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.linter.baseline import NAME as BASELINE
from resp_lsp.linter.settings import NAMES
from resp_lsp.linter.target_django.discovery import FILES
from resp_lsp.server.editor_settings import SECTION
from resp_lsp.server.workspace.scan import wanted_folders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.server.connection import Connection

WATCHED = (*dict.fromkeys(f"**/{name}" for name in (*NAMES, BASELINE, *FILES)), "**/*.py")
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
    if ls.client_has("workspace.did_change_configuration.dynamic_registration"):
        yield types.Registration(
            "settings",
            types.WORKSPACE_DID_CHANGE_CONFIGURATION,
            types.DidChangeConfigurationRegistrationOptions(SECTION),
        )
    if ls.pulls and ls.client_has(DYNAMIC_PULL):
        yield types.Registration(PULL, types.TEXT_DOCUMENT_DIAGNOSTIC, diagnostic_options(ls))


def advertised(ls: Connection, capabilities: types.ServerCapabilities) -> None:
    """Take out of the answer to `initialize` what is registered later, or is not for this client.

    pygls puts there what has a handler.
    """
    is_static = ls.pulls and not ls.client_has(DYNAMIC_PULL)
    capabilities.diagnostic_provider = diagnostic_options(ls) if is_static else None


def register_pull_anew(ls: Connection) -> None:
    """Say again what can be pulled, where the client takes that back."""
    if ls.pulls and ls.client_has(DYNAMIC_PULL):
        gone = types.Unregistration(PULL, types.TEXT_DOCUMENT_DIAGNOSTIC)
        ls.client_unregister_capability(types.UnregistrationParams([gone]))
        come = types.Registration(PULL, types.TEXT_DOCUMENT_DIAGNOSTIC, diagnostic_options(ls))
        ls.client_register_capability(types.RegistrationParams([come]))


def diagnostic_options(ls: Connection) -> types.DiagnosticRegistrationOptions:
    return types.DiagnosticRegistrationOptions(
        inter_file_dependencies=True,
        workspace_diagnostics=bool(wanted_folders(ls)),
        work_done_progress=True,
        identifier="resp-lsp",
        document_selector=[types.TextDocumentFilterLanguage("python")],
    )


PULL = "diagnostics"
DYNAMIC_PULL = "text_document.diagnostic.dynamic_registration"
