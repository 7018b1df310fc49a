"""textDocument/inlayHint: status, type and cache of what a view returns, behind the statement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.preview import text
from resp_lsp.server.encoding import decode_range, encode_range
from resp_lsp.server.feature import feature
from resp_lsp.server.previewing import previewed

if TYPE_CHECKING:
    from resp_lsp.preview.preview import Preview, Previewed
    from resp_lsp.server.connection import Connection
    from resp_lsp.server.documents import Document
    from resp_lsp.server.schedule import Checked

RETURN = re.compile(r"^[ \t]*(return)\b", re.MULTILINE)
SHOWN = ("Content-Type", "Cache-Control")
MAX_HINTS = 100
"""A screen holds fewer."""


@feature(types.TEXT_DOCUMENT_INLAY_HINT)
async def inlay_hints(
    ls: Connection, params: types.InlayHintParams
) -> list[types.InlayHint] | None:
    document = ls.documents.get(params.text_document.uri)
    if document is None or not document.is_python or not _are_wanted(ls, document):
        return None
    checked = await ls.schedule.checked(document)
    span = decode_range(document.lines, params.range, ls.encoding)
    returns = [m.start(1) for m in RETURN.finditer(document.text, span.start, span.end)]
    found = await previewed(ls, checked, returns[:MAX_HINTS])
    return [_encode(ls, checked, one) for one in found]


def label(previewed: Previewed) -> str:
    """What is worth a glance of each alternative."""
    return " | ".join(dict.fromkeys(map(_summary, previewed.previews)))


def _summary(preview: Preview) -> str:
    if preview.error is not None:
        return f"raises {preview.error.partition(':')[0]}"
    headers = dict(preview.headers)
    status = preview.status_line.partition(" ")[2]
    return " · ".join((status, *(headers[name] for name in SHOWN if name in headers)))


def _are_wanted(ls: Connection, document: Document) -> bool:
    settings = ls.configurations.editor_for(document.file)
    return settings.enabled and settings.inlay_hints


def _encode(ls: Connection, checked: Checked, one: Previewed) -> types.InlayHint:
    tooltip = text.in_markdown(one, checked.config.target_django)
    return types.InlayHint(
        position=encode_range(checked.document.lines, one.statement, ls.encoding).end,
        label=label(one),
        padding_left=True,
        tooltip=types.MarkupContent(types.MarkupKind.Markdown, tooltip),
    )
