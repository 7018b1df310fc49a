"""textDocument/diagnostic: the findings in a document, or that they are as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.server.diagnostics import current, diagnostics_of, received
from resp_lsp.server.dialect import result_id_of
from resp_lsp.server.feature import feature

if TYPE_CHECKING:
    from resp_lsp.server.connection import Connection


@feature(types.TEXT_DOCUMENT_DIAGNOSTIC)
async def pull_diagnostics(
    ls: Connection, params: types.DocumentDiagnosticParams
) -> types.DocumentDiagnosticReport:
    checked = await current(ls, params.text_document.uri)
    if checked is not None:
        received(ls, checked)
    diagnostics = [] if checked is None else diagnostics_of(ls, checked)
    result_id = result_id_of(diagnostics)
    if result_id == params.previous_result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id)
    return types.RelatedFullDocumentDiagnosticReport(diagnostics, result_id=result_id)
