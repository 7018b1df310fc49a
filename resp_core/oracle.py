"""Questions that the linter asks: would Django accept this, and if not, which error.

Every function is total: whatever it is given, it answers and never raises. The error is
what Django raises, with its message; None means that Django accepts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from resp_core.files import FileResponse
from resp_core.headers import header_name, header_value
from resp_core.json_encoder import DjangoJSONEncoder
from resp_core.json_response import JsonResponse
from resp_core.redirects import HttpResponseRedirect
from resp_core.response import HttpResponse
from resp_core.settings import modelling
from resp_core.status import status_code
from resp_core.streaming import StreamingHttpResponse
from resp_core.versions import DEFAULT, Version

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_core.response_base import HttpResponseBase

Answer = TypeVar("Answer")
CLASSES: dict[str, Callable[[], HttpResponseBase]] = {
    found.__name__: found for found in (FileResponse, HttpResponse, StreamingHttpResponse)
}
"""The classes that can be made of nothing, for what all that extend them have."""


def header_error(name: object, value: object, target: Version = DEFAULT) -> Exception | None:
    """What Django raises when this header is set."""
    return _error(lambda: (header_name(name), header_value(value)), target)


def status_error(status: Any, target: Version = DEFAULT) -> Exception | None:
    """What Django raises for this status of a constructor; None stands for the default."""
    return _error(lambda: status is None or status_code(status), target)


def reason_error(reason: Any, target: Version = DEFAULT) -> Exception | None:
    """What Django raises for this reason phrase."""
    return _error(lambda: HttpResponse(reason=reason), target)


def body_error(
    content: object, charset: str | None = None, target: Version = DEFAULT
) -> Exception | None:
    """What Django raises for this content; an iterator given here is consumed."""
    return _error(lambda: HttpResponse(content, charset=charset), target)


def body(content: object, target: Version = DEFAULT) -> bytes | Exception:
    """What Django sends as the body for this content, or what it raises; an iterator given here
    is consumed."""
    return _answer(lambda: HttpResponse(content).content, target)


def streamed(content: object, target: Version = DEFAULT) -> bytes | Exception:
    """What Django streams for this body, which must have an end, or what it raises."""
    return _answer(lambda: StreamingHttpResponse(content).getvalue(), target)


def attribute_error(class_name: str, attribute: str, target: Version = DEFAULT) -> Exception | None:
    """What Django raises where this attribute of a response just made is read."""
    found = CLASSES.get(class_name)
    return None if found is None else _error(lambda: getattr(found(), attribute), target)


def cookie_error(
    key: Any, value: object = "", target: Version = DEFAULT, **attributes: Any
) -> Exception | None:
    """What Django raises for this cookie; the attributes are those of set_cookie()."""
    return _error(lambda: HttpResponse().set_cookie(key, value, **attributes), target)


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
