"""Data that JSON cannot hold.

JSON knows objects, arrays, text, numbers, booleans and null. JsonResponse writes dates,
durations, `Decimal` and `UUID` as text besides. A set, bytes, a generator, a range, the
keys of a dict, a QuerySet or a model's object raises a TypeError, at any depth of the data;
so does a tuple or a date as a key. The user gets a server error.

Make a list of what is iterated over; give the fields of an object in a dict. A set of
texts right in `JsonResponse({"error"})` is most often a dict whose colon was forgotten, or
slipped into the string.

The fix is safe where the order of the list is known and the exception was certain. For a
set it is a suggestion, since its order changes.

Django refuses data that is no dict before it looks for what JSON cannot hold, until 6.1.
Such data is RSP101's, but a set is told here, for `safe=False` does not help it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from resp_core.oracle import json_response_error
from resp_lsp.analysis.facts.displays import as_list, parts, within
from resp_lsp.analysis.knowledge import QUERYSET
from resp_lsp.analysis.source.text import Edit
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import Collection, Known, Reference, Text, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.json_faults import faults
from resp_lsp.rules.shared.json_sample import is_dict
from resp_lsp.rules.shared.json_text import JSON_RESPONSE
from resp_lsp.rules.shared.wording import described

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.source.text import Span
    from resp_lsp.analysis.source.tree import Place
    from resp_lsp.rules.finding import Finding
    from resp_lsp.rules.shared.json_faults import Fault

SETS = ("builtins.set", "builtins.frozenset")
ORDERED = (
    f"{QUERYSET}[dict]",
    f"{QUERYSET}[tuple]",
    *(
        f"builtins.{name}"
        for name in (
            "dict_items",
            "dict_keys",
            "dict_values",
            "enumerate",
            "filter",
            "generator",
            "map",
            "range",
            "reversed",
            "zip",
        )
    ),
)
LISTABLE = (*SETS, *ORDERED)
"""What is right as a list; the rows of any other query set may be objects of models."""

ENCODERS = {
    "django.core.serializers.json.DjangoJSONEncoder": None,
    "json.JSONEncoder": json.JSONEncoder,
    "json.encoder.JSONEncoder": json.JSONEncoder,
}
COLON = re.compile(r"""(?P<f>[fF]?)(?P<q>['"])(?P<key>[^'"\\:{}]+): *(?P<value>[^'"\\]+)(?P=q)""")

rule = Rule(
    code="RSP105",
    severity=Severity.ERROR,
    message="JSON cannot hold {given}: Django raises {kind}: {error}{advice}",
    examples=(
        Example(
            bad="""
                from django.http import JsonResponse

                return JsonResponse({"tags": {"new", "used"}})
            """,
            django="raises TypeError: Object of type set is not JSON serializable",
            good="""
                from django.http import JsonResponse

                return JsonResponse({"tags": ["new", "used"]})
            """,
        ),
        Example(
            bad="""
                from django.http import JsonResponse

                return JsonResponse({"error: no such book"}, status=404)
            """,
            django="raises TypeError: In order to allow non-dict objects to be serialized"
            " set the safe parameter to False.",
            good="""
                from django.http import JsonResponse

                return JsonResponse({"error": "no such book"}, status=404)
            """,
        ),
    ),
    triggers=("JsonResponse",),
    links=(
        "https://docs.djangoproject.com/en/stable/topics/serialization/#djangojsonencoder",
        "https://docs.python.org/3/library/json.html#py-to-json-table",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        data = response.arguments.get("data")
        if response.type != JSON_RESPONSE or response.is_opaque or data is None:
            continue
        told: set[Span] = set()
        for fault in _faults_of(response, data, module):
            place, is_whole = within(data.place, () if data.is_spread else fault.path)
            if place.span not in told and not response.catches(fault.error):
                told.add(place.span)
                way = "" if is_whole and not data.is_spread else fault.way
                yield _finding(fault, data, Related.trace(data.trace, module), place, way)


def _faults_of(response: Response, data: Argument, module: Module) -> Iterator[Fault]:
    """What of the data is refused."""
    options = _options(response)
    members = alternatives(data.value)
    if options is None:
        return
    if all(type_of(member) in SETS for member in members):
        safe = response.value("safe")
        options["safe"] = safe.value if isinstance(safe, Known) else False
    elif not is_dict(data.value) and not _is_let_through(response):
        return
    yield from faults(data.value, lambda o: json_response_error(o, target=module.target, **options))


def _options(response: Response) -> dict[str, Any] | None:
    """How the data is encoded; None where that is not known, or an own function does it."""
    options: dict[str, Any] = {"safe": False}
    match response.arguments.get("encoder") and response.value("encoder"):
        case None:
            pass
        case Known(None):
            options["encoder"] = json.JSONEncoder
        case Reference(name) if name in ENCODERS:
            options["encoder"] = ENCODERS[name]
        case _:
            return None
    match response.value("json_dumps_params"):
        case Known(None):
            return options
        case Collection("builtins.dict") as params:
            keys = {key.value for key, _ in params.pairs() if isinstance(key, Known)}
            is_usual = len(keys) == len(params.items) and not keys & {"default", "cls", "skipkeys"}
            return options if is_usual else None
        case _:
            return None


def _is_let_through(response: Response) -> bool:
    """Whether data that is no dict gets to the encoder."""
    match response.value("safe"):
        case Known(safe):
            return not safe
        case _:
            return False


def _finding(
    fault: Fault, data: Argument, related: tuple[Related, ...], place: Place, way: str
) -> Finding:
    """A finding at the place of the part, or of that which it is in by the way."""
    slip = None if fault.path else _slip(data)
    fixes = () if data.is_spread or way or fault.is_key else _fixes(fault, place)
    return rule.at(
        place.span,
        *(fixes if slip is None else slip),
        related=related,
        given=f"{described(fault.value)}{' as a key' * fault.is_key}{way and f' at {way}'}",
        kind=type(fault.error).__name__,
        error=fault.error,
        advice="" if slip is None else " Is a colon missing?",
    )


def _fixes(fault: Fault, place: Place) -> tuple[Fix, ...]:
    kind = type_of(fault.value)
    if kind not in LISTABLE or place.has_comment:
        return ()
    safety = Safety.SAFE if kind in ORDERED else Safety.SUGGESTED
    return (Fix("Make it a list", as_list(place), safety),)


def _slip(data: Argument) -> tuple[Fix, ...] | None:
    """The fixes of a dict whose colon was forgotten; None where it is no such."""
    match data.value:
        case Collection("builtins.set", items) if 1 <= len(items) <= 2:
            texts = [item[0] for item in items]
        case _:
            return None
    if not all(isinstance(text, Text) or _is_text(text) for text in texts):
        return None
    written = parts(data.place)
    if data.is_spread or written is None or data.place.has_comment:
        return ()
    places = [item[0] for item in written]
    if len(places) == 2:
        key, value = (place.source for place in places)
        edit = Edit(data.place.span, f"{{{key}: {value}}}")
        return (Fix("Put a colon between the two", (edit,), Safety.SUGGESTED),)
    found = COLON.fullmatch(places[0].source)
    if found is None:
        return ()
    quote, prefix = found["q"], found["f"] if "{" in found["value"] else ""
    pair = f"{quote}{found['key']}{quote}: {prefix}{quote}{found['value']}{quote}"
    edit = Edit(places[0].span, pair)
    return (Fix("Put the colon between two strings", (edit,), Safety.SUGGESTED),)


def _is_text(value: Value) -> bool:
    return isinstance(value, Known) and isinstance(value.value, str)
