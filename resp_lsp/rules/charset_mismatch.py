"""A charset that does not fit.

Django encodes text by `charset=`, else by the charset that Content-Type names,
else by the setting DEFAULT_CHARSET. Where `charset=` and Content-Type differ, the
header tells the browser something else than what was sent. A charset that Python
does not know raises LookupError, and text that a charset cannot hold raises
UnicodeEncodeError. Where the parameter is misspelled, Django and browsers
find no charset at all (RFC 9110, 5.6.6 and 8.3.1: `; charset=`).

Name one charset, in one place, in Content-Type; best utf-8.

The fix of a misspelled parameter is a suggestion, for it may change how the text
is encoded.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from resp_core.oracle import body_error, declared_charset
from resp_lsp.analysis.source.text import Edit
from resp_lsp.analysis.values.types import class_of
from resp_lsp.analysis.values.value import Known, Value, text_of
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core.versions import Version
    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

JSON_RESPONSE = "django.http.JsonResponse"
PARAMETER = re.compile(r"\s*[;,]?\s*\bcharset\s*[=:]\s*", re.IGNORECASE)
ANY_TEXT = "x"

rule = Rule(
    code="RSP513",
    severity=Severity.WARNING,
    message="{what}.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                return HttpResponse("naïve", "text/plain; charset=utf-8", charset="latin-1")
            """,
            django="sends Content-Type: text/plain; charset=utf-8",
            good="""
                from django.http import HttpResponse

                return HttpResponse("naïve", "text/plain; charset=latin-1")
            """,
        ),
    ),
    triggers=("charset", r"\bcontent_type\b", "HttpResponse", "TemplateResponse"),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse.charset",
        "https://www.rfc-editor.org/rfc/rfc9110.html#section-8.3.2",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        match response.value("content_type"), response.value("charset"):
            case Known(None | str() as declared), Known(None | str() as chosen):
                pass
            case _:
                continue
        given = response.arguments.get("charset") or response.arguments.get("content_type")
        if response.is_opaque or given is None:
            continue
        if error := _error(response, declared, chosen, module.target):
            what = f"Django cannot encode the text: it raises {type(error).__name__}: {error}"
            yield _at(given, module, what, severity=Severity.ERROR)
        elif difference := _difference(response, declared, chosen):
            yield _at(given, module, difference)
        elif declared and PARAMETER.search(declared) and declared_charset(declared) is None:
            given = response.arguments["content_type"]
            what = f"Django finds no charset in {declared!r}: write '; charset='"
            yield _at(given, module, what, *_fixes(given, declared))


def _at(
    given: Argument, module: Module, what: str, *fixes: Fix, severity: Severity | None = None
) -> Finding:
    related = Related.trace(given.trace, module)
    return rule.at(given.place.span, *fixes, related=related, severity=severity, what=what)


def _error(
    response: Response, declared: str | None, chosen: str | None, target: Version
) -> Exception | None:
    """What Django raises for certain when it encodes the content."""
    text = ANY_TEXT if response.type == JSON_RESPONSE else _text(response.value("content"))
    error = None if text is None else body_error(text, chosen, target, content_type=declared)
    is_ours = isinstance(error, LookupError | UnicodeError)
    return error if is_ours and error is not None and not response.catches(error) else None


def _text(content: Value) -> str | None:
    """What is known of a content that is certainly a str."""
    known = text_of(content)
    if known is not None:
        return "".join(known.literals)
    return ANY_TEXT if class_of(content) == "builtins.str" else None


def _difference(response: Response, declared: str | None, chosen: str | None) -> str | None:
    named = declared_charset(declared) if declared else None
    if not named or not chosen or class_of(response.value("content")) == "builtins.bytes":
        return None
    try:
        is_same = codecs.lookup(named).name == codecs.lookup(chosen).name
    except LookupError:
        return None
    if is_same:
        return None
    return f"Text is encoded as {chosen}, but Content-Type says {named}: name one charset"


def _fixes(given: Argument, declared: str) -> Iterator[Fix]:
    source = given.place.source
    mended = PARAMETER.sub("; charset=", declared, count=1)
    is_literal = source[1:-1] == declared and source[0] == source[-1]
    if is_literal and not given.is_spread and declared_charset(mended):
        edit = Edit(given.place.span, f"{source[0]}{mended}{source[0]}")
        yield Fix("Put the charset right", (edit,), Safety.SUGGESTED)
