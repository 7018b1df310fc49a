"""A cookie that is set twice on one response.

Django keeps one cookie of a name, whatever its path and domain. Setting it again
replaces its value, so what was set first is lost; but the Max-Age, Domain, Secure,
HttpOnly and SameSite of the first call stay where the second one gives none.

That is so after `delete_cookie()`, too: its `Max-Age=0` stays, and the browser drops
the new cookie at once.

Set it once; for two cookies, use two names. Which of the calls was meant cannot be
told, so there is no fix. A second call in a branch is left alone: it overrides a
default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.values.value import Known
from resp_lsp.rules.finding import Related, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.cookie import (
    DELETE,
    DELETE_TRIGGER,
    TRIGGERS,
    attribute,
    deleted_cookies,
    set_cookies,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.use import Use
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

TWICE = (
    "a second time",
    (
        "Django sends one cookie of a name, with the last value and what is left of the first "
        "call's attributes; set it once"
    ),
    "It is set here first.",
)
DELETED = (
    "after it was deleted",
    (
        "Django keeps the Max-Age=0 of the deletion, and browsers drop it; give max_age, or do "
        "not delete it"
    ),
    "It is deleted here.",
)

"""When it is set again, what becomes of it, and what is said of the first call."""

rule = Rule(
    code="RSP705",
    severity=Severity.WARNING,
    message="Cookie {key!r} is set {again} on this response: {what}.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response.set_cookie("theme", "dark", path="/shop", secure=True)
                response.set_cookie("theme", "light")
                return response
            """,
            django="sends cookie theme=light; Path=/; Secure",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response.set_cookie("shop-theme", "dark", path="/shop", secure=True)
                response.set_cookie("theme", "light")
                return response
            """,
        ),
    ),
    triggers=(*TRIGGERS, DELETE_TRIGGER),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse.set_cookie",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    calls: dict[object, Use] = {
        use.call.node: use for use in (*set_cookies(module), *deleted_cookies(module))
    }
    for use in set_cookies(module):
        key = attribute(use, "key")
        if use.before is None or not isinstance(key, Known):
            continue
        first = calls.get(dict(use.before.cookies).get(str(key.value)))
        if first is None or not _follows(use, first):
            continue
        is_deleted = first.function == DELETE
        if is_deleted and attribute(use, "max_age") != Known(None):
            continue  # it gets a lifetime of its own
        again, what, done = DELETED if is_deleted else TWICE
        related = Related.at(first.call, done, module)
        yield rule.at(use.call.span, related=(related,), key=key.value, again=again, what=what)


def _follows(use: Use, first: Use) -> bool:
    """Whether the call is certainly made after the first one: it is no deeper in branches."""
    if use is first or use.call.tree is not first.call.tree:
        return False  # a loop that sets it again and again, or a function's default
    here, there = _indentation(use), _indentation(first)
    return here is not None and there is not None and here <= there


def _indentation(use: Use) -> int | None:
    start = use.call.own_line_start()
    return None if start is None else len(start.strip("\r\n"))
