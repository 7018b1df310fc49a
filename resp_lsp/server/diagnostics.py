"""The findings in the current version of each open document, as its client wants to have them.

A client that can pull diagnostics is told when to pull anew; to any other one they are published.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.server.broken_files import publish_broken
from resp_lsp.server.dialect import Place, diagnostic_of
from resp_lsp.server.turns import Turn

if TYPE_CHECKING:
    from collections.abc import Collection

    from resp_lsp.rules.finding import Finding
    from resp_lsp.server.connection import Connection
    from resp_lsp.server.documents import Document
    from resp_lsp.server.schedule import Checked


def publish_soon(ls: Connection, document: Document, turn: Turn = Turn.TYPED) -> None:
    """Check, then publish, unless the document changes before."""
    if document.is_python and not ls.pulls:
        ls.schedule.deliver(document, partial(_publish, ls), turn)


def publish_anew(ls: Connection, *documents: Document) -> None:
    """Check documents again that have not changed: their configuration may have."""
    for document in documents:
        ls.schedule.drop(document.uri)
        publish_soon(ls, document, Turn.AGAIN)
    if documents:
        ls.refresh.soon()


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
    ls.publishing.leave(document)
    ls.changes.touch()
    if document.is_python and not ls.pulls:
        ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(document.uri, ()))


async def current(ls: Connection, uri: str) -> Checked | None:
    """The result for the newest version of a document; None for one that has no findings.

    While the client types, this waits for the last version: it wants no other.
    """
    while (document := ls.documents.get(uri)) is not None and document.is_python:
        checked = await ls.schedule.checked(document)
        if not ls.documents.is_current(document):
            continue
        if not checked.is_outdated(ls.documents.modules):
            return checked
        ls.schedule.drop(uri)
    return None


def received(ls: Connection, checked: Checked) -> None:
    """Tell what a check came by that concerns others than its document."""
    document, found = checked.document, checked.findings
    ls.trace(
        f"checked {document.uri}, version {document.version}, in {checked.seconds * 1000:.0f} ms",
        f"found: {', '.join(finding.code for finding in found) or 'nothing'}",
    )
    publish_broken(ls, checked.broken)
    if ls.configurations.was_renewed():
        others = (each for each in ls.documents if each is not checked.document)
        publish_anew(ls, *others)


def diagnostics_of(ls: Connection, checked: Checked) -> list[types.Diagnostic]:
    document = checked.document
    return [encode_finding(ls, document, finding) for finding in checked.findings]


def encode_finding(ls: Connection, document: Document, finding: Finding) -> types.Diagnostic:
    opened = {each.path or each.uri: each.uri for each in ls.documents} if finding.related else {}
    return diagnostic_of(ls.dialect, Place(document.uri, document.lines, opened), finding)


def _publish(ls: Connection, checked: Checked) -> None:
    document = checked.document
    if not ls.documents.is_current(document):
        return
    if checked.is_outdated(ls.documents.modules):
        publish_anew(ls, document)
        return
    received(ls, checked)
    ls.text_document_publish_diagnostics(
        types.PublishDiagnosticsParams(document.uri, diagnostics_of(ls, checked), document.version)
    )
