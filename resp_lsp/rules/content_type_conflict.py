"""A content type given twice.

A response takes its type from `content_type` or from a Content-Type in `headers`. Given
both, Django raises a ValueError. `JsonResponse` gives a `content_type` of its own, so
that a Content-Type in its headers is refused, too.

Write the type once. The fixes are suggestions: they keep one of the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core.oracle import content_type_error
from resp_lsp.analysis.values.value import Collection, Known, Text, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

OVERWRITTEN = ("django.http.FileResponse", "django.http.HttpResponseNotModified")
"""They take or drop the header without an error."""

rule = Rule(
    code="RSP208",
    severity=Severity.ERROR,
    message="Django raises ValueError here: {error}",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                return HttpResponse(
                    "a;b", content_type="text/csv", headers={"Content-Type": "text/plain"}
                )
            """,
            django="raises ValueError: 'headers' must not contain 'Content-Type' when the "
            "'content_type' parameter is provided.",
            good="""
                from django.http import HttpResponse

                return HttpResponse("a;b", content_type="text/csv")
            """,
        ),
    ),
    triggers=(r"\bheaders\b", r"\*\*"),
    links=("https://docs.djangoproject.com/en/stable/ref/request-response/#setting-header-fields",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        headers = response.arguments.get("headers")
        if headers is None or response.is_opaque or not response.type.startswith("django."):
            continue
        if "ValueError" in response.caught or response.type in OVERWRITTEN:
            continue
        content_type = response.value("content_type")
        if response.type.endswith(".JsonResponse") and "content_type" not in response.arguments:
            content_type = Known("application/json")
        samples = [_sample(value) for value in alternatives(content_type)]
        types = [name for name in _names(headers.value) if name.lower() == "content-type"]
        if types and all(samples):
            error = content_type_error(samples[0], {types[0]: ""}, module.target)
            if error is not None:
                related = Related.trace(headers.trace, module)
                fixes = _fixes(response, headers)
                yield rule.at(headers.place.span, *fixes, related=related, error=error)


def _names(headers: Value) -> Iterator[str]:
    if isinstance(headers, Collection):
        for name, _ in headers.pairs():
            match name:
                case Known(str(text)):
                    yield text


def _sample(content_type: Value) -> str:
    """A content type as far as it is known; empty where it may be none."""
    match content_type:
        case Known(str(text)):
            return text
        case Text():
            return "".join(content_type.literals)
        case _:
            return ""


def _fixes(response: Response, headers: Argument) -> Iterator[Fix]:
    edit = response.without_argument("content_type")
    if edit is not None:
        yield Fix("Remove content_type", (edit,), Safety.SUGGESTED)
    is_alone = isinstance(headers.value, Collection) and len(headers.value.items) == 1
    edit = response.without_argument("headers")
    if is_alone and edit is not None:
        yield Fix("Remove the header", (edit,), Safety.SUGGESTED)
