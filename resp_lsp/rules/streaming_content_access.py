"""What a streaming response does not have.

StreamingHttpResponse and FileResponse have no `content` and no `text`: reading either
raises AttributeError. They cannot be written to: `write()` raises OSError. The body is
in `streaming_content`, which can be read once and replaced.

Middleware asks `response.streaming` before it touches the content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core.oracle import attribute_error
from resp_core.wire import Refused, Step, sent
from resp_lsp.analysis.facts.use import Access
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.rules.finding import Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared import bodies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core.versions import Version
    from resp_lsp.analysis.facts.use import AttributeUse, Use
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

STREAMING = bodies.HTTP + "StreamingHttpResponse"
ATTRIBUTES = frozenset(("content", "text"))
METHODS = frozenset(("response.write", "response.writelines"))

rule = Rule(
    code="RSP405",
    severity=Severity.ERROR,
    message="{what} on a streaming response: Django raises {error}",
    examples=(
        Example(
            bad="""
                from django.http import StreamingHttpResponse

                response = StreamingHttpResponse(["a", "b"])
                response["Content-Length"] = len(response.content)
                return response
            """,
            django="raises AttributeError: This StreamingHttpResponse instance has no `content`"
            " attribute. Use `streaming_content` instead.",
            good="""
                from django.http import HttpResponse

                response = HttpResponse(["a", "b"])
                response["Content-Length"] = len(response.content)
                return response
            """,
        ),
    ),
    triggers=(r"\.(?:content|text)\b", r"\.write(?:lines)?\("),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#streaminghttpresponse-objects",
        "https://docs.djangoproject.com/en/stable/topics/http/middleware/#dealing-with-streaming-responses",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for use in module.attributes:
        error = _attribute_error(use, module.target)
        if error is not None and "AttributeError" not in use.caught:
            yield rule.at(use.place.span, what=use.place.source, error=error)
    for call in module.uses:
        refused = _method_error(call, module.target)
        if refused is not None and not {"OSError", "IOError"} & call.caught:
            yield rule.at(call.call.span, what=call.callee.source + "()", error=refused)


def _attribute_error(use: AttributeUse, target: Version) -> str | None:
    if use.name not in ATTRIBUTES or not _is_streaming(use.type) or not use.before.is_plain:
        return None
    error = attribute_error(use.type.removeprefix(bodies.HTTP), use.name, target)
    if error is None:
        return None
    if use.access is Access.WRITE:
        # Python words the error for an attribute that cannot be set, a release at a time.
        return f"{type(error).__name__}; assign to streaming_content."
    return f"{type(error).__name__}: {error}"


def _method_error(call: Use, target: Version) -> str | None:
    if call.function not in METHODS or not _is_streaming(call.type):
        return None
    if call.before is None or not call.before.is_plain:
        return None
    step = Step(call.function.removeprefix("response."), ("",))
    name = (call.type or "").removeprefix(bodies.HTTP)
    answer = sent(name, (), {}, [step], target)
    return (
        f"{type(answer.error).__name__}: {answer.error}." if isinstance(answer, Refused) else None
    )


def _is_streaming(type_name: str | None) -> bool:
    return type_name is not None and knowledge().extends(type_name, STREAMING) is True
