"""textDocument/hover: what a finding means, and what Django would send."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.capabilities import get_capability

from resp_lsp.linter.selection import rule_named
from resp_lsp.preview import text
from resp_lsp.server.encoding import decode_position, encode_range
from resp_lsp.server.feature import feature
from resp_lsp.server.previewing import previewed

if TYPE_CHECKING:
    from resp_lsp.rules.finding import Finding
    from resp_lsp.server.connection import Connection
    from resp_lsp.server.documents import Document
    from resp_lsp.server.schedule import Checked


@feature(types.TEXT_DOCUMENT_HOVER)
async def hover(ls: Connection, params: types.HoverParams) -> types.Hover | None:
    document = ls.documents.get(params.text_document.uri)
    if document is None or not document.is_python:
        return None
    checked = await ls.schedule.checked(document)
    offset = decode_position(document.lines, params.position, ls.encoding)
    found = findings_at(checked.findings, offset)
    kind = _markup_kind(ls)
    describe = in_markdown if kind is types.MarkupKind.Markdown else in_plain_text
    parts = [describe(finding) for finding in found]
    parts += await _previews(ls, checked, offset, kind)
    if not parts:
        return None
    return types.Hover(
        types.MarkupContent(kind, "\n\n---\n\n".join(parts)),
        encode_range(document.lines, found[0].span, ls.encoding) if found else None,
    )


def findings_at(findings: tuple[Finding, ...], offset: int) -> tuple[Finding, ...]:
    """The findings around an offset, the narrowest first."""
    around = (f for f in findings if f.span.start <= offset <= f.span.end)
    return tuple(sorted(around, key=lambda f: f.span.end - f.span.start))


def in_markdown(finding: Finding) -> str:
    parts = [f"**{finding.code}** `{finding.name}`", finding.message]
    rule = rule_named(finding.code)
    if rule is not None:
        parts.append(rule.explanation)
        parts += (f"Django {example.django}" for example in rule.examples)
        parts += (f"<{link}>" for link in rule.links)
    return "\n\n".join(parts)


def in_plain_text(finding: Finding) -> str:
    return in_markdown(finding).replace("**", "").replace("`", "")


async def _previews(
    ls: Connection, checked: Checked, offset: int, kind: types.MarkupKind
) -> list[str]:
    """The response that the cursor is on; on other words of its line an editor has other things
    to say."""
    if not _shows_previews(ls, checked.document):
        return []
    shown = text.in_markdown if kind is types.MarkupKind.Markdown else text.in_plain_text
    found = await previewed(ls, checked, (offset,))
    return [shown(one, checked.config.target_django) for one in found if one.is_named]


def _shows_previews(ls: Connection, document: Document) -> bool:
    settings = ls.configurations.editor_for(Path(document.path) if document.path else None)
    return settings.enabled and settings.previews


def _markup_kind(ls: Connection) -> types.MarkupKind:
    """The client's first choice; one that names none is old, and shows plain text."""
    formats = get_capability(ls.client_capabilities, "text_document.hover.content_format")
    return formats[0] if formats else types.MarkupKind.PlainText
