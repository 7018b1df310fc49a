"""The name of a view given to a redirect class.

`HttpResponseRedirect` takes a URL. Unlike the shortcut `redirect()` it looks no
view up: `HttpResponseRedirect("my_shop:cart")` sends the name itself as Location,
which browsers take for a page beside the present one (RFC 3986, 5.2), most likely
a 404. A namespace without an underscore counts as a scheme, which Django refuses
(RSP504).

Write `HttpResponseRedirect(reverse("my_shop:cart"))`, or `redirect("my_shop:cart")`.

A single word such as `"login"` may be meant as a page beside this one: it is a
hint. The fix is a suggestion, as only the project's URLs tell what is the name of
a view.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_core.oracle import redirect_error
from resp_lsp.rules.finding import Related, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.certainty import constants
from resp_lsp.rules.shared.view_names import is_view_name, reversing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

WORD = re.compile(r"[A-Za-z_][\w-]*")

rule = Rule(
    code="RSP507",
    severity=Severity.WARNING,
    message="Django sends {name} itself as Location, and looks up no view: "
    "write reverse({name}) if it is the name of one.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponseRedirect

                return HttpResponseRedirect("my_shop:cart")
            """,
            django="sends Location: my_shop:cart",
            good="""
                from django.http import HttpResponseRedirect

                return HttpResponseRedirect("/shop/cart/")
            """,
        ),
    ),
    triggers=("Redirect",),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/urlresolvers/#reverse",
        "https://www.rfc-editor.org/rfc/rfc3986.html#section-5.2",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        given = response.arguments.get("redirect_to")
        names = constants(given.value) if given is not None and not response.is_opaque else ()
        if given is None or not names or any(redirect_error(n, module.target) for n in names):
            continue
        is_likely = all(map(is_view_name, names))
        if is_likely or all(map(_is_word, names)):
            yield rule.at(
                given.place.span,
                *reversing(module, given),
                related=Related.trace(given.trace, module),
                severity=None if is_likely else Severity.HINT,
                name=given.place.source,
            )


def _is_word(text: object) -> bool:
    return isinstance(text, str) and WORD.fullmatch(text) is not None
