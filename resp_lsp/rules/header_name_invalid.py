"""A header name that is none.

Django raises a UnicodeError for a name with letters beyond ASCII. Any other name it sends
as it is, though a name is one or more letters, digits and some of `-_.!#$%&'*+^`|~`
(RFC 9110): with a space, a colon or no character at all, a server or a client refuses the
whole response or reads another header.

Write the name alone, for example `Content-Type`. There is no fix.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_core import BadHeaderError
from resp_core.oracle import header_error
from resp_lsp.analysis.prefilter import HEADER_WRITES
from resp_lsp.rules.finding import Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.certainty import constants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")

NAMED_SO = r"""["'](?:[^"'\n]*[^"'\n!#$%&*+.^_`|~0-9A-Za-z-][^"'\n]*)?["']\s*\]\s*[+|]?=(?!=)"""
"""A subscript of a name that is no token is assigned to."""

rule = Rule(
    code="RSP202",
    severity=Severity.ERROR,
    message="{name!r} is no header name: {problem}.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response["X Frame Options"] = "DENY"
                return response
            """,
            django="sends X Frame Options: DENY",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response["X-Frame-Options"] = "DENY"
                return response
            """,
        ),
    ),
    triggers=(*HEADER_WRITES, NAMED_SO),
    links=("https://www.rfc-editor.org/rfc/rfc9110#section-5.1",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for write in module.header_writes:
        names = constants(write.name)
        problems = [_problem(name, module) for name in names]
        if names and None not in problems:
            yield rule.at(write.name_at.span, name=names[0], problem=problems[0])


def _problem(name: object, module: Module) -> str | None:
    """What is wrong with the name; a newline in it is another rule's."""
    error = header_error(name, "", module.target)
    if isinstance(error, BadHeaderError):
        return None
    if error is not None:
        return f"Django raises {type(error).__name__}, for it must be ASCII"
    text = name.decode("ascii") if isinstance(name, bytes) else str(name)
    if TOKEN.fullmatch(text):
        return None
    found = next((c for c in text if not TOKEN.fullmatch(c)), None)
    held = "it is empty" if found is None else f"it holds {found!r}"
    return f"{held}, and Django sends it as it is"
