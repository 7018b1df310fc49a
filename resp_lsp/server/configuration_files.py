"""The file that holds the configuration for a document, or that one can be written into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import Lines
from resp_lsp.linter.errors import FileError
from resp_lsp.linter.files import read_bytes, source_of
from resp_lsp.linter.settings import NAMES, OWN, SHARED
from resp_lsp.linter.toml import tables_of
from resp_lsp.server.changes import Change
from resp_lsp.server.fixing import edits_between
from resp_lsp.server.uris import uri_of

if TYPE_CHECKING:
    from pathlib import Path

    from resp_lsp.server.documents import Document, Documents


@dataclass(frozen=True, slots=True)
class ConfigurationFile:
    """A file as it is in the editor, or else on disk; a new one is not there yet."""

    path: Path
    lines: Lines
    document: Document | None = None
    is_new: bool = False

    @property
    def is_shared(self) -> bool:
        return self.path.name == SHARED

    @property
    def has_table(self) -> bool:
        """Whether it holds a configuration; what is broken may."""
        try:
            return not self.is_shared or "resp-lsp" in tables_of(self.lines.text).get("tool", {})
        except (ValueError, AttributeError, TypeError):
            return "resp-lsp" in self.lines.text

    def changed_to(self, text: str) -> Change:
        edits = edits_between(self.lines.text, text)
        if self.document is not None:
            return Change.of(self.document, edits)
        return Change(uri_of(str(self.path)), None, self.lines, edits, self.is_new)


def file_in_force(path: Path, documents: Documents) -> ConfigurationFile | None:
    """The nearest file above a document that holds a configuration."""
    places = (place / name for place in path.parents for name in NAMES)
    found = (_at(place, documents) for place in places)
    return next((each for each in found if each and each.has_table), None)


def file_to_write(path: Path, documents: Documents, workspace: Path | None) -> ConfigurationFile:
    """The file in force, or else the nearest that may hold a table of ours, or else a new one.

    The latter are looked for, and made, no further up than in the workspace's folder.
    """
    if (found := file_in_force(path, documents)) is not None:
        return found
    above = tuple(path.parents)
    inside = above[: above.index(workspace) + 1] if workspace in above else above[:1]
    shared = (_at(place / SHARED, documents) for place in inside)
    new = ConfigurationFile(inside[-1] / OWN, Lines(""), is_new=True)
    return next(filter(None, shared), new)


def _at(path: Path, documents: Documents) -> ConfigurationFile | None:
    """The file at a path; None where there is none that can be read."""
    document = documents.at(str(path))
    if document is not None:
        return ConfigurationFile(path, document.lines, document)
    if not path.is_file():
        return None
    try:
        return ConfigurationFile(path, Lines(source_of(str(path), read_bytes(str(path))).text))
    except FileError:
        return None
