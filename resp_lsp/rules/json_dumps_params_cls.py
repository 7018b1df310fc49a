"""An encoder given as cls in json_dumps_params.

JsonResponse calls `json.dumps(data, cls=encoder, **json_dumps_params)`. A `cls` among the
parameters is then there twice, which is a TypeError: the user gets a server error.

The encoder has an argument of its own: `encoder=`. Moving it there is a safe fix, for the
exception was certain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core.oracle import json_response_error
from resp_lsp.analysis.facts.displays import parts, without_item
from resp_lsp.analysis.source.text import Edit
from resp_lsp.analysis.values.value import Collection, Known, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.json_text import JSON_RESPONSE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.source.tree import Place
    from resp_lsp.rules.finding import Finding

rule = Rule(
    code="RSP110",
    severity=Severity.ERROR,
    message="JsonResponse gives its encoder as cls already: Django raises {kind}: {error}; "
    "pass encoder=.",
    examples=(
        Example(
            bad="""
                import json
                from django.http import JsonResponse

                return JsonResponse({"a": 1}, json_dumps_params={"cls": json.JSONEncoder})
            """,
            django="raises TypeError: json.dumps() got multiple values for keyword argument 'cls'",
            good="""
                import json
                from django.http import JsonResponse

                return JsonResponse({"a": 1}, encoder=json.JSONEncoder)
            """,
        ),
    ),
    triggers=("JsonResponse",),
    links=("https://docs.djangoproject.com/en/stable/ref/request-response/#jsonresponse-objects",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        params = response.arguments.get("json_dumps_params")
        if response.type != JSON_RESPONSE or response.is_opaque or params is None:
            continue
        if not all(map(_has_cls, alternatives(params.value))):
            continue
        error = json_response_error({}, json_dumps_params={"cls": None}, target=module.target)
        if error is not None and not response.catches(error):
            yield rule.at(
                _place(params).span,
                *_fixes(response, params),
                related=Related.trace(params.trace, module),
                kind=type(error).__name__,
                error=error,
            )


def _has_cls(value: Value) -> bool:
    return isinstance(value, Collection) and any(key == Known("cls") for key, _ in value.pairs())


def _place(params: Argument) -> Place:
    """The key, where it is written in the call."""
    index = _index(params)
    written = parts(params.place)
    return params.place if index is None or written is None else written[index][0]


def _index(params: Argument) -> int | None:
    """Which item of the dict is the encoder."""
    if not isinstance(params.value, Collection) or params.is_spread:
        return None
    keys = [key for key, _ in params.value.pairs()]
    return keys.index(Known("cls")) if keys.count(Known("cls")) == 1 else None


def _fixes(response: Response, params: Argument) -> Iterator[Fix]:
    index, written = _index(params), parts(params.place)
    if index is None or written is None or "encoder" in response.arguments:
        return
    source = written[index][1].source
    edits: tuple[Edit | None, ...] = (Edit(params.whole.span, f"encoder={source}"),)
    if len(written) > 1:
        edits = (without_item(params.place, index), response.with_argument("encoder", source))
    elif params in response.positional or params.whole.has_comment:
        return
    certain = tuple(edit for edit in edits if edit is not None)
    if len(certain) == len(edits):
        yield Fix("Pass it as encoder=", certain, Safety.SAFE)
