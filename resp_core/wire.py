"""What Django would send, from a list of what a program does to a response."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from resp_core import (
    cache_control,
    etags,
    files,
    json_response,
    redirects,
    response,
    response_base,
    statuses,
    streaming,
    vary,
)
from resp_core.settings import modelling
from resp_core.versions import DEFAULT, Version

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CLASSES: dict[str, type[response_base.HttpResponseBase]] = {
    name: found
    for module in (response, statuses, redirects, json_response, streaming, files)
    for name, found in vars(module).items()
    if isinstance(found, type) and issubclass(found, response_base.HttpResponseBase)
}
_HELPERS = {
    helper.__name__: helper
    for helper in (
        cache_control.add_never_cache_headers,
        cache_control.patch_cache_control,
        cache_control.patch_response_headers,
        etags.set_response_etag,
        vary.patch_vary_headers,
    )
}
_METHODS = frozenset(
    {
        *("__setitem__", "__delitem__", "setdefault", "set_cookie", "delete_cookie"),
        *("write", "writelines", "close", "flush"),
    }
)
_OF_HEADERS = frozenset({"clear", "pop", "popitem", "update"})
_ATTRIBUTES = frozenset(
    {"charset", "content", "headers", "reason_phrase", "status_code", "streaming_content"}
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to a response.

    The name is a method of it (`__setitem__`) or of its headers (`pop`), a helper of
    django.utils.cache (`patch_vary_headers`), or an assigned attribute with an equals sign
    (`status_code=`).
    """

    name: str
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sent:
    """A response as sent; the body is None where it is only known when it is streamed."""

    status_line: str
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[str, ...]
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Refused:
    """What Django raises, and at which step: the construction is -1, sending is the last."""

    step: int
    error: Exception


def sent(
    class_name: str,
    args: Sequence[Any] = (),
    kwargs: Mapping[str, Any] | None = None,
    steps: Sequence[Step] = (),
    target: Version = DEFAULT,
) -> Sent | Refused:
    """What Django sends for a response that is constructed and changed in these steps.

    Never raises: an unknown class or step is Refused with a LookupError.
    """
    done = -1
    try:
        with modelling(target):
            made = _CLASSES[class_name](*args, **(kwargs or {}))
            for done, step in enumerate(steps):  # noqa: B007 - tells where it stopped
                _do(step, made)
            done = len(steps)
            return _sent(made)
    except Exception as error:  # noqa: BLE001 - the error is the answer
        return Refused(done, error)


def _do(step: Step, made: response_base.HttpResponseBase) -> None:
    attribute = step.name.removesuffix("=")
    if step.name in _METHODS:
        getattr(made, step.name)(*step.args, **step.kwargs)
    elif step.name in _OF_HEADERS:
        getattr(made.headers, step.name)(*step.args, **step.kwargs)
    elif attribute in _ATTRIBUTES and attribute != step.name:
        setattr(made, attribute, *step.args)
    else:
        helper: Any = _HELPERS[step.name]
        helper(made, *step.args, **step.kwargs)


def _sent(made: response_base.HttpResponseBase) -> Sent:
    return Sent(
        status_line=f"HTTP/1.1 {made.status_code} {made.reason_phrase}",
        headers=tuple((str(name), str(value)) for name, value in made.items()),
        cookies=tuple(cookie.OutputString() for cookie in made.cookies.values()),
        body=made.content if isinstance(made, response.HttpResponse) else None,
    )
