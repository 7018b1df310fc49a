"""textDocument/didOpen, didChange, didSave, didClose: keep the client's text, and check it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.analysis.source.text import Lines
from resp_lsp.server.diagnostics import (
    publish_dependents,
    publish_none,
    publish_soon,
)
from resp_lsp.server.documents import Document
from resp_lsp.server.feature import feature
from resp_lsp.server.reconfiguration import check_anew

if TYPE_CHECKING:
    from resp_lsp.server.connection import Connection

log = logging.getLogger(__name__)


@feature(types.TEXT_DOCUMENT_DID_OPEN)
def did_open(ls: Connection, params: types.DidOpenTextDocumentParams) -> None:
    item = params.text_document
    document = Document(item.uri, item.language_id, item.version, Lines(item.text))
    ls.publishing.leave(document)
    _put(ls, document)


@feature(types.TEXT_DOCUMENT_DID_CHANGE)
def did_change(ls: Connection, params: types.DidChangeTextDocumentParams) -> None:
    uri, version = params.text_document.uri, params.text_document.version
    before = ls.documents.get(uri)
    if before is None:
        log.warning("didChange of %s, which is not open", uri)
        return
    document = before.changed(version, params.content_changes, ls.encoding)
    _put(ls, document)


@feature(types.TEXT_DOCUMENT_DID_SAVE)
def did_save(ls: Connection, params: types.DidSaveTextDocumentParams) -> None:
    """Where the client cannot watch files, a save is the time to read configurations anew."""
    if ls.documents.get(params.text_document.uri) is None:
        return
    ls.changes.touch()
    if not ls.watches_files:
        check_anew(ls)


@feature(types.TEXT_DOCUMENT_DID_CLOSE)
def did_close(ls: Connection, params: types.DidCloseTextDocumentParams) -> None:
    document = ls.documents.remove(params.text_document.uri)
    if document is None:
        log.warning("didClose of %s, which is not open", params.text_document.uri)
        return
    publish_none(ls, document)
    publish_dependents(ls, (document.path,))


def _put(ls: Connection, document: Document) -> None:
    ls.documents.put(document)
    publish_soon(ls, document)
    publish_dependents(ls, (document.path,))
