"""textDocument/hover: what a finding or a named rule means, and what Django would send."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.capabilities import get_capability

from resp_lsp.linter.selection import rule_named
from resp_lsp.preview.text import in_markdown, in_plain_text
from resp_lsp.server.completions.documentation import about_rule, about_rules
from resp_lsp.server.encoding import decode_position, encode_range
from resp_lsp.server.feature import feature
from resp_lsp.server.named_rules import rules_at
from resp_lsp.server.previewing import previewed

if TYPE_CHECKING:
    from resp_lsp.analysis.source.text import Span
    from resp_lsp.rules.finding import Finding
    from resp_lsp.server.connection import Connection
    from resp_lsp.server.documents import Document
    from resp_lsp.server.schedule import Checked

RULER = "\n\n---\n\n"


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to say, in Markdown, and of which part of the text."""

    markdown: str
    span: Span | None = None
    plain: str | None = None
    """The same for clients that show no Markdown, where it is not that without its signs."""


@feature(types.TEXT_DOCUMENT_HOVER)
async def hover(ls: Connection, params: types.HoverParams) -> types.Hover | None:
    document = ls.documents.get(params.text_document.uri)
    if document is None:
        return None
    offset = decode_position(document.lines, params.position, ls.encoding)
    told = await ls.schedule.run(_of_names, document, offset)
    if not told and document.is_python:
        checked = await ls.schedule.checked(document)
        told = [*_of_findings(checked, offset), *await _of_responses(ls, checked, offset)]
    if not told:
        return None
    kind = _markup_kind(ls)
    written = _plain if kind is types.MarkupKind.PlainText else _markdown
    span = told[0].span
    return types.Hover(
        types.MarkupContent(kind, RULER.join(map(written, told))),
        None if span is None else encode_range(document.lines, span, ls.encoding),
    )


def findings_at(findings: tuple[Finding, ...], offset: int) -> tuple[Finding, ...]:
    """The findings around an offset, the narrowest first."""
    around = (f for f in findings if f.span.start <= offset <= f.span.end)
    return tuple(sorted(around, key=lambda f: f.span.end - f.span.start))


def about_finding(finding: Finding) -> str:
    rule = rule_named(finding.code)
    about = f"**{finding.code}** `{finding.name}`" if rule is None else about_rule(rule)
    return f"{finding.message}\n\n{about}"


def _of_names(document: Document, offset: int) -> list[Told]:
    """The rules that a word in a comment or a configuration file names."""
    named = rules_at(document, offset)
    if named is None:
        return []
    several = len(named.rules) > 1
    return [Told(about_rules(named.word) if several else about_rule(named.rules[0]), named.span)]


def _of_findings(checked: Checked, offset: int) -> list[Told]:
    return [Told(about_finding(f), f.span) for f in findings_at(checked.findings, offset)]


async def _of_responses(ls: Connection, checked: Checked, offset: int) -> list[Told]:
    """The response that the cursor is on; on other words of its line an editor has other things
    to say."""
    if not _previews_are_wanted(ls, checked.document):
        return []
    target = checked.config.target_django
    return [
        Told(in_markdown(one, target), plain=in_plain_text(one, target))
        for one in await previewed(ls, checked, (offset,))
        if one.is_named
    ]


def _previews_are_wanted(ls: Connection, document: Document) -> bool:
    settings = ls.configurations.editor_for(document.file)
    return settings.enabled and settings.previews


def _markdown(told: Told) -> str:
    return told.markdown


def _plain(told: Told) -> str:
    return told.markdown.replace("**", "").replace("`", "") if told.plain is None else told.plain


def _markup_kind(ls: Connection) -> types.MarkupKind:
    """The client's first choice; one that names none is old, and shows plain text."""
    formats = get_capability(ls.client_capabilities, "text_document.hover.content_format")
    return formats[0] if formats else types.MarkupKind.PlainText
