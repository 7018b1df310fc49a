"""The open documents, as the client has them."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.analysis.source.source import Source
from resp_lsp.analysis.source.text import Edit, Lines
from resp_lsp.server.draft import Draft
from resp_lsp.server.encoding import Encoding, decode_range
from resp_lsp.server.uris import path_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from resp_lsp.server.notebooks import Notebook

log = logging.getLogger(__name__)

MANY = 8
"""More changes than this at once take less time in a draft."""


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One version of an open document. An edit makes another; identity tells them apart."""

    uri: str
    language: str
    version: int
    lines: Lines
    notebook: Notebook | None = None
    """What it is a cell of."""

    @property
    def file(self) -> Path | None:
        """None for a document that is no file, and for a cell."""
        return path_of(self.uri) if self.notebook is None else None

    @property
    def path(self) -> str:
        """The file; empty for a document that is none."""
        return "" if self.file is None else str(self.file)

    @property
    def text(self) -> str:
        return self.lines.text

    @property
    def module(self) -> tuple[Document, int]:
        """The module that it is a part of, and where it begins there."""
        if self.notebook is None or self.uri not in self.notebook.spans:
            return self, 0
        return self.notebook.module, self.notebook.spans[self.uri].start

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
        after = _after_many if len(changes) > MANY else _after_few
        return replace(self, version=version, lines=after(self.lines, changes, encoding))


class Documents:
    """The open documents by URI, and as the modules that stand for what is on disk."""

    def __init__(self) -> None:
        self._open: dict[str, Document] = {}
        self._notebooks: dict[str, Notebook] = {}
        self.modules: Mapping[str, Source] = {}
        """By path. It is replaced, never changed: the checks read it on another thread."""

    def __iter__(self) -> Iterator[Document]:
        return iter(tuple(self._open.values()))

    def get(self, uri: str) -> Document | None:
        return self._open.get(uri)

    def is_current(self, document: Document) -> bool:
        return self._open.get(document.uri) is document

    def at(self, path: str) -> Document | None:
        """The document of a file."""
        return next((each for each in self if each.path == path), None)

    def put(self, document: Document) -> None:
        self._open[document.uri] = document
        if document.path:
            source = Source(document.text, document.path)
            self.modules = {**self.modules, document.path: source}

    def remove(self, uri: str) -> Document | None:
        document = self._open.pop(uri, None)
        if document is not None:
            self.modules = {p: s for p, s in self.modules.items() if p != document.path}
        return document

    def notebook(self, uri: str) -> Notebook | None:
        return self._notebooks.get(uri)

    def put_notebook(self, notebook: Notebook) -> tuple[Document, ...]:
        """The cells that are no longer there; the others are put one by one."""
        before = self._notebooks.get(notebook.uri)
        self._notebooks[notebook.uri] = notebook
        gone = () if before is None else before.texts.keys() - notebook.texts.keys()
        return tuple(cell for uri in gone if (cell := self.remove(uri)) is not None)

    def remove_notebook(self, uri: str) -> tuple[Document, ...]:
        """The cells that were open."""
        notebook = self._notebooks.pop(uri, None)
        cells = () if notebook is None else notebook.texts
        return tuple(cell for uri in cells if (cell := self.remove(uri)) is not None)


def _after_few(
    lines: Lines, changes: Sequence[types.TextDocumentContentChangeEvent], encoding: Encoding
) -> Lines:
    for change in changes:
        if isinstance(change, types.TextDocumentContentChangeWholeDocument):
            lines = Lines(change.text)
        else:
            lines = lines.edited(Edit(decode_range(lines, change.range, encoding), change.text))
    return lines


def _after_many(
    lines: Lines, changes: Sequence[types.TextDocumentContentChangeEvent], encoding: Encoding
) -> Lines:
    draft = Draft(lines.text, encoding)
    for change in changes:
        draft.change(change)
    return Lines(draft.text)
