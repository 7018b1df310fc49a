"""Cache-Control written by hand.

An assignment replaces the directives that the view, a decorator or a middleware
has set before, and a typing error in the text goes unnoticed.
`patch_cache_control()` merges: it takes the lower `max-age`, and lets `public`
and `private` replace each other.

The fix is safe where replaying both ways sends the same headers, which is so on
a response that was just made. Elsewhere it merges where the code overwrote, and
is a suggestion.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_core import add_never_cache_headers, patch_cache_control
from resp_core.cache_directives import Directive, nearest, parse_cache_control
from resp_lsp.analysis.prefilter import HEADER_WRITES
from resp_lsp.analysis.values.value import Hole, Known, Value, alternatives
from resp_lsp.rules.finding import Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared import header_helper
from resp_lsp.rules.shared.directive import suits
from resp_lsp.rules.shared.header_helper import Helper, Template, is_own, quoted, sampled, template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core import HttpResponse
    from resp_lsp.analysis.facts.fact import HeaderWrite
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

HEADER = "cache-control"
OF_NUMBER = re.compile(r"str\(([\w.]+)\)")
NEVER_CACHE = frozenset(("max-age=0", "no-cache", "no-store", "must-revalidate", "private"))

rule = Rule(
    code="RSP301",
    severity=Severity.WARNING,
    message="Cache-Control is written by hand as {value}; "
    "patch_cache_control() merges it with the directives already set.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("news")
                response["Cache-Control"] = "private, max-age=60"
                return response
            """,
            django="sends Cache-Control: private, max-age=60",
            good="""
                from django.http import HttpResponse
                from django.utils.cache import patch_cache_control

                response = HttpResponse("news")
                patch_cache_control(response, private=True, max_age=60)
                return response
            """,
        ),
    ),
    triggers=HEADER_WRITES,
    links=(
        "https://docs.djangoproject.com/en/stable/ref/utils/#django.utils.cache.patch_cache_control",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for write, value in header_helper.written(module, HEADER):
        helper = _helper(write)
        fixes = header_helper.fix(module, write, helper) if helper is not None else ()
        yield rule.at(write.target.span, *fixes, value=value)


def _helper(write: HeaderWrite) -> Helper | None:
    """The call that sets the same directives; None when they are not keyword arguments."""
    whole = template(write)
    if whole is None:
        return None
    directives = [
        directive
        for directive in parse_cache_control(whole.text)
        if not is_own(whole.hole(str(directive)), write, HEADER)
    ]
    if len(directives) == len(NEVER_CACHE) and set(map(str, directives)) == NEVER_CACHE:
        return Helper("add_never_cache_headers", "", lambda r, _: add_never_cache_headers(r))
    arguments = dict(filter(None, (_argument(d, whole) for d in directives)))
    if not arguments or len(arguments) != len(directives):
        return None

    def replay(response: HttpResponse, sample: int) -> None:
        values = {
            name: sampled(value.value, sample, write) if isinstance(value, Hole) else value
            for name, (_, value) in arguments.items()
        }
        patch_cache_control(response, **values)

    code = "".join(f", {name}={code}" for name, (code, _) in arguments.items())
    return Helper("patch_cache_control", code, replay)


def _argument(directive: Directive, whole: Template) -> tuple[str, tuple[str, object]] | None:
    """The keyword, with the code of its value and the value or its hole; None where the call
    would be wrong as well."""
    if directive.argument is None:
        return None
    name, value = directive.argument
    if isinstance(value, str) and name == "max_age":
        filled = _seconds(directive, whole.hole(value))
        return None if filled is None else (name, filled)
    if not isinstance(value, str) or "\0" not in value:
        code = quoted(value) if isinstance(value, str) else repr(value)
        return (name, (code, value)) if _makes_sense(directive, Known(value)) else None
    hole = whole.hole(value)
    if hole is None or hole.source is None or not _makes_sense(directive, hole.value):
        return None
    return name, (hole.source, hole)


def _seconds(directive: Directive, hole: Hole | None) -> tuple[str, Hole] | None:
    """The code of a number; Django compares max-age with that which is there, and raises for
    text."""
    if hole is None or hole.source is None:
        return None
    number = OF_NUMBER.fullmatch(hole.source)
    if number is not None:
        return number[1], hole
    return (hole.source, hole) if _makes_sense(directive, hole.value) else None


def _makes_sense(directive: Directive, value: Value) -> bool:
    if directive.known is None:
        return nearest(directive.name) is None
    return all(suits(directive.known, member) for member in alternatives(value))
