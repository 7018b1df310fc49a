"""Expires or Pragma written by hand beside Cache-Control.

A cache that knows `max-age` skips `Expires` (RFC 9111, 5.3), and `Pragma` says nothing
in a response (RFC 9111, 5.4). What is left are values that must agree with
Cache-Control, and often are no dates: `0`, `-1`.

Django has calls that write all of it: `add_never_cache_headers(response)` for a page
that nobody may keep, `patch_response_headers(response, seconds)` for one that may be
kept, with `Expires` and `max-age` from the same number.

Left alone is `Pragma: no-cache` beside a bare `no-store`: OAuth wants both in the
answers that hold a token (RFC 6749, 5.1).

The fix is a suggestion. It is offered where Cache-Control is known: it tells which of
the two was meant.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from resp_core import add_never_cache_headers, patch_response_headers
from resp_core.cache_directives import parse_cache_control
from resp_lsp.analysis.prefilter import HEADER_WRITES
from resp_lsp.analysis.values.value import Known
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared import header_helper
from resp_lsp.rules.shared.header_helper import Helper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core import HttpResponse
    from resp_lsp.analysis.facts.fact import HeaderWrite
    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.source.tree import Place
    from resp_lsp.rules.finding import Finding

HEADERS = {"expires": "Expires", "pragma": "Pragma"}
HELPERS = {
    "django.utils.cache.add_never_cache_headers",
    "django.utils.cache.patch_cache_control",
    "django.utils.cache.patch_response_headers",
}
NEVER = frozenset(("no-store", "no-cache"))
OAUTH = "no-store"

rule = Rule(
    code="RSP306",
    severity=Severity.HINT,
    message="{header} is written by hand beside Cache-Control, which caches go by; "
    "add_never_cache_headers() or patch_response_headers() writes what is needed.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse
                from django.utils.cache import patch_cache_control

                response = HttpResponse("news")
                patch_cache_control(response, no_cache=True, no_store=True)
                response["Expires"] = "0"
                return response
            """,
            django="sends Expires: 0",
            good="""
                from django.http import HttpResponse
                from django.utils.cache import add_never_cache_headers

                response = HttpResponse("news")
                add_never_cache_headers(response)
                return response
            """,
        ),
    ),
    triggers=HEADER_WRITES,
    links=(
        "https://docs.djangoproject.com/en/stable/ref/utils/#django.utils.cache.add_never_cache_headers",
        "https://www.rfc-editor.org/rfc/rfc9111.html#section-5.3",
        "https://www.rfc-editor.org/rfc/rfc9111.html#section-5.4",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for write in module.header_writes:
        name = _name(write)
        beside = _beside(write, module) if name in HEADERS and not write.is_copy else None
        if beside is not None:
            place, text = beside
            if name == "pragma" and text.strip().lower() == OAUTH:
                continue
            related = (Related.at(place, "Cache-Control is written here.", module),)
            fixes = _fixes(write, text, module)
            yield rule.at(write.target.span, *fixes, related=related, header=HEADERS[name])


def _name(write: HeaderWrite) -> str:
    return str(write.name.value).lower() if isinstance(write.name, Known) else ""


def _beside(write: HeaderWrite, module: Module) -> tuple[Place, str] | None:
    """Where Cache-Control of the same response is written, and what is known of it."""
    tree = write.target.tree
    for other in module.header_writes:
        is_same = other.site == write.site is not None and other.target.tree is tree
        # In one statement both are copied, or set by a loop.
        is_apart = other.target.node is not write.target.node
        if is_same and is_apart and _name(other) == "cache-control":
            text = other.value.value if isinstance(other.value, Known) else ""
            return other.target, str(text)
    for use in module.uses:
        # A helper tells of what was not known before that it is a response.
        is_same = write.site is not None and write.site in (use.site, use.call.node)
        if use.function in HELPERS and is_same:
            held = write.before["Cache-Control"]
            return use.call, str(held.value or "") if isinstance(held, Known) else ""
    return None


def _fixes(write: HeaderWrite, text: str, module: Module) -> Iterator[Fix]:
    directives = {directive.name: directive.value for directive in parse_cache_control(text)}
    age = directives.get("max-age")
    if NEVER & directives.keys():
        helper = Helper("add_never_cache_headers", "", lambda r, _: add_never_cache_headers(r))
    elif _name(write) == "expires" and age is not None and age.isdecimal():
        seconds = int(age)

        def replay(response: HttpResponse, _: int) -> None:
            patch_response_headers(response, seconds)

        helper = Helper("patch_response_headers", f", {seconds}", replay)
    else:
        return
    for fix in header_helper.fix(module, write, helper):
        yield replace(fix, safety=Safety.SUGGESTED)
