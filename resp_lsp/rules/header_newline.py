"""A newline in a header.

Django refuses a carriage return or a line feed anywhere in the name or the value
of a header, since it would let an attacker add headers of their own. The response
is not sent: the user gets a server error.

Taking newlines off the end of a literal is a safe fix, for the exception was
certain. Making one space of those inside it is a suggestion, and so is
`content_disposition_header()`, which encodes them in the name of a file from
Django 5.2 on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_core import BadHeaderError
from resp_core.oracle import header_error, reason_error
from resp_core.versions import CONTROLS_ARE_PERCENT_ENCODED
from resp_lsp.analysis.facts.fact import Form
from resp_lsp.analysis.facts.literals import literal_text, on_one_line, without_trailing_newlines
from resp_lsp.analysis.prefilter import HEADER_WRITES
from resp_lsp.analysis.values.headers import ABSENT
from resp_lsp.analysis.values.value import UNKNOWN, Known, Text, Value, alternatives, text_of
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.disposition import HEADER, helper_fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import HeaderWrite
    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.source.tree import Place
    from resp_lsp.rules.finding import Finding

MULTILINE = r"(?:[=(,\[+%]\s*|:[ \t]*)[a-zA-Z]{0,2}(?:\"\"\"|''')"
"""A string of several lines that is no docstring."""

AT_THE_END = re.compile(r"\n[\"';\s]*\Z")

rule = Rule(
    code="RSP201",
    severity=Severity.ERROR,
    message="Django raises BadHeaderError here: {error}.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response["Content-Security-Policy"] = "default-src 'self';\\n script-src 'self'"
                return response
            """,
            django="raises django.http.response.BadHeaderError: "
            """Header values can't contain newlines """
            """(got "default-src 'self';\\n script-src 'self'")""",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response["Content-Security-Policy"] = "default-src 'self'; script-src 'self'"
                return response
            """,
        ),
    ),
    triggers=(*HEADER_WRITES, r"\bcontent_type\b", r"\breason\b", r"\\[nr]", MULTILINE),
    links=("https://docs.djangoproject.com/en/stable/ref/request-response/#setting-header-fields",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for write in module.header_writes:
        if write.form is Form.SETDEFAULT and _is_there(write):
            continue
        for value, place in ((write.name, write.name_at), (write.value, write.value_at)):
            error = _error(value, module)
            if error is not None:
                can_fold = place is write.value_at
                found = tuple(_fixes(value, place, can_fold=can_fold))
                if can_fold:
                    found = found or _for_a_file(module, write)
                related = Related.trace(write.trace if can_fold else (), module)
                yield rule.at(place.span, *found, related=related, error=error)
    for response in module.responses:
        if response.is_opaque:
            continue  # a constructor of the module's own may use the word for something else
        reason = response.arguments.get("reason")
        match reason and reason.value:
            case Known(text) if reason is not None:
                refused = reason_error(text, module.target)
                if isinstance(refused, BadHeaderError) and _breaks(str(text)):
                    yield rule.at(reason.place.span, error=refused)


def _is_there(write: HeaderWrite) -> bool:
    """Whether the header is known to be set, so that setdefault() does nothing."""
    known = write.name.value if isinstance(write.name, Known) else None
    return isinstance(known, str) and write.before[known] not in (ABSENT, UNKNOWN)


def _error(value: Value, module: Module) -> Exception | None:
    """The error that every alternative of the value meets; the first one's."""
    errors = [
        header_error("X-Header", constant, module.target)
        for constant in map(_constant, alternatives(value))
    ]
    return errors[0] if all(isinstance(error, BadHeaderError) for error in errors) else None


def _constant(value: Value) -> object:
    """The value as far as it is known: holes are filled with their code."""
    match value:
        case Known(constant):
            return constant
        case Text(parts):
            return "".join(p if isinstance(p, str) else f"{{{p.source or '...'}}}" for p in parts)
        case _:
            return ""


def _fixes(value: Value, place: Place, *, can_fold: bool) -> Iterator[Fix]:
    text = text_of(value)
    if text is None or _breaks("".join(text.literals)) != _breaks(literal_text(place)):
        return  # what is filled in has newlines as well
    edits = without_trailing_newlines(place)
    if edits:
        yield Fix("Remove the newline at the end", edits, Safety.SAFE)
        return
    edits = on_one_line(place) if can_fold else ()
    if edits:
        yield Fix("Put the value on one line", edits, Safety.SUGGESTED)


def _for_a_file(module: Module, write: HeaderWrite) -> tuple[Fix, ...]:
    """The helper for the name of a file, where it encodes newlines: not one at the end."""
    is_disposition = isinstance(write.name, Known) and str(write.name.value).lower() == HEADER
    text = text_of(write.value)
    if (
        not is_disposition
        or module.target < CONTROLS_ARE_PERCENT_ENCODED.since
        or text is None
        or AT_THE_END.search("".join(text.literals))
    ):
        return ()
    return helper_fix(module, write)


def _breaks(text: str) -> int:
    return text.count("\n") + text.count("\r")
