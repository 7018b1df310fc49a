"""textDocument/hover: what a finding means, and what Django does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.capabilities import get_capability

from resp_lsp.linter.selection import rule_named
from resp_lsp.server.encoding import decode_position, encode_range
from resp_lsp.server.feature import feature

if TYPE_CHECKING:
    from resp_lsp.rules.finding import Finding
    from resp_lsp.server.connection import Connection


@feature(types.TEXT_DOCUMENT_HOVER)
async def hover(ls: Connection, params: types.HoverParams) -> types.Hover | None:
    document = ls.documents.get(params.text_document.uri)
    if document is None or not document.is_python:
        return None
    checked = await ls.schedule.checked(document)
    found = findings_at(
        checked.findings, decode_position(document.lines, params.position, ls.encoding)
    )
    if not found:
        return None
    kind = _markup_kind(ls)
    describe = in_markdown if kind is types.MarkupKind.Markdown else in_plain_text
    return types.Hover(
        types.MarkupContent(kind, "\n\n---\n\n".join(map(describe, found))),
        encode_range(document.lines, found[0].span, ls.encoding),
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


def _markup_kind(ls: Connection) -> types.MarkupKind:
    """The client's first choice; one that names none is old, and shows plain text."""
    formats = get_capability(ls.client_capabilities, "text_document.hover.content_format")
    return formats[0] if formats else types.MarkupKind.PlainText
