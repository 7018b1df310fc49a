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

from resp_core.content_disposition import is_content_disposition
from resp_lsp.analysis.facts.literals import literal_text
from resp_lsp.analysis.prefilter import HEADER_WRITES
from resp_lsp.analysis.source.text import Edit
from resp_lsp.analysis.values.kinds_of_text import is_plain
from resp_lsp.rules import disposition
from resp_lsp.rules.disposition import SHAPE, helper_fix, shown
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.header_helper import quoted
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import HeaderWrite
    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.values.value import Text
    from resp_lsp.rules.finding import Finding

FILLED_IN = ("x", "x;", '"x"', 'x"')
"""What may stand in a hole: a name, with its quotes, with what separates it from the rest."""

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
        if all(map(is_malformed, texts)):
            yield rule.at(
                write.value_at.span,
                *_fixes(module, write, texts),
                related=Related.trace(write.trace, module),
                value=shown(write, texts),
            )


def is_malformed(text: Text) -> bool:
    """Whether the text is no disposition whatever is filled in."""
    literals = "".join(text.literals)
    if not literals.strip() or (len(text.parts) > 1 and "filename" not in literals.lower()):
        return False
    return text.literals != () and not any(
        is_content_disposition(
            "".join(
                part if isinstance(part, str) else "x" if is_plain(part.value) else sample
                for part in text.parts
            )
        )
        for sample in FILLED_IN
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
