"""A second argument of a redirect, which is not what it seems.

The second position of `HttpResponseRedirect` and `HttpResponsePermanentRedirect`
is `preserve_request` from Django 5.2 on. `HttpResponseRedirect("/", "Moved")` then
sends no body, but status 307, with which browsers repeat a POST at the new place
(RFC 9110, 15.4.8). Before Django 5.2 the second position is the body, so a number
or `True` is sent as text.

Name the argument: `content=`, `status=` or `preserve_request=`. The fix is safe for
text and numbers, which can mean nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core.oracle import status_error
from resp_core.versions import PRESERVE_REQUEST
from resp_lsp.analysis.values.types import class_of
from resp_lsp.analysis.values.value import Known, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core.versions import Version
    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

TEXTS = ("builtins.str", "builtins.bytes")
TAKEN = {
    "preserve_request": "Django {version} takes the second argument for preserve_request, "
    "and redirects with 307 or 308",
    "content": "Django {version} takes the second argument for the body",
}

rule = Rule(
    code="RSP506",
    severity=Severity.ERROR,
    message="{taken}: name what is meant, for example {keyword}={value}.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponseRedirect

                return HttpResponseRedirect("/new/", 301)
            """,
            django="sends Location: /new/",
            good="""
                from django.http import HttpResponseRedirect

                return HttpResponseRedirect("/new/", status=301)
            """,
        ),
    ),
    triggers=("Redirect",),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponseRedirect",
        "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.4.8",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    taker = "preserve_request" if module.target >= PRESERVE_REQUEST.since else "content"
    for response in module.responses:
        second = response.arguments.get(taker)
        if "redirect_to" not in response.signature.parameters or response.is_opaque:
            continue
        if second is None or second not in response.positional:
            continue
        meant = {_meant(member, taker) for member in alternatives(second.value)}
        keyword = meant.pop()
        if keyword is not None and not meant:
            yield rule.at(
                second.place.span,
                *_fixes(response, second, taker, keyword, module.target),
                related=Related.trace(second.trace, module),
                taken=TAKEN[taker].format(version=module.target),
                keyword=keyword,
                value=second.place.source,
            )


def _meant(value: Value, taker: str) -> str | None:
    """The parameter that the value is for, if it is not what Django takes it for."""
    match value:
        case Known(bool()):
            return "preserve_request" if taker == "content" else None
        case Known(int(number)) if number:
            return "status"
        case Known("" | b""):
            return None  # the same in every place
        case _ if class_of(value) in TEXTS:
            return "content" if taker == "preserve_request" else None
        case _:
            return None


def _fixes(
    response: Response, second: Argument, taker: str, keyword: str, target: Version
) -> Iterator[Fix]:
    edit = response.renamed(taker, keyword)
    numbers = [m.value for m in alternatives(second.value) if isinstance(m, Known)]
    is_refused = keyword == "status" and any(status_error(n, target) for n in numbers)
    if edit is not None and keyword in response.signature.parameters and not is_refused:
        yield Fix(f"Pass it as {keyword}=", (edit,), Safety.SAFE)
