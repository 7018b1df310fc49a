"""An argument of FileResponse that comes to nothing.

FileResponse sets Content-Length, Content-Type and Content-Disposition from its file,
after the arguments for every response are dealt with: those headers given in `headers=`
are overwritten, and so is a content type that is not given by its keyword. For an
iterator that is no file it sets no header at all, so `as_attachment` and `filename` do
nothing. `as_attachment` has no position: the second one is the content type.

Naming the argument is a safe fix: the call can have meant nothing else.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from resp_core.wire import Sent, sent
from resp_lsp.analysis.facts.fact import Form
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import Collection, Known, Value, alternatives
from resp_lsp.rules.finding import Fix, Safety, Severity, Tag
from resp_lsp.rules.rule import Example, Rule
from resp_lsp.rules.shared import bodies, files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resp_core.versions import Version
    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.source.text import Span
    from resp_lsp.rules.finding import Finding

FILE_RESPONSE = bodies.HTTP + "FileResponse"
SAMPLES: dict[str, object] = {
    "as_attachment": True,
    "filename": "sample.bin",
    "content_type": "sample/type",
}
"""In place of arguments that are not known."""

DEFAULTS = {"as_attachment": False, "filename": "", "content_type": None}
ITERABLES = frozenset(
    f"builtins.{name}" for name in ("filter", "generator", "list", "map", "set", "tuple", "zip")
)
ADVICE = {
    "content-disposition": "pass as_attachment= and filename=",
    "content-length": "leave it out",
    "content-type": "pass content_type=",
}

rule = Rule(
    code="RSP409",
    severity=Severity.WARNING,
    message="{what}; {advice}.",
    examples=(
        Example(
            bad="""
                import io

                from django.http import FileResponse

                report = io.BytesIO(b"id,name")
                return FileResponse(report, "text/csv")
            """,
            django="sends Content-Type: application/octet-stream",
            good="""
                import io

                from django.http import FileResponse

                report = io.BytesIO(b"id,name")
                return FileResponse(report, content_type="text/csv")
            """,
        ),
    ),
    triggers=("FileResponse",),
    links=(
        "https://docs.djangoproject.com/en/stable/ref/request-response/#fileresponse-objects",
        "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.FileResponse.set_headers",
    ),
    tag=Tag.UNNECESSARY,
)


class NamedFile(io.BytesIO):
    """A file that was opened by its path."""

    name = "stand-in.name"


class Replay(NamedTuple):
    """The constructions that stand for a call, one for each kind of body that it may have."""

    bodies: tuple[object, ...]
    arguments: Mapping[str, object]
    positions: tuple[str, ...]
    target: Version

    def headers(self, **changed: object) -> list[dict[str, str]]:
        """The headers that are sent for each body, by lower-case name."""
        given = {**self.arguments, **changed}
        first = tuple(given.pop(name) for name in self.positions if name in given)
        answers = (
            sent("FileResponse", (body, *first), given, target=self.target) for body in self.bodies
        )
        return [
            {name.lower(): value for name, value in answer.headers}
            for answer in answers
            if isinstance(answer, Sent)
        ]


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for response in module.responses:
        if response.type != FILE_RESPONSE or response.is_opaque:
            continue
        given = response.arguments.get("content_type")
        if given is not None and given in response.positional and _is_truth(given.value):
            what = "The second position of FileResponse is content_type"
            advice = f"write as_attachment={given.place.source}"
            yield _named(response, given, "as_attachment", what, advice)
            continue
        replay = _replay(module, response)
        if replay is not None:
            yield from _ignored(response, replay)
            yield from _overwritten(module, response, replay)


def _named(response: Response, given: Argument, keyword: str, what: str, advice: str) -> Finding:
    edit = response.as_keyword("content_type", keyword)
    fixes = () if edit is None else (Fix(f"Pass it as {keyword}=", (edit,), Safety.SAFE),)
    return rule.at(given.place.span, *fixes, what=what, advice=advice)


def _is_truth(value: Value) -> bool:
    return all(isinstance(m, Known) and isinstance(m.value, bool) for m in alternatives(value))


def _replay(module: Module, response: Response) -> Replay | None:
    body = response.arguments.get("streaming_content")
    stand_ins = () if body is None else _stand_ins(module, body)
    if not stand_ins:
        return None
    known = {
        name: _constant(argument.value, SAMPLES[name])
        for name, argument in response.arguments.items()
        if name in SAMPLES
    }
    positional = [a for a in response.positional if a is response.arguments.get("content_type")]
    return Replay(stand_ins, known, ("content_type",) if positional else (), module.target)


def _stand_ins(module: Module, body: Argument) -> tuple[object, ...]:
    """What the body is like for FileResponse; nothing where that is not known."""
    kinds = {type_of(member) for member in alternatives(body.value)}
    if all(files.is_file(member) for member in alternatives(body.value)):
        if files.use_behind(body, module, files.OPENERS) is not None:
            return (NamedFile(b"body"),)
        return (io.BytesIO(b"body"), NamedFile(b"body"))
    return ([b"body"],) if kinds <= ITERABLES else ()


def _constant(value: Value, sample: object) -> object:
    return value.value if isinstance(value, Known) else sample


def _ignored(response: Response, replay: Replay) -> Iterator[Finding]:
    """Arguments without which the same headers are sent."""
    before = replay.headers()
    for name, default in DEFAULTS.items():
        given = response.arguments.get(name)
        if given is None or replay.arguments[name] == default or not before:
            continue
        if type(replay.arguments[name]) is int:
            continue  # a status in the place of the content type is RSP501's
        if replay.headers(**{name: default}) != before:
            continue
        if name != "content_type":
            what = f"FileResponse ignores {name} for what is no file"
            advice = "set Content-Disposition with content_disposition_header()"
            yield rule.at(given.place.span, what=what, advice=advice)
        elif any(sent["content-type"] != replay.arguments[name] for sent in before):
            what = "FileResponse overwrites a content_type that is given by position"
            yield _named(response, given, name, what, f"write content_type={given.place.source}")


def _overwritten(module: Module, response: Response, replay: Replay) -> Iterator[Finding]:
    """Headers that are given and do not reach the client."""
    given = response.arguments.get("headers")
    if given is None or not isinstance(given.value, Collection):
        return
    for key, value in given.value.pairs():
        name = key.value if isinstance(key, Known) else None
        if not isinstance(name, str) or name.lower() not in ADVICE:
            continue
        text = str(_constant(value, "sample"))
        sent_headers = replay.headers(headers={name: text})
        if sent_headers and all(sent.get(name.lower()) != text for sent in sent_headers):
            yield rule.at(
                _header_span(module, response, given, key),
                what=f"FileResponse sets {name} itself and overwrites this one",
                advice=ADVICE[name.lower()],
            )


def _header_span(module: Module, response: Response, given: Argument, name: Value) -> Span:
    """Where the header is named, else the whole argument."""
    sites = (response.site, given.place.node)
    return next(
        (
            write.name_at.span
            for write in module.header_writes
            if write.form is Form.ARGUMENT and write.site in sites and write.name == name
        ),
        given.place.span,
    )
