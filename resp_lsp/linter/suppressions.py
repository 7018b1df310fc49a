"""Comments that silence findings.

On a line, `# noqa`, `# noqa: RSP101`, `# resp: ignore` and `# resp: ignore[RSP101] reason`;
alone on a line, for the whole file, `# resp: ignore-file`, `# resp: ignore-file[RSP3]`,
`# ruff: noqa` and `# flake8: noqa`, with `: RSP101` if wanted. Rules are named by
their codes, by prefixes of codes, or by their names.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, TypeAlias

from resp_lsp.analysis.source.text import Lines
from resp_lsp.linter.comments import read_comments
from resp_lsp.linter.selection import codes

if TYPE_CHECKING:
    from resp_lsp.linter.comments import Comments
    from resp_lsp.rules.finding import Finding

Words: TypeAlias = "tuple[str, ...] | None"
"""What a comment silences; None for everything."""

HINT = re.compile(r"noqa|resp:\s*ignore", re.IGNORECASE)
NOQA = re.compile(r"#\s*noqa(?:\s*:(?P<codes>[^#]*)|(?![\w-]))", re.IGNORECASE)
FILE_NOQA = re.compile(
    r"#\s*(?:ruff|flake8)\s*[:=]\s*noqa(?:\s*:(?P<codes>[^#]*)|(?![\w-]))", re.IGNORECASE
)
IGNORE = re.compile(r"#\s*resp:\s*ignore(?:\[(?P<codes>[^\]]*)\]|(?![\w\[-]))")
FILE_IGNORE = re.compile(r"#\s*resp:\s*ignore-file(?:\[(?P<codes>[^\]]*)\]|(?![\w\[-]))")
WORD = re.compile(r"[\w-]+")
CODE = re.compile(r"[A-Za-z]+[0-9]+")


def unsuppressed(text: str, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that no comment silences; an internal error cannot be silenced."""
    if not findings or not HINT.search(text):
        return findings
    lines = Lines(text)
    comments = read_comments(lines)
    everywhere = _file_level(comments)
    return tuple(
        finding
        for finding in findings
        if finding.code == "RSP904"
        or not any(
            _silences(words, finding.code)
            for words in (*everywhere, *_line_level(comments, lines, finding))
        )
    )


def _file_level(comments: Comments) -> list[Words]:
    texts = (comments.by_line[line] for line in comments.alone)
    return [w for text in texts for w in _read(text, FILE_NOQA, FILE_IGNORE)]


def _line_level(comments: Comments, lines: Lines, finding: Finding) -> list[Words]:
    """What stands on the finding's first and last line and where its statement begins and ends.

    A comment cannot follow a line inside a triple-quoted string or before a backslash,
    so people write it at the end of the statement.
    """
    first = lines.position(finding.span.start).line
    last = lines.position(max(finding.span.start, finding.span.end - 1)).line
    places = {first, last, comments.logical_line(first)[0], comments.logical_line(last)[1]}
    texts = (comments.by_line[line] for line in places if line in comments.by_line)
    return [w for text in texts for w in _read(text, NOQA, IGNORE)]


def _read(comment: str, noqa: re.Pattern[str], ignore: re.Pattern[str]) -> list[Words]:
    found: list[Words] = []
    for match in noqa.finditer(comment):
        # In `RSP101 because RSP102 …` the list ends at the first word that is no code.
        words = takewhile(_is_code, WORD.findall(match["codes"] or ""))
        found.append(None if match["codes"] is None else tuple(words))
    for match in ignore.finditer(comment):
        listed = match["codes"]
        found.append(None if listed is None else tuple(WORD.findall(listed)))
    return found


def _is_code(word: str) -> bool:
    return bool(CODE.fullmatch(word) or codes(word))


def _silences(words: Words, code: str) -> bool:
    return words is None or any(code in codes(word) for word in words)
