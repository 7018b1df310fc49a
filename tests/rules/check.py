"""The verbs of the rule tests: a snippet says in comments what must be found in it.

A comment of carets under a line of code marks a finding, with its code and, if
wanted, a part of its message. A caret right after the `#` says that the finding
begins under the `#` itself:

    return JsonResponse(rows)
    #                   ^^^^ RSP101 a list

A finding over several lines is marked on its first one, to the end of the line.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from contextvars import ContextVar
from dataclasses import dataclass
from textwrap import dedent

from resp_core.versions import DEFAULT, Version
from resp_lsp.analysis.source.text import Lines, apply_edits
from resp_lsp.linter.config import Config
from resp_lsp.linter.fix import SAFE, UNSAFE, fix_of, fixed
from resp_lsp.linter.lint import lint
from resp_lsp.rules import all_rules
from resp_lsp.rules.finding import Finding, Safety, Severity

MARK = re.compile(
    r"(?P<lead>[ \t]*)#(?P<gap> *)(?P<carets>\^+) (?P<code>RSP\d+)(?: (?P<part>.+))?$"
)
SUBJECT: ContextVar[tuple[str, ...]] = ContextVar(
    "SUBJECT", default=("RSP101", "RSP201", "RSP301", "RSP302")
)
"""The rules at work where a test selects none: in a rule's test file that rule alone, elsewhere
those that ask the most of the analysis."""

SAFETIES = {Safety.SAFE: SAFE, Safety.SUGGESTED: UNSAFE}


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Columns of a zero-based line, with a rule's code and a part of its message."""

    line: int
    start: int
    end: int
    code: str
    part: str = ""


def check(snippet: str, target: Version = DEFAULT, select: tuple[str, ...] | None = None) -> None:
    """The findings in the snippet are exactly the marked ones; at least one is marked."""
    code, marks = read(snippet)
    assert marks, "no finding is marked; use silent()"
    assert_findings(code, marks, config(target, select))


def silent(snippet: str, target: Version = DEFAULT, select: tuple[str, ...] | None = None) -> None:
    """Nothing is found in the snippet."""
    code, marks = read(snippet)
    assert not marks, "a finding is marked; use check()"
    assert_findings(code, (), config(target, select))


def fixes(
    snippet: str,
    expected: str,
    safety: Safety = Safety.SAFE,
    target: Version = DEFAULT,
    *,
    title: str | None = None,
    select: tuple[str, ...] | None = None,
) -> None:
    """Fixing the snippet gives the expected text, for good.

    With a title, the alternatives that bear it are applied, else the best ones.
    """
    settings = config(target, select)
    code, _ = read(snippet)
    before = lint(code, settings)
    after = mended(code, settings, safety, title)
    assert after == dedent(expected)
    ast.parse(after)
    left = lint(after, settings)
    assert len(left) < len(before), f"not gone:\n{drawn(after, left)}"
    new = Counter(f.code for f in left) - Counter(f.code for f in before)
    assert not new, f"new findings:\n{drawn(after, left)}"
    assert mended(after, settings, safety, title) == after, "a second run changes the text"


def unfixed(
    snippet: str,
    safety: Safety = Safety.SUGGESTED,
    target: Version = DEFAULT,
    *,
    select: tuple[str, ...] | None = None,
) -> None:
    """Something is found in the snippet, and no fix of this safety is offered."""
    code, _ = read(snippet)
    findings = lint(code, config(target, select))
    assert findings, "nothing is found"
    assert [f.fixes for f in findings if fix_of(f, SAFETIES[safety])] == []


def config(target: Version, select: tuple[str, ...] | None) -> Config:
    chosen = SUBJECT.get() if select is None else select
    asks_hints = any(rule.code in chosen for rule in all_rules() if rule.severity is Severity.HINT)
    return Config(select=chosen, target_django=target, hints=asks_hints)


def codes(code: str, target: Version = DEFAULT) -> list[str]:
    """The codes of what is found in a module, in order of place."""
    return [finding.code for finding in lint(code, config(target, None))]


def read(snippet: str) -> tuple[str, tuple[Mark, ...]]:
    """The snippet without its marks, and the marks."""
    code: list[str] = []
    marks: list[Mark] = []
    for line in dedent(snippet).split("\n"):
        match = MARK.match(line)
        if match is None:
            code.append(line)
            continue
        assert code, "a mark stands above the first line"
        start = match.start("carets") if match["gap"] else len(match["lead"])
        part = match["part"] or ""
        marks.append(Mark(len(code) - 1, start, match.end("carets"), match["code"], part))
    return "\n".join(code), tuple(sorted(marks))


def assert_findings(code: str, marks: tuple[Mark, ...], settings: Config) -> None:
    findings = lint(code, settings)
    found = sorted((mark(code, finding), finding.message) for finding in findings)
    places = [(m.line, m.start, m.end, m.code) for m in marks]
    drawing = drawn(code, findings)
    assert [(m.line, m.start, m.end, m.code) for m, _ in found] == places, f"found:\n{drawing}"
    for expected, (_, message) in zip(marks, found, strict=True):
        assert expected.part in message, f"found:\n{drawing}"


def mark(code: str, finding: Finding) -> Mark:
    """Where a finding stands on its first line; at least one column."""
    lines = Lines(code)
    start = lines.position(finding.span.start)
    end = min(finding.span.end, lines.span(start.line).end)
    width = max(1, end - finding.span.start)
    return Mark(start.line, start.column, start.column + width, finding.code)


def drawn(code: str, findings: tuple[Finding, ...]) -> str:
    """The code with a mark and the whole message under each line that has a finding."""
    lines = code.split("\n")
    for place, message in sorted(((mark(code, f), f.message) for f in findings), reverse=True):
        carets = "^" * (place.end - place.start)
        gap = " " * (place.start - 1)
        comment = f"#{gap}{carets}" if place.start else f"#{carets[1:] or '^'}"
        lines.insert(place.line + 1, f"{comment} {place.code} {message}")
    return "\n".join(lines)


def mended(code: str, settings: Config, safety: Safety, title: str | None) -> str:
    """The code after the best fixes as the linter applies them, or after those with a title."""
    if title is None:
        result = fixed(code, settings, SAFETIES[safety])
        assert [f.message for f in result.remaining if f.code == "RSP904"] == []
        return result.text
    alternatives = (fix for finding in lint(code, settings) for fix in finding.fixes)
    edits = {edit for fix in alternatives if fix.title == title for edit in fix.edits}
    return apply_edits(code, tuple(edits))
