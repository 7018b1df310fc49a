"""A streamed body that is no series of chunks.

StreamingHttpResponse and FileResponse send what iterating over the body gives. Of text
that is one character at a time, of bytes the number of each byte, of a dict its keys.
What cannot be iterated over, None or a function, raises TypeError (AttributeError in
Django 4.2).

Putting text or bytes in a list is a safe fix for StreamingHttpResponse: it sends them
whole. FileResponse wants a file that is open, and a path is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core import oracle
from resp_core.versions import AITER_ERRORS
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.source.text import Edit
from resp_lsp.analysis.values.types import class_of
from resp_lsp.analysis.values.value import alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared import bodies
from resp_lsp.rules.shared.wording import described

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core.versions import Version
    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.values.value import Value
    from resp_lsp.rules.finding import Finding
    from resp_lsp.rules.shared.bodies import Body

TEXTS = frozenset(("builtins.str", "builtins.bytes", "django.utils.safestring.SafeString"))
STREAMED = {
    "builtins.str": "Django sends it one character at a time",
    "django.utils.safestring.SafeString": "Django sends it one character at a time",
    "builtins.bytes": "Django sends the number of each byte",
    "builtins.bytearray": "Django sends the number of each byte",
    "builtins.dict": "Django sends its keys, run together",
}
SAMPLES: dict[str, object] = {
    "builtins.NoneType": None,
    "builtins.bool": True,
    "builtins.coroutine": object(),
    "builtins.float": 0.5,
    "builtins.function": len,
    "builtins.int": 1,
    "builtins.method": len,
    "pathlib.Path": object(),
}
"""For each type that cannot be iterated over, a value that Django refuses likewise."""

rule = Rule(
    code="RSP404",
    severity=Severity.ERROR,
    message="{type} is given {kind}: {outcome}; {advice}.",
    examples=(
        Example(
            bad="""
                from django.http import StreamingHttpResponse

                return StreamingHttpResponse(b"ab")
            """,
            django="sends body 9798",
            good="""
                from django.http import StreamingHttpResponse

                return StreamingHttpResponse([b"ab"])
            """,
        ),
    ),
    triggers=(r"StreamingHttpResponse", r"FileResponse", r"\.streaming_content\s*="),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#streaminghttpresponse-objects",
        "https://docs.djangoproject.com/en/stable/ref/request-response/#fileresponse-objects",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for body in bodies.bodies(module, "streaming_content"):
        members = alternatives(body.value)
        outcomes = [_outcome(member, module.target) for member in members]
        if outcomes[0] is not None and None not in outcomes and not _is_expected(body, module):
            yield rule.at(
                body.place.span,
                *_fixes(body),
                related=Related.trace(body.trace, module),
                type=body.type,
                kind=" or ".join(dict.fromkeys(map(described, members))),
                outcome=outcomes[0],
                advice=_advice(body),
            )


def _outcome(value: Value, target: Version) -> str | None:
    """What Django does with the value, if it is no series of chunks."""
    name = class_of(value)
    if name in SAMPLES:
        error = oracle.streamed(SAMPLES[name], target)
        if isinstance(error, bytes):
            return None
        plain = f"Django raises {type(error).__name__}"
        return f"{plain}: {error}" if name == "builtins.NoneType" else plain
    if name is not None and knowledge().is_dict(name):
        return STREAMED["builtins.dict"]
    return STREAMED.get(name or "")


def _is_expected(body: Body, module: Module) -> bool:
    """Whether a handler is there for the error."""
    error = "TypeError" if module.target >= AITER_ERRORS.since else "AttributeError"
    return body.response is not None and error in body.response.caught


def _advice(body: Body) -> str:
    if body.type == "FileResponse":
        return "FileResponse wants an open file"
    return "StreamingHttpResponse wants a list or a generator of chunks"


def _fixes(body: Body) -> Iterator[Fix]:
    kinds = {class_of(member) for member in alternatives(body.value)}
    is_spread = body.argument is not None and body.argument.is_spread
    source = body.place.source
    if is_spread:
        return
    if body.type == "StreamingHttpResponse" and kinds <= TEXTS:
        yield Fix("Put it in a list", (Edit(body.place.span, f"[{source}]"),), Safety.SAFE)
    elif body.type == "FileResponse" and kinds == {"pathlib.Path"}:
        yield Fix("Open it", (Edit(body.place.span, f'open({source}, "rb")'),), Safety.SAFE)
