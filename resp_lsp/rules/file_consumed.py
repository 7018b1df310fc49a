"""A file that is read into memory to be sent.

HttpResponse reads a file that it is given to its end when it is constructed, and
`file.read()` does so before: a download of a gigabyte takes a gigabyte of memory for
each client. FileResponse sends it in pieces, closes it, and sets Content-Length,
Content-Type and Content-Disposition from it.

What is read to be sent inline, such as a small text, is not reported. The fix is a
suggestion, for the headers that FileResponse sets are new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import Known, alternatives, text_of
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared import bodies, files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import HeaderWrite, Response
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.source.text import Edit
    from resp_lsp.rules.finding import Finding

KEPT_IN_MEMORY = frozenset(("io.BytesIO", "io.StringIO"))
BYTES_FILE = "io.BufferedReader"

rule = Rule(
    code="RSP403",
    severity=Severity.WARNING,
    message="{how}; FileResponse sends it in pieces and closes it.",
    examples=(
        Example(
            bad="""
                import os

                from django.http import HttpResponse

                return HttpResponse(open(os.devnull, "rb"), content_type="application/pdf")
            """,
            django="sends Content-Type: application/pdf",
            good="""
                import os

                from django.http import FileResponse

                return FileResponse(open(os.devnull, "rb"), content_type="application/pdf")
            """,
        ),
    ),
    triggers=(r"\bHttpResponse",),
    links=("https://docs.djangoproject.com/en/stable/ref/request-response/#fileresponse-objects",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    held = bodies.held_whole(module)
    attached = {write.site for write in module.header_writes if _is_attachment(write)}
    for body in bodies.bodies(module, "content"):
        response, given = body.response, body.argument
        if response is None or given is None or response.site in held:
            continue
        if all(map(_is_on_disk, map(type_of, alternatives(given.value)))):
            how = f"{body.type} reads the whole file into memory"
        elif response.site in attached and _is_read_whole(given, module):
            how = "The whole file is read into memory to be downloaded"
        else:
            continue
        yield rule.at(
            given.place.span,
            *_fixes(module, response, given),
            related=Related.trace(given.trace, module),
            how=how,
        )


def _is_on_disk(type_name: str | None) -> bool:
    return type_name not in KEPT_IN_MEMORY and files.is_file_type(type_name)


def _is_read_whole(given: Argument, module: Module) -> bool:
    reading = files.use_behind(given, module, files.READERS)
    return reading is not None and not reading.arguments and not reading.is_opaque


def _is_attachment(write: HeaderWrite) -> bool:
    is_disposition = write.name == Known("Content-Disposition")
    text = text_of(write.value)
    return is_disposition and text is not None and "attachment" in "".join(text.literals).lower()


def _fixes(module: Module, response: Response, content: Argument) -> Iterator[Fix]:
    """FileResponse in place of the class, where the file is opened in the call or before and
    nobody else closes it."""
    others = {a.whole for a in response.positional} - {content.whole}
    if others or content.is_spread or content.closing is not None:
        return
    if "headers" in response.arguments or response.type != bodies.HTTP + "HttpResponse":
        return
    exchanged = bodies.exchanged(module, response, "FileResponse")
    opened = _opened(module, content)
    if exchanged is not None and opened is not None:
        edits = (*exchanged, *bodies.renamed(content, response, "streaming_content"), *opened)
        yield Fix("Send it with FileResponse", edits, Safety.SUGGESTED)


def _opened(module: Module, content: Argument) -> tuple[Edit, ...] | None:
    """What is to be changed where the file is opened, for it to give bytes."""
    if {type_of(member) for member in alternatives(content.value)} == {BYTES_FILE}:
        return ()
    opening = files.use_behind(content, module, files.OPENERS)
    if opening is None or not files.is_plainly_read(opening):
        return None
    return (files.as_bytes(opening),)
