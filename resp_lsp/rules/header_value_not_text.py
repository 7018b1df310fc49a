"""A header value that is no text.

Django makes text of any value with `str()`: None is sent as `None`, a list with its
brackets and quotes, a coroutine that is not awaited as its repr. Clients do not
understand it, and nothing is raised.

Write text. To have no header, leave the line out, or delete it: `del response[name]` is
silent where there is none. The fix for None does that, and is a suggestion, for it changes
what is sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core import modelling
from resp_core.headers import header_value
from resp_lsp.analysis.facts.fact import Form
from resp_lsp.analysis.prefilter import HEADER_WRITES
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import Awaitable, Known, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import HeaderWrite
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

NOT_TEXT = frozenset(
    f"builtins.{name}"
    for name in (
        "NoneType",
        "bool",
        "bytearray",
        "coroutine",
        "dict",
        "frozenset",
        "generator",
        "list",
        "set",
        "tuple",
    )
)
SUBSCRIPTS = (Form.SUBSCRIPT, Form.HEADERS_SUBSCRIPT)

rule = Rule(
    code="RSP203",
    severity=Severity.WARNING,
    message="Django sends {what} as {sent}; write the text of the header.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response["Retry-After"] = None
                return response
            """,
            django="sends Retry-After: None",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                del response["Retry-After"]
                return response
            """,
        ),
    ),
    triggers=(*HEADER_WRITES, r"\bcontent_type\b"),
    links=("https://docs.djangoproject.com/en/stable/ref/request-response/#setting-header-fields",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for write in module.header_writes:
        values = alternatives(write.value)
        if all(type_of(value) in NOT_TEXT for value in values):
            what, sent = _sent(values[0], module)
            yield rule.at(
                write.value_at.span,
                *_fixes(write),
                related=Related.trace(write.trace, module),
                what=what,
                sent=sent,
            )


def _sent(value: Value, module: Module) -> tuple[str, str]:
    match value:
        case Known(None | bool() as constant):
            with modelling(module.target):
                return str(constant), repr(header_value(constant))
        case Awaitable():
            return "a coroutine that is not awaited", "its repr"
        case _:
            return f"a {(type_of(value) or '').rpartition('.')[2]}", "its repr"


def _fixes(write: HeaderWrite) -> Iterator[Fix]:
    if write.value == Known(None) and write.form in SUBSCRIPTS and write.rewrite is not None:
        edits = write.rewrite.edits(f"del {write.target.source}")
        if edits is not None:
            yield Fix("Delete the header instead", edits, Safety.SUGGESTED)
