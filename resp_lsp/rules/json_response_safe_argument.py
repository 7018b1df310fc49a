"""The argument safe of JsonResponse, which does nothing any more.

Until Django 6.1 JsonResponse refuses lists and other values that are no dict unless
`safe=False` is given. From 6.2 on it takes them all, and the argument is deprecated:
giving it brings a warning, and an error once it is gone.

Leave it out. The fix is safe where the data is let through anyway; where `safe` may be
true and the data no dict, it is a suggestion, for then the data was refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core.versions import JSON_SAFE_IS_OFF
from resp_lsp.analysis.values.value import Known
from resp_lsp.rules.finding import Fix, Safety, Severity, Tag
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.json_sample import is_dict
from resp_lsp.rules.shared.json_text import JSON_RESPONSE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

rule = Rule(
    code="RSP102",
    severity=Severity.WARNING,
    message="JsonResponse takes any data from Django 6.2 on, and safe= is deprecated: "
    "leave it out.",
    examples=(
        Example(
            bad="""
                from django.http import JsonResponse

                return JsonResponse(["Ada", "Grace"], safe=False)
            """,
            django='sends body ["Ada", "Grace"]',
            good="""
                from django.http import JsonResponse

                return JsonResponse(["Ada", "Grace"])
            """,
        ),
    ),
    triggers=("JsonResponse",),
    since=JSON_SAFE_IS_OFF.since,
    links=("https://docs.djangoproject.com/en/dev/internals/deprecation/",),
    follows_calls=False,
    tag=Tag.DEPRECATED,
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        safe = response.arguments.get("safe")
        if response.type == JSON_RESPONSE and safe is not None and not safe.is_spread:
            yield rule.at(safe.whole.span, *_fixes(response))


def _fixes(response: Response) -> Iterator[Fix]:
    edit = response.without_argument("safe")
    if edit is not None:
        match response.value("safe"):
            case Known(safe) if not safe or is_dict(response.value("data")):
                safety = Safety.SAFE
            case _:
                safety = Safety.SUGGESTED
        yield Fix("Remove safe", (edit,), safety)
