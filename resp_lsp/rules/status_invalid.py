"""A status that Django refuses.

A response's status goes through `int()` and must be 100 to 599. `True`, `0` and
`"404 Not Found"` are refused with an exception, so instead of the response the
user gets a server error.

What is assigned to `status_code` later is not checked. There a text, `"404"` too,
is a TypeError when the response is sent, and a number out of the range is sent,
though it is no status (RFC 9110, 15).

Write the number, or a member of `http.HTTPStatus`; the phrase is Django's affair.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_core.oracle import assigned_status_error, status_error
from resp_lsp.analysis.facts.use import Access
from resp_lsp.analysis.values.value import Collection, Known, Text, Value, mapped
from resp_lsp.rules.finding import Related, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.certainty import certain_error, constants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

RENDER = "django.shortcuts.render"
LETTER = re.compile(r"[^\W\d_]")

VALID = r"(?:\w+\.)*(?:status\.HTTP_|HTTPStatus\.)|[1-5]\d\d\b"
"""What is certainly a status, and needs no look."""

rule = Rule(
    code="RSP502",
    severity=Severity.ERROR,
    message="{value} is no status: Django {does}",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                return HttpResponse("No such page", status="404 Not Found")
            """,
            django="raises TypeError: HTTP status code must be an integer.",
            good="""
                from django.http import HttpResponse

                return HttpResponse("No such page", status=404)
            """,
        ),
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("No such page")
                response.status_code = "404"
                return HttpResponse(repr(response))
            """,
            django="raises TypeError: %d format: a real number is required, not str",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("No such page")
                response.status_code = 404
                return response
            """,
        ),
    ),
    triggers=(
        rf"\bstatus\s*=(?!=)\s*(?!{VALID})",
        r"\bstatus_code\s*=(?!=)",
        r"\brender\([^\n]*,[^\n,]*\b\d+\b",
        "HttpResponse",
        "FileResponse",
        "TemplateResponse",
        r"\bResponse\([^\n]*,\s*[\"'\d]",
    ),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse.status_code",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    rendered = (use for use in module.uses if use.function == RENDER)
    for call in (*module.responses, *rendered):
        status = call.arguments.get("status")
        if status is None or call.is_opaque:
            continue
        error = certain_error(
            call,
            mapped(status.value, _sample),
            lambda constant: status_error(constant, module.target),
        )
        if error is not None:
            yield rule.at(
                status.place.span,
                related=Related.trace(status.trace, module),
                value=status.place.source,
                does=f"raises {type(error).__name__}: {error}",
            )
    for use in module.attributes:
        if use.name == "status_code" and use.access is Access.WRITE and use.value_at is not None:
            errors = [assigned_status_error(v, module.target) for v in constants(use.value)]
            if errors and all(errors):
                yield rule.at(
                    use.value_at.span, value=use.value_at.source, does=_sending(errors[0])
                )


def _sending(error: Exception | None) -> str:
    """What Django does when it sends a status that it has not checked."""
    if isinstance(error, TypeError):
        return f"raises TypeError when it sends the response: {error}"
    return "sends it unchecked, and servers and clients may refuse the response"


def _sample(value: Value) -> Value:
    """What stands for a value that is no constant, where Django refuses all such values."""
    match value:
        case Collection():
            return Known(object())
        case Text() if LETTER.search("".join(value.literals)):
            return Known("".join(value.literals))
        case _:
            return value
