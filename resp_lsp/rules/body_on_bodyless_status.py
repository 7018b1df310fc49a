"""A body on a status that forbids one.

A response with status 204 or 304 ends with its headers, and one with 205 has no content
(RFC 9110, 15.3.5, 15.3.6 and 15.4.5). Django sends the body nevertheless; its test
client takes it off, so tests do not see it. A server may drop the body or close the
connection, and a client may take it for the start of the next response.
HttpResponseNotModified raises AttributeError for content.

The fix takes the body away. It is a suggestion: the status may be what is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core import oracle
from resp_core.wire import Refused, sent
from resp_lsp.analysis.facts.use import Access
from resp_lsp.analysis.values.value import Known, Text, Value, alternatives
from resp_lsp.rules.finding import Fix, Related, Safety, Severity
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared import bodies

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resp_core.versions import Version
    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

BODYLESS = frozenset((204, 205, 304))
NOT_MODIFIED = "HttpResponseNotModified"
JSON_RESPONSE = "JsonResponse"
KEPT = frozenset(("data", "content", "status", "reason", "headers", "content_type", "charset"))
"""What HttpResponse takes as well."""

rule = Rule(
    code="RSP410",
    severity=Severity.WARNING,
    message="A {status} response has no body, but this one is given {body}: Django {outcome}.",
    examples=(
        Example(
            bad="""
                from django.http import HttpResponse

                return HttpResponse("gone", status=204)
            """,
            django="sends body gone",
            good="""
                from django.http import HttpResponse

                return HttpResponse(status=204)
            """,
        ),
        Example(
            bad="""
                from django.http import HttpResponseNotModified

                return HttpResponseNotModified("the same")
            """,
            django="raises AttributeError: You cannot set content to a 304 (Not Modified) response",
            good="""
                from django.http import HttpResponseNotModified

                return HttpResponseNotModified()
            """,
        ),
    ),
    triggers=(r"\bstatus(?:_code)?\s*=(?!=)", NOT_MODIFIED, r"\b(?:204|205|304)\b"),
    links=(
        "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.3.5",
        "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.3.6",
        "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.4.5",
    ),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    given = ((response.site, _body(response, module.target)) for response in module.responses)
    filled = {site: body for site, body in given if body is not None}
    yield from _constructed(module, filled)
    yield from _changed(module, filled)


def _constructed(module: Module, filled: Mapping[object, Argument]) -> Iterator[Finding]:
    for response in module.responses:
        given, status = filled.get(response.site), _status(response)
        if given is None or status is None:
            continue
        error = _error(response, module.target)
        if error is not None and response.catches(error):
            continue
        yield rule.at(
            given.place.span,
            *_fixes(module, response),
            related=Related.trace(given.trace, module),
            severity=None if error is None else Severity.ERROR,
            status=status,
            body=_shown(given),
            outcome="sends it" if error is None else f"raises {type(error).__name__}: {error}",
        )


def _changed(module: Module, filled: Mapping[object, Argument]) -> Iterator[Finding]:
    """Where a response gets its status after its body, which stays."""
    writes = [use for use in module.attributes if use.access is Access.WRITE]
    emptied = {use.site for use in writes if use.name == "content"}
    for use in writes:
        status = _bodyless(use.value) if use.name == "status_code" else None
        if status is None or use.site not in filled or use.site in emptied:
            continue
        given = filled[use.site]
        related = Related.at(given.place, "It is given its body here.", module)
        yield rule.at(
            use.place.span,
            related=(related,),
            status=status,
            body=_shown(given),
            outcome="sends it",
        )


def _body(response: Response, target: Version) -> Argument | None:
    """The argument that certainly gives it a body of at least a byte."""
    if response.is_opaque:
        return None
    if response.type == bodies.HTTP + JSON_RESPONSE:
        return response.arguments.get("data")
    given = response.arguments.get("content")
    if given is None or "content" not in response.signature.parameters:
        return None
    return given if all(_is_filled(m, target) for m in alternatives(given.value)) else None


def _is_filled(value: Value, target: Version) -> bool:
    if value == Known(None):
        return False  # its name is sent, but none was meant: RSP401
    if isinstance(value, Text):
        return any(value.literals)
    try:
        body = oracle.body(bodies.constant(value), target)
    except (LookupError, TypeError):
        return False
    return isinstance(body, bytes) and len(body) > 0


def _status(response: Response) -> int | None:
    """Its status, if that forbids a body."""
    if "status" not in response.arguments and response.type == bodies.HTTP + NOT_MODIFIED:
        return 304
    return _bodyless(response.value("status"))


def _bodyless(value: Value) -> int | None:
    """The status that all alternatives are, if it forbids a body."""
    statuses = {m.value if isinstance(m, Known) else None for m in alternatives(value)}
    found = [status for status in BODYLESS if status in statuses]
    return found[0] if statuses <= BODYLESS else None


def _error(response: Response, target: Version) -> Exception | None:
    """What the class raises for any content."""
    answer = sent(response.type.removeprefix(bodies.HTTP), ("body",), target=target)
    return answer.error if isinstance(answer, Refused) else None


def _shown(given: Argument) -> str:
    source = given.place.source
    return source if len(source) <= bodies.LONGEST and "\n" not in source else "one"


def _fixes(module: Module, response: Response) -> Iterator[Fix]:
    is_json = response.type == bodies.HTTP + JSON_RESPONSE
    edits = bodies.exchanged(module, response, "HttpResponse") if is_json else ()
    cut = response.without_argument("data" if is_json else "content")
    if cut is not None and edits is not None and response.arguments.keys() <= KEPT:
        yield Fix("Take the body away", (*edits, cut), Safety.SUGGESTED)
