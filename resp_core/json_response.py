"""A response whose body is JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from resp_core import settings
from resp_core.json_encoder import DjangoJSONEncoder
from resp_core.response import HttpResponse
from resp_core.versions import JSON_SAFE_IS_OFF

if TYPE_CHECKING:
    from collections.abc import Mapping

SAFE_AS_THE_RELEASE_SAYS: Any = type("SafeAsTheReleaseSays", (), {})()
"""The default of `safe`, which is True until Django 6.2 makes it False."""


class JsonResponse(HttpResponse):
    """A response that serializes its data when it is constructed (django.http).

    Raises:
        TypeError: the data is no dict while `safe` is true, or JSON cannot hold it.
    """

    def __init__(
        self,
        data: object,
        encoder: Any = DjangoJSONEncoder,
        safe: Any = SAFE_AS_THE_RELEASE_SAYS,
        json_dumps_params: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        if safe is SAFE_AS_THE_RELEASE_SAYS:
            safe = not settings.current().has(JSON_SAFE_IS_OFF)
        if safe and not isinstance(data, dict):
            raise TypeError(
                "In order to allow non-dict objects to be serialized set the "
                "safe parameter to False."
            )
        kwargs.setdefault("content_type", "application/json")
        params = {} if json_dumps_params is None else json_dumps_params
        # A `cls` in params must stay Python's "multiple values" TypeError.
        super().__init__(content=json.dumps(data, cls=encoder, **params), **kwargs)
