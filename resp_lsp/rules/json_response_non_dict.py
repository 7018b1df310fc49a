"""JsonResponse of something that is not a dict.

By default Django serializes dicts only and raises a TypeError for everything else,
also for lists and None. `safe=False` allows other values; it is right where no
browser older than those with ECMAScript 5 reads the response.

Where the data is refused on some paths and accepted on others, the finding is a hint.

Both fixes are suggestions: `safe=False` keeps the data as it is, an enclosing dict
changes what clients receive.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_core.oracle import json_response_error
from resp_core.versions import Version
from resp_lsp.analysis.knowledge import QUERYSET, RESPONSE, knowledge
from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.analysis.values.value import (
    Awaitable,
    Collection,
    Known,
    Value,
    alternatives,
    type_of,
)
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

JSON_RESPONSE = "django.http.JsonResponse"
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
SLIP = re.compile(r"""(['"])([^'"\\:]+): *([^'"\\]+)\1""")

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
        refused = dict(_refused(response, data, module.target))
        if not refused:
            continue
        is_certain = len(refused) == len(alternatives(data.value))
        yield rule.at(
            data.place.span,
            *(_fixes(response, data) if is_certain else _fixes_of_hint(response, refused)),
            related=Related.trace(data.trace, module),
            severity=None if is_certain else Severity.HINT,
            is_given="is given" if is_certain else "may be given",
            kind=" or ".join(dict.fromkeys(map(_kind, refused))),
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
                if error is not None and type(error).__name__ not in response.caught:
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


def _kind(value: Value) -> str:
    match value:
        case Known(None):
            return "None"
        case Awaitable():
            return "a coroutine that is not awaited"
        case _:
            name = (type_of(value) or "").partition("[")[0].rpartition(".")[2]
            return f"{'an' if name[:1] in 'aeiouAEIO' else 'a'} {name}"


def _fixes(response: Response, data: Argument) -> Iterator[Fix]:
    if any(argument.is_spread for argument in response.arguments.values()):
        return
    kinds = {type_of(member) for member in alternatives(data.value)}
    if kinds == {"builtins.set"}:
        yield from _colon(data)
        return
    safe = response.with_argument("safe", "False")
    source = data.place.source
    if _are(SERIALIZABLE, kinds):
        yield Fix("Pass safe=False", (safe,), Safety.SUGGESTED)
    elif kinds == {"builtins.generator"} and data.is_bare_generator:
        as_list = Edit(data.place.span, f"[{source}]")
        yield Fix("Make it a list and pass safe=False", (as_list, safe), Safety.SUGGESTED)
    elif _are(LISTABLE | {"builtins.generator"}, kinds):
        as_list = Edit(data.place.span, f"list({source})")
        yield Fix("Make it a list and pass safe=False", (as_list, safe), Safety.SUGGESTED)
    if _are(SERIALIZABLE, kinds):
        span = data.place.bracketed
        edits = (
            Edit(Span(span.start, span.start), '{"results": '),
            Edit(Span(span.end, span.end), "}"),
        )
        yield Fix("Put it in a dict", edits, Safety.SUGGESTED)


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


def _colon(data: Argument) -> Iterator[Fix]:
    """`{"error: text"}` is a dict of which the colon slipped into the string."""
    match data.value:
        case Collection(_, ((Known(str()),),)):
            found = SLIP.search(data.place.source)
            if found is not None:
                quote, key, value = found.groups()
                pair = f"{quote}{key}{quote}: {quote}{value}{quote}"
                source = data.place.source.replace(found[0], pair)
                yield Fix(
                    "Put the colon between two strings",
                    (Edit(data.place.span, source),),
                    Safety.SUGGESTED,
                )
