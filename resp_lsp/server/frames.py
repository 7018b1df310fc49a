"""The frames of LSP's base protocol: headers, an empty line, a body."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

log = logging.getLogger(__name__)


def bodies(stream: BinaryIO) -> Iterator[bytes]:
    """The body of each frame, until the stream ends; what is no frame is skipped."""
    length: int | None = None
    while header := stream.readline():
        name, _, value = header.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            length = int(value)
        elif not header.strip() and length is not None:
            body = stream.read(length)
            if len(body) < length:
                log.warning("the input ended within a message")
                return
            yield body
            length = None
