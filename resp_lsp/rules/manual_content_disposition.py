"""A Content-Disposition with a file name filled in by hand.

A quote or a backslash in the name ends it early, a newline is a BadHeaderError, and
Django sends a name with letters beyond Latin-1 as a whole encoded word that no browser
reads. `content_disposition_header()` of `django.utils.http` escapes quotes and encodes
what is not ASCII. `FileResponse(file, as_attachment=True, filename=name)` calls it.

The fix is safe for `attachment; filename="…"` with a name that comes straight from the
request: a plain name is sent as before, and for any other the header was broken. It is a
suggestion elsewhere, as the name may be escaped already.

The helper came with Django 4.2; for an older target there is no fix.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_core.versions import CONTENT_DISPOSITION_HELPER
from resp_lsp.analysis.prefilter import HEADER_WRITES
from resp_lsp.analysis.values.kinds_of_text import is_plain
from resp_lsp.analysis.values.value import (
    Hole,
    Method,
    Text,
    Value,
    alternatives,
    text_of,
)
from resp_lsp.rules.finding import Related, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared import disposition
from resp_lsp.rules.shared.disposition import helper_fix, shown
from resp_lsp.rules.shared.header_helper import HOLE, marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

FILE_NAME = re.compile(r"\bfilename\s*=(.*)", re.IGNORECASE | re.DOTALL)
ENCODED = re.compile(r"filename\*", re.IGNORECASE)
PLAIN_NAME = re.compile(
    r"(?:.*[._])?(?:ids\[\w+\]|id|pk|uuid|year|month|day|date|today|now|timestamp|label|model_name|app_label"
    r"|object_name|meta|opts|__name__|code|slug|ext|extension|filetype|ftype|fmt|format|locale|version)"
    r"|settings\.[A-Z_]+"
    r"|[\w.]*(?:safe|secure|slug|saniti|quote|escape|clean)\w*\(.*",
    re.DOTALL | re.IGNORECASE,
)
"""What by its name holds a number, an identifier, or what went through a filter."""

rule = Rule(
    code="RSP601",
    severity=Severity.WARNING,
    message="A quote, a newline or a letter beyond ASCII in the name would break {value!r}; "
    "{helper} escapes it.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                name = request.GET.get("name", 'my "old" data.csv')
                response = HttpResponse("a;b", content_type="text/csv")
                response["Content-Disposition"] = f'attachment; filename="{name}"'
                return response
            """,
            django='sends Content-Disposition: attachment; filename="my "old" data.csv"',
            good="""
                from django.http import HttpResponse
                from django.utils.http import content_disposition_header

                name = request.GET.get("name", 'my "old" data.csv')
                response = HttpResponse("a;b", content_type="text/csv")
                response["Content-Disposition"] = content_disposition_header(True, name)
                return response
            """,
        ),
    ),
    triggers=HEADER_WRITES,
    links=(
        disposition.LINK,
        "https://www.rfc-editor.org/rfc/rfc6266#section-4.3",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    has_helper = module.target >= CONTENT_DISPOSITION_HELPER.since
    for write, texts in disposition.written(module):
        spelled = text_of(write.spelled)
        if (
            all(map(_is_open, texts))
            and (spelled is None or _is_open(spelled) or not _has_name(spelled))
            and not all(map(disposition.is_malformed, texts))
        ):
            yield rule.at(
                write.target.span,
                *helper_fix(module, write),
                related=Related.trace(write.trace, module),
                value=shown(write, texts),
                helper="content_disposition_header()" if has_helper else "FileResponse(filename=…)",
            )


def _has_name(text: Text) -> bool:
    return FILE_NAME.search(marked(text).text) is not None


def _is_open(text: Text) -> bool:
    """Whether the file name is filled in with what may hold anything."""
    whole = marked(text)
    found = FILE_NAME.search(whole.text)
    if found is None or ENCODED.search(whole.text):
        return False
    holes = (whole.holes[int(number)] for number in HOLE.findall(found[1]))
    return not all(map(_is_harmless, holes))


def _is_harmless(hole: Hole) -> bool:
    if hole.source is not None and PLAIN_NAME.fullmatch(hole.source):
        return True
    return all(map(_is_plain_value, alternatives(hole.value)))


def _is_plain_value(value: Value) -> bool:
    match value:
        case Method(name=name):  # an attribute of an object of which nothing is known
            return PLAIN_NAME.fullmatch(name) is not None
        case _:
            return is_plain(value)
