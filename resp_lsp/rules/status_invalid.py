"""A status that Django refuses.

A response's status goes through `int()` and must be 100 to 599. `True`, `0` and
`"404 Not Found"` are refused with an exception, so instead of the response the
user gets a server error.

Write the number, or a member of `http.HTTPStatus`; the phrase is Django's affair.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_core.oracle import status_error
from resp_lsp.analysis.values.value import Collection, Known, Text, Value, mapped
from resp_lsp.rules.certainty import certain_error
from resp_lsp.rules.finding import Related, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

LETTER = re.compile(r"[^\W\d_]")

rule = Rule(
    code="RSP502",
    severity=Severity.ERROR,
    message="Django refuses the status {value}: it raises {kind}: {error}",
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
    ),
    triggers=(r"\bstatus\b", "HttpResponse", "FileResponse", "TemplateResponse", r"\bResponse\("),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse.status_code",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        status = response.arguments.get("status")
        if status is None or response.is_opaque:
            continue
        error = certain_error(
            response,
            mapped(status.value, _sample),
            lambda constant: status_error(constant, module.target),
        )
        if error is not None:
            yield rule.at(
                status.place.span,
                related=Related.trace(status.trace, module),
                value=status.place.source,
                kind=type(error).__name__,
                error=error,
            )


def _sample(value: Value) -> Value:
    """What stands for a value that is no constant, where Django refuses all such values."""
    match value:
        case Collection():
            return Known(object())
        case Text() if LETTER.search("".join(value.literals)):
            return Known("".join(value.literals))
        case _:
            return value
