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
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from resp_core.oracle import json_response_error
from resp_lsp.analysis.facts.displays import as_list, within
from resp_lsp.analysis.knowledge import QUERYSET
from resp_lsp.analysis.values.value import (
    Collection,
    Known,
    OneOf,
    Reference,
    Text,
    Unknown,
    Value,
    alternatives,
    type_of,
)
from resp_lsp.rules.colon_slip import colon_slip
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.json_sample import is_dict, sample
from resp_lsp.rules.json_text import JSON_RESPONSE
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.wording import described

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.source.text import Span
    from resp_lsp.analysis.source.tree import Place
    from resp_lsp.rules.finding import Finding

ErrorOf: TypeAlias = "Callable[[object], Exception | None]"
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
LISTABLE = (*SETS, *ORDERED, QUERYSET)
ENCODERS = {
    "django.core.serializers.json.DjangoJSONEncoder": None,
    "json.JSONEncoder": json.JSONEncoder,
    "json.encoder.JSONEncoder": json.JSONEncoder,
}
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


@dataclass(frozen=True, slots=True)
class Fault:
    """A part of the data that is refused: the way to it in items and their parts."""

    value: Value
    error: Exception
    path: tuple[tuple[int, int], ...] = ()
    way: str = ""
    """The same in code: `["tags"][0]`."""

    is_key: bool = False

    def inside(self, item: int, part: int, key: Value) -> Fault:
        step = f"[{key.value!r}]" if isinstance(key, Known) else "[…]"
        return Fault(
            self.value, self.error, ((item, part), *self.path), step + self.way, self.is_key
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
    yield from _faults(
        data.value, lambda o: json_response_error(o, target=module.target, **options)
    )


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


def _faults(value: Value, error_of: ErrorOf) -> Iterator[Fault]:
    match value:
        case OneOf(members):
            found = [next(_faults(member, error_of), None) for member in members]
            if found[0] is not None and None not in found:
                yield Fault(found[0].value, found[0].error)
        case Collection("builtins.dict" | "builtins.list" | "builtins.tuple"):
            yield from _faults_inside(value, error_of)
        case _ if not _is_plain(value):
            error = error_of(sample(value))
            if error is not None:
                yield Fault(value, error)


def _faults_inside(value: Collection, error_of: ErrorOf) -> Iterator[Fault]:
    for index, item in enumerate(value.items):
        key = item[0] if value.type == "builtins.dict" else Known(index)
        error = None if _is_plain(key) else _error_of_key(key, error_of)
        if error is not None:
            yield Fault(key, error, ((index, 0),), is_key=True)
        for fault in _faults(item[-1], error_of):
            yield fault.inside(index, len(item) - 1, key)


def _is_plain(value: Value) -> bool:
    """Whether JSON has the value at any place; most are so, and asking the model takes time."""
    match value:
        case Known(str() | int() | float() | None) | Text() | Unknown():
            return True
        case _:
            return False


def _error_of_key(key: Value, error_of: ErrorOf) -> Exception | None:
    """What is raised for a key; one that no dict can have is not JSON's affair."""
    try:
        return error_of({sample(key): None})
    except TypeError:
        return None


def _finding(
    fault: Fault, data: Argument, related: tuple[Related, ...], place: Place, way: str
) -> Finding:
    """A finding at the place of the part, or of that which it is in by the way."""
    slip = None if fault.path else colon_slip(data)
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
