"""A keyword argument that the response does not have.

Django's responses refuse what they do not know with TypeError: `mimetype=` went
with Django 1.7, `data=` is JsonResponse's, `preserve_request=` came with Django 5.2,
and `render()` has no `headers=`.

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

    from resp_core.versions import Version
    from resp_lsp.analysis.facts.invocation import Invocation
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

JSON_RESPONSE = "django.http.JsonResponse"
RENDER = "django.shortcuts.render"
REDIRECT_SHORTCUT = "permanent"
RENDERED = r"\brender\((?s:.)*?\b(?!content_type\b|context\b|status\b|using\b)\w+\s*=(?!=)"
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
    "template": ("template_name",),
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
    triggers=("HttpResponse", "FileResponse", "TemplateResponse", RENDERED),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse.__init__",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    # RSP109 is about the arguments of JsonResponse.
    responses = ((r, r.type) for r in module.responses if r.type != JSON_RESPONSE)
    rendered = ((use, use.function) for use in module.uses if use.function == RENDER)
    for call, qualified in (*responses, *rendered):
        if not call.is_opaque:
            yield from _unknown(call, qualified.rpartition(".")[2], module.target)


def _unknown(call: Invocation, name: str, target: Version) -> Iterator[Finding]:
    for keyword, argument in call.arguments.items():
        if not keyword.isidentifier():
            continue  # one position too many
        if keyword == REDIRECT_SHORTCUT and name.endswith("Redirect"):
            continue  # RSP505
        error = argument_error(name, keyword, target)
        if error is None or call.catches(error):
            continue
        meant = _meant(call, keyword)
        yield rule.at(
            argument.whole.span,
            *_fixes(call, keyword, meant),
            name=name,
            keyword=keyword,
            kind=type(error).__name__,
            error=error,
            advice=f"; write {meant}=" if meant is not None else "",
        )


def _meant(call: Invocation, keyword: str) -> str | None:
    """The parameter that the keyword is another name of, if it has no value yet."""
    names = [n for n in MEANT.get(keyword.lower(), ()) if n in call.signature.parameters]
    return next((name for name in names if name not in call.arguments), None)


def _fixes(call: Invocation, keyword: str, meant: str | None) -> Iterator[Fix]:
    edit = call.renamed(keyword, meant) if meant is not None else None
    if edit is not None:
        yield Fix(f"Rename it to {meant}=", (edit,), Safety.SAFE)
