"""JSON text given to JsonResponse, which encodes it once more.

JsonResponse calls `json.dumps()` on its data. Given text that already is JSON, it sends a
string of JSON: `"{\\"a\\": 1}"` instead of `{"a": 1}`, and a client that decodes it once
has a string in its hands.

Give JsonResponse the data themselves. The fix is a suggestion, since it changes what is
sent: clients that decode twice have to be changed, too. Where `safe` is not disabled,
Django refuses the text (RSP101).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from resp_lsp.analysis.values.value import Known, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.json_text import JSON_RESPONSE, is_json_text, unwrapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

rule = Rule(
    code="RSP104",
    severity=Severity.WARNING,
    message="This text is JSON already: JsonResponse encodes it once more and sends a string; "
    "give it the data themselves.",
    examples=(
        Example(
            bad="""
                import json
                from django.http import JsonResponse

                return JsonResponse(json.dumps({"a": 1}), safe=False)
            """,
            django='sends body "{\\"a\\": 1}"',
            good="""
                from django.http import JsonResponse

                return JsonResponse({"a": 1})
            """,
        ),
    ),
    triggers=("JsonResponse",),
    links=("https://docs.djangoproject.com/en/stable/ref/request-response/#jsonresponse-objects",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        data = response.arguments.get("data")
        if response.type != JSON_RESPONSE or response.is_opaque or data is None:
            continue
        match response.value("safe"):
            case Known(safe) if not safe and all(map(_is_json, alternatives(data.value))):
                edits = unwrapping(module, response, data)
                fixes = () if edits is None else (Fix("Give the data", edits, Safety.SUGGESTED),)
                related = Related.trace(data.trace, module)
                yield rule.at(data.place.span, *fixes, related=related)


def _is_json(value: Value) -> bool:
    match value:
        case Known(str(text)):
            return _is_object_or_array(text)
        case _:
            return is_json_text(value)


def _is_object_or_array(text: str) -> bool:
    try:
        return isinstance(json.loads(text), (dict, list))
    except (ValueError, RecursionError):
        return False
