"""Questions that the linter asks: would Django accept this, and if not, which error.

Every function is total: whatever it is given, it answers and never raises.
"""

from __future__ import annotations

from typing import Any

from resp_core.headers import header_name, header_value
from resp_core.json_encoder import DjangoJSONEncoder
from resp_core.json_response import JsonResponse
from resp_core.response import HttpResponse
from resp_core.settings import modelling
from resp_core.versions import DEFAULT, Version


def header_error(name: object, value: object, target: Version = DEFAULT) -> Exception | None:
    """What Django raises when this header is set; None when it is accepted."""
    try:
        with modelling(target):
            header_name(name)
            header_value(value)
    except Exception as error:  # noqa: BLE001 - the error is the answer
        return error
    return None


def json_response_error(
    data: object,
    *,
    safe: object = True,
    encoder: object | None = None,
    json_dumps_params: dict[str, Any] | None = None,
    target: Version = DEFAULT,
) -> Exception | None:
    """What Django's JsonResponse raises for this data; None when it is accepted.

    An encoder of None means Django's own.
    """
    try:
        with modelling(target):
            JsonResponse(
                data,
                DjangoJSONEncoder if encoder is None else encoder,
                safe,
                json_dumps_params,
            )
    except Exception as error:  # noqa: BLE001 - the error is the answer
        return error
    return None


def reason_error(reason: object, target: Version = DEFAULT) -> Exception | None:
    """What Django raises for this reason phrase; None when it is accepted."""
    try:
        with modelling(target):
            HttpResponse(reason=reason)
    except Exception as error:  # noqa: BLE001 - the error is the answer
        return error
    return None
