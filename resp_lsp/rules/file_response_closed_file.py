"""A file that is closed before it is sent.

A streaming response reads its file while it is sent, after the view has returned. A
`with` statement around the construction closes the file on the way out of the view, and
Django raises ValueError where the body should begin.

FileResponse closes its file itself when it is done, so `with` is not needed. The fix is
a suggestion, for it takes the `with` statement away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.facts.invocation import Fate
from resp_lsp.analysis.facts.rewrite import unwrapped
from resp_lsp.analysis.values.value import alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared import bodies, files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.source.text import Edit
    from resp_lsp.rules.finding import Finding

rule = Rule(
    code="RSP407",
    severity=Severity.ERROR,
    message="The with statement closes {name} before Django reads it, which raises ValueError; "
    "{type} closes its file itself.",
    examples=(
        Example(
            bad="""
                import os

                from django.http import FileResponse

                with open(os.devnull, "rb") as report:
                    return FileResponse(report)
            """,
            django="raises ValueError: read of closed file",
            good="""
                import os

                from django.http import FileResponse

                return FileResponse(open(os.devnull, "rb"))
            """,
        ),
    ),
    triggers=(r"(?:FileResponse|StreamingHttpResponse)",),
    links=("https://docs.djangoproject.com/en/stable/ref/request-response/#fileresponse-objects",),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for body in bodies.bodies(module, "streaming_content"):
        response, given = body.response, body.argument
        if response is None or given is None or given.closing is None:
            continue
        if all(map(files.is_file, alternatives(body.value))) and _is_given_back(response, module):
            yield rule.at(
                body.place.span,
                *_fixes(unwrapped(given.closing, given.place)),
                related=Related.trace(body.trace, module),
                name=body.place.source,
                type=body.type,
            )


def _is_given_back(response: Response, module: Module) -> bool:
    """Whether it is returned, by name too, without a look at its body before."""
    if response.holder.fate is Fate.RETURNED:
        return True
    if response.holder.name is None or any(
        use.site == response.site and use.name == "streaming_content" for use in module.attributes
    ):
        return False
    return response.site in module.returned


def _fixes(edit: Edit | None) -> Iterator[Fix]:
    if edit is not None:
        yield Fix("Let Django close the file", (edit,), Safety.SUGGESTED)
