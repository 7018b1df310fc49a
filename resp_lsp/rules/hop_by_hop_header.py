"""A header about the connection.

`Connection`, `Transfer-Encoding` and others are between the server and its next neighbour.
A WSGI application must not set them (PEP 3333): `runserver` and `wsgiref` fail with an
AssertionError, other servers drop them or send a broken response.

Leave the header to the server. There is no fix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from wsgiref.util import is_hop_by_hop

from resp_lsp.analysis.prefilter import HEADER_WRITES
from resp_lsp.analysis.values.value import Known
from resp_lsp.rules.finding import Severity
from resp_lsp.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

rule = Rule(
    code="RSP210",
    severity=Severity.ERROR,
    message="{name} is between servers and their clients, WSGI forbids it to applications, and "
    "runserver fails on it; leave it to the server.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                response = HttpResponse("page")
                response["Connection"] = "keep-alive"
                return response
            """,
            django="sends Connection: keep-alive",
            good="""
                from django.http import HttpResponse

                return HttpResponse("page")
            """,
        ),
    ),
    triggers=HEADER_WRITES,
    links=(
        "https://peps.python.org/pep-3333/#other-http-features",
        "https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for write in module.header_writes:
        match write.name:
            case Known(str(name)) if is_hop_by_hop(name):
                yield rule.at(write.target.span, name=name)
