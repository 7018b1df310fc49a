"""Runs a view on resp_core, as tests/django runs it on Django."""

from __future__ import annotations

import builtins
from itertools import islice
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from unittest import mock

import resp_core
from tests.django.matrix import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resp_core.versions import Version

NAMES = SimpleNamespace(**{name: getattr(resp_core, name) for name in resp_core.__all__})
DJANGO = SimpleNamespace(
    http=NAMES,
    shortcuts=NAMES,
    core=SimpleNamespace(serializers=SimpleNamespace(json=NAMES)),
    utils=SimpleNamespace(cache=NAMES, http=NAMES),
)
ENDLESS = 1_000
"""So many chunks are enough of a body that has no end."""

REQUEST = SimpleNamespace(path="/", method="GET", GET={}, POST={}, COOKIES={})


def run(source: str, target: Version) -> Outcome:
    """What the model of the release does when `view` answers GET /."""
    try:
        with mock.patch("time.time", return_value=1_700_000_000.25), resp_core.modelling(target):
            namespace: dict[str, Any] = {"__builtins__": {**vars(builtins), "__import__": _import}}
            exec(compile(source, "<program>", "exec"), namespace)
            return _sent(namespace["view"](REQUEST))
    except Exception as error:  # noqa: BLE001 (whatever the program raises is the answer)
        return Outcome(raises=f"{type(error).__name__}: {error}")


def _import(
    name: str,
    scope: Mapping[str, object] | None = None,
    local: Mapping[str, object] | None = None,
    names: tuple[str, ...] = (),
    level: int = 0,
) -> Any:
    first, *rest = name.split(".")
    if first != "django":
        return __import__(name, scope, local, names, level)
    found: Any = DJANGO
    for part in rest if names else ():
        found = getattr(found, part)
    return found


def _sent(response: Any) -> Outcome:
    if not isinstance(response, resp_core.HttpResponseBase):
        raise TypeError("the view didn't return an HttpResponse object")
    made: Any = response
    body = b"".join(islice(made, ENDLESS)) if made.streaming else made.content
    return Outcome(
        type=type(response).__name__,
        status=response.status_code,
        reason=made.reason_phrase,
        headers=tuple((str(k), str(v)) for k, v in response.items() if k.lower() != "date"),
        cookies=tuple(cookie.OutputString() for cookie in response.cookies.values()),
        body=body.decode("latin-1"),
    )
