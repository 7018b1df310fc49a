"""The open documents, as the client has them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.analysis.source.text import Lines
from resp_lsp.server.encoding import Encoding, decode_range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One version of an open document. An edit makes another; identity tells them apart."""

    uri: str
    language: str
    version: int
    lines: Lines

    @property
    def text(self) -> str:
        return self.lines.text

    @property
    def is_python(self) -> bool:
        return self.language == "python" or self.uri.endswith((".py", ".pyi"))

    def changed(
        self,
        version: int,
        changes: Sequence[types.TextDocumentContentChangeEvent],
        encoding: Encoding,
    ) -> Document:
        """The document after changes, each counted in the text that the one before it left."""
        lines = self.lines
        for change in changes:
            lines = Lines(_text_after(lines, change, encoding))
        return Document(self.uri, self.language, version, lines)


class Documents:
    """The open documents by URI."""

    def __init__(self) -> None:
        self._open: dict[str, Document] = {}

    def __iter__(self) -> Iterator[Document]:
        return iter(tuple(self._open.values()))

    def get(self, uri: str) -> Document | None:
        return self._open.get(uri)

    def is_current(self, document: Document) -> bool:
        return self._open.get(document.uri) is document

    def put(self, document: Document) -> None:
        self._open[document.uri] = document

    def remove(self, uri: str) -> Document | None:
        return self._open.pop(uri, None)


def _text_after(
    lines: Lines, change: types.TextDocumentContentChangeEvent, encoding: Encoding
) -> str:
    if isinstance(change, types.TextDocumentContentChangeWholeDocument):
        return change.text
    span = decode_range(lines, change.range, encoding)
    return lines.text[: span.start] + change.text + lines.text[span.end :]
