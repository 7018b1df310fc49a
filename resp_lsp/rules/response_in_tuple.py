"""A response and a status in a tuple.

Flask takes `return response, 404`; Django does not: the view returns a tuple, on
which the first middleware fails with AttributeError, and the user gets a server
error.

Write `JsonResponse({…}, status=404)`. The fix is safe in a function that is
certainly a view. In others that take a request the finding is a hint, since their
callers may take the tuple apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core.oracle import status_error
from resp_lsp.analysis.facts.invocation import Fate
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import Collection, Known, Ref, Reference, Value
from resp_lsp.rules.finding import Fix, Safety, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.use import Ending
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

STATUS = "http.HTTPStatus."

rule = Rule(
    code="RSP514",
    severity=Severity.ERROR,
    message="A response in a tuple is no response: Django raises AttributeError: "
    "'tuple' object has no attribute …; give the status to the response.",
    examples=(
        Example(
            bad="""
                from django.http import JsonResponse

                return JsonResponse({"error": "no such page"}), 404
            """,
            django="raises AttributeError: 'tuple' object has no attribute 'streaming'",
            good="""
                from django.http import JsonResponse

                return JsonResponse({"error": "no such page"}, status=404)
            """,
        ),
    ),
    triggers=(r"\breturn\b[^#\n]*,", r"\breturn\s*\(", r"\breturn\b[^\n]*\([ \t]*$"),
    links=("https://docs.djangoproject.com/en/stable/topics/http/views/#returning-errors",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    made = {response.site: response for response in module.responses}
    for ending in module.endings:
        match ending.fate, ending.value:
            case Fate.RETURNED, Collection("builtins.tuple", ((first,), *rest)):
                pass
            case _:
                continue
        if not knowledge().is_response(type_of(first)):
            continue
        is_status = len(rest) == 1 and _is_status(rest[0][0], module)
        is_view = ending.function.is_view
        if is_view or (is_status and "request" in ending.function.parameters[:2]):
            response = made.get(first.site) if isinstance(first, Ref) else None
            yield rule.at(
                ending.place.span,
                *(_fixes(ending, response) if is_status and response is not None else ()),
                severity=None if is_view else Severity.HINT,
            )


def _is_status(value: Value, module: Module) -> bool:
    match value:
        case Known(bool()):
            return False
        case Known(int(number)):
            return status_error(number, module.target) is None
        case Reference(name):
            return name.startswith(STATUS)
        case _:
            return False


def _fixes(ending: Ending, response: Response) -> Iterator[Fix]:
    whole, call = ending.place.span, response.call.span
    if "status" in response.arguments or response.is_opaque or call.start != whole.start:
        return
    rest = ending.place.source[call.end - whole.start :]
    status = rest.strip().removeprefix(",").removesuffix(",").strip()
    if "#" in rest or "status" not in response.signature.parameters:
        return
    edits = (response.with_argument("status", status), Edit(Span(call.end, whole.end), ""))
    safety = Safety.SAFE if ending.function.is_view else Safety.SUGGESTED
    yield Fix("Give the status to the response", edits, safety)
