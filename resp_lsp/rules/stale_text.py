"""Text of a response that is not what is sent.

`response.text` decodes the content once and keeps the result. Assigning content resets
it, `write()` does not: what was read before is what is read again, while the written
part is sent. Before Django 5.2 there is no `text`, and reading it raises
AttributeError.

`response.content.decode()` is right in every release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core.oracle import attribute_error
from resp_core.versions import TEXT_PROPERTY
from resp_lsp.analysis.facts.use import Access
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.values.headers import Decoded
from resp_lsp.rules.finding import Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core.versions import Version
    from resp_lsp.analysis.facts.use import AttributeUse
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

WHOLE = "HttpResponse"

rule = Rule(
    code="RSP411",
    severity=Severity.WARNING,
    message="{outcome}; write {receiver}.content.decode().",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("one")
                before = response.text
                response.write(", two")
                return HttpResponse(response.text)
            """,
            django="sends body one",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("one")
                before = response.content.decode()
                response.write(", two")
                return HttpResponse(response.content.decode())
            """,
            since=TEXT_PROPERTY.since,
        ),
    ),
    triggers=(r"\.text\b",),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse.text",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for use in module.attributes:
        if use.name != "text" or use.access is not Access.READ or not _is_whole(use):
            continue
        error = _error(use, module.target)
        if error is not None:
            outcome = f"Django {module.target} raises {type(error).__name__}: {error}"
        elif use.before.text is Decoded.STALE:
            outcome = f"{use.place.source} is what it was when it was read before"
        else:
            continue
        severity = None if error is None else Severity.ERROR
        yield rule.at(use.place.span, severity=severity, outcome=outcome, receiver=use.receiver)


def _is_whole(use: AttributeUse) -> bool:
    return knowledge().extends(use.type, f"django.http.{WHOLE}") is True


def _error(use: AttributeUse, target: Version) -> Exception | None:
    """What is raised, unless a class of the project may have such an attribute, or a handler is
    there."""
    error = attribute_error(WHOLE, use.name, target)
    return error if use.before.is_plain and "AttributeError" not in use.caught else None
