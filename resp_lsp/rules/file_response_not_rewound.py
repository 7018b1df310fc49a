"""A buffer that is sent from its end.

Whoever writes to a BytesIO leaves it standing behind what was written, and a response
reads it from where it stands: the body is empty, and FileResponse says so with
`Content-Length: 0`. Nothing is raised.

Call `seek(0)` before, or give the response `getvalue()`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.analysis.values.value import Ended, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared import bodies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding
    from resp_lsp.rules.shared.bodies import Body

rule = Rule(
    code="RSP408",
    severity=Severity.WARNING,
    message="{name} stands at its end, so {type} sends an empty body; call {name}.seek(0) first.",
    examples=(
        Example(
            bad="""
                import io

                from django.http import FileResponse

                report = io.BytesIO()
                report.write(b"id,name")
                return FileResponse(report, as_attachment=True, filename="names.csv")
            """,
            django="sends Content-Length: 0",
            good="""
                import io

                from django.http import FileResponse

                report = io.BytesIO()
                report.write(b"id,name")
                report.seek(0)
                return FileResponse(report, as_attachment=True, filename="names.csv")
            """,
        ),
    ),
    triggers=(r"\bHttpResponse", "FileResponse", "StreamingHttpResponse"),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#fileresponse-objects",
        "https://docs.python.org/3/library/io.html#io.BytesIO",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for parameter in ("content", "streaming_content"):
        for body in bodies.bodies(module, parameter):
            if all(isinstance(member, Ended) for member in alternatives(body.value)):
                yield rule.at(
                    body.place.span,
                    *_fixes(body),
                    related=Related.trace(body.trace, module),
                    name=body.place.source,
                    type=body.type,
                )


def _fixes(body: Body) -> Iterator[Fix]:
    """Rewinding it on a line of its own, in front of the statement that holds the response."""
    statement = body.response.holder.statement if body.response is not None else None
    own_line = statement.own_line_start() if statement is not None else None
    if statement is None or own_line is None or not body.place.source.isidentifier():
        return
    start = statement.span.start
    edit = Edit(Span(start, start), f"{body.place.source}.seek(0){own_line}")
    yield Fix("Rewind it before", (edit,), Safety.SUGGESTED)
