"""A cookie without Secure, HttpOnly or SameSite.

Django sets none of the three by itself. Without Secure a cookie is sent over plain
HTTP, too; without HttpOnly every script on the page can read it, an injected one as
well; without SameSite it is up to the browser which other sites can have it sent
(RFC 6265bis, 4.1.2).

Say for each cookie what it needs: `secure=True, httponly=True, samesite="Lax"`. An
argument that is given is a decision, `httponly=False` and `secure=settings.X` too.
Cookies for protection against forged requests, which scripts must read, need no
HttpOnly. This rule is opt-in, since a site may be served over HTTP; its fix is a
suggestion.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lsp.analysis.values.value import Known, Text, Value, alternatives
from resp_lsp.rules.finding import Fix, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.cookie import TRIGGERS, attribute, is_off, set_cookies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.use import Use
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

FLAGS = {"secure": "True", "httponly": "True", "samesite": '"Lax"'}
READ_BY_SCRIPTS = re.compile(r"[cx]srf", re.IGNORECASE)

rule = Rule(
    code="RSP706",
    severity=Severity.WARNING,
    message="The cookie is sent without {missing}; give {instead}, or say that it needs none.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response.set_cookie("theme", "dark")
                return response
            """,
            django="sends cookie theme=dark; Path=/",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response.set_cookie("theme", "dark", secure=True, httponly=True, samesite="Lax")
                return response
            """,
        ),
    ),
    triggers=TRIGGERS,
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse.set_cookie",
        "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis-20#section-4.1.2",
    ),
    is_opt_in=True,
)

NAMES = {"secure": "Secure", "httponly": "HttpOnly", "samesite": "SameSite"}


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for use in set_cookies(module):
        missing = _missing(use)
        if missing:
            given = {flag: FLAGS[flag] for flag in missing}
            edit = use.with_arguments(given)
            yield rule.at(
                use.call.span,
                Fix("Give the flags", (edit,), Safety.SUGGESTED),
                missing=_listed([NAMES[flag] for flag in missing]),
                instead=", ".join(f"{flag}={code}" for flag, code in given.items()),
            )


def _missing(use: Use) -> list[str]:
    """The flags that nothing is said about."""
    if use.is_opaque or attribute(use, "max_age") == Known(0):
        return []  # a lifetime of nothing deletes it
    left = [flag for flag in FLAGS if flag not in use.arguments and is_off(attribute(use, flag))]
    is_read = "httponly" in left and any(map(_is_token, alternatives(attribute(use, "key"))))
    return [flag for flag in left if not (is_read and flag == "httponly")]


def _is_token(key: Value) -> bool:
    match key:
        case Known(str(text)):
            return READ_BY_SCRIPTS.search(text) is not None
        case Text():
            return any(READ_BY_SCRIPTS.search(part) for part in key.literals)
        case _:
            return False


def _listed(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
