"""An attribute that Django's responses do not have.

Assigning to it raises nothing and does nothing: `response.status = 404` is sent
with status 200. The status is `status_code`, the content type is the header
Content-Type, the reason is `reason_phrase`.

The fix is safe where the value is known to be one that Django takes there, since
nothing else can have been meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core.oracle import header_error, reason_error, status_error
from resp_lsp.analysis.facts.use import Access
from resp_lsp.analysis.source.text import Edit
from resp_lsp.analysis.values.value import Instance
from resp_lsp.rules.finding import Fix, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared.certainty import constants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core.versions import Version
    from resp_lsp.analysis.facts.use import AttributeUse
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

HEADER = '["Content-Type"]'
MEANT = {
    "content_type": HEADER,
    "mimetype": HEADER,
    "reason": ".reason_phrase",
    "status": ".status_code",
}
"""By the attribute that is assigned to: what stands behind the response instead."""

rule = Rule(
    code="RSP510",
    severity=Severity.ERROR,
    message="Django's responses have no attribute {name!r}: nothing is sent of it; "
    "write {receiver}{meant}.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("a,b")
                response.content_type = "text/csv"
                return response
            """,
            django="sends Content-Type: text/html; charset=utf-8",
            good="""
                from django.http import HttpResponse

                response = HttpResponse("a,b")
                response["Content-Type"] = "text/csv"
                return response
            """,
        ),
    ),
    triggers=(r"\.(?:content_type|mimetype|reason|status)\s*=(?!=)",),
    links=("https://docs.djangoproject.com/en/stable/ref/request-response/#httpresponse-objects",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    read = {use.name for use in module.attributes if use.access is Access.READ}
    for use in module.attributes:
        # Other libraries have responses with such attributes, and so may the project's own.
        is_djangos = use.before.is_plain and use.type.startswith("django.")
        if use.access is Access.WRITE and use.name in MEANT and use.name not in read and is_djangos:
            meant = MEANT[use.name]
            yield rule.at(
                use.place.span,
                _fix(use, meant, module.target),
                name=use.name,
                receiver=use.receiver,
                meant=meant,
            )


def _fix(use: AttributeUse, meant: str, target: Version) -> Fix:
    edit = Edit(use.place.span, f"{use.receiver}{meant}")
    safety = Safety.SAFE if _is_accepted(use, meant, target) else Safety.SUGGESTED
    return Fix(f"Write {use.receiver}{meant}", (edit,), safety)


def _is_accepted(use: AttributeUse, meant: str, target: Version) -> bool:
    """Whether the value is certainly one that Django takes where it is meant to go."""
    values = constants(use.value)
    if meant == HEADER:
        texts = [v for v in values if isinstance(v, str)]
        is_text = len(texts) == len(values) > 0 or use.value == Instance("builtins.str")
        return is_text and not any(header_error("Content-Type", v, target) for v in texts)
    if meant == ".status_code":
        return bool(values) and all(
            isinstance(v, int) and status_error(v, target) is None for v in values
        )
    return bool(values) and all(
        isinstance(v, str) and reason_error(v, target) is None for v in values
    )
