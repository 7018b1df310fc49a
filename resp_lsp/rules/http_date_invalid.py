"""A date in a header that is no HTTP date.

Expires, Last-Modified and Date hold a date such as `Wed, 21 Oct 2015 07:28:00 GMT`
(RFC 9110). Django makes text of a datetime with `str()`, and sends `2015-10-21 07:28:00`:
caches take a wrong Expires for the past, and ignore a wrong Last-Modified.

`http_date()` of `django.utils.http` takes seconds since the epoch, which a datetime gives
by `timestamp()`. The fix is a suggestion, for it changes what is sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core.dates import parse_http_date_safe
from resp_lsp.analysis.facts.fact import Form
from resp_lsp.analysis.prefilter import HEADER_WRITES
from resp_lsp.analysis.source.text import Edit
from resp_lsp.analysis.values.kinds_of_text import ISO_DATE
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import Hole, Instance, Known, Text, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import HeaderWrite
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

DATED = ("date", "expires", "last-modified")
NO_DATES = frozenset(
    (
        "builtins.float",
        "datetime.date",
        "datetime.datetime",
        "datetime.time",
        "datetime.timedelta",
    )
)
SECONDS = {
    "builtins.float": "{source}",
    "builtins.int": "{source}",
    "datetime.datetime": "{source}.timestamp()",
}
IN_THE_PAST = ("0", "-1")
"""The usual ways to say that a response has expired (RFC 9111, 5.3)."""

rule = Rule(
    code="RSP215",
    severity=Severity.WARNING,
    message="{header} holds {value}, which is no HTTP date; http_date() writes one.",
    examples=(
        Example(
            bad="""
                from datetime import datetime, timezone

                from django.http import HttpResponse

                changed = datetime(2015, 10, 21, tzinfo=timezone.utc)
                response = HttpResponse("page")
                response["Last-Modified"] = changed
                return response
            """,
            django="sends Last-Modified: 2015-10-21 00:00:00+00:00",
            good="""
                from datetime import datetime, timezone

                from django.http import HttpResponse
                from django.utils.http import http_date

                changed = datetime(2015, 10, 21, tzinfo=timezone.utc)
                response = HttpResponse("page")
                response["Last-Modified"] = http_date(changed.timestamp())
                return response
            """,
        ),
    ),
    triggers=HEADER_WRITES,
    links=(
        "https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7",
        "https://docs.djangoproject.com/en/stable/ref/utils/#django.utils.http.http_date",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for write in module.header_writes:
        match write.name:
            case Known(str(name)) if name.lower() in DATED and not write.is_copy:
                values = alternatives(write.value)
                if all(_is_no_date(value, name.lower()) for value in values):
                    yield rule.at(
                        write.value_at.span,
                        *_fixes(write, module),
                        related=Related.trace(write.trace, module),
                        header=name,
                        value=_shown(values[0], write),
                    )


def _is_no_date(value: Value, header: str) -> bool:
    match value:
        case Known(str() | int() | float() as constant) if not isinstance(constant, bool):
            text = str(constant)
            if header == "expires" and text.strip() in IN_THE_PAST:
                return False
            return parse_http_date_safe(text.strip()) is None
        case Instance(kind):
            return kind in NO_DATES or kind == ISO_DATE
        case Text(parts=(Hole(value=inner),)):
            return _is_no_date(inner, header)
        case _:
            return False


def _shown(value: Value, write: HeaderWrite) -> str:
    if isinstance(value, Known):
        return repr(value.value)
    return f"a {(type_of(value) or '').rpartition('.')[2]}, {write.value_at.source},"


def _fixes(write: HeaderWrite, module: Module) -> Iterator[Fix]:
    place = write.value_at
    form = SECONDS.get(type_of(write.value) or "")
    imported = module.importing("django.utils.http", "http_date")
    if (
        form is None
        or imported is None
        or write.form is Form.AUGMENTED
        or place == write.name_at
        or place.tree.source is not module.source
        or place.has_comment
        or not place.source.replace(".", "").replace("_", "").replace("()", "").isalnum()
    ):
        return
    call = f"{imported.code}({form.format(source=place.source)})"
    edits = (*imported.edits, Edit(place.span, call))
    yield Fix("Replace with http_date()", edits, Safety.SUGGESTED)
