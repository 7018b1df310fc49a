"""A response that is made and dropped.

A view sends what it returns. `HttpResponseForbidden()` as a statement of its own
does nothing: the view goes on, as if access had not been refused.

The fix is a suggestion, for it ends the function there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.facts.invocation import Fate
from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.rules.finding import Fix, Safety, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.invocation import Invocation
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

SHORTCUTS = ("django.shortcuts.redirect", "django.shortcuts.render")

rule = Rule(
    code="RSP508",
    severity=Severity.WARNING,
    message="What {callee}() gives is dropped here: the response is never sent; return it.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse, HttpResponseForbidden

                if "token" not in request.GET:
                    HttpResponseForbidden("no token")
                return HttpResponse("secret")
            """,
            django="sends body secret",
            good="""
                from django.http import HttpResponse, HttpResponseForbidden

                if "token" not in request.GET:
                    return HttpResponseForbidden("no token")
                return HttpResponse("secret")
            """,
        ),
    ),
    triggers=(r"(?m:(?:^|[:;])[ \t]*(?:[\w.]*Response\w*|(?:\w+\.)*re(?:direct|nder))\()",),
    links=("https://docs.djangoproject.com/en/stable/topics/http/views/#returning-errors",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    if module.is_test:
        return
    for response in module.responses:
        # A class of the project's own may do something else; so does `super().__init__(…)`.
        if not response.is_derived and _is_dropped(response):
            yield _at(response)
    for use in module.uses:
        if use.function in SHORTCUTS and _is_dropped(use):
            yield _at(use)


def _is_dropped(call: Invocation) -> bool:
    """Whether a function drops it, and not to see if it raises."""
    return call.holder.fate is Fate.DROPPED and call.holder.is_in_function and not call.caught


def _at(call: Invocation) -> Finding:
    start = call.call.span.start
    fix = Fix("Return it", (Edit(Span(start, start), "return "),), Safety.SUGGESTED)
    return rule.at(call.call.span, fix, callee=call.callee.source)
