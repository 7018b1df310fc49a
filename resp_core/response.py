"""A response that holds its whole body."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from resp_core import settings
from resp_core.content import close_quietly
from resp_core.response_base import HttpResponseBase
from resp_core.versions import TEXT_PROPERTY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class HttpResponse(HttpResponseBase):
    """A response with content that can be read, replaced and appended to (django.http)."""

    streaming = False

    def __init__(self, content: object = b"", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.content = content

    @property
    def content(self) -> bytes:
        """The body as bytes; whatever is assigned is encoded at once."""
        return b"".join(self._chunks)

    @content.setter
    def content(self, value: object) -> None:
        if hasattr(value, "__iter__") and not isinstance(value, (bytes, memoryview, str)):
            self._chunks = [b"".join(map(self.make_bytes, value))]
            close_quietly(value)
        else:
            self._chunks = [self.make_bytes(value)]
        self.__dict__.pop("text", None)

    @cached_property
    def text(self) -> str:
        """The content decoded by the charset; kept until content is assigned (Django 5.2)."""
        if not settings.current().has(TEXT_PROPERTY):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute 'text'")
        return self.content.decode(self.charset or "utf-8")

    def serialize(self) -> bytes:
        """Headers, an empty line and the content."""
        return self.serialize_headers() + b"\r\n\r\n" + self.content

    __bytes__ = serialize

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._chunks)

    def __repr__(self) -> str:
        return self._shown()

    def write(self, content: object) -> None:
        """Append a chunk; `text` is not refreshed."""
        self._chunks.append(self.make_bytes(content))

    def writelines(self, lines: Iterable[object]) -> None:
        """Append each item, so a str appends its characters."""
        for line in lines:
            self.write(line)

    def tell(self) -> int:
        """The length of the content in bytes."""
        return len(self.content)

    def getvalue(self) -> bytes:
        """The content."""
        return self.content

    def writable(self) -> bool:
        """Always."""
        return True
