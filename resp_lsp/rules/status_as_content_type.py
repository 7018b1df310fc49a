"""A status given in the place of the content type.

The second position of a response's constructor is the content type, after that
comes the status; the fourth one of `render()`, likewise. `HttpResponse("No", 404)`
is sent with status 200 and the header `Content-Type: 404`: clients and caches take
an error for success, and browsers do not know what to do with the body.

Name the argument: `status=404`. The fix is safe where the value is a status that
Django takes, since nothing else can have been meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_core.oracle import status_error
from resp_lsp.analysis.values.value import Instance, Known, Reference, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.invocation import Invocation
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

CODE = re.compile(r"[1-5]\d\d")
CONSTANT = re.compile(r"http\.HTTPStatus\.[A-Z]|rest_framework\.status\.HTTP_\d")

RENDER = "django.shortcuts.render"
RENDERED = r"\brender\((?s:.)*?,\s*(?:content_type\s*=\s*)?(?:[\"']?[1-5]\d\d\b|[\w.]*HTTP)"

rule = Rule(
    code="RSP501",
    severity=Severity.ERROR,
    message="{value} is taken for the content type here, and the status does not change: "
    "write status={value}.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                return HttpResponse("Not found", 404)
            """,
            django="sends Content-Type: 404",
            good="""
                from django.http import HttpResponse

                return HttpResponse("Not found", status=404)
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
    responses = (r for r in module.responses if r.type.startswith("django."))
    for call in (*responses, *(use for use in module.uses if use.function == RENDER)):
        given = call.arguments.get("content_type")
        if given is None or call.is_opaque:
            continue
        if all(map(_is_status, alternatives(given.value))):
            yield rule.at(
                given.place.span,
                *_fixes(call, given.value, module),
                related=Related.trace(given.trace, module),
                value=given.place.source,
            )


def _is_status(value: Value) -> bool:
    match value:
        case Known(bool()):
            return False
        case Known(int()) | Instance("builtins.int"):
            return True
        case Known(str(text)):
            return CODE.fullmatch(text) is not None
        case Reference(name):
            return CONSTANT.match(name) is not None
        case _:
            return False


def _fixes(call: Invocation, value: Value, module: Module) -> Iterator[Fix]:
    is_accepted = all(
        status_error(member.value, module.target) is None
        for member in alternatives(value)
        if isinstance(member, Known)
    )
    edit = call.renamed("content_type", "status")
    if edit is not None and is_accepted:
        yield Fix("Pass it as status=", (edit,), Safety.SAFE)
