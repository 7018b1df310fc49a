"""A response's headers replaced by a dict.

A plain dict in place of `response.headers` drops what Django does with headers: names
are no longer the same in any case, and newlines, which Django refuses, are sent as they
are. Content-Type and all else that was set before is lost.

Assign each header, or give them as `headers=` when the response is made. The fix is a
suggestion: headers that were set before are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.facts.use import Access
from resp_lsp.analysis.values.types import class_of
from resp_lsp.analysis.values.value import alternatives
from resp_lsp.rules.finding import Fix, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.assigned_headers import assignments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.use import AttributeUse
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

rule = Rule(
    code="RSP207",
    severity=Severity.WARNING,
    message="A dict in place of the headers drops Content-Type and Django's checks;"
    " assign each header.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response.headers = {"X-Note": "first\\nsecond"}
                return response
            """,
            django="sends X-Note: first\nsecond",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response.headers["X-Note"] = "first second"
                return response
            """,
        ),
    ),
    triggers=(r"\.headers\s*=(?!=)",),
    links=("https://docs.djangoproject.com/en/stable/ref/request-response/#setting-header-fields",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for use in module.attributes:
        if use.name != "headers" or use.access is not Access.WRITE or not use.before.is_plain:
            continue
        if all(class_of(member) == "builtins.dict" for member in alternatives(use.value)):
            yield rule.at(use.place.span, *_fixes(use))


def _fixes(use: AttributeUse) -> Iterator[Fix]:
    if use.statement is None or use.value_at is None:
        return
    edit = assignments(use.statement, use.place.source, use.value_at)
    if edit is not None:
        yield Fix("Assign each header", (edit,), Safety.SUGGESTED)
