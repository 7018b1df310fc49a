"""A reason phrase that Django refuses.

From Django 6.1 on, a reason phrase with a control character raises BadHeaderError,
and one that is no str raises TypeError: an exception, a lazy translation or a
number. Earlier releases sent all of it, newlines too.

Write `reason=str(error)` for an exception, without newlines. RSP201 is about those.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_core.oracle import reason_error
from resp_core.versions import REASON_IS_CHECKED
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.source.text import Edit
from resp_lsp.analysis.values.value import Collection, Instance, Known, Value, alternatives, mapped
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.certainty import certain_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

EXCEPTION = "builtins.BaseException"
LAZY = "django.utils.functional.Promise"
NEWLINE = re.compile(r"[\r\n]")

rule = Rule(
    code="RSP512",
    severity=Severity.ERROR,
    message="Django refuses this reason phrase: it raises {kind}: {error}",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                return HttpResponse("Busy", status=503, reason=503)
            """,
            django="raises TypeError: expected string or bytes-like object, got 'int'",
            good="""
                from django.http import HttpResponse

                return HttpResponse("Busy", status=503, reason="Busy")
            """,
        ),
    ),
    triggers=(r"\breason\b", "HttpResponse", "FileResponse"),
    since=REASON_IS_CHECKED.since,
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse.reason_phrase",
        "https://www.rfc-editor.org/rfc/rfc9112.html#section-4",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        reason = response.arguments.get("reason")
        if reason is None or response.is_opaque:
            continue
        error = certain_error(
            response,
            mapped(reason.value, _sample),
            lambda constant: reason_error(constant, module.target),
        )
        if error is not None:
            yield rule.at(
                reason.place.span,
                *_fixes(reason),
                related=Related.trace(reason.trace, module),
                kind=type(error).__name__,
                error=error,
            )


def _sample(value: Value) -> Value:
    """What stands for a value that is no constant, where Django refuses all such values."""
    match value:
        case Known(str(text)) if NEWLINE.search(text):
            return Known("")  # RSP201 is about it
        case Collection(name, [_, *_]):
            return _named(name)
        case Instance(name) if _has_text(name):
            return _named(name)
        case _:
            return value


def _named(type_name: str) -> Known:
    """An object that is no str, of a class of this name, which Django's error shows."""
    name = "__proxy__" if type_name == LAZY else type_name.rpartition(".")[2]
    return Known(type(name, (), {})())


def _has_text(type_name: str) -> bool:
    """Whether objects of the type are no str, but str() makes a phrase of them."""
    return type_name == LAZY or knowledge().extends(type_name, EXCEPTION) is True


def _fixes(reason: Argument) -> Iterator[Fix]:
    members = alternatives(reason.value)
    if all(isinstance(m, Instance) and _has_text(m.type) for m in members):
        edit = Edit(reason.place.span, f"str({reason.place.source})")
        yield Fix("Pass its text", (edit,), Safety.SUGGESTED)
