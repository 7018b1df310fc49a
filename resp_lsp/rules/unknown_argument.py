"""A keyword argument that the response does not have.

Django's responses refuse what they do not know with TypeError: `mimetype=` went
with Django 1.7, `data=` is JsonResponse's, `preserve_request=` came with Django 5.2.

The fix is safe where the name is one that other frameworks, or Django itself, have
for one of the response's own parameters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core.oracle import argument_error
from resp_lsp.rules.finding import Fix, Safety, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

JSON_RESPONSE = "django.http.JsonResponse"
REDIRECT_SHORTCUT = "permanent"
BODIES = ("content", "streaming_content")
MEANT = {
    "body": BODIES,
    "code": ("status",),
    "content": BODIES,
    "contenttype": ("content_type",),
    "data": BODIES,
    "header": ("headers",),
    "location": ("redirect_to",),
    "media_type": ("content_type",),
    "methods": ("permitted_methods",),
    "mime_type": ("content_type",),
    "mimetype": ("content_type",),
    "reason_phrase": ("reason",),
    "status_code": ("status",),
    "template_name": ("template",),
    "text": BODIES,
    "to": ("redirect_to",),
    "url": ("redirect_to",),
}
"""What others call a parameter, and which of Django's it may be."""

rule = Rule(
    code="RSP511",
    severity=Severity.ERROR,
    message="{name} takes no argument {keyword!r}: Django raises {kind}: {error}{advice}.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                return HttpResponse("a,b", mimetype="text/csv")
            """,
            django="raises TypeError: HttpResponseBase.__init__() got an unexpected keyword"
            " argument 'mimetype'",
            good="""
                from django.http import HttpResponse

                return HttpResponse("a,b", content_type="text/csv")
            """,
        ),
    ),
    triggers=("HttpResponse", "FileResponse", "TemplateResponse"),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse.__init__",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        if response.is_opaque or response.type == JSON_RESPONSE:  # RSP109 is about its arguments
            continue
        name = response.type.rpartition(".")[2]
        for keyword, argument in response.arguments.items():
            if not keyword.isidentifier():
                continue  # one position too many
            error = argument_error(name, keyword, module.target)
            is_shortcuts = keyword == REDIRECT_SHORTCUT and name.endswith("Redirect")  # RSP505
            if error is None or response.catches(error) or is_shortcuts:
                continue
            meant = _meant(response, keyword)
            yield rule.at(
                argument.whole.span,
                *_fixes(response, keyword, meant),
                name=name,
                keyword=keyword,
                kind=type(error).__name__,
                error=error,
                advice=f"; write {meant}=" if meant is not None else "",
            )


def _meant(response: Response, keyword: str) -> str | None:
    """The parameter that the keyword is another name of, if it has no value yet."""
    names = [n for n in MEANT.get(keyword.lower(), ()) if n in response.signature.parameters]
    return next((name for name in names if name not in response.arguments), None)


def _fixes(response: Response, keyword: str, meant: str | None) -> Iterator[Fix]:
    edit = response.renamed(keyword, meant) if meant is not None else None
    if edit is not None:
        yield Fix(f"Rename it to {meant}=", (edit,), Safety.SAFE)
