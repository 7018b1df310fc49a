"""JsonResponse of something that is not a dict.

By default Django serializes dicts only and raises a TypeError for everything else,
also for lists and None. `safe=False` allows other values; it is right where no
browser older than those with ECMAScript 5 reads the response.

Where the data is refused on some paths and accepted on others, the finding is a hint.

Both fixes are suggestions: `safe=False` keeps the data as it is, an enclosing dict
changes what clients receive.

A set is RSP105's, since `safe=False` does not help it: JSON cannot hold it either. Text
that is JSON already wants neither fix, but the data it was made of (RSP104).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core.oracle import json_response_error
from resp_core.versions import Version
from resp_lsp.analysis.knowledge import QUERYSET, RESPONSE, knowledge
from resp_lsp.analysis.source.text import Edit
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import Known, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.json_text import JSON_RESPONSE, is_json, unwrapping
from resp_lsp.rules.shared.wording import described

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

SERIALIZABLE = frozenset(
    f"builtins.{name}" for name in ("list", "tuple", "str", "int", "float", "bool", "NoneType")
)
LISTABLE = frozenset(
    (
        QUERYSET,
        *(
            f"builtins.{name}"
            for name in ["map", "filter", "zip", "range", "dict_keys", "dict_values"]
        ),
    )
)
SETS = frozenset(("builtins.set", "builtins.frozenset"))

rule = Rule(
    code="RSP101",
    severity=Severity.ERROR,
    message="JsonResponse {is_given} {kind}: Django raises TypeError: {error}",
    examples=(
        Example(
            bad="""
                from django.http import JsonResponse

                return JsonResponse(["Ada", "Grace"])
            """,
            django="raises TypeError: In order to allow non-dict objects to be serialized"
            " set the safe parameter to False.",
            good="""
                from django.http import JsonResponse

                return JsonResponse({"names": ["Ada", "Grace"]})
            """,
        ),
    ),
    triggers=("JsonResponse",),
    until=Version(6, 1),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#serializing-non-dictionary-objects",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        data = response.arguments.get("data")
        if response.type != JSON_RESPONSE or data is None or response.is_opaque:
            continue
        if type_of(response.value("encoder")) == "builtins.bool":
            continue  # that was to be safe, which RSP109 tells
        refused = dict(_refused(response, data, module.target))
        if set(map(type_of, refused)) <= SETS:
            continue
        is_certain = len(refused) == len(alternatives(data.value))
        yield rule.at(
            data.place.span,
            *(_fixes(module, response, data) if is_certain else _fixes_of_hint(response, refused)),
            related=Related.trace(data.trace, module),
            severity=None if is_certain else Severity.HINT,
            is_given="is given" if is_certain else "may be given",
            kind=" or ".join(dict.fromkeys(map(described, refused))),
            error=next(iter(refused.values())),
        )


def _refused(
    response: Response, data: Argument, target: Version
) -> Iterator[tuple[Value, Exception]]:
    """The values that the data may be and Django refuses, each with what is raised."""
    match response.value("safe"):
        case Known(safe):
            for member in alternatives(data.value):
                error = _refusal(member, safe, target)
                if error is not None and not response.catches(error):
                    yield member, error
        case _:
            pass


def _refusal(value: Value, safe: object, target: Version) -> Exception | None:
    """The check comes before the encoder, so an object that is no dict stands for the value."""
    type_name = type_of(value)
    if type_name in (None, RESPONSE) or not safe:
        return None  # what a view gives is taken for a response, but may be data for a decorator
    if knowledge().is_dict(type_name) is not False:
        return None
    return json_response_error(object(), safe=safe, target=target)


def _fixes(module: Module, response: Response, data: Argument) -> Iterator[Fix]:
    if any(argument.is_spread for argument in response.arguments.values()):
        return
    kinds = {type_of(member) for member in alternatives(data.value)}
    if is_json(data.value):
        edits = unwrapping(module, response, data)
        if edits is not None:
            yield Fix("Give the data", edits, Safety.SUGGESTED)
        return
    safe = response.with_argument("safe", "False")
    if _are(SERIALIZABLE, kinds):
        yield Fix("Pass safe=False", (safe,), Safety.SUGGESTED)
    elif kinds == {"builtins.generator"} and data.is_bare_generator:
        as_list = Edit(data.span, f"[{data.code}]")
        yield Fix("Make it a list and pass safe=False", (as_list, safe), Safety.SUGGESTED)
    elif _are(LISTABLE | {"builtins.generator"}, kinds):
        as_list = Edit(data.span, f"list({data.code})")
        yield Fix("Make it a list and pass safe=False", (as_list, safe), Safety.SUGGESTED)
    if _are(SERIALIZABLE, kinds):
        wrapped = Edit(data.span, f'{{"results": {data.code}}}')
        yield Fix("Put it in a dict", (wrapped,), Safety.SUGGESTED)


def _fixes_of_hint(response: Response, refused: Iterable[Value]) -> Iterator[Fix]:
    """What is right for the values that are accepted, too."""
    kinds = set(map(type_of, refused))
    if kinds <= SERIALIZABLE:
        edit = response.with_argument("safe", "False")
        yield Fix("Pass safe=False", (edit,), Safety.SUGGESTED)


def _are(known: Iterable[str], kinds: Iterable[str | None]) -> bool:
    """Whether each of the kinds is one of the known types or extends one."""
    return all(
        kind is not None and any(knowledge().extends(kind, name) for name in known)
        for kind in kinds
    )
