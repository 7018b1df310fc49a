"""JSON encoded by hand, for a response that says so.

`JsonResponse(data)` does in one step what `HttpResponse(json.dumps(data),
content_type="application/json")` does in three: it encodes, names the type, and knows
dates, durations, `Decimal` and `UUID` besides.

The fix is safe where the same is sent: JsonResponse passes the parameters of
`json.dumps()` on, and its encoder writes what Python's own writes in the same way. It is a
suggestion where the response is of another class afterwards than code may ask for, as with
HttpResponseBadRequest; where an error of the encoder would be caught; and where the text
was bound to a name, since the data may have changed since.

Data that is not certainly a dict needs `safe=False` until Django 6.1.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from resp_core import HttpResponse, JsonResponse, modelling
from resp_lsp.analysis.values.value import Known, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.json_sample import sample
from resp_lsp.rules.shared.json_text import (
    MEDIA_TYPE,
    STATUSES,
    as_json_response,
    dumping,
    is_in_reach,
    is_json,
    is_written_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.use import Use
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

ERRORS = (TypeError(), ValueError())
SAMPLES: tuple[object, ...] = ({"a": [1, 2.5, None, True], "é": {"1": "ü"}}, [{}], "text", 1)

rule = Rule(
    code="RSP106",
    severity=Severity.WARNING,
    message="JsonResponse does both: it encodes the data, and sends {content_type}.",
    examples=(
        Example(
            bad="""
                import json
                from django.http import HttpResponse

                data = {"name": "Ada"}
                return HttpResponse(json.dumps(data), content_type="application/json")
            """,
            django='sends body {"name": "Ada"}',
            good="""
                from django.http import JsonResponse

                data = {"name": "Ada"}
                return JsonResponse(data)
            """,
        ),
    ),
    triggers=("HttpResponse",),
    links=("https://docs.djangoproject.com/en/stable/ref/request-response/#jsonresponse-objects",),
    follows_calls=False,
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        content = response.arguments.get("content")
        if response.type not in STATUSES or response.is_derived or content is None:
            continue
        given = response.arguments.get("content_type")
        if given is None or response.is_opaque or not is_json(content.value):
            continue
        if not is_in_reach(module, response):
            continue  # a class or function of that name may be there for older Djangos
        if all(map(_is_json_type, alternatives(given.value))):
            yield rule.at(
                response.callee.span,
                *_fixes(module, response),
                related=Related.trace(content.trace, module),
                content_type=MEDIA_TYPE,
            )


def _is_json_type(value: Value) -> bool:
    match value:
        case Known(str(text)):
            return text.partition(";")[0].strip().lower() == MEDIA_TYPE
        case _:
            return False


def _fixes(module: Module, response: Response) -> Iterator[Fix]:
    use = dumping(module, response.arguments["content"])
    edits = None if use is None else as_json_response(module, response, use)
    if use is not None and edits is not None:
        safety = Safety.SAFE if _sends_the_same(module, response, use) else Safety.SUGGESTED
        yield Fix("Replace with JsonResponse", edits, safety)


def _sends_the_same(module: Module, response: Response, use: Use) -> bool:
    """Replay both ways on the model, for data that json.dumps() takes."""
    if (
        STATUSES[response.type] is not None
        or not is_written_in(response.arguments["content"], use)
        or any(map(response.catches, ERRORS))
    ):
        return False
    params = {
        name: sample(argument.value)
        for name, argument in use.arguments.items()
        if name not in ("obj", "cls") and isinstance(argument.value, Known)
    }
    data = [sample(member) for member in alternatives(use.value("obj"))]
    content_type = sample(response.arguments["content_type"].value)
    with modelling(module.target):
        return all(_is_same(one, params, content_type) for one in (*SAMPLES, *data))


def _is_same(data: object, params: dict[str, Any], content_type: object) -> bool:
    try:
        by_hand = HttpResponse(json.dumps(data, **params), content_type=content_type)
    except (TypeError, ValueError):
        return True  # nothing was sent
    given = {} if content_type == MEDIA_TYPE else {"content_type": content_type}
    short = JsonResponse(data, safe=False, json_dumps_params=params, **given)
    return by_hand.serialize() == short.serialize()
