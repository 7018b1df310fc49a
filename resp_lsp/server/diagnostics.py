"""textDocument/publishDiagnostics: the findings in the current version of each open document."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.analysis.source.text import Lines
from resp_lsp.rules.finding import Severity
from resp_lsp.server.encoding import encode_range
from resp_lsp.server.turns import Turn
from resp_lsp.server.uris import uri_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from resp_lsp.rules.finding import Finding, Related
    from resp_lsp.server.connection import Connection
    from resp_lsp.server.documents import Document
    from resp_lsp.server.schedule import Checked

SOURCE = "resp-lsp"

SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    # Editors keep these out of their list of problems: what is only likely is none.
    Severity.HINT: types.DiagnosticSeverity.Hint,
}


def publish_soon(ls: Connection, document: Document, turn: Turn = Turn.TYPED) -> None:
    """Check, then publish, unless the document changes before."""
    if document.is_python:
        ls.schedule.deliver(document, partial(_publish, ls), turn)


def publish_anew(ls: Connection, *documents: Document) -> None:
    """Check documents again that have not changed: their configuration may have."""
    for document in documents:
        ls.schedule.drop(document.uri)
        publish_soon(ls, document, Turn.AGAIN)


def publish_dependents(ls: Connection, paths: Collection[str]) -> None:
    """Check the documents again whose findings depend on files that are not as they were."""
    for checked in ls.schedule.results():
        document = checked.document
        others = (path for path in paths if path != document.path)
        if ls.documents.is_current(document) and any(map(checked.depends_on, others)):
            publish_anew(ls, document)


def publish_none(ls: Connection, document: Document) -> None:
    """Clear what was published for a document that was closed."""
    ls.schedule.drop(document.uri)
    if document.is_python:
        ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(document.uri, ()))


def encode_finding(ls: Connection, document: Document, finding: Finding) -> types.Diagnostic:
    return types.Diagnostic(
        range=encode_range(document.lines, finding.span, ls.encoding),
        message=finding.message,
        severity=SEVERITIES[finding.severity],
        code=finding.code,
        source=SOURCE,
        related_information=_related_information(ls, document, finding),
    )


def _publish(ls: Connection, checked: Checked) -> None:
    document = checked.document
    if not ls.documents.is_current(document):
        return
    if checked.is_outdated(ls.documents.modules):
        publish_anew(ls, document)
        return
    if checked.problem is not None:
        ls.show(checked.problem)
    diagnostics = [encode_finding(ls, document, finding) for finding in checked.findings]
    ls.text_document_publish_diagnostics(
        types.PublishDiagnosticsParams(document.uri, diagnostics, document.version)
    )


def _related_information(
    ls: Connection, document: Document, finding: Finding
) -> list[types.DiagnosticRelatedInformation] | None:
    known = ls.client_has("text_document.publish_diagnostics.related_information")
    if not known or not finding.related:
        return None
    return [_encode_related(ls, document, related) for related in finding.related]


def _encode_related(
    ls: Connection, document: Document, related: Related
) -> types.DiagnosticRelatedInformation:
    uri, lines = document.uri, document.lines
    if related.path is not None:
        opened = ls.documents.at(related.path)
        # The client's own spelling of the URI, where it has told one.
        uri = uri_of(related.path) if opened is None else opened.uri
        lines = Lines(related.text)
    place = encode_range(lines, related.span, ls.encoding)
    return types.DiagnosticRelatedInformation(types.Location(uri, place), related.message)
