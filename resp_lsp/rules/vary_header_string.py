"""Names for Vary in the wrong shape: a string for a list, or a list for names.

`patch_vary_headers(response, names)` goes through `names`. A string is taken apart:
`patch_vary_headers(response, "Cookie")` sends `Vary: C, o, o, k, i, e`, so that caches
give one user's page to another. `vary_on_headers("Cookie", "Accept")` takes the names
one by one; for a list it raises AttributeError with every request.

Write `patch_vary_headers(response, ["Cookie"])`, and a star before the list that is
given to `vary_on_headers()`. Both fixes are safe where the names are known: nothing
that works is changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core import parse_vary
from resp_core.oracle import vary
from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.analysis.values.value import Known, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.header_helper import quoted
from resp_lsp.rules.shared.stand_in import is_exact, stand_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core.versions import Version
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.facts.use import Use
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

PATCH = "django.utils.cache.patch_vary_headers"
DECORATOR = "django.views.decorators.vary.vary_on_headers"
SHOWN = 30  # characters of a Vary that is a text taken apart

rule = Rule(
    code="RSP304",
    severity=Severity.ERROR,
    message="Django {does}; {instead}.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse
                from django.utils.cache import patch_vary_headers

                response = HttpResponse("news")
                patch_vary_headers(response, "Cookie")
                return response
            """,
            django="sends Vary: C, o, o, k, i, e",
            good="""
                from django.http import HttpResponse
                from django.utils.cache import patch_vary_headers

                response = HttpResponse("news")
                patch_vary_headers(response, ["Cookie"])
                return response
            """,
        ),
    ),
    triggers=(r"vary_headers\(", r"vary_on_headers\("),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/utils/#django.utils.cache.patch_vary_headers",
        "https://docs.djangoproject.com/en/stable/topics/http/decorators/#vary-headers",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for use in module.uses:
        if use.function == PATCH and "newheaders" in use.arguments:
            yield from _of_list(use.arguments["newheaders"], use, module)
        elif use.function == DECORATOR:
            for given in use.positional:
                yield from _of_name(given, module)


def _of_list(given: Argument, use: Use, module: Module) -> Iterator[Finding]:
    done = [_taken_apart(value, use, module.target) for value in alternatives(given.value)]
    if all(done):
        related = Related.trace(given.trace, module)
        fixes = _listed(given)
        instead = "write a list of names"
        yield rule.at(given.place.span, *fixes, related=related, does=done[0], instead=instead)


def _taken_apart(value: Value, use: Use, target: Version) -> str | None:
    """What Django does with a value that is no list of names; None for one that may be."""
    try:
        names = stand_in(value)
    except LookupError:
        return None
    sent = vary(names, target)
    if isinstance(sent, Exception):
        is_certain = is_exact(value) and not use.catches(sent)
        return f"raises {type(sent).__name__}: {sent}" if is_certain else None
    if not isinstance(names, str) or sent == names:
        return None
    if not is_exact(value):
        return "takes each character of the text for the name of a header"
    return f"sends Vary: {sent if len(sent) <= SHOWN else sent[:SHOWN] + '…'}"


def _of_name(given: Argument, module: Module) -> Iterator[Finding]:
    try:
        name = stand_in(given.value)
    except LookupError:
        return
    error = vary([name], module.target)
    if isinstance(error, Exception) and not isinstance(name, str):
        start = given.whole.span.start  # before the brackets of a tuple
        edit = Edit(Span(start, start), "*")
        is_list = isinstance(name, list | tuple) and all(isinstance(one, str) for one in name)
        yield rule.at(
            given.place.span,
            *((Fix("Put a star before the list", (edit,), Safety.SAFE),) if is_list else ()),
            related=Related.trace(given.trace, module),
            does=f"raises {type(error).__name__}: {error}",
            instead="give the names one by one",
        )


def _listed(given: Argument) -> Iterator[Fix]:
    source, value = given.place.source, given.value
    if given.is_spread:
        return
    match value:
        case Known(str(text)):
            names = parse_vary(text)
        case Known():
            return
        case _:
            edit = Edit(given.place.span, f"[{source}]")
            yield Fix("Make it a list", (edit,), Safety.SUGGESTED)
            return
    if len(names) == 1 and names[0] == text:
        code = source
    elif source[-1] in "\"'" and names:
        code = ", ".join(map(quoted, names))
    else:
        return
    yield Fix("Make it a list", (Edit(given.place.span, f"[{code}]"),), Safety.SAFE)
