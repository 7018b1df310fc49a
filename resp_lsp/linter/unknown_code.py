"""A comment that names a rule which does not exist.

It silences nothing, though it looks as if it did. In `# noqa` only what begins with RSP and a
digit is taken for a rule, for other tools have codes as well.

The fix puts in the rule that was evidently meant: one of nearly that name that has a
finding which the comment would silence. It is a suggestion where the code is well formed,
for another release of resp-lsp may have it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import Edit
from resp_lsp.rules.finding import Finding, Fix, Safety, Severity
from resp_lsp.rules.rule import NOWHERE, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.module import Module
    from resp_lsp.linter.suppressions import Word

WELL_FORMED = re.compile(r"RSP\d{3}", re.IGNORECASE)

rule = Rule(
    code="RSP903",
    severity=Severity.WARNING,
    message="There is no rule {word!r}{hint}",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("news")
                response["Vary"] = "Cookie"  # resp: ignore[manual-vari]
                return response
            """,
            django="sends Vary: Cookie",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("news")
                response["Vary"] = "Cookie"  # resp: ignore[manual-vary]
                return response
            """,
        ),
    ),
    triggers=(NOWHERE,),
)


@rule.check
def check(_module: Module) -> Iterator[Finding]:
    """Nothing: which rule was meant shows only when every rule has run."""
    yield from ()


def unknown(word: Word, near: str | None, *, is_meant: bool) -> Finding:
    """The finding for a word that means no rule, but one that may be near; it is evidently meant
    where it has a finding for the comment to silence."""
    hint = "." if near is None else f"; did you mean {near!r}?"
    if near is None or not is_meant:
        return rule.at(word.span, word=word.text, hint=hint)
    safety = Safety.SUGGESTED if WELL_FORMED.fullmatch(word.text) else Safety.SAFE
    fix = Fix(f"Replace with {near}", (Edit(word.span, near),), safety)
    return rule.at(word.span, fix, word=word.text, hint=hint)
