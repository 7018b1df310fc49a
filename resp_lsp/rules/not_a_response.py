"""A view that returns something else than a response.

Django sends responses only. A view that returns None makes it raise ValueError; a
str, a dict or a list reaches the first middleware, which fails with AttributeError.
The user gets a server error.

This is found where a function is certainly a view: a URL configuration beside it
names it, a decorator of views stands on it, or it is a method that Django's `View`
calls, with no `dispatch` of the project's own around it. A cookie that is set on a str is
found anywhere.

The fix is a suggestion: text becomes an HttpResponse, a dict a JsonResponse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.facts.invocation import Fate
from resp_lsp.analysis.knowledge import JSON_BYTES, JSON_TEXT, knowledge
from resp_lsp.analysis.source.text import Edit
from resp_lsp.analysis.telling import ANSWER
from resp_lsp.analysis.values.types import class_of, type_of
from resp_lsp.analysis.values.value import Collection, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.use import Ending
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

NONE = "builtins.NoneType"
WRAPPED = {
    "builtins.bytes": "HttpResponse",
    "builtins.dict": "JsonResponse",
    "builtins.str": "HttpResponse",
}
REFUSED = frozenset(
    (
        NONE,
        *WRAPPED,
        *(f"builtins.{name}" for name in ("bool", "float", "int", "list", "set", "tuple")),
    )
)

COOKIE_METHODS = ("str.delete_cookie", "str.set_cookie", "str.set_signed_cookie")

rule = Rule(
    code="RSP515",
    severity=Severity.ERROR,
    message="{subject} {what}, not a response: {error}.",
    examples=(
        Example(
            bad="""
                return None
            """,
            django="raises ValueError: The view program.view didn't return an HttpResponse"
            " object. It returned None instead.",
            good="""
                from django.http import HttpResponse

                return HttpResponse()
            """,
        ),
    ),
    triggers=(ANSWER, r"\.(?:set|delete)_(?:signed_)?cookie\("),
    links=("https://docs.djangoproject.com/en/stable/topics/http/views/",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for ending in module.endings:
        if ending.fate is not Fate.RETURNED or not ending.function.is_view:
            continue
        members = alternatives(ending.value)
        if any(map(_holds_response, members)):
            continue  # RSP514 is about it
        kinds = list(dict.fromkeys(map(class_of, members)))
        if all(kind in REFUSED for kind in kinds):
            yield rule.at(
                ending.place.span,
                *_fixes(module, ending, kinds),
                related=Related.trace(ending.trace, module),
                subject=f"The view {ending.function.name} returns",
                what=" or ".join(map(_named, kinds)),
                error=f"Django raises {'ValueError' if kinds == [NONE] else 'AttributeError'}",
            )
    for use in module.uses:
        if use.function in COOKIE_METHODS and not use.catches(AttributeError()):
            error = f"its {use.function.removeprefix('str.')}() raises AttributeError"
            yield rule.at(use.call.span, subject="This is", what="a str", error=error)


def _holds_response(value: Value) -> bool:
    items = value.items if isinstance(value, Collection) else ()
    return any(item and knowledge().is_response(class_of(item[0])) for item in items)


def _named(kind: str | None) -> str:
    name = (kind or "").rpartition(".")[2]
    return "None" if kind == NONE else f"{'an' if name == 'int' else 'a'} {name}"


def _fixes(module: Module, ending: Ending, kinds: list[str | None]) -> Iterator[Fix]:
    is_json = any(type_of(m) in (JSON_TEXT, JSON_BYTES) for m in alternatives(ending.value))
    wrapper = WRAPPED.get(kinds[0] or "") if len(kinds) == 1 and not is_json else None
    imported = module.importing("django.http", wrapper) if wrapper is not None else None
    if imported is not None:
        edit = Edit(ending.place.span, f"{imported.code}({ending.place.source})")
        title = f"Wrap it in {wrapper}()"
        yield Fix(title, (*imported.edits, edit), Safety.SUGGESTED)
