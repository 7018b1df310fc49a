"""An argument in a place where JsonResponse takes another, or none.

Behind the data come `encoder`, `safe` and `json_dumps_params`; all others go by their
names. `JsonResponse(data, 400)` takes the status for the encoder and raises a TypeError, and
so does an encoder's object in the place of its class, an argument of `json.dumps()` given
directly, or a call without data. A status in the place of `safe` is not even noticed: the
response goes out with status 200. With `content_type=None` it goes out as `text/html`.

Name the argument: `status=400`, `json_dumps_params={"indent": 2}`. The fix is safe where
the exception was certain, else a suggestion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from resp_core.oracle import json_call_error, json_response_error, status_error
from resp_lsp.analysis.knowledge import PLAIN, knowledge
from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import Known, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.json_sample import sample
from resp_lsp.rules.shared.json_text import JSON_RESPONSE
from resp_lsp.rules.shared.wording import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.source.tree import Place
    from resp_lsp.rules.finding import Finding

PARAMS = ("allow_nan", "default", "ensure_ascii", "indent", "separators", "skipkeys", "sort_keys")
RENAMED = {"cls": "encoder", "content": "data", "mimetype": "content_type", "status_code": "status"}
"""What is given by a name that JsonResponse does not know, with the name that it knows."""

MEANT = {"builtins.int": "status", "builtins.bool": "safe", "builtins.dict": "json_dumps_params"}
"""What an argument in the place of the encoder was to be, by its type."""

ENCODER = "json.encoder.JSONEncoder"

rule = Rule(
    code="RSP109",
    severity=Severity.ERROR,
    message="{fault}; {advice}.",
    examples=(
        Example(
            bad="""
                from django.http import JsonResponse

                return JsonResponse({"error": "no such book"}, 404)
            """,
            django="raises TypeError: 'int' object is not callable",
            good="""
                from django.http import JsonResponse

                return JsonResponse({"error": "no such book"}, status=404)
            """,
        ),
    ),
    triggers=("JsonResponse",),
    links=("https://docs.djangoproject.com/en/stable/ref/request-response/#jsonresponse-objects",),
)


class Fault(NamedTuple):
    """What is wrong at a place, and what to do."""

    place: Place
    what: str
    advice: str
    fixes: tuple[Fix, ...] = ()
    related: tuple[Place, ...] = ()


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        if response.type != JSON_RESPONSE or response.is_opaque:
            continue
        if not response.catches(TypeError()):
            for fault in (*_of_encoder(response, module), *_of_names(response, module)):
                yield _finding(fault, module)
        for fault in (*_of_safe(response, module), *_of_content_type(response)):
            yield _finding(fault, module)


def _finding(fault: Fault, module: Module) -> Finding:
    related = Related.trace(fault.related, module)
    return rule.at(
        fault.place.span, *fault.fixes, related=related, fault=fault.what, advice=fault.advice
    )


def _of_encoder(response: Response, module: Module) -> Iterator[Fault]:
    """An encoder that cannot be called."""
    given = response.arguments.get("encoder")
    if given is None:
        return
    members = alternatives(given.value)
    errors = [_encoder_error(member, response, module) for member in members]
    if errors[0] is None or None in errors:
        return
    what = (
        f"The second argument of JsonResponse is the encoder: Django raises TypeError: {errors[0]}"
    )
    name = _meant(members, module)
    if _is_encoder(members[0]):
        what = f"The encoder is to be a class: Django raises TypeError: {errors[0]}"
        yield Fault(given.place, what, "leave out the call", _uncalled(given), given.trace)
    elif name is None:
        yield Fault(given.place, what, "name the argument", (), given.trace)
    else:
        fixes = _named(response, "encoder", name, Safety.SAFE)
        yield Fault(given.place, what, f"name it {name}=", fixes, given.trace)


def _meant(members: tuple[Value, ...], module: Module) -> str | None:
    """The argument that the encoder was to be."""
    kinds = {type_of(member) or "" for member in members}
    name = MEANT.get(kinds.pop()) if len(kinds) == 1 else None
    numbers = [member.value for member in members if isinstance(member, Known)]
    if name == "status" and any(status_error(number, module.target) for number in numbers):
        return None
    return name


def _encoder_error(value: Value, response: Response, module: Module) -> Exception | None:
    """What Django raises for this in the place of an encoder; None where it may be one."""
    match value:
        case Known(None):
            return None
        case _ if _is_encoder(value):
            stand_in: object = type(plain_name(type_of(value) or ""), (), {})()
        case _:
            stand_in = sample(value)
    if stand_in is None:
        return None
    data, safe = sample(response.value("data")), response.value("safe")
    return json_response_error(
        {} if data is None else data,
        safe=isinstance(safe, Known) and safe.value,
        encoder=stand_in,
        target=module.target,
    )


def _is_encoder(value: Value) -> bool:
    """Whether it is an object of an encoder's class."""
    kind = type_of(value) or ""
    if kind.startswith(PLAIN):
        return kind.endswith("Encoder")
    return knowledge().extends(kind, ENCODER) is True


