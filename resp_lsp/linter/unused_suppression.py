"""A comment that silences nothing.

What it once silenced has been mended, or moved away. Left there, it would silence the
next fault that somebody makes on its line, and it keeps readers wondering. The fix takes
away what is not needed: one code of several, or the comment. The codes of other tools, and
words that explain, stay.

A bare `# noqa` may be meant for another tool and is never reported. Neither is a rule that
does not run: one that is not selected, is about other releases of Django, or is opt-in.
And where a part of the file or of what it imports was not understood (a syntax error,
`follow-imports = false`), nothing is known to be unused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.rules.finding import Finding, Fix, Safety, Severity, Tag
from resp_lsp.rules.rule import NOWHERE, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.source.text import Lines
    from resp_lsp.linter.suppressions import Suppression, Word

rule = Rule(
    code="RSP902",
    severity=Severity.WARNING,
    message="This comment silences no {what}.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                return HttpResponse("news")  # resp: ignore[manual-vary]
            """,
            django="sends body news",
            good="""
                from django.http import HttpResponse

                return HttpResponse("news")
            """,
        ),
    ),
    triggers=(NOWHERE,),
    tag=Tag.UNNECESSARY,
)


@rule.check
def check(_module: Module) -> Iterator[Finding]:
    """Nothing: whether a comment is needed shows only when every rule has run."""
    yield from ()


def unused(comment: Suppression, words: tuple[Word, ...] | None, lines: Lines) -> Finding:
    """The finding for those of a comment's words that silence nothing, None for a bare one."""
    if words is None or words == comment.words:
        what = "finding" if words is None else " or ".join(word.text for word in words)
        fix = Fix("Remove the comment", (_without(comment.span, lines),), Safety.SAFE)
        return rule.at(comment.span, fix, what=what)
    names = tuple(word.text for word in words)
    span = Span(words[0].span.start, words[-1].span.end)
    edit = _shortened(comment.words or (), words, lines.text)
    fix = Fix(f"Remove {', '.join(names)} from the comment", (edit,), Safety.SAFE)
    return rule.at(span, fix, what=" or ".join(names))


def _shortened(listed: tuple[Word, ...], gone: tuple[Word, ...], text: str) -> Edit:
    """The list without some of its words, separated as the first two were."""
    separator = text[listed[0].span.end : listed[1].span.start]
    kept = separator.join(word.text for word in listed if word not in gone)
    return Edit(Span(listed[0].span.start, listed[-1].span.end), kept)


def _without(comment: Span, lines: Lines) -> Edit:
    """The line without a comment, or no line where nothing else is on it; as Ruff does it."""
    text, number = lines.text, lines.position(comment.start).line
    line = lines.span(number)
    before = text[line.start : comment.start].rstrip(" \t\f")
    after = text[comment.end : line.end].lstrip()
    if not before and not after:
        whole = Span(
            line.start, lines.span(number + 1).start if number + 1 < len(lines) else line.end
        )
        return Edit(whole, "")
    if not after:
        return Edit(Span(line.start + len(before), line.end), "")
    rest = Span(comment.start, line.end - len(after))
    return Edit(rest, "" if after.startswith("#") else "# ")
