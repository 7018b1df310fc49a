"""Edits of texts as a client applies them: LSP's WorkspaceEdit, as far as the client knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.capabilities import get_capability

from resp_lsp.server.encoding import encode_range

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    from resp_lsp.analysis.source.text import Edit, Lines
    from resp_lsp.server.connection import Connection
    from resp_lsp.server.documents import Document

    Operation: TypeAlias = "types.TextDocumentEdit | types.CreateFile"

APPLY_EDIT = "workspace.apply_edit"
DOCUMENT_CHANGES = "workspace.workspace_edit.document_changes"
ANNOTATIONS = "workspace.workspace_edit.change_annotation_support"
OPERATIONS = "workspace.workspace_edit.resource_operations"


@dataclass(frozen=True, slots=True)
class Caution:
    """What the user should look at before the edit is made."""

    label: str
    description: str


@dataclass(frozen=True, slots=True)
class Change:
    """Edits of one text: of a version of a document, or of a file, whose version is None.

    A new file is created first; `lines` are those of the empty text then.
    """

    uri: str
    version: int | None
    lines: Lines
    edits: tuple[Edit, ...]
    is_new: bool = False
    caution: Caution | None = None

    @classmethod
    def of(
        cls, document: Document, edits: tuple[Edit, ...], caution: Caution | None = None
    ) -> Change:
        return cls(document.uri, document.version, document.lines, edits, caution=caution)


def can_create_files(ls: Connection) -> bool:
    operations = get_capability(ls.client_capabilities, OPERATIONS) or ()
    return ls.client_has(DOCUMENT_CHANGES) and types.ResourceOperationKind.Create in operations


def encode_changes(ls: Connection, changes: Iterable[Change]) -> types.WorkspaceEdit:
    """The changes, each with the version that it is for where the client can compare it."""
    changes = tuple(changes)
    if not ls.client_has(DOCUMENT_CHANGES):
        return types.WorkspaceEdit(
            changes={change.uri: _encode_edits(ls, change) for change in changes}
        )
    annotations = {
        change.caution.label: types.ChangeAnnotation(
            change.caution.label, needs_confirmation=True, description=change.caution.description
        )
        for change in changes
        if change.caution and ls.client_has(ANNOTATIONS)
    }
    operations = [each for change in changes for each in _operations(ls, change)]
    return types.WorkspaceEdit(document_changes=operations, change_annotations=annotations or None)


def _operations(ls: Connection, change: Change) -> Iterable[Operation]:
    if change.is_new:
        yield types.CreateFile(change.uri)  # fails where there is such a file by now
    versioned = types.OptionalVersionedTextDocumentIdentifier(change.uri, change.version)
    edits = _encode_edits(ls, change)
    if change.caution and ls.client_has(ANNOTATIONS):
        name = change.caution.label
        annotated = [types.AnnotatedTextEdit(name, each.range, each.new_text) for each in edits]
        yield types.TextDocumentEdit(versioned, annotated)
    else:
        yield types.TextDocumentEdit(versioned, edits)


def _encode_edits(ls: Connection, change: Change) -> list[types.TextEdit]:
    return [
        types.TextEdit(encode_range(change.lines, edit.span, ls.encoding), edit.text)
        for edit in change.edits
    ]
