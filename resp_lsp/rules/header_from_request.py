"""A value of the request in a header.

A parameter of the URL, a field of a form, a cookie or the path may hold a newline: `%0a`
in the URL is one. Django refuses to send it, so that anybody can bring about a
BadHeaderError, which is an error 500 and a mail to the administrators.

Check the value, or encode it with `urllib.parse.quote()`. For the name of a file,
`content_disposition_header()` does that. There is no fix.

This rule is off until it is selected: where the value is sure to be harmless is the
author's knowledge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.prefilter import HEADER_WRITES
from resp_lsp.analysis.values.kinds_of_text import FROM_REQUEST
from resp_lsp.analysis.values.value import Instance, OneOf, Text, Value
from resp_lsp.rules.finding import Related, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

rule = Rule(
    code="RSP213",
    severity=Severity.WARNING,
    message="A newline in this value of the request is a BadHeaderError, which is an error 500; "
    "check or encode it.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response["X-Path"] = request.path
                return response
            """,
            django="sends X-Path: /",
            good="""
                from urllib.parse import quote

                from django.http import HttpResponse

                response = HttpResponse("page")
                response["X-Path"] = quote(request.path)
                return response
            """,
        ),
    ),
    triggers=(*HEADER_WRITES, r"\bcontent_type\b"),
    links=("https://docs.djangoproject.com/en/stable/ref/request-response/#setting-header-fields",),
    is_opt_in=True,
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for write in module.header_writes:
        if _is_from_request(write.value):
            related = Related.trace(write.trace, module)
            yield rule.at(write.value_at.span, related=related)


def _is_from_request(value: Value) -> bool:
    """Whether the value, or a part of it, may be just what the client sent."""
    match value:
        case Instance(kind):
            return kind == FROM_REQUEST
        case Text(parts):
            return any(not isinstance(p, str) and _is_from_request(p.value) for p in parts)
        case OneOf(values):
            return any(map(_is_from_request, values))
        case _:
            return False
