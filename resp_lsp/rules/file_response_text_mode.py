"""A FileResponse of a file that gives text.

FileResponse reads until the file gives `b""`. A file that was opened without `"b"`, or
a StringIO, gives `""` at its end, for ever: the client gets the file and then waits,
and the server's worker is never free again.

Opening the file as bytes is a safe fix: the same bytes are sent, and then the response
ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared import bodies, files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding
    from resp_lsp.rules.shared.bodies import Body

rule = Rule(
    code="RSP406",
    severity=Severity.ERROR,
    message="FileResponse waits for b'' at the end of the file, but this one gives text: "
    "the response never ends; {advice}.",
    examples=(
        Example(
            bad="""
                import io

                from django.http import FileResponse

                return FileResponse(io.StringIO("id,name"), filename="names.csv")
            """,
            django="sends body id,name",
            good="""
                import io

                from django.http import FileResponse

                return FileResponse(io.BytesIO(b"id,name"), filename="names.csv")
            """,
        ),
    ),
    triggers=("FileResponse",),
    links=("https://docs.djangoproject.com/en/stable/ref/request-response/#fileresponse-objects",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for body in bodies.bodies(module, "streaming_content"):
        members = alternatives(body.value)
        if body.type == "FileResponse" and all(map(files.is_text_file, members)):
            fixes = tuple(_fixes(body, module))
            yield rule.at(
                body.place.span,
                *fixes,
                related=Related.trace(body.trace, module),
                advice='open it with "rb"' if _is_opened(body) else "give it bytes",
            )


def _is_opened(body: Body) -> bool:
    return any(type_of(member) == "io.TextIOWrapper" for member in alternatives(body.value))


def _fixes(body: Body, module: Module) -> Iterator[Fix]:
    if body.argument is None:
        return
    opening = files.use_behind(body.argument, module, files.OPENERS)
    if opening is not None and files.is_plainly_read(opening):
        yield Fix("Open it as bytes", (files.as_bytes(opening),), Safety.SAFE)
