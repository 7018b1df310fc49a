"""textDocument/completion and completionItem/resolve: what fits at the cursor."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.capabilities import get_capability

from resp_lsp.server.completions.completion import Subject
from resp_lsp.server.completions.configuration import in_configuration
from resp_lsp.server.completions.cursor import cursor_at
from resp_lsp.server.completions.documentation import documentation
from resp_lsp.server.completions.firing import firing_codes
from resp_lsp.server.completions.places import in_python
from resp_lsp.server.encoding import decode_position, encode_range
from resp_lsp.server.feature import feature

if TYPE_CHECKING:
    from resp_lsp.server.completions.completion import Completion
    from resp_lsp.server.connection import Connection
    from resp_lsp.server.documents import Document

ABILITIES = "text_document.completion.completion_item"
OPTIONS = types.CompletionOptions(trigger_characters=[*"\"'[(,-=: "], resolve_provider=True)
LONG = {each.value: each for each in (Subject.RULE, Subject.RULES)}
"""What is explained at length, and so only when it is looked at."""

KINDS = {
    Subject.RULE: types.CompletionItemKind.EnumMember,
    Subject.RULES: types.CompletionItemKind.Enum,
    Subject.HEADER: types.CompletionItemKind.Field,
    Subject.DIRECTIVE: types.CompletionItemKind.Value,
    Subject.KEYWORD: types.CompletionItemKind.Property,
    Subject.STATUS: types.CompletionItemKind.Constant,
    Subject.KEY: types.CompletionItemKind.Property,
    Subject.TABLE: types.CompletionItemKind.Module,
    Subject.VALUE: types.CompletionItemKind.Value,
}


@feature(types.TEXT_DOCUMENT_COMPLETION, OPTIONS)
async def complete(ls: Connection, params: types.CompletionParams) -> types.CompletionList | None:
    """The answer is of the text as it is now; of a check, only what is known by now is used."""
    document = ls.documents.get(params.text_document.uri)
    if document is None:
        return None
    offset = decode_position(document.lines, params.position, ls.encoding)
    found = _found(ls, document, offset)
    spans = {each.span for each in found}
    ranges = {span: encode_range(document.lines, span, ls.encoding) for span in spans}
    items = [_encode(ls, each, place, ranges[each.span]) for place, each in enumerate(found)]
    return types.CompletionList(is_incomplete=False, items=items) if items else None


@feature(types.COMPLETION_ITEM_RESOLVE)
async def resolve(ls: Connection, item: types.CompletionItem) -> types.CompletionItem:
    match item.data:
        case [str(subject), str(name)] if subject in LONG:
            item.documentation = _documentation(ls, LONG[subject], name)
    return item


def _found(ls: Connection, document: Document, offset: int) -> tuple[Completion, ...]:
    if not document.is_python:
        return in_configuration(document.text, offset, PurePath(document.path).name)
    cursor = cursor_at(document.text, offset)
    if cursor.comment is None:
        return in_python(cursor)
    checked = ls.schedule.latest(document.uri)
    return in_python(cursor, firing_codes(checked, cursor, document.lines))


def _encode(
    ls: Connection, completion: Completion, place: int, replaced: types.Range
) -> types.CompletionItem:
    subject, label = completion.subject, completion.label
    is_long = subject.value in LONG
    return types.CompletionItem(
        label=label,
        kind=KINDS[subject],
        detail=completion.detail or None,
        documentation=None if is_long else _documentation(ls, subject, label),
        sort_text=f"{completion.rank}{place:03}",
        filter_text=f"{label} {completion.also}" if completion.also else label,
        text_edit=types.TextEdit(replaced, completion.text),
        data=[subject.value, label] if is_long else None,
        **(_obsolete(ls) if completion.is_obsolete else {}),
    )


def _obsolete(ls: Connection) -> dict[str, Any]:
    """What marks an item as obsolete, for this client."""
    if ls.client_has(f"{ABILITIES}.tag_support"):
        return {"tags": [types.CompletionItemTag.Deprecated]}
    return {"deprecated": True} if ls.client_has(f"{ABILITIES}.deprecated_support") else {}


def _documentation(ls: Connection, subject: Subject, name: str) -> types.MarkupContent | None:
    """In the client's first choice of formats; one that names none is old, and gets plain text."""
    text = documentation(subject, name)
    formats = get_capability(ls.client_capabilities, f"{ABILITIES}.documentation_format")
    kind = formats[0] if formats else types.MarkupKind.PlainText
    if kind is not types.MarkupKind.Markdown:
        text = text.replace("**", "").replace("`", "")
    return types.MarkupContent(kind, text) if text else None
