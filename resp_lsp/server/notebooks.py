"""Notebooks: the cells with Python in them are one module, and each is a document of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.analysis.source.text import Edit, Lines, Span
from resp_lsp.linter.magics import python_of
from resp_lsp.server.documents import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from resp_lsp.rules.finding import Finding, Fix, Related
    from resp_lsp.server.encoding import Encoding
    from resp_lsp.server.schedule import Checked


@dataclass(frozen=True, eq=False)
class Notebook:
    """One version of an open notebook: its cells in order, and the texts that the client sent."""

    uri: str
    version: int
    cells: tuple[types.NotebookCell, ...]
    texts: Mapping[str, Document]

    def documents(self) -> tuple[Document, ...]:
        """The cells as documents in this notebook."""
        return tuple(replace(text, notebook=self) for text in self.texts.values())

    @cached_property
    def module(self) -> Document:
        """The code of all cells, each of which ends with a line end, at the notebook's path."""
        code = "".join(f"{python_of(cell.text)}\n" for cell in self._code())
        return Document(self.uri, "python", self.version, Lines(code))

    @cached_property
    def spans(self) -> Mapping[str, Span]:
        """Where the cells with code stand in the module, by their URI."""
        spans, start = {}, 0
        for cell in self._code():
            spans[cell.uri] = Span(start, start + len(cell.text))
            start = spans[cell.uri].end + 1
        return spans

    def changed(
        self, version: int, change: types.NotebookDocumentChangeEvent, encoding: Encoding
    ) -> Notebook:
        """The notebook after a change: first of its structure, then of kinds, then of texts."""
        changes = change.cells or types.NotebookDocumentCellChanges()
        cells, texts = self.cells, dict(self.texts)
        if changes.structure is not None:
            cells = _spliced(cells, changes.structure.array)
            for closed in changes.structure.did_close or ():
                texts.pop(closed.uri, None)
            texts |= texts_of(changes.structure.did_open or ())
        kinds = {cell.document: cell for cell in changes.data or ()}
        cells = tuple(kinds.get(cell.document, cell) for cell in cells)
        for each in changes.text_content or ():
            if before := texts.get(each.document.uri):
                after = before.changed(each.document.version, each.changes, encoding)
                texts[before.uri] = after
        return Notebook(self.uri, version, cells, texts)

    def _code(self) -> Iterator[Document]:
        for cell in self.cells:
            text = self.texts.get(cell.document)
            if cell.kind == types.NotebookCellKind.Code and text is not None and text.is_python:
                yield text


def texts_of(items: Sequence[types.TextDocumentItem]) -> dict[str, Document]:
    return {
        item.uri: Document(item.uri, item.language_id, item.version, Lines(item.text))
        for item in items
    }


def cut(checked: Checked, cell: Document) -> Checked:
    """Of what was found in the module of a notebook, what is in one of its cells."""
    notebook = cell.notebook
    span = notebook.spans.get(cell.uri) if notebook is not None else None
    if notebook is None or span is None:
        return replace(checked, document=cell, findings=(), silenced=())
    return replace(
        checked,
        document=cell,
        findings=tuple(_within(notebook, span, checked.findings)),
        silenced=tuple(_within(notebook, span, checked.silenced)),
    )


def _spliced(
    cells: tuple[types.NotebookCell, ...], array: types.NotebookCellArrayChange
) -> tuple[types.NotebookCell, ...]:
    end = array.start + array.delete_count
    return (*cells[: array.start], *(array.cells or ()), *cells[end:])


def _within(notebook: Notebook, cell: Span, findings: Sequence[Finding]) -> Iterator[Finding]:
    for finding in findings:
        if cell.contains(finding.span):
            fixes = (_fix(fix, cell) for fix in finding.fixes if _is_within(fix, cell))
            related = (_related(notebook, cell, each) for each in finding.related)
            span = _moved(finding.span, cell)
            yield replace(finding, span=span, fixes=tuple(fixes), related=tuple(related))


def _is_within(fix: Fix, cell: Span) -> bool:
    """An edit of another cell, such as an import in the first one, cannot be offered here."""
    return all(cell.contains(edit.span) for edit in fix.edits)


def _fix(fix: Fix, cell: Span) -> Fix:
    return replace(fix, edits=tuple(Edit(_moved(e.span, cell), e.text) for e in fix.edits))


def _related(notebook: Notebook, own: Span, related: Related) -> Related:
    if related.path is not None:
        return related
    if own.contains(related.span):
        return replace(related, span=_moved(related.span, own))
    for uri, cell in notebook.spans.items():
        if cell.contains(related.span):
            span = _moved(related.span, cell)
            return replace(related, span=span, path=uri, text=notebook.texts[uri].text)
    return replace(related, path=notebook.uri, text=notebook.module.text)


def _moved(span: Span, cell: Span) -> Span:
    return Span(span.start - cell.start, span.end - cell.start)
