"""A body that is no text.

HttpResponse takes text and bytes. Anything else it turns into text without a word:
None becomes `None`, a function or a coroutine its repr. What can be iterated is read
and joined: a dict becomes its keys, a bytearray the number of each of its bytes, a list
its items as `str()` writes them.

JsonResponse sends a dict as JSON; putting it there is a suggestion, since clients
receive something else then. Making bytes of a bytearray is a safe fix, as nobody can
have meant the numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from resp_core import HttpResponse, oracle, statuses
from resp_lsp.analysis.knowledge import QUERYSET, knowledge
from resp_lsp.analysis.source.text import Edit
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import Collection, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared import bodies
from resp_lsp.rules.shared.wording import described

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core.versions import Version
    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding
    from resp_lsp.rules.shared.bodies import Body


class Garbage(NamedTuple):
    """What Django makes of a kind of body, and what to write."""

    sent: str
    advice: str


JSON = "JsonResponse sends JSON"
ITEMS = "its items as str() writes them, run together"
REPR = "its repr"
GARBAGE = {
    "builtins.NoneType": Garbage("its name", "leave the argument out for an empty body"),
    "builtins.async_generator": Garbage(REPR, "StreamingHttpResponse reads it"),
    "builtins.bytearray": Garbage("the number of each byte", "write bytes(…)"),
    "builtins.coroutine": Garbage(REPR, "await it"),
    "builtins.dict": Garbage("its keys, run together", JSON),
    "builtins.dict_items": Garbage(ITEMS, JSON),
    "builtins.enumerate": Garbage(ITEMS, JSON),
    "builtins.function": Garbage(REPR, "call it"),
    "builtins.method": Garbage(REPR, "call it"),
    "builtins.zip": Garbage(ITEMS, JSON),
    f"{QUERYSET}[dict]": Garbage(ITEMS, JSON),
    f"{QUERYSET}[tuple]": Garbage(ITEMS, JSON),
}
"""By type; what extends a dict is one."""

SEQUENCES = frozenset(("builtins.list", "builtins.tuple", "builtins.set"))
NUMBERS = frozenset(("builtins.int", "builtins.float", "builtins.bool"))
NO_TEXT = frozenset((*GARBAGE, *SEQUENCES))
"""What str() makes nothing of that anybody wants to read."""

rule = Rule(
    code="RSP401",
    severity=Severity.ERROR,
    message="{type} is given {kind}: Django sends {sent}; {advice}.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                return HttpResponse({"name": "Ada"})
            """,
            django="sends body name",
            good="""
                from django.http import JsonResponse

                return JsonResponse({"name": "Ada"})
            """,
        ),
    ),
    triggers=(r"\bHttpResponse", r"\.content\s*="),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#passing-strings",
        "https://docs.djangoproject.com/en/stable/ref/request-response/#passing-iterators",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for body in bodies.bodies(module, "content"):
        members = alternatives(body.value)
        found = [_garbage(member) for member in members]
        if found[0] is not None and None not in found:
            yield rule.at(
                body.place.span,
                *_fixes(module, body),
                related=Related.trace(body.trace, module),
                type=body.type,
                kind=" or ".join(dict.fromkeys(map(described, members))),
                sent=_sent(body.value, module.target) or found[0].sent,
                advice=found[0].advice,
            )


def _garbage(value: Value) -> Garbage | None:
    """What becomes of the value, if it is certainly no text."""
    name = type_of(value)
    if name is None:
        return None
    if name in SEQUENCES:
        items = value.items if isinstance(value, Collection) else ()
        return Garbage(ITEMS, JSON) if _are_no_text(items) else None
    if knowledge().is_dict(name):
        return GARBAGE["builtins.dict"]
    return GARBAGE.get(name)


def _are_no_text(items: tuple[tuple[Value, ...], ...]) -> bool:
    """Whether one item is nothing to read, or all are numbers that run together."""
    kinds = {type_of(item) for (item,) in items}
    return bool(kinds & NO_TEXT) or (len(items) > 1 and kinds <= NUMBERS)


def _sent(value: Value, target: Version) -> str | None:
    """The very body, where the value is known."""
    try:
        body = oracle.body(bodies.constant(value), target)
    except (LookupError, TypeError):  # a key may be what no dict can hold
        return None
    return bodies.shown(body) if isinstance(body, bytes) else None


def _fixes(module: Module, body: Body) -> Iterator[Fix]:
    response, given = body.response, body.argument
    kinds = {type_of(member) for member in alternatives(body.value)}
    if kinds == {"builtins.bytearray"} and (given is None or not given.is_spread):
        edit = Edit(body.place.span, f"bytes({body.place.source})")
        yield Fix("Make it bytes", (edit,), Safety.SAFE)
    if response is None or given is None:
        return
    if kinds == {"builtins.NoneType"}:
        cut = response.without_argument("content")
        if cut is not None:
            yield Fix("Leave the argument out", (cut,), Safety.SUGGESTED)
    elif all(kind is not None and knowledge().is_dict(kind) for kind in kinds):
        edits = _as_json(module, response, given)
        if edits is not None:
            yield Fix("Send it as JSON", edits, Safety.SUGGESTED)


def _as_json(module: Module, response: Response, content: Argument) -> tuple[Edit, ...] | None:
    """JsonResponse in place of the class, with its status; None where that takes other
    arguments."""
    exchanged = bodies.exchanged(module, response, "JsonResponse")
    others = {argument.whole for argument in response.positional} - {content.whole}
    if exchanged is None or others or any(a.is_spread for a in response.arguments.values()):
        return None
    made: type[HttpResponse] = getattr(
        statuses, response.type.removeprefix(bodies.HTTP), HttpResponse
    )
    edits = (*exchanged, *bodies.renamed(content, response, "data"))
    if made.status_code != HttpResponse.status_code and "status" not in response.arguments:
        return (*edits, response.with_argument("status", str(made.status_code)))
    return edits
