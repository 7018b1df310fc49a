"""The content type that JsonResponse has anyway.

JsonResponse sets `Content-Type: application/json` by itself. Giving it the same makes
readers look for the difference.

Leave it out: the same is sent, so the fix is safe. Any other type, one with a charset
among them, means something and is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.values.value import Known
from resp_lsp.rules.finding import Fix, Safety, Severity, Tag
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.json_text import JSON_RESPONSE, MEDIA_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

rule = Rule(
    code="RSP108",
    severity=Severity.HINT,
    message=f"JsonResponse sends {MEDIA_TYPE} without content_type=, too.",
    examples=(
        Example(
            bad="""
                from django.http import JsonResponse

                return JsonResponse({"name": "Ada"}, content_type="application/json")
            """,
            django="sends Content-Type: application/json",
            good="""
                from django.http import JsonResponse

                return JsonResponse({"name": "Ada"})
            """,
        ),
    ),
    triggers=("JsonResponse",),
    links=("https://docs.djangoproject.com/en/stable/ref/request-response/#jsonresponse-objects",),
    follows_calls=False,
    tag=Tag.UNNECESSARY,
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        given = response.arguments.get("content_type")
        if response.type != JSON_RESPONSE or response.is_opaque or given is None:
            continue
        if given.value == Known(MEDIA_TYPE) and not given.is_spread:
            edit = response.without_argument("content_type")
            fixes = () if edit is None else (Fix("Remove content_type", (edit,), Safety.SAFE),)
            yield rule.at(given.whole.span, *fixes)
