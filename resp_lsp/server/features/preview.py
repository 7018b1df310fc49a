"""resp-lsp/preview: the response at a position, for a view of its own that follows the cursor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from resp_lsp.preview import text
from resp_lsp.server.encoding import decode_position, encode_range
from resp_lsp.server.feature import feature
from resp_lsp.server.previewing import previewed

if TYPE_CHECKING:
    from resp_lsp.server.connection import Connection

METHOD = "resp-lsp/preview"


@dataclass(frozen=True, slots=True)
class PreviewResult:
    """`messages` are the alternatives, as on the wire; `markdown` is all of it for people."""

    django: str
    messages: list[str]
    error: str | None
    """What Django raises where it sends nothing."""

    notes: list[str]
    markdown: str
    range: types.Range
    """The statement behind which the response is so."""


@feature(METHOD)
async def preview(ls: Connection, params: Any) -> PreviewResult | None:
    """The parameters are those of textDocument/hover. Any place in a statement will do.

    Raises:
        JsonRpcInvalidParams: there is no document or position in them.
    """
    uri, position = _decoded(params)
    document = ls.documents.get(uri)
    if document is None or not document.is_python:
        return None
    checked = await ls.schedule.checked(document)
    found = await previewed(ls, checked, (decode_position(document.lines, position, ls.encoding),))
    if not found:
        return None
    target, previews = checked.config.target_django, found[0].previews
    errors = dict.fromkeys(one.error for one in previews if one.error is not None)
    return PreviewResult(
        django=str(target),
        messages=[text.as_http(one) for one in previews if one.error is None],
        error=" or ".join(errors) or None,
        notes=[note for one in previews for note in one.notes],
        markdown=text.in_markdown(found[0], target),
        range=encode_range(document.lines, found[0].statement, ls.encoding),
    )


def _decoded(params: Any) -> tuple[str, types.Position]:
    try:
        position = types.Position(int(params.position.line), int(params.position.character))
        return str(params.textDocument.uri), position
    except (AttributeError, TypeError, ValueError) as error:
        raise JsonRpcInvalidParams(f"{METHOD}: {error}") from error
