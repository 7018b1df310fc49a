"""The result of a header method that gives something else than it seems to.

`setdefault()` of a response and of its headers gives None, not the value.
`response.headers.copy()` gives the very same headers: what is changed there is
changed in the response. `response.headers.pop(name)` gives the name and the value as
a pair, or what was named as the default.

Read the header after `setdefault()`, copy with `dict(response.headers)`, and read
the header before it is deleted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.facts.invocation import Fate
from resp_lsp.analysis.values.types import class_of
from resp_lsp.rules.finding import Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.use import Use
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

SETDEFAULT = "setdefault() gives None; read the header afterwards"
COPY = "headers.copy() gives the same headers; dict(response.headers) is a copy"
POP = "headers.pop() gives the pair of name and value; read the header, then delete it"
GIVES = {
    "response.setdefault": SETDEFAULT,
    "headers.setdefault": SETDEFAULT,
    "headers.copy": COPY,
    "headers.pop": POP,
}

rule = Rule(
    code="RSP214",
    severity=Severity.WARNING,
    message="{gives}.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                policy = response.setdefault("Referrer-Policy", "same-origin")
                response["X-Policy"] = f"{policy}"
                return response
            """,
            django="sends X-Policy: None",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response.setdefault("Referrer-Policy", "same-origin")
                policy = response["Referrer-Policy"]
                response["X-Policy"] = f"{policy}"
                return response
            """,
        ),
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                saved = response.headers.copy()
                saved["X-Copy"] = "yes"
                return response
            """,
            django="sends X-Copy: yes",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                saved = dict(response.headers)
                saved["X-Copy"] = "yes"
                return response
            """,
        ),
    ),
    triggers=(r"=\s*[\w.]+\.(?:setdefault|copy|pop)\(",),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse.setdefault",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for use in module.uses:
        if use.function in GIVES and use.holder.fate is Fate.BOUND and _is_mistaken(use):
            yield rule.at(use.call.span, gives=GIVES[use.function])


def _is_mistaken(use: Use) -> bool:
    """A pair may be what is wanted of pop(), unless its default is text."""
    if use.function != "headers.pop":
        return True
    defaults = use.positional[1:]
    return bool(defaults) and class_of(defaults[0].value) == "builtins.str"
