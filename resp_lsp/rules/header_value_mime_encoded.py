"""A header value with letters beyond Latin-1.

Django cannot send them in a header, and makes one encoded word of the whole value
(`=?utf-8?b?…?=`, RFC 2047). That is a form of mail: no browser reads it, so that a file
name is lost together with the `attachment` before it.

Percent-encode such text, as `content_disposition_header()` does for the names of files and
`iri_to_uri()` for links. The fix for Content-Disposition is a suggestion, for it changes
what is sent. A value with a newline is RSP201's: it is not sent at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core import modelling
from resp_core.headers import header_value
from resp_lsp.analysis.prefilter import HEADER_WRITES
from resp_lsp.analysis.values.value import Known, alternatives, text_of
from resp_lsp.rules.finding import Fix, Related, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared import disposition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import HeaderWrite
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

LONGEST = 60

rule = Rule(
    code="RSP204",
    severity=Severity.WARNING,
    message="{character!r} is beyond Latin-1, so Django sends the whole value as {sent}; "
    "percent-encode it.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("a;b")
                response["X-City"] = "Łódź"
                return response
            """,
            django="sends X-City: =?utf-8?b?xYHDs2TFug==?=",
            good="""
                from urllib.parse import quote

                from django.http import HttpResponse

                response = HttpResponse("a;b")
                response["X-City"] = quote("Łódź")
                return response
            """,
        ),
    ),
    triggers=(*HEADER_WRITES, r"\bcontent_type\b"),
    links=(
        "https://www.rfc-editor.org/rfc/rfc9110#section-5.5",
        "https://www.rfc-editor.org/rfc/rfc8187",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for write in module.header_writes:
        texts = [text_of(value) for value in alternatives(write.value)]
        found = [_beyond("" if text is None else "".join(text.literals)) for text in texts]
        if all(found):
            yield rule.at(
                write.value_at.span,
                *_fixes(module, write),
                related=Related.trace(write.trace, module),
                character=found[0],
                sent=_sent(write, module),
            )


def _beyond(text: str) -> str:
    """The first character that Latin-1 does not have, in a value that Django sends."""
    if "\n" in text or "\r" in text:
        return ""
    return next((character for character in text if ord(character) > 0xFF), "")


def _sent(write: HeaderWrite, module: Module) -> str:
    sent = "=?utf-8?…?="
    if isinstance(write.value, Known):
        with modelling(module.target):
            sent = header_value(write.value.value)
    return sent if len(sent) <= LONGEST else f"{sent[:LONGEST]}…"


def _fixes(module: Module, write: HeaderWrite) -> Iterator[Fix]:
    is_named = isinstance(write.name, Known) and str(write.name.value).lower()
    if is_named == disposition.HEADER:
        yield from disposition.helper_fix(module, write)
