"""Questions that the linter asks: would Django accept this, and if not, which error.

Every function is total: whatever it is given, it answers and never raises. The error is
what Django raises, with its message; None means that Django accepts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from resp_core.cache_control import (
    add_never_cache_headers,
    patch_cache_control,
    patch_response_headers,
)
from resp_core.files import FileResponse
from resp_core.headers import header_name, header_value
from resp_core.json_encoder import DjangoJSONEncoder
from resp_core.json_response import JsonResponse
from resp_core.redirects import HttpResponseRedirect
from resp_core.response import HttpResponse
from resp_core.settings import modelling
from resp_core.signatures import signature_of
from resp_core.status import status_code
from resp_core.statuses import HttpResponseNotAllowed
from resp_core.streaming import StreamingHttpResponse
from resp_core.vary import patch_vary_headers
from resp_core.versions import DEFAULT, Version

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from resp_core.response_base import HttpResponseBase

_PATCHES = {
    patch.__name__: patch
    for patch in (add_never_cache_headers, patch_cache_control, patch_response_headers)
}

Answer = TypeVar("Answer")
_CLASSES: dict[str, Callable[[], HttpResponseBase]] = {
    found.__name__: found for found in (FileResponse, HttpResponse, StreamingHttpResponse)
}
"""The classes that can be made of nothing, for what all that extend them have."""


def header_error(name: object, value: object, target: Version = DEFAULT) -> Exception | None:
    """What Django raises when this header is set."""
    return _error(lambda: (header_name(name), header_value(value)), target)


def content_type_error(
    content_type: Any, headers: Mapping[str, str], target: Version = DEFAULT
) -> Exception | None:
    """What Django raises for this type beside these headers."""
    return _error(lambda: HttpResponse(content_type=content_type, headers=headers), target)


def headers_error(owner: str, method: str, *keywords: str) -> Exception | None:
    """What Django raises where a method of a response or its `headers` is called, in so far as
    there is no such method, or it takes no such keywords."""
    response = HttpResponse()
    found: Any = response if owner == "response" else response.headers
    if method == "__ior__":
        return _error(lambda: _merged(found), DEFAULT)
    if not keywords:
        return _error(lambda: getattr(found, method), DEFAULT)
    return _error(lambda: found.get("", **dict.fromkeys(keywords)), DEFAULT)


def _merged(headers: Any) -> Any:
    headers |= {}
    return headers


def status_error(status: Any, target: Version = DEFAULT) -> Exception | None:
    """What Django raises for this status of a constructor; None stands for the default."""
    return _error(lambda: status is None or status_code(status), target)


def assigned_status_error(status: Any, target: Version = DEFAULT) -> Exception | None:
    """What comes of a status that is assigned to a response, which Django does not check but
    sends by `%d`: its TypeError, or ValueError for no status of HTTP."""
    return _error(lambda: status_code("%d" % (status,)), target)  # noqa: UP031 - as Django does


def reason_error(reason: Any, target: Version = DEFAULT) -> Exception | None:
    """What Django raises for this reason phrase."""
    return _error(lambda: HttpResponse(reason=reason), target)


def json_call_error(*positional: Any, target: Version = DEFAULT, **named: Any) -> Exception | None:
    """What Django raises for JsonResponse called with these very arguments."""
    return _error(lambda: JsonResponse(*positional, **named), target)


def argument_error(name: str, keyword: str, target: Version = DEFAULT) -> Exception | None:
    """What Django raises for a keyword argument of a response class or of render().

    None for other names.
    """
    signature = signature_of(name, target)
    if signature is None or keyword in signature.parameters:
        return None
    method = name if "Template" in name else "HttpResponseBase"
    taker = "render()" if name == "render" else f"{method}.__init__()"
    return TypeError(f"{taker} got an unexpected keyword argument {keyword!r}")


def allowed(*permitted_methods: object) -> str | Exception:
    """The Allow that HttpResponseNotAllowed sends for its first argument, or what it raises.

    Without an argument, what it raises for want of one.
    """
    try:
        return str(HttpResponseNotAllowed(*permitted_methods)["Allow"])  # type: ignore[arg-type]  # anything may be asked
    except Exception as error:  # noqa: BLE001 - the error is the answer
        return error


def body_error(
    content: object,
    charset: str | None = None,
    target: Version = DEFAULT,
    *,
    content_type: str | None = None,
) -> Exception | None:
    """What Django raises for this content; an iterator given here is consumed."""
    return _error(lambda: HttpResponse(content, content_type, charset=charset), target)


def declared_charset(content_type: str) -> str | None:
    """The charset that Django reads in a content type."""
    try:
        with modelling(default_charset=""):
            return HttpResponse(content_type=content_type).charset or None
    except Exception:  # noqa: BLE001 - what is refused declares nothing
        return None


def body(content: object, target: Version = DEFAULT) -> bytes | Exception:
    """What Django sends as the body for this content, or what it raises; an iterator given here
    is consumed."""
    return _answer(lambda: HttpResponse(content).content, target)


def streamed(content: object, target: Version = DEFAULT) -> bytes | Exception:
    """What Django streams for this body, which must have an end, or what it raises."""
    return _answer(lambda: StreamingHttpResponse(content).getvalue(), target)


def attribute_error(class_name: str, attribute: str, target: Version = DEFAULT) -> Exception | None:
    """What Django raises where this attribute of a response just made is read."""
    found = _CLASSES.get(class_name)
    return None if found is None else _error(lambda: getattr(found(), attribute), target)


def cookie_error(
    key: Any, value: object = "", target: Version = DEFAULT, **attributes: Any
) -> Exception | None:
    """What Django raises for this cookie; the attributes are those of set_cookie()."""
    return _error(lambda: HttpResponse().set_cookie(key, value, **attributes), target)


def delete_cookie_error(key: Any, target: Version = DEFAULT, **attributes: Any) -> Exception | None:
    """What Django raises when this cookie is deleted."""
    return _error(lambda: HttpResponse().delete_cookie(key, **attributes), target)


def cookie_sent(key: Any, value: object = "", target: Version = DEFAULT, **attributes: Any) -> str:
    """The cookie as sent in Set-Cookie; empty where Django refuses it or cannot write it."""
    response, sent = HttpResponse(), [""]

    def attempt() -> None:
        response.set_cookie(key, value, **attributes)
        sent.extend(morsel.OutputString() for morsel in response.cookies.values())

    _error(attempt, target)
    return sent[-1]


def cache_control(
    helper: str,
    held: str | None,
    arguments: Sequence[Any] = (),
    directives: Mapping[str, Any] | None = None,
    target: Version = DEFAULT,
) -> str | Exception:
    """What Cache-Control is after a helper of django.utils.cache, or what that raises.

    `held` is the header before; None stands for none.
    """
    response = HttpResponse()

    def attempt() -> None:
        if held is not None:
            response["Cache-Control"] = held
        patch: Any = _PATCHES[helper]
        patch(response, *arguments, **(directives or {}))

    error = _error(attempt, target)
    return str(response.get("Cache-Control", "")) if error is None else error


def vary(names: Any, target: Version = DEFAULT) -> str | Exception:
    """What Vary is after patch_vary_headers() with these names, or what that raises."""
    response = HttpResponse()
    error = _error(lambda: patch_vary_headers(response, names), target)
    return str(response["Vary"]) if error is None else error


def redirect_error(redirect_to: object, target: Version = DEFAULT) -> Exception | None:
    """What Django raises for a redirect to this place."""
    return _error(lambda: HttpResponseRedirect(redirect_to), target)


def json_response_error(
    data: object,
    *,
    safe: object = True,
    encoder: object | None = None,
    json_dumps_params: dict[str, Any] | None = None,
    target: Version = DEFAULT,
) -> Exception | None:
    """What Django's JsonResponse raises for this data; no encoder means Django's own."""
    chosen = DjangoJSONEncoder if encoder is None else encoder
    return _error(lambda: JsonResponse(data, chosen, safe, json_dumps_params), target)


def _error(attempt: Callable[[], object], target: Version) -> Exception | None:
    answer = _answer(attempt, target)
    return answer if isinstance(answer, Exception) else None


def _answer(attempt: Callable[[], Answer], target: Version) -> Answer | Exception:
    try:
        with modelling(target):
            return attempt()
    except Exception as error:  # noqa: BLE001 - the error is the answer
        return error
