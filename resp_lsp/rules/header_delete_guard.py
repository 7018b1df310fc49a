"""A guard around the deletion of a header.

Deleting a header that a response does not have does nothing in Django: it raises no
KeyError, as a dict would. The test, or the `try`, only makes the code longer.

Delete the header without it. The fix is safe: the same is sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import Edit
from resp_lsp.rules.finding import Fix, Safety, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.use import HeaderDeletion
    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.source.tree import Place
    from resp_lsp.rules.finding import Finding

rule = Rule(
    code="RSP205",
    severity=Severity.HINT,
    message="Deleting a header that is not there does nothing; the guard is not needed.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                if "X-Frame-Options" in response:
                    del response["X-Frame-Options"]
                return response
            """,
            django="sends body page",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                del response["X-Frame-Options"]
                return response
            """,
        ),
    ),
    triggers=(r"\bdel\s+[\w.]+\s*\[",),
    links=("https://docs.djangoproject.com/en/stable/ref/request-response/#setting-header-fields",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    # A plain dict in place of the headers does raise.
    replaced = {use.site for use in module.attributes if use.name == "headers" and use.value_at}
    for deletion in module.deletions:
        guard = deletion.guard
        if guard is None or deletion.site in replaced:
            continue
        if not guard.source.startswith("elif"):
            yield rule.at(guard.span, *_fixes(deletion, guard))


def _fixes(deletion: HeaderDeletion, guard: Place) -> Iterator[Fix]:
    if not guard.has_comment:
        edit = Edit(guard.span, deletion.statement.source)
        yield Fix("Delete without the guard", (edit,), Safety.SAFE)
