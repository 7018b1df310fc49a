"""textDocument/codeAction: fixes, fix all, and ways to disable a finding, from the range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.linter.selection import ALWAYS
from resp_lsp.rules.finding import Safety
from resp_lsp.server.diagnostics import encode_finding
from resp_lsp.server.disabling import disabling_edit
from resp_lsp.server.encoding import decode_range, encode_range
from resp_lsp.server.feature import feature
from resp_lsp.server.fixing import fix_all_edits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lsp.analysis.source.text import Edit, Span
    from resp_lsp.rules.finding import Finding
    from resp_lsp.server.connection import Connection
    from resp_lsp.server.documents import Document
    from resp_lsp.server.schedule import Checked

QUICK_FIX = types.CodeActionKind.QuickFix.value
FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.resp"
OPTIONS = types.CodeActionOptions(code_action_kinds=[QUICK_FIX, FIX_ALL])


@dataclass(frozen=True, slots=True)
class Action:
    """An offer to edit the document."""

    title: str
    kind: str
    edits: tuple[Edit, ...]
    finding: Finding | None = None
    preferred: bool = False


@feature(types.TEXT_DOCUMENT_CODE_ACTION, OPTIONS)
async def code_actions(
    ls: Connection, params: types.CodeActionParams
) -> list[types.CodeAction] | None:
    document = ls.documents.get(params.text_document.uri)
    if document is None or not document.is_python:
        return None
    checked = await ls.schedule.checked(document)
    span = decode_range(document.lines, params.range, ls.encoding)
    offered = tuple(quick_fixes(checked, span)) if _wants(params.context.only, QUICK_FIX) else ()
    if _wants_fix_all(params.context):
        offered += await ls.schedule.run(fix_all, checked)
    return [_encode(ls, document, action) for action in offered]


def quick_fixes(checked: Checked, span: Span) -> Iterator[Action]:
    """Every fix of the findings that touch a span, then the ways to disable them."""
    touched = [f for f in checked.findings if _touches(f.span, span)]
    yield from (action for finding in touched for action in _fixes(finding))
    yield from (_disabling(checked, f) for f in touched if f.code not in ALWAYS)


def fix_all(checked: Checked) -> tuple[Action, ...]:
    """One action for all safe fixes of the document; none when there is nothing to do."""
    edits = fix_all_edits(checked)
    return (Action("Fix all that is safe to fix (resp-lsp)", FIX_ALL, edits),) if edits else ()


def _fixes(finding: Finding) -> Iterator[Action]:
    for number, fix in enumerate(finding.fixes):
        if fix.safety is not Safety.DISPLAY_ONLY:
            preferred = number == 0 and fix.safety is Safety.SAFE
            yield Action(fix.title, QUICK_FIX, fix.edits, finding, preferred)


def _disabling(checked: Checked, finding: Finding) -> Action:
    title = f"Disable {finding.code} for this line"
    return Action(title, QUICK_FIX, (disabling_edit(checked.document.lines, finding),), finding)


def _wants_fix_all(context: types.CodeActionContext) -> bool:
    """Not for each move of the cursor: it takes several runs of the linter."""
    automatic = context.trigger_kind is types.CodeActionTriggerKind.Automatic
    return _wants(context.only, FIX_ALL) and not (automatic and context.only is None)


def _wants(only: Sequence[str] | None, kind: str) -> bool:
    """Whether a kind is asked for: itself, or one that it is a part of (`source` of `source.a`)."""
    return only is None or any(
        not asked or f"{kind}.".startswith(f"{asked}.") for asked in map(_name, only)
    )


def _name(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind


def _touches(span: Span, other: Span) -> bool:
    return span.start <= other.end and other.start <= span.end


def _encode(ls: Connection, document: Document, action: Action) -> types.CodeAction:
    finding = action.finding
    return types.CodeAction(
        title=action.title,
        kind=action.kind,
        diagnostics=None if finding is None else [encode_finding(ls, document, finding)],
        is_preferred=action.preferred or None,
        edit=_workspace_edit(ls, document, action.edits),
    )


def _workspace_edit(
    ls: Connection, document: Document, edits: tuple[Edit, ...]
) -> types.WorkspaceEdit:
    encoded = [
        types.TextEdit(encode_range(document.lines, edit.span, ls.encoding), edit.text)
        for edit in edits
    ]
    if not ls.client_has("workspace.workspace_edit.document_changes"):
        return types.WorkspaceEdit(changes={document.uri: encoded})
    versioned = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(versioned, encoded)])
