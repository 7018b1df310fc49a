"""A Content-Length that counts characters.

Content-Length is a number of bytes. A letter beyond ASCII takes two or more of them in
UTF-8, so `len()` of a str is too small: the client cuts the body off, and takes what is
left for the next response.

Leave the header out, for Django's CommonMiddleware adds it, or count the encoded text. The
fix does so, and is a suggestion, for it changes what is sent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lsp.analysis.prefilter import HEADER_WRITES
from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.analysis.values.kinds_of_text import CHARACTERS
from resp_lsp.analysis.values.value import Instance, Known, Text, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.source.tree import Place
    from resp_lsp.rules.finding import Finding

COUNT = re.compile(r"(?:str\()?len\((?P<counted>[\w.]+)\)\)?")

rule = Rule(
    code="RSP211",
    severity=Severity.WARNING,
    message="Content-Length counts bytes, and this counts the characters of a str; "
    "count the encoded text or leave the header out.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                text = "Grüße"
                response = HttpResponse(text)
                response["Content-Length"] = len(text)
                return response
            """,
            django="sends Content-Length: 5",
            good="""
                from django.http import HttpResponse

                text = "Grüße"
                response = HttpResponse(text)
                response["Content-Length"] = len(text.encode())
                return response
            """,
        ),
    ),
    triggers=HEADER_WRITES,
    links=("https://www.rfc-editor.org/rfc/rfc9110#section-8.6",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for write in module.header_writes:
        match write.name:
            case Known(str(name)) if name.lower() == "content-length":
                if all(map(_counts_characters, alternatives(write.value))):
                    fixes = _fixes(write.value_at)
                    related = Related.trace(write.trace, module)
                    yield rule.at(write.value_at.span, *fixes, related=related)


def _counts_characters(value: Value) -> bool:
    match value:
        case Instance(kind):
            return kind == CHARACTERS
        case Text(parts=(part,)) if not isinstance(part, str):
            return _counts_characters(part.value)
        case _:
            return False


def _fixes(place: Place) -> Iterator[Fix]:
    found = COUNT.fullmatch(place.source)
    if found is not None:
        at = place.span.start + found.end("counted")
        edit = Edit(Span(at, at), ".encode()")
        yield Fix("Count the bytes", (edit,), Safety.SUGGESTED)
