"""How a response comes into being, as the construction that `resp_core` replays."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from resp_lsp.analysis.values.value import Collection, Known
from resp_lsp.preview.steps import argument

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from resp_lsp.analysis.values.history import Change, Operand
    from resp_lsp.preview.placeholders import Placeholders

RENDERED = ("content_type", "status", "charset", "headers", "reason")
"""What a rendered response has in common with HttpResponse."""


@dataclass(frozen=True, slots=True)
class Making:
    """A class of Django by its plain name, and what it is given.

    `body` is the code of a body that is only known when it is sent, `guessed` are headers that
    Django takes from what it is given, which is not known, each with the code.
    """

    class_name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    body: str | None = None
    guessed: Mapping[str, str] = field(default_factory=dict)
    others: bool = False
    """Whether there may be more headers, and another status."""


class NamedFile:
    """A file as FileResponse sees it, of which nothing but the name is known."""

    def __init__(self, name: str) -> None:
        self.name = name

    def read(self, _size: int = -1) -> bytes:
        return b""


def making(change: Change, placeholders: Placeholders) -> Making | None:
    """None for a response that comes out of code that is not known."""
    name = change.name.rpartition(".")[2]
    given = dict(change.arguments)
    for function, classes in MAKERS.items():
        if name in classes:
            return replace(function(name, given, placeholders), others=change.is_opaque)
    return None


def _plain(name: str, given: Mapping[str, Operand], placeholders: Placeholders) -> Making:
    arguments = {
        key: argument(key, each, placeholders)
        for key, each in given.items()
        if not key.startswith("*") and not _is_unusable(key, each)
    }
    unknown = given.get("headers")
    is_unknown = unknown is not None and "headers" not in arguments
    return Making(name, arguments, others=is_unknown)


def _is_unusable(name: str, each: Operand) -> bool:
    """Whether Django would refuse a placeholder there."""
    match name, each.value:
        case "headers", Collection() | Known():
            return False
        case "headers" | "charset" | "encoder" | "json_dumps_params" | "safe" | "max_length", value:
            return not isinstance(value, Known | Collection)
        case _:
            return False


def _json(name: str, given: Mapping[str, Operand], placeholders: Placeholders) -> Making:
    made = _plain(name, given, placeholders)
    data = given.get("data")
    if data is None or isinstance(data.value, Known | Collection):
        return made
    word = placeholders.text(data.source)
    return replace(made, arguments={**made.arguments, "data": {word: word}})


def _not_allowed(name: str, given: Mapping[str, Operand], placeholders: Placeholders) -> Making:
    made = _plain(name, given, placeholders)
    methods = made.arguments.get("permitted_methods")
    listed = [methods] if isinstance(methods, str) else methods
    return replace(made, arguments={**made.arguments, "permitted_methods": listed})


def _streaming(name: str, given: Mapping[str, Operand], placeholders: Placeholders) -> Making:
    made = _plain(name, given, placeholders)
    content = given.get("streaming_content")
    if content is None:
        return made
    return replace(
        made,
        arguments={**made.arguments, "streaming_content": ()},
        body=f"streamed: {content.source}",
    )


def _file(name: str, given: Mapping[str, Operand], placeholders: Placeholders) -> Making:
    made, content = _streaming(name, given, placeholders), given.get("streaming_content")
    if content is None:
        return made
    code, known = content.source, _opened(content.source)
    stand_in = NamedFile(known or "")
    guessed = {"Content-Length": f"size of {code}"}
    named = made.arguments.get("filename")
    if not known and not named:
        guessed["Content-Disposition"] = f"by the name of {code}"
    if not known and not named and made.arguments.get("content_type") is None:
        guessed["Content-Type"] = f"by the name of {code}"
    arguments = {**made.arguments, "streaming_content": stand_in}
    return replace(made, arguments=arguments, guessed=guessed)


def _opened(code: str) -> str | None:
    """The name of the file in `open("…")`."""
    try:
        node = ast.parse(code, mode="eval").body
    except (SyntaxError, ValueError):
        return None
    match node:
        case ast.Call(func=ast.Name("open"), args=[ast.Constant(str(path)), *_]):
            return PurePath(path).name
        case _:
            return None


def _rendered(name: str, given: Mapping[str, Operand], placeholders: Placeholders) -> Making:
    """A page that a template makes."""
    made = _plain("HttpResponse", _by_name(name, given), placeholders)
    template = _by_name(name, given).get("template")
    code = "…" if template is None else template.source
    arguments = {key: value for key, value in made.arguments.items() if key in RENDERED}
    return replace(made, arguments=arguments, body=f"rendered: {code}")


def _by_name(name: str, given: Mapping[str, Operand]) -> dict[str, Operand]:
    """The arguments of `render()`, whose positions the analysis does not name."""
    order = POSITIONS[name]
    named = {key: each for key, each in given.items() if not key.startswith("*")}
    positional = (each for key, each in given.items() if key.startswith("*"))
    found = {**dict(zip(order, positional, strict=False)), **named}
    return {"template" if key == "template_name" else key: each for key, each in found.items()}


def _redirect(_: str, given: Mapping[str, Operand], placeholders: Placeholders) -> Making:
    """The shortcut: a view's name, a model or a URL leads to one."""
    permanent = given.get("permanent")
    to = given.get("to") or given.get("*0")
    match permanent.value if permanent is not None else Known(False):
        case Known(flag):
            name = "HttpResponsePermanentRedirect" if flag else "HttpResponseRedirect"
        case _:
            name = "HttpResponseRedirect"
    url: object = "" if to is None else placeholders.text(to.source)
    if to is not None and isinstance(to.value, Known) and _is_url(to.value.value):
        url = to.value.value
    return Making(name, {"redirect_to": url})


def _is_url(value: object) -> bool:
    return isinstance(value, str) and value.startswith(("/", "./", "../", "http:", "https:"))


POSITIONS = {
    "render": ("request", "template_name", "context", "content_type", "status", "using"),
    "TemplateResponse": ("request", "template", "context", "content_type", "status", "charset"),
    "SimpleTemplateResponse": ("template", "context", "content_type", "status", "charset"),
}
MAKERS: dict[Callable[[str, Mapping[str, Operand], Placeholders], Making], tuple[str, ...]] = {
    _json: ("JsonResponse",),
    _not_allowed: ("HttpResponseNotAllowed",),
    _streaming: ("StreamingHttpResponse",),
    _file: ("FileResponse",),
    _rendered: tuple(POSITIONS),
    _redirect: ("redirect",),
    _plain: (
        "HttpResponse",
        "HttpResponseBadRequest",
        "HttpResponseForbidden",
        "HttpResponseGone",
        "HttpResponseNotFound",
        "HttpResponseNotModified",
        "HttpResponsePermanentRedirect",
        "HttpResponseRedirect",
        "HttpResponseServerError",
    ),
}
"""How to make each class."""
