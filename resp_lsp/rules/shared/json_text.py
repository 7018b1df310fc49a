"""Text that json.dumps() wrote, and the JsonResponse that sends the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_core.versions import JSON_SAFE_IS_OFF
from resp_lsp.analysis.facts.invocation import Fate
from resp_lsp.analysis.knowledge import JSON_BYTES, JSON_TEXT
from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import Collection, Known, Value, alternatives
from resp_lsp.rules.shared.json_sample import is_dict

if TYPE_CHECKING:
    from resp_lsp.analysis.facts.fact import Response
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.facts.use import Use
    from resp_lsp.analysis.module import Module

STATUSES = {
    "django.http.HttpResponse": None,
    "django.http.HttpResponseBadRequest": 400,
    "django.http.HttpResponseForbidden": 403,
    "django.http.HttpResponseNotFound": 404,
    "django.http.HttpResponseGone": 410,
    "django.http.HttpResponseServerError": 500,
}
"""The classes that JsonResponse can stand for, with the status that they set."""

JSON_RESPONSE = "django.http.JsonResponse"
MEDIA_TYPE = "application/json"
OF_MODULE = re.compile(r"((?:\w+\.)*http\.)HttpResponse\w*")
"""A class that is taken from the module django.http, where JsonResponse is as well."""


def is_json(value: Value) -> bool:
    """Whether the value certainly is written as JSON."""
    return all(type_of(member) in (JSON_TEXT, JSON_BYTES) for member in alternatives(value))


def is_json_text(value: Value) -> bool:
    return type_of(value) == JSON_TEXT


def is_written_in(argument: Argument, use: Use) -> bool:
    """Whether the call stands in the argument itself."""
    return argument.place == use.call


def dumping(module: Module, argument: Argument) -> Use | None:
    """The json.dumps() that wrote the argument, there or where a name is bound for it alone."""
    source = argument.trace[0] if argument.trace else argument.place
    uses = (u for u in module.uses if u.call == source and u.function == "json.dumps")
    use = next(uses, None)
    if use is None or is_written_in(argument, use):
        return use
    name, island = use.holder.name, use.call.tree
    is_own = (
        use.holder.fate is Fate.BOUND
        and island == argument.place.tree
        and name == argument.place.source
        and len(re.findall(rf"\b{name}\b", island.parsed.source)) == 2
    )
    return use if is_own else None


def carried(use: Use) -> dict[str, str] | None:
    """The arguments of JsonResponse that say what the others of json.dumps() say.

    None where they are not all known, or a comment would be lost.
    """
    given = dict(use.arguments)
    is_whole = not any(a.is_spread or a.is_bare_generator for a in given.values())
    if "obj" not in given or use.is_opaque or not is_whole or use.call.has_comment:
        return None
    del given["obj"]
    sources = {name: argument.code for name, argument in given.items()}
    encoder = sources.pop("cls", None)
    params = ", ".join(f'"{name}": {source}' for name, source in sources.items())
    return {
        **({} if encoder is None else {"encoder": encoder}),
        **({"json_dumps_params": f"{{{params}}}"} if params else {}),
    }


def as_json_response(module: Module, response: Response, use: Use) -> tuple[Edit, ...] | None:
    """The edits that make a JsonResponse of a response of dumped text; None where a part of it
    cannot be written so."""
    more = carried(use)
    edits = _renamed_class(module, response)
    content_type = _without_media_type(response)
    if more is None or edits is None or content_type is None or not _is_plain(response):
        return None
    if needs_safe(use, module):
        more["safe"] = "False"
    status = STATUSES[response.type]
    if status is not None and "status" not in response.arguments:
        more["status"] = str(status)
    return (
        *edits,
        *_unwrapped(response.arguments["content"], use),
        *content_type,
        *((response.with_arguments(more),) if more else ()),
    )


def _is_plain(response: Response) -> bool:
    """Whether all its arguments are seen, and have the same meaning for a JsonResponse."""
    status = response.arguments.get("status")
    return (
        not response.is_opaque
        and not response.is_derived
        and not any(argument.is_spread for argument in response.arguments.values())
        and set(response.arguments) <= set(response.signature.parameters)
        and (STATUSES[response.type] is None or status is None or _is_number(status.value))
    )


def _is_number(value: Value) -> bool:
    return all(type_of(member) == "builtins.int" for member in alternatives(value))


def is_in_reach(module: Module, response: Response) -> bool:
    """Whether JsonResponse can be named where the response is made."""
    return _renamed_class(module, response) is not None


def _renamed_class(module: Module, response: Response) -> tuple[Edit, ...] | None:
    span = response.callee.span
    found = OF_MODULE.fullmatch(response.callee.source)
    if found is not None:
        return (Edit(span, f"{found[1]}JsonResponse"),)
    imported = module.importing("django.http", "JsonResponse")
    return None if imported is None else (Edit(span, imported.code), *imported.edits)


def _without_media_type(response: Response) -> tuple[Edit, ...] | None:
    """The content type taken out, where it is what a JsonResponse has; else given by its name."""
    given = response.arguments.get("content_type")
    if given is None:
        return ()
    if given.value in (Known(MEDIA_TYPE), Known(None)):
        edit = response.without_argument("content_type")
    elif given in response.positional:
        edit = response.as_keyword("content_type", "content_type")
    else:
        return ()
    return None if edit is None else (edit,)


def _unwrapped(content: Argument, use: Use) -> tuple[Edit, ...]:
    """What is dumped in the place of its text."""
    edit = Edit(use.call.span, use.arguments["obj"].code)
    if content.span == content.whole.span:
        return (edit,)
    start = content.whole.span.start
    return (Edit(Span(start, start + len("content")), "data"), edit)


def unwrapping(module: Module, response: Response, data: Argument) -> tuple[Edit, ...] | None:
    """The edits that give a JsonResponse the data instead of their text."""
    use = dumping(module, data)
    more = None if use is None else carried(use)
    if use is None or more is None or any(name in response.arguments for name in more):
        return None
    safe = None
    if isinstance(use.value("obj"), Collection) and not needs_safe(use, module):
        safe = response.without_argument("safe")
    return (
        Edit(use.call.span, use.arguments["obj"].code),
        *(() if safe is None else (safe,)),
        *((response.with_arguments(more),) if more else ()),
    )


def needs_safe(use: Use, module: Module) -> bool:
    """Whether JsonResponse might refuse what is dumped."""
    return module.target < JSON_SAFE_IS_OFF.since and not is_dict(use.value("obj"))
