"""JSON that is sent as an HTML page.

An HttpResponse without a content type is sent as `text/html`. Clients that go by it do
not decode the JSON, and a browser that opens the address shows the data as a page: text
from users in it can hold HTML, and so run scripts (cross-site scripting).

Give the data to JsonResponse, which is a suggestion, since it changes what is sent:
scripts that decode the text themselves may get it decoded then. Naming the type,
`content_type="application/json"`, is shown as another way; a command does so only where
JsonResponse cannot be named, for RSP106 would ask for that next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.facts.fact import Form
from resp_lsp.analysis.values.value import Known
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.json_text import (
    MEDIA_TYPE,
    STATUSES,
    as_json_response,
    dumping,
    is_in_reach,
    is_json,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import HeaderWrite, Response
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

ATTRIBUTES = ("content_type", "headers")
CHANGING = ("headers.setdefault", "headers.update", "response.setdefault")

rule = Rule(
    code="RSP107",
    severity=Severity.WARNING,
    message="This JSON is sent as text/html: use JsonResponse, or say "
    'content_type="application/json".',
    examples=(
        Example(
            bad="""
                import json
                from django.http import HttpResponse

                return HttpResponse(json.dumps({"name": "Ada"}))
            """,
            django="sends Content-Type: text/html; charset=utf-8",
            good="""
                from django.http import JsonResponse

                return JsonResponse({"name": "Ada"})
            """,
        ),
    ),
    triggers=("HttpResponse",),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse.__init__",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        content = response.arguments.get("content")
        if response.type not in STATUSES or response.is_derived or content is None:
            continue
        if response.is_opaque or not is_json(content.value):
            continue
        if response.value("content_type") == Known(None) and not _is_typed_later(module, response):
            yield rule.at(
                content.place.span,
                *_fixes(module, response),
                related=Related.trace(content.trace, module),
            )


def _is_typed_later(module: Module, response: Response) -> bool:
    """Whether its content type may be set in another way."""
    headers = response.arguments.get("headers")
    others = {one.site for one in module.responses} - {response.site}
    writes = (write.site for write in module.header_writes if _may_type(write))
    calls = (use.site for use in module.uses if use.function in CHANGING)
    named = (a.site for a in module.attributes if a.name in ATTRIBUTES and a.value_at is not None)
    return (headers is not None and headers.value != Known(None)) or any(
        site not in others for site in (*writes, *calls, *named)
    )


def _may_type(write: HeaderWrite) -> bool:
    """Whether the header may be the content type, of a response that exists by then."""
    if write.form in (Form.ARGUMENT, Form.CONTENT_TYPE):
        return False
    match write.name:
        case Known(str(name)):
            return name.lower() == "content-type"
        case _:
            return True


def _fixes(module: Module, response: Response) -> Iterator[Fix]:
    if any(argument.is_spread for argument in response.arguments.values()):
        return
    use = dumping(module, response.arguments["content"])
    edits = None if use is None else as_json_response(module, response, use)
    if edits is not None:
        yield Fix("Replace with JsonResponse", edits, Safety.SUGGESTED)
    edit = response.with_argument("content_type", f'"{MEDIA_TYPE}"')
    # Where JsonResponse can be named, RSP106 would ask for it next.
    safety = Safety.DISPLAY_ONLY if is_in_reach(module, response) else Safety.SUGGESTED
    yield Fix("Give the content type", (edit,), safety)
