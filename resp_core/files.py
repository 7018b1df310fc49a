"""A streamed file, with headers guessed from it."""

from __future__ import annotations

import io
import os.path
from typing import Any

from resp_core import settings
from resp_core.content_disposition import content_disposition_header
from resp_core.streaming import StreamingHttpResponse
from resp_core.versions import FILE_POSITION_COUNTS, MORE_COMPRESSED_TYPES

_ANY_FILE = "application/octet-stream"
_COMPRESSED = {"bzip2": "application/x-bzip", "gzip": "application/gzip", "xz": "application/x-xz"}
_COMPRESSED_LATER = {"br": "application/x-brotli", "compress": "application/x-compress"}


class FileResponse(StreamingHttpResponse):
    """A streamed file; Content-Length, -Type and -Disposition come from it (django.http).

    An iterable without read() is streamed as it is, and as_attachment and filename are
    ignored. Only a content_type given by keyword stops the guess of a type.
    """

    block_size = 4096
    """Bytes that each read() asks for."""

    def __init__(
        self, *args: Any, as_attachment: object = False, filename: Any = "", **kwargs: Any
    ) -> None:
        self.as_attachment = as_attachment
        self.filename = filename
        self._guesses_type = kwargs.get("content_type") is None
        super().__init__(*args, **kwargs)

    def set_headers(self, filelike: Any) -> None:
        """Set Content-Length, Content-Type and Content-Disposition from a file."""
        if not settings.current().has(FILE_POSITION_COUNTS):
            self._set_headers_of_old(filelike)
            return
        path = getattr(filelike, "name", "")
        path = path if isinstance(path, str) else ""
        length = self._length_left(filelike, path)
        if length is not None:
            self.headers["Content-Length"] = length
        name = os.path.basename(self.filename or path)  # noqa: PTH119 - bytes and Path fail alike
        if self._guesses_type:
            self.headers["Content-Type"] = _guessed_type(name)
        self._dispose(name)

    def _set_streaming_content(self, value: Any) -> None:
        if not hasattr(value, "read"):
            self.file_to_stream = None
            super()._set_streaming_content(value)
            return
        self.file_to_stream = value
        if hasattr(value, "close"):
            self._resource_closers.append(value.close)
        blocks = iter(lambda: value.read(self.block_size), b"")
        self.set_headers(value)
        super()._set_streaming_content(blocks)

    def _length_left(self, filelike: Any, path: str) -> int | None:
        """Bytes from the position to the end, or None where nothing tells them."""
        seekable = hasattr(filelike, "seek") and (
            not hasattr(filelike, "seekable") or filelike.seekable()
        )
        if not hasattr(filelike, "tell"):
            return self._length_by_reading(filelike) if seekable else None
        if seekable:
            start = filelike.tell()
            filelike.seek(0, io.SEEK_END)
            length: int = filelike.tell() - start
            filelike.seek(start)
            return length
        if hasattr(filelike, "getbuffer"):
            left: int = filelike.getbuffer().nbytes - filelike.tell()
            return left
        if os.path.exists(path):  # noqa: PTH110 - also for paths that Path refuses
            rest: int = os.path.getsize(path) - filelike.tell()  # noqa: PTH202 - as above
            return rest
        return None

    def _length_by_reading(self, filelike: Any) -> int:
        length: int = sum(iter(lambda: len(filelike.read(self.block_size)), 0))
        filelike.seek(-length, io.SEEK_END)
        return length

    def _set_headers_of_old(self, filelike: Any) -> None:
        """Until Django 4.0: the whole size, and any text/html counts as not given."""
        path = getattr(filelike, "name", None)
        path = path if path and isinstance(path, str) else self.filename
        if os.path.isabs(path):  # noqa: PTH117 - bytes and Path fail alike
            self.headers["Content-Length"] = os.path.getsize(filelike.name)  # noqa: PTH202 - as above
        elif hasattr(filelike, "getbuffer"):
            self.headers["Content-Length"] = filelike.getbuffer().nbytes
        if self.headers.get("Content-Type", "").startswith("text/html"):
            self.headers["Content-Type"] = _guessed_type(path)
        self._dispose(self.filename or os.path.basename(path))  # noqa: PTH119 - as above

    def _dispose(self, name: str) -> None:
        disposition = content_disposition_header(self.as_attachment, name)
        if disposition:
            self.headers["Content-Disposition"] = disposition


def _guessed_type(name: str) -> str:
    """The type by extension; a compressed file is what compressed it, so none unpacks it."""
    if not name:
        return _ANY_FILE
    import mimetypes  # noqa: PLC0415 - only files need it

    later = settings.current().has(MORE_COMPRESSED_TYPES)
    compressed = _COMPRESSED | _COMPRESSED_LATER if later else _COMPRESSED
    content_type, encoding = mimetypes.guess_type(name)
    return compressed.get(encoding or "", content_type or "") or _ANY_FILE
