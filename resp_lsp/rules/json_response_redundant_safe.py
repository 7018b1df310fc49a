"""safe=False for a dict, which JsonResponse takes anyway.

`safe=False` allows data that is not a dict. Beside a dict it changes nothing, and makes
readers look for the list that is not there.

Leave it out: the same is sent. The fix is safe where the dict is written out in the
function; where only an annotation or a call says that it is one, it is a suggestion.
From Django 6.2 on the argument is deprecated, which RSP102 tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core.versions import Version
from resp_lsp.analysis.values.value import Collection, alternatives
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
    code="RSP103",
    severity=Severity.HINT,
    message="JsonResponse takes a dict without safe=False, too.",
    examples=(
        Example(
            bad="""
                from django.http import JsonResponse

                return JsonResponse({"name": "Ada"}, safe=False)
            """,
            django='sends body {"name": "Ada"}',
            good="""
                from django.http import JsonResponse

                return JsonResponse({"name": "Ada"})
            """,
        ),
    ),
    triggers=("JsonResponse",),
    until=Version(6, 1),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#serializing-non-dictionary-objects",
    ),
    follows_calls=False,
    tag=Tag.UNNECESSARY,
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        safe = response.arguments.get("safe")
        if response.type != JSON_RESPONSE or response.is_opaque or safe is None:
            continue
        is_written = safe.place.source in ("False", "0", "None")
        if is_written and not safe.is_spread and is_dict(response.value("data")):
            yield rule.at(safe.whole.span, *_fixes(response))


def _fixes(response: Response) -> Iterator[Fix]:
    edit = response.without_argument("safe")
    if edit is not None:
        members = alternatives(response.value("data"))
        is_written = all(isinstance(member, Collection) for member in members)
        safety = Safety.SAFE if is_written else Safety.SUGGESTED
        yield Fix("Remove safe=False", (edit,), safety)
