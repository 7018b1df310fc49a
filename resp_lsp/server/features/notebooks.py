"""notebookDocument/didOpen, didChange, didSave, didClose: keep the cells, and check them."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.server.diagnostics import publish_none, publish_soon
from resp_lsp.server.feature import feature
from resp_lsp.server.notebooks import Notebook, texts_of
from resp_lsp.server.reconfiguration import check_anew
from resp_lsp.server.turns import Turn

if TYPE_CHECKING:
    from collections.abc import Container

    from resp_lsp.server.connection import Connection

log = logging.getLogger(__name__)


@feature(types.NOTEBOOK_DOCUMENT_DID_OPEN)
def did_open(ls: Connection, params: types.DidOpenNotebookDocumentParams) -> None:
    given = params.notebook_document
    texts = texts_of(params.cell_text_documents)
    _put(ls, Notebook(given.uri, given.version, tuple(given.cells), texts), texts)


@feature(types.NOTEBOOK_DOCUMENT_DID_CHANGE)
def did_change(ls: Connection, params: types.DidChangeNotebookDocumentParams) -> None:
    given = params.notebook_document
    before = ls.documents.notebook(given.uri)
    if before is None:
        log.warning("didChange of the notebook %s, which is not open", given.uri)
        return
    after = before.changed(given.version, params.change, ls.encoding)
    typed = {uri for uri, text in after.texts.items() if before.texts.get(uri) is not text}
    _put(ls, after, typed)


@feature(types.NOTEBOOK_DOCUMENT_DID_SAVE)
def did_save(ls: Connection, params: types.DidSaveNotebookDocumentParams) -> None:
    """As for a document."""
    if ls.documents.notebook(params.notebook_document.uri) is not None and not ls.watches_files:
        check_anew(ls)


@feature(types.NOTEBOOK_DOCUMENT_DID_CLOSE)
def did_close(ls: Connection, params: types.DidCloseNotebookDocumentParams) -> None:
    for cell in ls.documents.remove_notebook(params.notebook_document.uri):
        publish_none(ls, cell)


def _put(ls: Connection, notebook: Notebook, typed: Container[str]) -> None:
    """A change of one cell may concern all of them."""
    for closed in ls.documents.put_notebook(notebook):
        publish_none(ls, closed)
    for cell in notebook.documents():
        ls.documents.put(cell)
        publish_soon(ls, cell, Turn.TYPED if cell.uri in typed else Turn.AGAIN)
    if len(notebook.texts) > 1:
        ls.refresh.soon()
