"""Comments that silence findings.

On a line, `# noqa`, `# noqa: RSP101`, `# resp: ignore` and `# resp: ignore[RSP101] reason`;
alone on a line, for the whole file, `# resp: ignore-file`, `# resp: ignore-file[RSP3]`,
`# ruff: noqa` and `# flake8: noqa`, with `: RSP101` if wanted. Rules are named by
their codes, by prefixes of codes, or by their names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import Lines, Span
from resp_lsp.linter.comments import read_comments
from resp_lsp.linter.selection import catalogue, codes, rule_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.linter.comments import Comments
    from resp_lsp.rules.finding import Finding

HINT = re.compile(r"#[^\r\n]*(?:noqa|resp:\s*ignore)", re.IGNORECASE)
NOQA = re.compile(r"#\s*noqa(?:\s*:(?P<codes>[^#]*)|(?![\w-]))", re.IGNORECASE)
FILE_NOQA = re.compile(
    r"#\s*(?:ruff|flake8)\s*[:=]\s*noqa(?:\s*:(?P<codes>[^#]*)|(?![\w-]))", re.IGNORECASE
)
IGNORE = re.compile(r"#\s*resp:\s*ignore(?:\[(?P<codes>[^\]]*)\]|(?![\w\[-]))")
FILE_IGNORE = re.compile(r"#\s*resp:\s*ignore-file(?:\[(?P<codes>[^\]]*)\]|(?![\w\[-]))")
WORD = re.compile(r"[\w-]+")
OURS = re.compile(r"RSP[0-9]\w*", re.IGNORECASE)
"""What is meant as a code of ours, right or wrong."""
CODE = re.compile(r"[A-Za-z]+[0-9]+")
"""The code of any tool."""


@dataclass(frozen=True, slots=True)
class Word:
    """The name of one or several rules in a comment."""

    text: str
    span: Span

    def names(self, code: str) -> bool:
        """Whether it means the rule with this code alone."""
        rule = rule_named(self.text)
        return rule is not None and rule.code == code


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment that silences findings, or the part of a comment that does.

    `words` are what it lists, None where it silences everything. `is_own` tells
    `# resp: ignore` from `# noqa`, which other tools read as well.
    """

    span: Span
    line: int
    words: tuple[Word, ...] | None
    is_own: bool
    is_for_file: bool

    def silences(self, code: str) -> bool:
        return self.words is None or any(code in codes(word.text) for word in self.words)

    def names(self, code: str) -> bool:
        return any(word.names(code) for word in self.words or ())


@dataclass(frozen=True, slots=True)
class Suppressions:
    """Every suppression of a text, in order of place."""

    lines: Lines
    comments: Comments
    every: tuple[Suppression, ...]

    def reaching(self, finding: Finding) -> tuple[Suppression, ...]:
        """Those that stand where they can silence a finding, if they mean its rule.

        On the finding's first and last line and where its statement begins and ends: a comment
        cannot follow a line inside a triple-quoted string or before a backslash, so people
        write it at the end of the statement.
        """
        first, last = _extent(self.lines, finding)
        ends = self.comments.logical_line(first)[0], self.comments.logical_line(last)[1]
        return tuple(s for s in self.every if s.is_for_file or s.line in (first, last, *ends))


def read_suppressions(text: str) -> Suppressions:
    lines = Lines(text)
    comments = read_comments(lines)
    found = (s for line in comments.by_line for s in _on_line(line, comments, lines))
    return Suppressions(lines, comments, tuple(sorted(found, key=lambda s: s.span)))


def last_line(comments: Comments, lines: Lines, finding: Finding) -> int:
    """The line at whose end a comment silences the finding, whatever the statement holds."""
    return comments.logical_line(_extent(lines, finding)[1])[1]


def may_be_ours(data: bytes) -> bool:
    """Whether a file's bytes may hold a suppression that is ours or names a rule of ours."""
    data = data.lower()
    return b"resp:" in data or (b"noqa" in data and _naming().search(data) is not None)


@cache
def _naming() -> re.Pattern[bytes]:
    names = "|".join(rule.name for rule in catalogue())
    return re.compile(rf"noqa\s*:[^#\r\n]*\b(?:rsp|{names})".encode())


def _extent(lines: Lines, finding: Finding) -> tuple[int, int]:
    """The first and the last line of a finding."""
    start, end = finding.span.start, finding.span.end
    return lines.position(start).line, lines.position(max(start, end - 1)).line


def _on_line(line: int, comments: Comments, lines: Lines) -> Iterator[Suppression]:
    comment = comments.by_line[line]
    at = lines.span(line).end - len(comment)
    yield from _matched(NOQA, comment, at, line, is_for_file=False)
    yield from _matched(IGNORE, comment, at, line, is_for_file=False)
    if line in comments.alone:
        yield from _matched(FILE_NOQA, comment, at, line, is_for_file=True)
        yield from _matched(FILE_IGNORE, comment, at, line, is_for_file=True)


def _matched(
    pattern: re.Pattern[str], comment: str, at: int, line: int, *, is_for_file: bool
) -> Iterator[Suppression]:
    is_own = pattern in (IGNORE, FILE_IGNORE)
    for match in pattern.finditer(comment):
        start, end = at + match.start(), at + match.end()
        if match["codes"] is None:
            yield Suppression(Span(start, end), line, None, is_own, is_for_file)
            continue
        listed = WORD.finditer(comment, *match.span("codes"))
        words = tuple(Word(w[0], Span(at + w.start(), at + w.end())) for w in listed)
        if not is_own:
            # In `RSP101 because RSP102 …` the list ends at the first word that is no code.
            words = tuple(takewhile(lambda word: names_rules(word.text), words))
            end = words[-1].span.end if words else end
        yield Suppression(Span(start, end), line, words, is_own, is_for_file)


def names_rules(word: str) -> bool:
    """Whether a word in the list of `# noqa` names rules of any tool, and is no explanation."""
    return bool(CODE.fullmatch(word) or OURS.fullmatch(word) or codes(word))
