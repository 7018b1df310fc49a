"""What the constructors of Django's responses accept, release by release."""

from __future__ import annotations

from functools import cache
from inspect import Parameter, Signature
from typing import TYPE_CHECKING

from resp_core import redirects
from resp_core.json_encoder import DjangoJSONEncoder
from resp_core.versions import DEFAULT, JSON_SAFE_IS_OFF, PRESERVE_REQUEST, REDIRECT_MAX_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from resp_core.versions import Version

_BASE = {"content_type": None, "status": None, "reason": None, "charset": None, "headers": None}
_WHOLE = {"content": b"", **_BASE}
_STREAM = {"streaming_content": (), **_BASE}
_TEMPLATE = {
    "template": Parameter.empty,
    "context": None,
    "content_type": None,
    "status": None,
    "charset": None,
    "using": None,
    "headers": None,
}
_RENDER = {
    "request": Parameter.empty,
    "template_name": Parameter.empty,
    "context": None,
    "content_type": None,
    "status": None,
    "using": None,
}
_WHOLE_CLASSES = (
    "HttpResponse",
    "HttpResponseBadRequest",
    "HttpResponseForbidden",
    "HttpResponseGone",
    "HttpResponseNotFound",
    "HttpResponseNotModified",
    "HttpResponseServerError",
)
_FIXED: Mapping[str, Mapping[str, object]] = {
    **dict.fromkeys(_WHOLE_CLASSES, _WHOLE),
    "HttpResponseBase": _BASE,
    "HttpResponseNotAllowed": {"permitted_methods": Parameter.empty, **_WHOLE},
    "SimpleTemplateResponse": _TEMPLATE,
    "StreamingHttpResponse": _STREAM,
    "TemplateResponse": {"request": Parameter.empty, **_TEMPLATE},
    "render": _RENDER,
}
"""What is the same in every release."""

_REDIRECT_CLASSES = (
    "HttpResponsePermanentRedirect",
    "HttpResponseRedirect",
    "HttpResponseRedirectBase",
)


@cache
def signature_of(class_name: str, target: Version = DEFAULT) -> Signature | None:
    """The parameters of a response class of Django, without self, or of the shortcut render().

    None for another name.

    `*args` and `**kwargs` are replaced by what the base classes take.
    """
    if class_name in _FIXED:
        return _signature(_FIXED[class_name])
    if class_name in _REDIRECT_CLASSES:
        return _redirect(target)
    match class_name:
        case "JsonResponse":
            return _json(target)
        case "FileResponse":
            return _signature(_STREAM, {"as_attachment": False, "filename": ""})
    return None


def _redirect(target: Version) -> Signature:
    # The second position was the content until Django 5.2.
    preserve = {"preserve_request": False} if target >= PRESERVE_REQUEST.since else {}
    limit = {"max_length": redirects.MAX_URL_REDIRECT_LENGTH}
    by_keyword = limit if target >= REDIRECT_MAX_LENGTH.since else {}
    return _signature({"redirect_to": Parameter.empty, **preserve, **_WHOLE}, by_keyword)


def _json(target: Version) -> Signature:
    own = {
        "data": Parameter.empty,
        "encoder": DjangoJSONEncoder,
        "safe": target < JSON_SAFE_IS_OFF.since,
        "json_dumps_params": None,
    }
    return _signature(own, _BASE)


def _signature(
    positional: Mapping[str, object], by_keyword: Mapping[str, object] | None = None
) -> Signature:
    return Signature(
        [
            *_parameters(positional.items(), Parameter.POSITIONAL_OR_KEYWORD),
            *_parameters((by_keyword or {}).items(), Parameter.KEYWORD_ONLY),
        ]
    )


def _parameters(items: Iterable[tuple[str, object]], kind: object) -> list[Parameter]:
    return [Parameter(name, kind, default=default) for name, default in items]  # type: ignore[arg-type]  # kind is one of Parameter's
