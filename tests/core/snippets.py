"""Runs a snippet on the model or on Django and tells what came of it, comparably."""

from __future__ import annotations

import ast
import asyncio
import copy
import datetime as dt
import decimal
import enum
import io
import pathlib
import pickle
import re
import types
import uuid
import warnings
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from unittest import mock

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Coroutine, Mapping

# In UTF-16 and UTF-32 there are zero bytes between the letters.
_ADDRESS = re.compile(r"[ _]\0*a\0*t\0*[ _]\0*0\0*x\0*(?:[0-9a-f]\0*)+")
# The classes are known under other modules on the two sides.
_MODULE = re.compile(r"\b(?:resp_core|django)\.[\w.]+\.(?=\w)")


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception: the name of its class and its message."""

    name: str
    message: str


class File(io.BytesIO):
    """A file in memory that has a name, and may refuse to seek or to tell its size."""

    def __init__(self, content: bytes = b"", name: object = None, **without: bool) -> None:
        super().__init__(content)
        if name is not None:
            self.name = name
        self.without = without

    def seekable(self) -> bool:
        """Whether seek() may be used."""
        return not self.without.get("seek")


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """The result of a coroutine on an event loop of its own."""
    return asyncio.run(coroutine)


async def collected(chunks: AsyncIterable[Any]) -> list[Any]:
    """All that an asynchronous iterable gives."""
    return [chunk async for chunk in chunks]


async def later(*chunks: object) -> AsyncIterator[object]:
    """An asynchronous generator over the chunks."""
    for chunk in chunks:
        yield chunk


def request(method: str = "GET", **meta: str) -> types.SimpleNamespace:
    """What get_conditional_response() reads of a request."""
    return types.SimpleNamespace(method=method, META=meta, path="/")


HELPERS: dict[str, Any] = {
    "Any": Any,
    "Decimal": decimal.Decimal,
    "File": File,
    "HTTPStatus": HTTPStatus,
    "Path": pathlib.PurePosixPath,
    "UUID": uuid.UUID,
    "collected": collected,
    "copy": copy,
    "datetime": dt,
    "enum": enum,
    "io": io,
    "later": later,
    "mock": mock,
    "pickle": pickle,
    "request": request,
    "run": run,
    "types": types,
    "warnings": warnings,
}
"""What a snippet may use beside the names of Django."""


def outcome(source: str, names: Mapping[str, Any], variables: Mapping[str, Any]) -> object:
    """The value of the snippet's last expression as `told`, or what it raised."""
    body, last = _compiled(source)
    scope = {**HELPERS, "told": told, **names, **variables, "__name__": "snippet"}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(body, scope)
            return told(eval(last, scope))
    except Exception as error:  # noqa: BLE001 - whatever the snippet raises is the answer
        return Raised(type(error).__name__, _without_addresses(str(error)))


def told(value: Any) -> Any:
    """A value so that those of the model and of Django compare equal."""
    if hasattr(value, "status_code") and hasattr(value, "cookies"):
        return _response(value)
    if isinstance(value, str):
        return _without_addresses(str.__str__(value))
    if isinstance(value, bytes):
        return _without_addresses(value.decode("latin-1")).encode("latin-1")
    if value is None or type(value) in {bool, int, float}:
        return repr(value) if isinstance(value, float) else value
    if type(value) in {list, tuple}:
        return type(value)(map(told, value))
    if type(value) is dict:
        return {told(key): told(item) for key, item in value.items()}
    return _without_addresses(repr(value))


def _response(response: Any) -> dict[str, Any]:
    return {
        "class": type(response).__name__,
        "status": told(response.status_code),
        "reason": told(response.reason_phrase),
        "headers": [(told(name), told(value)) for name, value in response.items()],
        "cookies": [told(cookie.OutputString()) for cookie in response.cookies.values()],
        "body": None if response.streaming else told(response.content),
        "charset": told(response.charset),
    }


@lru_cache(maxsize=4096)
def _compiled(source: str) -> tuple[types.CodeType, types.CodeType]:
    tree = ast.parse(source)
    last = tree.body.pop()
    assert isinstance(last, ast.Expr), f"the snippet ends in no expression: {source}"
    whole = ast.Expression(last.value)
    return compile(tree, "<snippet>", "exec"), compile(whole, "<snippet>", "eval")


def _without_addresses(text: str) -> str:
    return _MODULE.sub("", _ADDRESS.sub("", text))
