"""A redirect that Django refuses.

Django redirects to `http`, `https` and `ftp` only, and to places without a scheme;
what stands before the first colon counts as one. `javascript:`, `mailto:`, a host
with a port (`localhost:8000/`) and the name of a view (`shop:cart`) raise
DisallowedRedirect, which the user sees as status 400.

Write `http://localhost:8000/`, or `reverse("shop:cart")` for a view; a class of
one's own with more `allowed_schemes` may redirect to apps.

The fix with `reverse()` is a suggestion: it is right where the name is a view's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_core import DisallowedRedirect
from resp_core.oracle import redirect_error
from resp_lsp.analysis.values.value import Known, Text, Value, alternatives, mapped, text_of
from resp_lsp.rules.finding import Related, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.certainty import certain_error, constants
from resp_lsp.rules.shared.view_names import is_view_name, reversing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core.versions import Version
    from resp_lsp.analysis.facts.invocation import Argument, Invocation
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

SHORTCUT = "django.shortcuts.redirect"
NAME = re.compile(r"[\w.:-]+")
FILLER = "x"

rule = Rule(
    code="RSP504",
    severity=Severity.ERROR,
    message="Django refuses this redirect: it raises {kind}: {error}{advice}",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponseRedirect

                return HttpResponseRedirect("localhost:8000/accounts/")
            """,
            django="raises django.core.exceptions.DisallowedRedirect: "
            "Unsafe redirect to URL with protocol 'localhost'",
            good="""
                from django.http import HttpResponseRedirect

                return HttpResponseRedirect("http://localhost:8000/accounts/")
            """,
        ),
    ),
    triggers=("Redirect", r"\bredirect\(\s*(?:[frb]{0,2}[\"'][\w.+-]*:|\w+\s*[,)])"),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponseRedirect",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        # A class of the project's own may have other allowed_schemes.
        if not response.is_derived:
            yield from _refused(response, "redirect_to", module)
    for use in module.uses:
        # The shortcut takes the name of a view, too.
        if use.function == SHORTCUT and all(map(_is_url, alternatives(use.value("to")))):
            yield from _refused(use, "to", module)


def _refused(call: Invocation, parameter: str, module: Module) -> Iterator[Finding]:
    place = call.arguments.get(parameter)
    error = None
    if place is not None and not call.is_opaque:
        error = _error(call, place, module.target)
    if place is not None and error is not None:
        names = constants(place.value)
        is_name = bool(names) and all(map(is_view_name, names))
        yield rule.at(
            place.place.span,
            *(reversing(module, place) if is_name else ()),
            related=Related.trace(place.trace, module),
            kind=type(error).__name__,
            error=error,
            advice="; for the name of a view, write reverse()." if is_name else ".",
        )


def _is_url(value: Value) -> bool:
    """Whether it is text that is no name of a view: `shop:cart.detail` may be one."""
    text = text_of(value)
    written = "" if text is None else "".join(text.literals)
    return ("/" in written or "." in written) and NAME.fullmatch(written) is None


def _error(call: Invocation, place: Argument, target: Version) -> Exception | None:
    def error_of(constant: object) -> Exception | None:
        return redirect_error(constant, target)

    error = certain_error(call, place.value, error_of)
    if error is not None:
        return error
    begun = certain_error(call, mapped(place.value, _filled), error_of)
    return begun if isinstance(begun, DisallowedRedirect) else None


def _filled(value: Value) -> Value:
    """A text that begins with a scheme, whatever follows; other texts stay as they are."""
    match value:
        case Text((str(start), *_)) if ":" in start:
            return Known("".join(p if isinstance(p, str) else FILLER for p in value.parts))
        case _:
            return value
