"""HttpResponseNotAllowed without a list of methods.

Its first argument is a list of the methods that the view allows, which Django
joins with commas into the header Allow; the content comes second. A string is
taken apart: `HttpResponseNotAllowed("GET")` sends `Allow: G, E, T`. Without the
argument Django raises TypeError.

Write `HttpResponseNotAllowed(["GET"])`. The fix is safe where the string is made
up of methods. Where it is a sentence that names the methods, a list of these is
suggested, and the sentence becomes the content.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_core.oracle import allowed
from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.analysis.values.types import class_of
from resp_lsp.analysis.values.value import Collection, Known, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

NOT_ALLOWED = "django.http.HttpResponseNotAllowed"
METHOD = re.compile(r"\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT)\b")
BETWEEN = re.compile(r"[\s,|/]*")
ALLOWING = re.compile(r"\b(?:only|must|use|expects?|requires?|required|needs?)\b", re.IGNORECASE)
REFUSING = re.compile(r"\bnot\b|n't\b|\bno\b", re.IGNORECASE)
SHOWN = 30  # characters of an Allow that is a sentence taken apart

rule = Rule(
    code="RSP503",
    severity=Severity.ERROR,
    message="No list of methods is given: Django {does}; "
    "write a list of methods first, the content after it.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponseNotAllowed

                return HttpResponseNotAllowed("GET")
            """,
            django="sends Allow: G, E, T",
            good="""
                from django.http import HttpResponseNotAllowed

                return HttpResponseNotAllowed(["GET"])
            """,
        ),
        Example(
            bad="""
                from django.http import HttpResponseNotAllowed

                return HttpResponseNotAllowed()
            """,
            django="raises TypeError: HttpResponseNotAllowed.__init__() missing 1 required"
            " positional argument: 'permitted_methods'",
            good="""
                from django.http import HttpResponseNotAllowed

                return HttpResponseNotAllowed(["POST"], "Only POST is allowed")
            """,
        ),
    ),
    triggers=("HttpResponseNotAllowed",),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponseNotAllowed",
        "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.6",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        if response.type != NOT_ALLOWED or response.is_opaque:
            continue
        methods = response.arguments.get("permitted_methods")
        if methods is None:
            missing = allowed()
            if isinstance(missing, Exception) and not response.catches(missing):
                yield rule.at(response.call.span, does=_raises(missing))
            continue
        done = [_done(member, response) for member in alternatives(methods.value)]
        if all(done):
            yield rule.at(
                methods.place.span,
                *_fixes(response, methods),
                related=Related.trace(methods.trace, module),
                does=done[0],
            )


def _done(value: Value, response: Response) -> str | None:
    """What Django does with a value that is no list of methods; None for one that may be."""
    match value:
        case Known(""):
            return None  # as an empty list
        case Known(constant):
            return _told(allowed(constant), response)
        case Collection("builtins.dict"):
            keys = [key for key, _ in value.pairs()]
            is_slip = any(isinstance(k, Known) and not str(k.value).isupper() for k in keys)
            return "takes the keys of the dict for methods" if is_slip else None
        case Collection(_, items):
            constants = [item[0].value for item in items if isinstance(item[0], Known)]
            sent = allowed(constants)
            return _told(sent, response) if isinstance(sent, Exception) else None
        case _ if class_of(value) == "builtins.str":
            return "takes each character of the text for a method"
        case _:
            return None


def _told(sent: str | Exception, response: Response) -> str | None:
    if isinstance(sent, Exception):
        return None if response.catches(sent) else _raises(sent)
    return f"sends Allow: {sent if len(sent) <= SHOWN else sent[:SHOWN] + '…'}"


def _raises(error: Exception) -> str:
    return f"raises {type(error).__name__}: {error}"


def _fixes(response: Response, methods: Argument) -> Iterator[Fix]:
    source, span = methods.place.source, methods.place.span
    match methods.value:
        case Known(str(text)) if not methods.is_spread:
            pass
        case _:
            return
    is_literal = source[-1] in "\"'"
    named = list(dict.fromkeys(METHOD.findall(text)))
    if named and BETWEEN.fullmatch(METHOD.sub("", text)):
        if not is_literal and len(named) > 1:
            return
        code = source if len(named) == 1 and text == named[0] else _list(named, source[-1])
        listed = Edit(span, f"[{code}]")
        yield Fix("Make it a list", (listed,), Safety.SAFE)
    elif named and is_literal and ALLOWING.search(text) and not REFUSING.search(text):
        is_first = methods in response.positional
        if is_first and "content" not in response.arguments:
            before = Edit(Span(span.start, span.start), f"[{_list(named, source[-1])}], ")
            yield Fix("Put the methods before the content", (before,), Safety.SUGGESTED)


def _list(methods: list[str], quote: str) -> str:
    return ", ".join(f"{quote}{method}{quote}" for method in methods)
