"""The rule that a word names, in a comment that silences it or in a configuration file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from resp_lsp.linter.selection import catalogue, codes
from resp_lsp.linter.suppressions import HINT, read_suppressions
from resp_lsp.server.completions.configuration import holds_rules
from resp_lsp.server.completions.toml_cursor import toml_cursor_at

if TYPE_CHECKING:
    from resp_lsp.analysis.source.text import Span
    from resp_lsp.rules.rule import Rule
    from resp_lsp.server.documents import Document


@dataclass(frozen=True, slots=True)
class NamedRules:
    """A word and the rules that it means: one, or those whose codes begin with it."""

    word: str
    span: Span
    rules: tuple[Rule, ...]


def rules_at(document: Document, offset: int) -> NamedRules | None:
    """The rules named at an offset; None where no rule is."""
    found = _in_comment if document.is_python else _in_configuration
    span = found(document, offset)
    if span is None:
        return None
    word = document.text[span.start : span.end]
    meant = codes(word)
    rules = tuple(rule for rule in catalogue() if rule.code in meant)
    return NamedRules(word, span, rules) if rules else None


def _in_comment(document: Document, offset: int) -> Span | None:
    line = document.lines.line(document.lines.position(offset).line)
    if not HINT.search(line):
        return None  # which spares reading the whole text
    every = read_suppressions(document.text).every
    spans = (word.span for comment in every for word in comment.words or ())
    return next((span for span in spans if span.start <= offset <= span.end), None)


def _in_configuration(document: Document, offset: int) -> Span | None:
    cursor = toml_cursor_at(document.text, offset)
    if cursor is None or not holds_rules(cursor, PurePath(document.path).name):
        return None
    return cursor.span
