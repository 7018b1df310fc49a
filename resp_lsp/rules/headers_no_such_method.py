"""A method of dicts that responses and their headers do not have.

`response.headers` is a mapping, but no dict: it has no `update()`, `clear()` and
`popitem()`, and does not merge with `|=`. A response itself has none of `update()`,
`pop()`, `keys()` and `values()`. Its `get()` calls the second parameter `alternate`.
Django raises an AttributeError or a TypeError; the user gets a server error.

Assign each header. The fix is safe: the exception was certain, and nothing else can
have been meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core.oracle import headers_error
from resp_lsp.analysis.facts.use import Access
from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.rules.finding import Fix, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.assigned_headers import assignments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.use import AttributeUse, Use
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

rule = Rule(
    code="RSP206",
    severity=Severity.ERROR,
    message="Django raises {kind}: {error}; {advice}.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response.headers.update({"X-Robots-Tag": "noindex"})
                return response
            """,
            django="raises AttributeError: 'ResponseHeaders' object has no attribute 'update'",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response.headers["X-Robots-Tag"] = "noindex"
                return response
            """,
        ),
    ),
    triggers=(
        r"\.\s*(?:update|clear|popitem|pop|keys|values)\(",
        r"\bheaders\s*\|=",
        r"\.get\([^)]*\bdefault\s*=",
    ),
    links=("https://docs.djangoproject.com/en/stable/ref/request-response/#setting-header-fields",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for use in module.uses:
        owner, _, method = use.function.partition(".")
        # A class of the project's own may have such a method.
        if owner != "headers" and not (owner == "response" and use.before and use.before.is_plain):
            continue
        keywords = ("default",) if method == "get" and "default" in use.arguments else ()
        error = headers_error(owner, method, *keywords)
        if error is not None and not use.catches(error):
            yield _at(use.call.span, error, "set each header", *_fixes(use, method))
    for augmented in module.attributes:
        if augmented.name == "headers" and augmented.access is Access.AUGMENT:
            error = headers_error("headers", "__ior__")
            if error is not None:
                fixes = _merged(augmented)
                yield _at(augmented.place.span, error, "set each header", *fixes)


def _at(span: Span, error: Exception, advice: str, *fixes: Fix) -> Finding:
    return rule.at(span, *fixes, kind=type(error).__name__, error=error, advice=advice)


def _fixes(use: Use, method: str) -> Iterator[Fix]:
    statement = use.holder.statement
    given = next(iter(use.arguments.values()), None)
    if method == "get" and given is not None:
        whole = use.arguments["default"].whole.span
        span = Span(whole.start, whole.start + len("default"))
        yield Fix("Name it alternate", (Edit(span, "alternate"),), Safety.SAFE)
    if method != "update" or statement is None or given is None or len(use.arguments) > 1:
        return
    receiver = use.callee.source.removesuffix(".update")
    edit = assignments(statement, receiver, given.place) if given in use.positional else None
    if edit is not None:
        yield Fix("Assign each header", (edit,), Safety.SAFE)


def _merged(use: AttributeUse) -> Iterator[Fix]:
    if use.statement is None or use.value_at is None:
        return
    edit = assignments(use.statement, use.place.source, use.value_at)
    if edit is not None:
        yield Fix("Assign each header", (edit,), Safety.SAFE)
