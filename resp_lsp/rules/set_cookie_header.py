"""A cookie set as a header.

A response holds one header of a name, so a second cookie written this way replaces the
first. Django keeps its cookies apart from the headers: `response.cookies`, the session and
its middleware know nothing of this one, and nothing checks its text.

`set_cookie()` takes the name, the value and each attribute, and `delete_cookie()` takes
it back. The fix reads them from a literal. It is a suggestion, for Django writes the
attributes in its own order and with an Expires beside Max-Age.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_core.oracle import cookie_error
from resp_lsp.analysis.prefilter import HEADER_WRITES
from resp_lsp.analysis.values.value import Known
from resp_lsp.rules.finding import Fix, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.header_helper import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import HeaderWrite
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

PAIR = re.compile(r"(?P<name>[^=;\s]+)=(?P<value>[^;,\\\s\"]*)")
ATTRIBUTES = {
    "domain": "domain",
    "expires": "expires",
    "httponly": "httponly",
    "max-age": "max_age",
    "path": "path",
    "samesite": "samesite",
    "secure": "secure",
}
FLAGS = ("httponly", "secure")

rule = Rule(
    code="RSP209",
    severity=Severity.WARNING,
    message="A Set-Cookie header is replaced by the next one, and Django's cookies know nothing "
    "of it; call set_cookie().",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response["Set-Cookie"] = "theme=dark; Path=/"
                response["Set-Cookie"] = "size=large; Path=/"
                return response
            """,
            django="sends Set-Cookie: size=large; Path=/",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response.set_cookie("theme", "dark")
                response.set_cookie("size", "large")
                return response
            """,
        ),
    ),
    triggers=HEADER_WRITES,
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse.set_cookie",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for write in module.header_writes:
        match write.name:
            case Known(str(name)) if name.lower() == "set-cookie":
                yield rule.at(write.target.span, *_fixes(write, module))


def _fixes(write: HeaderWrite, module: Module) -> Iterator[Fix]:
    match write.spelled, write.rewrite:
        case Known(str(text)), rewrite if rewrite is not None and rewrite.receiver is not None:
            arguments = _arguments(text, module)
            if arguments is None:
                return
            edits = rewrite.edits(f"{rewrite.receiver}.set_cookie({arguments})")
            if edits is not None:
                yield Fix("Replace with set_cookie()", edits, Safety.SUGGESTED)


def _arguments(text: str, module: Module) -> str | None:
    """The code of set_cookie()'s arguments; None where it cannot say the same."""
    first, *rest = (part.strip() for part in text.split(";"))
    pair = PAIR.fullmatch(first)
    attributes: dict[str, object] = {"path": None}
    for part in filter(None, rest):
        word, _, value = part.partition("=")
        name = ATTRIBUTES.get(word.strip().lower())
        if name is None:
            return None
        attributes[name] = True if name in FLAGS else value.strip()
    if pair is None:
        return None
    age = attributes.get("max_age")
    if isinstance(age, str) and age.isdecimal():
        attributes["max_age"] = int(age)
        attributes.pop("expires", None)  # Max-Age wins (RFC 6265, 4.1.2.2)
    if attributes["path"] == "/":
        del attributes["path"]
    if cookie_error(pair["name"], pair["value"], module.target, **attributes) is not None:
        return None
    codes = [quoted(pair["name"]), quoted(pair["value"])]
    codes += (f"{k}={quoted(v) if isinstance(v, str) else v}" for k, v in attributes.items())
    return ", ".join(codes)
