"""Directives of Cache-Control that contradict each other.

`public` lets shared caches store the response, a bare `private` forbids it; with both
it depends on the cache who gets to see the page. `no-store` forbids to store at all,
so a `max-age` beside it means nothing, or means that one of the two is a mistake.

`patch_cache_control()` lets `public` and `private` replace each other between calls,
but in one call it sends both. `no-store` and `max-age` it always sends side by side.
Which one was meant cannot be told, so there is no fix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from resp_core import oracle
from resp_core.cache_directives import format_cache_control, parse_cache_control
from resp_lsp.analysis.prefilter import HEADER_WRITES
from resp_lsp.analysis.values.value import UNKNOWN, Known, alternatives
from resp_lsp.rules.finding import Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core.versions import Version
    from resp_lsp.analysis.facts.fact import HeaderWrite
    from resp_lsp.analysis.facts.use import Use
    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.source.text import Span
    from resp_lsp.rules.finding import Finding

HEADER = "cache-control"
HELPERS = {
    "django.utils.cache.add_never_cache_headers": "add_never_cache_headers",
    "django.utils.cache.patch_cache_control": "patch_cache_control",
    "django.utils.cache.patch_response_headers": "patch_response_headers",
    "django.views.decorators.cache.cache_control": "patch_cache_control",
}
LIFETIMES = ("max-age", "s-maxage")
Pair: TypeAlias = tuple[str, str]

rule = Rule(
    code="RSP305",
    severity=Severity.WARNING,
    message="Cache-Control is sent with {one} and {other}, which contradict each other; "
    "leave out one of them.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse
                from django.utils.cache import patch_cache_control

                response = HttpResponse("news")
                patch_cache_control(response, public=True, private=True)
                return response
            """,
            django="sends Cache-Control: public, private",
            good="""
                from django.http import HttpResponse
                from django.utils.cache import patch_cache_control

                response = HttpResponse("news")
                patch_cache_control(response, private=True)
                return response
            """,
        ),
    ),
    triggers=(*HEADER_WRITES, r"cache_control\(", r"never_cache_headers\(", r"response_headers\("),
    links=("https://www.rfc-editor.org/rfc/rfc9111.html#section-5.2.2",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for write in module.header_writes:
        found = [_contradiction(text) for text in _texts(write)]
        if found and all(found):
            yield from _finding(found[0], write.value_at.span)
    for use in module.uses:
        if use.function in HELPERS:
            before, after = _patched(use, module.target)
            if _contradiction(before) is None:
                yield from _finding(_contradiction(after), use.call.span)


def _finding(found: Pair | None, span: Span) -> Iterator[Finding]:
    if found is not None:
        yield rule.at(span, one=found[0], other=found[1])


def _contradiction(text: str) -> Pair | None:
    """The first two directives of a header that contradict each other."""
    held = {directive.name: directive for directive in parse_cache_control(text)}
    bare = [name for name, directive in held.items() if directive.value is None]
    if "public" in bare and "private" in bare:  # a private with fields is about these alone
        return "public", "private"
    if "no-store" in bare:
        for name in LIFETIMES:
            seconds = held[name].value if name in held else None
            if seconds is not None and seconds.isdecimal() and int(seconds) > 0:
                return "no-store", str(held[name])
    return None


def _patched(use: Use, target: Version) -> tuple[str, str]:
    """The header before and after a helper, without what is not known of it."""
    held = UNKNOWN if use.before is None else use.before[HEADER]
    before = held.value if isinstance(held, Known) and isinstance(held.value, str) else None
    helper = HELPERS[use.function]
    given = {name: a.value for name, a in use.arguments.items() if name != "response"}
    known = {name: value.value for name, value in given.items() if isinstance(value, Known)}
    if helper == "patch_response_headers" and known.get("cache_timeout") is None:
        return before or "", ""  # the seconds are in the settings
    sent = oracle.cache_control(helper, before, (), known, target)
    if isinstance(sent, Exception):
        return before or "", ""
    unknown = {name.replace("_", "-") for name in given.keys() - known.keys()}
    if use.is_opaque:
        unknown |= {name for name in LIFETIMES if name.replace("-", "_") not in known}
    left = (d for d in parse_cache_control(sent) if d.name not in unknown)
    return before or "", format_cache_control(tuple(left))


def _texts(write: HeaderWrite) -> list[str]:
    """What the header is set to; none where it is something else, or not known."""
    if not isinstance(write.name, Known) or str(write.name.value).lower() != HEADER:
        return []
    values = alternatives(write.value)
    texts = [value.value for value in values if isinstance(value, Known)]
    return [text for text in texts if isinstance(text, str)] if len(texts) == len(values) else []