def _uncalled(given: Argument) -> tuple[Fix, ...]:
    end = given.place.span.end
    if given.is_spread or not given.place.source.endswith("()"):
        return ()
    return (Fix("Leave out the call", (Edit(Span(end - 2, end), ""),), Safety.SAFE),)


def _of_names(response: Response, module: Module) -> Iterator[Fault]:
    """Arguments that JsonResponse does not have, and the one that it must have."""
    known = response.signature.parameters
    data: dict[str, object] = {"data": {}} if "data" in response.arguments else {}
    unknown = {name: a for name, a in response.arguments.items() if name not in known}
    for name, given in unknown.items():
        meant = RENAMED.get(name)
        error = json_call_error(**data, **{name: None}, target=module.target)
        what = f"JsonResponse takes no argument {name}: Django raises TypeError: {error}"
        if name.startswith("*"):
            what = "JsonResponse takes no more than four arguments by position"
            yield Fault(given.place, what, "name the argument")
        elif name in PARAMS:
            yield Fault(given.whole, what, "put it in json_dumps_params", _moved(response, name))
        elif meant is not None and meant not in response.arguments:
            fixes = _named(response, name, meant, Safety.SAFE)
            yield Fault(given.whole, what, f"name it {meant}=", fixes)
        else:
            yield Fault(given.whole, what, "leave it out")
    if not data and not unknown:
        error = json_call_error(target=module.target)
        what = f"JsonResponse is given no data: Django raises TypeError: {error}"
        yield Fault(response.call, what, "an empty object is {}", _with_data(response))


def _moved(response: Response, name: str) -> tuple[Fix, ...]:
    given = response.arguments[name]
    others = [other for other in PARAMS if other in response.arguments]
    if given.is_spread or others != [name] or "json_dumps_params" in response.arguments:
        return ()
    code = f'json_dumps_params={{"{name}": {given.code}}}'
    if given.whole.has_comment:
        return ()
    edit = Edit(given.whole.span, code)
    return (Fix("Put it in json_dumps_params", (edit,), Safety.SAFE),)


def _with_data(response: Response) -> tuple[Fix, ...]:
    start = response.call.span.end - 1
    if response.arguments:
        start = min(argument.whole.span.start for argument in response.arguments.values())
    edit = Edit(Span(start, start), "{}, " if response.arguments else "{}")
    return (Fix("Give an empty dict", (edit,), Safety.SUGGESTED),)


def _of_safe(response: Response, module: Module) -> Iterator[Fault]:
    """A status where the third argument is safe."""
    given = response.arguments.get("safe")
    if given is None or given not in response.positional:
        return
    match given.value:
        case Known(int(status)) if status > 1 and status_error(status, module.target) is None:
            what = "The third argument of JsonResponse is safe, and the status does not change"
            fixes = _named(response, "safe", "status", Safety.SUGGESTED)
            yield Fault(given.place, what, "name it status=", fixes, given.trace)
        case _:
            pass


def _of_content_type(response: Response) -> Iterator[Fault]:
    given = response.arguments.get("content_type")
    if given is not None and given.value == Known(None) and not given.is_spread:
        what = "JsonResponse with content_type=None is sent as text/html"
        edit = response.without_argument("content_type")
        fixes = () if edit is None else (Fix("Remove content_type", (edit,), Safety.SUGGESTED),)
        yield Fault(given.whole, what, "leave it out", fixes, given.trace)


def _named(response: Response, name: str, keyword: str, safety: Safety) -> tuple[Fix, ...]:
    edit = response.renamed(name, keyword)
    return () if edit is None else (Fix(f"Pass it as {keyword}=", (edit,), safety),)
