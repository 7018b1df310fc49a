"""Vary written by hand.

An assignment wipes the names that Django's own middleware and other layers need,
`Cookie` and `Accept-Language` among them, so that a cache gives one user's page to
another. `patch_vary_headers()` adds names and keeps those that are there.

The fix is safe where replaying both ways sends the same headers, which is so on a
response that was just made. Elsewhere it adds where the code overwrote, and is a
suggestion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core import parse_vary, patch_vary_headers
from resp_lsp.analysis.prefilter import HEADER_WRITES
from resp_lsp.analysis.values.value import Known
from resp_lsp.rules.finding import Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared import header_helper
from resp_lsp.rules.shared.header_helper import Helper, Template, is_own, quoted, sampled, template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core import HttpResponse
    from resp_lsp.analysis.facts.fact import HeaderWrite
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

HEADER = "vary"

rule = Rule(
    code="RSP302",
    severity=Severity.WARNING,
    message="Vary is written by hand as {value}; "
    "patch_vary_headers() keeps the names already there.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("news")
                response["Vary"] = "Cookie, Accept-Language"
                return response
            """,
            django="sends Vary: Cookie, Accept-Language",
            good="""
                from django.http import HttpResponse
                from django.utils.cache import patch_vary_headers

                response = HttpResponse("news")
                patch_vary_headers(response, ["Cookie", "Accept-Language"])
                return response
            """,
        ),
    ),
    triggers=HEADER_WRITES,
    links=(
        "https://docs.djangoproject.com/en/stable/ref/utils/#django.utils.cache.patch_vary_headers",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for write, value in header_helper.written(module, HEADER):
        helper = _helper(write)
        fixes = header_helper.fix(module, write, helper) if helper is not None else ()
        yield rule.at(write.target.span, *fixes, value=value)


def _helper(write: HeaderWrite) -> Helper | None:
    """The call that adds the same names; None when one of them cannot be written down."""
    whole = template(write)
    if whole is None:
        return None
    names = [name for name in parse_vary(whole.text) if not is_own(whole.hole(name), write, HEADER)]
    codes = [_code(name, whole) for name in names]
    if not codes or None in codes:
        return None
    arguments = f", [{', '.join(filter(None, codes))}]"

    def replay(response: HttpResponse, sample: int) -> None:
        holes = map(whole.hole, names)
        values = [
            name if hole is None else str(sampled(hole.value, sample, write))
            for name, hole in zip(names, holes, strict=True)
        ]
        patch_vary_headers(response, values)

    return Helper("patch_vary_headers", arguments, replay)


def _code(name: str, whole: Template) -> str | None:
    if "\0" not in name:
        return quoted(name)
    hole = whole.hole(name)
    if hole is None or (isinstance(hole.value, Known) and "," in str(hole.value.value)):
        return None  # several names in one variable are not an item of a list
    return hole.source
