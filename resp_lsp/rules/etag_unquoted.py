"""An ETag without quotes.

An entity tag stands in double quotes, with `W/` before them if it is weak (RFC 9110).
Django sends the header as it is, and ConditionalGetMiddleware finds no tag in it: no
request is ever answered with 304 Not Modified. Some caches drop the header.

`quote_etag()` of `django.utils.http` adds the quotes where they are missing. The fix is a
suggestion, for it changes what is sent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lsp.analysis.facts.fact import Form
from resp_lsp.analysis.facts.literals import literal_text
from resp_lsp.analysis.prefilter import HEADER_WRITES
from resp_lsp.analysis.source.text import Edit
from resp_lsp.analysis.values.kinds_of_text import is_plain
from resp_lsp.analysis.values.value import Known, Text, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import HeaderWrite
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

ETAG = re.compile(r'(?:W/)?"[^"\x00-\x20\x7f]*"')
START = re.compile(r'(?:W/)?"')

rule = Rule(
    code="RSP212",
    severity=Severity.WARNING,
    message="The ETag {value} has no quotes, so that no request matches it; "
    "quote_etag() adds them.",
    examples=(
        Example(
            bad="""
                import hashlib

                from django.http import HttpResponse

                page = b"page"
                response = HttpResponse(page)
                response["ETag"] = hashlib.md5(page).hexdigest()
                return response
            """,
            django="sends ETag: 71860c77c6745379b0d44304d66b6a13",
            good="""
                import hashlib

                from django.http import HttpResponse
                from django.utils.http import quote_etag

                page = b"page"
                response = HttpResponse(page)
                response["ETag"] = quote_etag(hashlib.md5(page).hexdigest())
                return response
            """,
        ),
    ),
    triggers=HEADER_WRITES,
    links=("https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for write in module.header_writes:
        match write.name:
            case Known(str(name)) if name.lower() == "etag" and not write.is_copy:
                if all(map(_is_unquoted, alternatives(write.value))):
                    yield rule.at(
                        write.value_at.span,
                        *_fixes(write, module),
                        related=Related.trace(write.trace, module),
                        value=write.value_at.source,
                    )


def _is_unquoted(value: Value) -> bool:
    match value:
        case Known(str(text)):
            return ETAG.fullmatch(text.strip()) is None
        case Text(parts):
            first, last = parts[0], parts[-1]
            opens = isinstance(first, str) and not START.match(first.lstrip())
            ends = isinstance(last, str) and not last.rstrip().endswith('"')
            return opens or ends or is_plain(value)
        case Known():
            return False
        case _:
            return is_plain(value)


def _fixes(write: HeaderWrite, module: Module) -> Iterator[Fix]:
    place = write.value_at
    imported = module.importing("django.utils.http", "quote_etag")
    if (
        write.form is Form.AUGMENTED
        or place == write.name_at
        or place.tree.source is not module.source
        or place.has_comment
        or "\n" in place.source
    ):
        return
    text = literal_text(place)
    if write.value == Known(text) and not set(text) & set("\"'\\"):
        yield Fix("Add the quotes", (Edit(place.span, f"'\"{text}\"'"),), Safety.SUGGESTED)
    elif imported is not None:
        call = Edit(place.span, f"{imported.code}({place.source})")
        yield Fix("Replace with quote_etag()", (*imported.edits, call), Safety.SUGGESTED)
