"""`expires` of a cookie that is no date and time.

`set_cookie()` takes a datetime, or text in the format of HTTP. Anything else is sent
as its text: a timedelta as `expires=7 days, 0:00:00`, a date as `expires=2030-01-01`,
a float as `expires=3600.0`. A browser cannot read that and makes it a session cookie
(RFC 6265, 5.2.1), which is gone when the browser is closed.

A duration is what `max_age` is for, in seconds or, from Django 4.1 on, as a
timedelta. The fix does that; it is a suggestion, for the cookie now outlives the
session.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core.oracle import cookie_sent
from resp_core.versions import TIMEDELTA_MAX_AGE
from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.analysis.values.types import class_of
from resp_lsp.analysis.values.value import Known, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.cookie import TRIGGERS, set_cookies
from resp_lsp.rules.shared.stand_in import stand_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.use import Use
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

TIMEDELTA = "datetime.timedelta"
INSTEAD = {
    TIMEDELTA: "give it as max_age",
    "datetime.date": "give a datetime",
    "builtins.float": "give seconds as max_age, or a datetime",
}
"""The types that are no date and time, each with what to write."""

rule = Rule(
    code="RSP703",
    severity=Severity.WARNING,
    message="The cookie is sent with {sent}, which browsers cannot read; {instead}.",
    examples=(
        Example(
            bad="""
                from datetime import timedelta

                from django.http import HttpResponse

                response = HttpResponse("page")
                response.set_cookie("theme", "dark", expires=timedelta(days=7))
                return response
            """,
            django="sends cookie theme=dark; expires=7 days, 0:00:00; Path=/",
            good="""
                from datetime import timedelta

                from django.http import HttpResponse

                response = HttpResponse("page")
                response.set_cookie("theme", "dark", max_age=timedelta(days=7))
                return response
            """,
        ),
    ),
    triggers=TRIGGERS,
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse.set_cookie",
        "https://www.rfc-editor.org/rfc/rfc6265.html#section-5.2.1",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for use in set_cookies(module):
        expires = use.arguments.get("expires")
        if expires is None:
            continue
        types = [class_of(member) for member in alternatives(expires.value)]
        kind = types[0]
        if kind is None or not all(name in INSTEAD for name in types):
            continue
        first = alternatives(expires.value)[0]
        text = cookie_sent("a", "", module.target, expires=stand_in(first), path=None)
        sent = text.partition("; ")[2]
        yield rule.at(
            expires.place.span,
            *(_fixes(use, module) if set(types) == {TIMEDELTA} else ()),
            related=Related.trace(expires.trace, module),
            sent=sent if isinstance(first, Known) else f"{sent} or the like",
            instead=INSTEAD[kind],
        )


def _fixes(use: Use, module: Module) -> Iterator[Fix]:
    given, word = use.arguments["expires"], "expires"
    is_named = given.whole.source.startswith(word) and not given.is_spread
    if is_named and "max_age" not in use.arguments and module.target >= TIMEDELTA_MAX_AGE.since:
        start = given.whole.span.start
        renamed = Edit(Span(start, start + len(word)), "max_age")
        yield Fix("Give it as max_age", (renamed,), Safety.SUGGESTED)
