"""The result of a function that changes a response and gives back None.

`patch_cache_control()`, `patch_vary_headers()`, `patch_response_headers()`,
`add_never_cache_headers()`, `set_cookie()`, `set_signed_cookie()` and
`delete_cookie()` change the response in place. A view that returns their result
returns None, and Django raises ValueError; a name that is bound to it no longer
stands for the response.

Call them as statements, and return the response. That is the fix; it is safe, since
the exception was certain. A function that passes on the None for a response of
its caller is left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lsp.analysis.facts.invocation import Fate
from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.rules.finding import Fix, Safety, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.use import Use
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

FUNCTIONS = frozenset(
    (
        *(f"response.{name}" for name in ("set_cookie", "set_signed_cookie", "delete_cookie")),
        "django.utils.cache.add_never_cache_headers",
        "django.utils.cache.patch_cache_control",
        "django.utils.cache.patch_response_headers",
        "django.utils.cache.patch_vary_headers",
    )
)
NAMED = re.compile(r"[A-Za-z_][\w.]*")

rule = Rule(
    code="RSP307",
    severity=Severity.ERROR,
    message="{function}() changes the response and gives back None, which is {fate}; "
    "call it as a statement{instead}.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse
                from django.utils.cache import patch_cache_control

                response = HttpResponse("news")
                return patch_cache_control(response, max_age=60)
            """,
            django="raises didn't return an HttpResponse object. It returned None instead.",
            good="""
                from django.http import HttpResponse
                from django.utils.cache import patch_cache_control

                response = HttpResponse("news")
                patch_cache_control(response, max_age=60)
                return response
            """,
        ),
    ),
    triggers=(
        r"(?:cache_control|vary_headers|response_headers|never_cache_headers)\(",
        r"(?:set|signed|delete)_cookie\(",
    ),
    links=("https://docs.djangoproject.com/en/stable/ref/utils/#module-django.utils.cache",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for use in module.uses:
        if use.function not in FUNCTIONS:
            continue
        function = use.function.rpartition(".")[2]
        match use.holder.fate:
            case Fate.RETURNED if not use.is_given:
                fate, instead = "returned here", ", and return the response"
            case Fate.BOUND if use.holder.name != "_":
                name = use.holder.name
                fate, instead = (f"bound to {name}" if name else "assigned here"), ""
            case _:
                continue
        fixes = _fixes(use)
        yield rule.at(use.call.span, *fixes, function=function, fate=fate, instead=instead)


def _fixes(use: Use) -> Iterator[Fix]:
    statement, call, receiver = use.holder.statement, use.call, use.receiver or ""
    if statement is None or statement.span.end != call.span.end:
        return
    before = Span(statement.span.start, call.span.start)
    is_bound = use.holder.fate is Fate.BOUND
    if is_bound and use.holder.name == receiver:
        yield Fix("Call it as a statement", (Edit(before, ""),), Safety.SAFE)
        return
    start, end = statement.own_line_start(), statement.line_end()
    if is_bound or start is None or end is None or not NAMED.fullmatch(receiver):
        return
    returned = Edit(Span(end, end), f"{start}return {receiver}")
    yield Fix("Return the response instead", (Edit(before, ""), returned), Safety.SAFE)
