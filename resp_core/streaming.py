"""A response whose body is read only while it is sent."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from resp_core import settings
from resp_core.response_base import HttpResponseBase
from resp_core.versions import AITER_ERRORS, ASYNC_STREAMING, STREAMS_SHOW_STATUS, TEXT_PROPERTY

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator


class StreamingHttpResponse(HttpResponseBase):
    """A response over an iterable that can be read once (asynchronous ones: Django 4.2).

    Raises:
        TypeError: the body is not iterable; AttributeError in Django 4.2.
    """

    streaming = True

    def __init__(self, streaming_content: object = (), *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.streaming_content = streaming_content

    @property
    def streaming_content(self) -> Any:
        """An iterator over the chunks as bytes; assigning replaces the source."""
        if self.is_async:
            return self._bytes_of(self._iterator)
        return map(self.make_bytes, self._iterator)

    @streaming_content.setter
    def streaming_content(self, value: Any) -> None:
        self._set_streaming_content(value)

    @property
    def content(self) -> bytes:
        """Refused: AttributeError."""
        raise AttributeError(
            f"This {type(self).__name__} instance has no `content` attribute. "
            "Use `streaming_content` instead."
        )

    @property
    def text(self) -> str:
        """Refused: AttributeError, with its own message since Django 5.2."""
        if settings.current().has(TEXT_PROPERTY):
            raise AttributeError(f"This {type(self).__name__} instance has no `text` attribute.")
        raise AttributeError(f"{type(self).__name__!r} object has no attribute 'text'")

    def __iter__(self) -> Iterator[bytes]:
        if not self.is_async:
            return iter(self.streaming_content)
        self._warn_of_consuming("asynchronous", "synchronously", "a synchronous")
        return map(self.make_bytes, _collected(self._iterator))

    def __aiter__(self) -> AsyncIterator[bytes]:
        if not settings.current().has(ASYNC_STREAMING):
            name = type(self).__name__
            raise TypeError(f"'async for' requires an object with __aiter__ method, got {name}")
        return self._chunks()

    async def _chunks(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self.streaming_content:
                yield chunk
        except TypeError:
            # Imported here: only asynchronous servers need it, and it is slow to import.
            import asyncio  # noqa: PLC0415

            self._warn_of_consuming("synchronous", "asynchronously", "an asynchronous")
            for chunk in await asyncio.to_thread(list, self.streaming_content):
                yield chunk

    def __repr__(self) -> str:
        if not settings.current().has(STREAMS_SHOW_STATUS):
            return object.__repr__(self)
        return self._shown(name=type(self).__qualname__)

    def getvalue(self) -> bytes:
        """What is left of the body; it is consumed."""
        return b"".join(self.streaming_content)

    def _set_streaming_content(self, value: Any) -> None:
        self._iterator, self.is_async = _iterator_of(value)
        if hasattr(value, "close"):
            self._resource_closers.append(value.close)

    async def _bytes_of(self, source: AsyncIterator[object]) -> AsyncIterator[bytes]:
        async for chunk in source:
            yield self.make_bytes(chunk)

    def _warn_of_consuming(self, given: str, served: str, wanted: str) -> None:
        warnings.warn(
            f"StreamingHttpResponse must consume {given} iterators in order to serve them "
            f"{served}. Use {wanted} iterator instead.",
            Warning,
            stacklevel=3,
        )


def _iterator_of(value: Any) -> tuple[Any, bool]:
    """The iterator over a body, and whether it is asynchronous."""
    release = settings.current()
    try:
        return iter(value), False
    except TypeError:
        if release.has(AITER_ERRORS):
            return aiter(value), True
        if release.has(ASYNC_STREAMING):
            return value.__aiter__(), True
        raise


def _collected(source: AsyncIterator[object]) -> list[object]:
    """All chunks of an asynchronous source, read by an event loop of its own."""
    import asyncio  # noqa: PLC0415 - as above

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(_read(source))
    raise RuntimeError(
        "You cannot use AsyncToSync in the same thread as an async event loop - "
        "just await the async function directly."
    )


async def _read(source: AsyncIterator[object]) -> list[object]:
    return [chunk async for chunk in source]
