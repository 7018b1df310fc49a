"""A response that is raised, or an exception that is returned.

Only exceptions can be raised: `raise HttpResponseForbidden()` is a TypeError, and
the user gets a server error. `Http404` and `PermissionDenied` are exceptions:
a view that returns one gives Django something that is no response.

The fix is safe in a function that is certainly a view: a response is returned, an
exception is raised. Elsewhere it is a suggestion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.facts.invocation import Fate
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import Reference, Value, alternatives
from resp_lsp.rules.finding import Fix, Safety, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.use import Ending
    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.source.tree import Place
    from resp_lsp.rules.finding import Finding

SHORTCUTS = ("django.shortcuts.redirect", "django.shortcuts.render")
EXCEPTIONS = frozenset(
    (
        "django.core.exceptions.BadRequest",
        "django.core.exceptions.PermissionDenied",
        "django.core.exceptions.SuspiciousOperation",
        "django.http.Http404",
    )
)
"""Exceptions that Django answers with a status of their own."""

rule = Rule(
    code="RSP509",
    severity=Severity.ERROR,
    message="{what}: {right} it.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponseForbidden

                raise HttpResponseForbidden("no token")
            """,
            django="raises TypeError: exceptions must derive from BaseException",
            good="""
                from django.http import HttpResponseForbidden

                return HttpResponseForbidden("no token")
            """,
        ),
    ),
    triggers=(
        r"\braise\s+[\w.]*(?:Response|re(?:direct|nder)\b)",
        r"\breturn\s+[\w.]*(?:Http404|PermissionDenied|SuspiciousOperation|BadRequest)\b",
    ),
    links=("https://docs.djangoproject.com/en/stable/topics/http/views/#the-http404-exception",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    made: set[Place] = {r.call for r in module.responses if not r.is_derived}
    made |= {use.call for use in module.uses if use.function in SHORTCUTS}
    for ending in module.endings:
        if ending.fate is Fate.RAISED and (ending.place in made or _is_class(ending.value)):
            what = "A response cannot be raised, which is a TypeError"
            yield _at(ending, what, "raise", "return", is_certain=True)
        elif ending.fate is Fate.RETURNED and all(map(_is_exception, alternatives(ending.value))):
            what = "This is an exception, which Django cannot send as a response"
            if ending.function.is_view or "request" in ending.function.parameters[:2]:
                is_certain = ending.function.is_view
                yield _at(ending, what, "return", "raise", is_certain=is_certain)


def _is_class(value: Value) -> bool:
    return isinstance(value, Reference) and knowledge().is_response(value.name)


def _is_exception(value: Value) -> bool:
    name = value.name if isinstance(value, Reference) else type_of(value)
    return name in EXCEPTIONS


def _at(ending: Ending, what: str, wrong: str, right: str, *, is_certain: bool) -> Finding:
    start, end = ending.statement.span.start, ending.place.span.end
    edits = [Edit(Span(start, start + len(wrong)), right)]
    if right == "return" and _is_class(ending.value):
        edits.append(Edit(Span(end, end), "()"))
    safety = Safety.SAFE if ending.function.is_view else Safety.SUGGESTED
    return rule.at(
        ending.place.span,
        Fix(f"Write {right}", tuple(edits), safety),
        severity=None if is_certain else Severity.HINT,
        what=what,
        right=right,
    )
