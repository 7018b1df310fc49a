"""What whoever looks into a problem wants to know of a conversation; nothing of the documents."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

from resp_lsp import __version__
from resp_lsp.linter.written import written
from resp_lsp.server.configuration_files import file_in_force

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.server.connection import Connection
    from resp_lsp.server.documents import Document
    from resp_lsp.server.schedule import Checked

LIBRARIES = ("libcst", "pygls", "lsprotocol")
CHOOSING = ("select", "ignore", "extend-select")
CAPABILITIES = {
    "pull diagnostics": "text_document.diagnostic",
    "related information": "text_document.publish_diagnostics.related_information",
    "resolved actions": "text_document.code_action.resolve_support",
    "versioned edits": "workspace.workspace_edit.document_changes",
    "change annotations": "workspace.workspace_edit.change_annotation_support",
    "applied edits": "workspace.apply_edit",
    "watched files": "workspace.did_change_watched_files.dynamic_registration",
    "settings on request": "workspace.configuration",
    "progress": "window.work_done_progress",
}


def debug_information(ls: Connection) -> str:
    """It takes from the disk what configurations it must, so it belongs on the thread of checks."""
    return "\n".join((*_server(ls), *_client(ls), *_documents(ls))) + "\n"


def _server(ls: Connection) -> Iterator[str]:
    yield f"resp-lsp {__version__}"
    yield f"Python {platform.python_version()} ({platform.python_implementation()})"
    yield f"system {platform.system()} {platform.machine()}"
    yield from (f"{name} {version(name)}" for name in LIBRARIES)
    yield f"position encoding {ls.encoding.value}"


def _client(ls: Connection) -> Iterator[str]:
    yield f"client {ls.client}"
    for name, capability in CAPABILITIES.items():
        yield f"  {name}: {'yes' if ls.client_has(capability) else 'no'}"
    yield from (f"folder {folder}" for folder in ls.configurations.folders)


def _documents(ls: Connection) -> Iterator[str]:
    checks = {checked.document.uri: checked for checked in ls.schedule.results()}
    for document in ls.documents:
        yield f"document {document.uri}"
        yield f"  {document.language}, version {document.version}, {len(document.lines)} lines"
        if document.is_python:
            yield from _checked(ls, document, checks.get(document.uri))


def _checked(ls: Connection, document: Document, last: Checked | None) -> Iterator[str]:
    path = document.file
    configured = ls.configurations.for_path(path)
    config, editor = configured.config, configured.editor
    file = None if path is None else file_in_force(path, ls.documents)
    yield f"  configuration: {'none' if file is None else file.path}"
    yield f"  editor: {editor.preference.value}, its own file: {editor.configuration or 'none'}"
    if not editor.enabled:
        yield "  switched off"
    if configured.problem is not None:
        yield f"  problem: {configured.problem}"
    yield f"  Django {config.target_django}, from {config.target_from or 'nothing: the default'}"
    yield from (f"  {written(config)[key]}" for key in CHOOSING)
    if last is not None:
        time = f"{last.seconds * 1000:.0f} ms"
        yield f"  version {last.document.version} checked in {time}: {len(last.findings)} findings"
