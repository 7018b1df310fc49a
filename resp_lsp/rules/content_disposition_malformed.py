"""A Content-Disposition that is not well-formed.

Django sends the header as it is. A name with spaces must stand in double quotes, and a
semicolon separates it from `attachment`. Browsers read what is malformed in different
ways: some cut the name at the first space, some ignore the header and show the file.

Write `attachment; filename="…"`, or let `content_disposition_header()` of
`django.utils.http` or `FileResponse` write it. The fix is a suggestion, for it changes
what is sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.facts.literals import literal_text
from resp_lsp.analysis.prefilter import HEADER_WRITES
from resp_lsp.analysis.source.text import Edit
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared import disposition
from resp_lsp.rules.shared.disposition import SHAPE, helper_fix, shown
from resp_lsp.rules.shared.header_helper import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import HeaderWrite
    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.values.value import Text
    from resp_lsp.rules.finding import Finding


rule = Rule(
    code="RSP602",
    severity=Severity.ERROR,
    message="Content-Disposition {value!r} is malformed, and browsers cut the name or ignore it; "
    'write attachment; filename="…".',
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("a;b", content_type="text/csv")
                response["Content-Disposition"] = "attachment; filename=monthly report.csv"
                return response
            """,
            django="sends Content-Disposition: attachment; filename=monthly report.csv",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("a;b", content_type="text/csv")
                response["Content-Disposition"] = 'attachment; filename="monthly report.csv"'
                return response
            """,
        ),
    ),
    triggers=HEADER_WRITES,
    links=("https://www.rfc-editor.org/rfc/rfc6266#section-4.1", disposition.LINK),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for write, texts in disposition.written(module):
        if all(map(disposition.is_malformed, texts)):
            yield rule.at(
                write.value_at.span,
                *_fixes(module, write, texts),
                related=Related.trace(write.trace, module),
                value=shown(write, texts),
            )


def _fixes(module: Module, write: HeaderWrite, texts: tuple[Text, ...]) -> tuple[Fix, ...]:
    whole = "".join(texts[0].literals)
    if len(texts) > 1 or len(texts[0].parts) > 1:
        return helper_fix(module, write)
    shape, place = SHAPE.fullmatch(whole), write.value_at
    if shape is None or place.has_comment or literal_text(place) != whole or not whole.isascii():
        return ()
    mended = f'{shape["kind"]}; filename="{shape["name"].strip()}"'
    edit = Edit(place.span, quoted(mended))
    return (Fix("Quote the name", (edit,), Safety.SUGGESTED),)
