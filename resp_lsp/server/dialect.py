"""How findings are said to one client: as the diagnostics that it can show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.protocol import default_converter

from resp_lsp.analysis.source.text import Lines
from resp_lsp.linter.selection import rule_named
from resp_lsp.rules.finding import Severity, Tag
from resp_lsp.server.encoding import Encoding, encode_range
from resp_lsp.server.uris import uri_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cattrs import Converter

    from resp_lsp.rules.finding import Finding, Related

SOURCE = "resp-lsp"

SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    # Editors keep these out of their list of problems: what is only likely is none.
    Severity.HINT: types.DiagnosticSeverity.Hint,
}

TAGS = {
    Tag.DEPRECATED: types.DiagnosticTag.Deprecated,
    Tag.UNNECESSARY: types.DiagnosticTag.Unnecessary,
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a client counts columns in, and what it shows besides the message."""

    encoding: Encoding = Encoding.UTF16
    related_information: bool = False
    code_description: bool = False
    tags: frozenset[types.DiagnosticTag] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """The text that findings are in, and the client's own spelling of URIs, by path."""

    uri: str
    lines: Lines
    opened: Mapping[str, str]


def diagnostic_of(dialect: Dialect, place: Place, finding: Finding) -> types.Diagnostic:
    related = finding.related if dialect.related_information else ()
    return types.Diagnostic(
        range=encode_range(place.lines, finding.span, dialect.encoding),
        message=finding.message,
        severity=SEVERITIES[finding.severity],
        code=finding.code,
        code_description=_description(dialect, finding),
        source=SOURCE,
        tags=_tags(dialect, finding),
        related_information=[_related(dialect, place, each) for each in related] or None,
    )


def result_id_of(diagnostics: Sequence[types.Diagnostic]) -> str:
    """What is the same for the same diagnostics, in any process."""
    return blake2b(repr(encoded(diagnostics)).encode(), digest_size=16).hexdigest()


def encoded(diagnostics: Sequence[types.Diagnostic]) -> list[dict[str, Any]]:
    """The diagnostics as they are sent."""
    return [_converter().unstructure(each) for each in diagnostics]


@cache
def _converter() -> Converter:
    converter: Converter = default_converter()  # type: ignore[no-untyped-call] # pygls has no types
    return converter


def _description(dialect: Dialect, finding: Finding) -> types.CodeDescription | None:
    """Where Django's documentation tells of what the rule is about."""
    rule = _rule(finding.code) if dialect.code_description else None
    return types.CodeDescription(rule.links[0]) if rule is not None and rule.links else None


def _tags(dialect: Dialect, finding: Finding) -> list[types.DiagnosticTag] | None:
    rule = _rule(finding.code) if dialect.tags else None
    tag = TAGS.get(rule.tag) if rule is not None and rule.tag is not None else None
    return [tag] if tag in dialect.tags else None


_rule = cache(rule_named)


def _related(
    dialect: Dialect, place: Place, related: Related
) -> types.DiagnosticRelatedInformation:
    uri, lines = place.uri, place.lines
    if related.path is not None:
        uri = place.opened.get(related.path) or uri_of(related.path)
        lines = Lines(related.text)
    where = types.Location(uri, encode_range(lines, related.span, dialect.encoding))
    return types.DiagnosticRelatedInformation(where, related.message)
