"""The configuration in force for a document: the project's files, and the editor's settings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from resp_lsp.linter.config import Config, Override
from resp_lsp.linter.errors import ConfigError, InputError
from resp_lsp.linter.settings import Settings, read_fields
from resp_lsp.linter.target_django.discovery import Discovery
from resp_lsp.server.editor_settings import EditorSettings, Preference
from resp_lsp.server.stamps import Stamps, stamps_above

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT = Config(hints=True)
"""Hints are on: an editor shows them without raising its voice."""


@dataclass(frozen=True, slots=True)
class Configured:
    """A configuration, and what was wrong with the file that should have given it."""

    config: Config
    editor: EditorSettings = field(default_factory=EditorSettings)
    problem: InputError | None = None
    stamps: Stamps | None = None
    """Of what it was read from; None where the client tells what changes."""


class Configurations:
    """Configurations by path. Asked from the schedule's thread, changed from the event loop."""

    def __init__(self) -> None:
        self.initial = EditorSettings()
        """What the client said at initialization."""
        self.editor = EditorSettings()
        """The settings for documents in no folder of the workspace."""
        self.folders: Mapping[Path, EditorSettings] = {}
        """The settings for each folder of the workspace, in the client's order."""
        self.is_watched = False
        """Whether the client tells of files that change."""
        self._discovery = Discovery()
        self._by_folder: dict[Path | None, Configured] = {}
        self._broken: dict[Path | None, None] = {}
        self._is_renewed = False

    @property
    def root(self) -> Path | None:
        """The folder whose configuration documents take that are no files."""
        return next(iter(self.folders), None)

    def for_path(self, path: Path | None) -> Configured:
        """The configuration for a file; documents that are no files take the workspace's."""
        return self._for_folder(self.root if path is None else path.parent)

    def editor_for(self, path: Path | None) -> EditorSettings:
        """The settings for a file: those of the innermost folder of the workspace around it."""
        folder = self.root if path is None else self.workspace_folder(path)
        return self.editor if folder is None else self.folders[folder]

    def workspace_folder(self, path: Path) -> Path | None:
        """The innermost folder of the workspace around a path."""
        return next((place for place in (path, *path.parents) if place in self.folders), None)

    def settings(self, folder: Path) -> Settings:
        """Where the files of a folder of the workspace have their configuration from.

        Raises:
            InputError: the file that the editor names cannot be read or understood.
        """
        return settings_of(self.folders[folder], folder, self._discovery)

    def take(self, editor: EditorSettings, folders: Mapping[Path, EditorSettings]) -> None:
        self.editor, self.folders = editor, folders
        self.forget()

    def forget(self) -> None:
        """Read every file anew when it is next asked for."""
        # New tables: the other thread may be about to write into the old ones.
        self._discovery = Discovery()
        self._by_folder = {}

    def problems(self) -> dict[str, InputError]:
        """What is wrong with the files that were met, by their paths, as they are now."""
        for folder in tuple(self._broken):
            if self._for_folder(folder).problem is None:
                del self._broken[folder]
        found = (self._for_folder(folder).problem for folder in tuple(self._broken))
        return {problem.path: problem for problem in found if problem is not None}

    def was_renewed(self) -> bool:
        """Whether files were found changed since this was last asked."""
        renewed, self._is_renewed = self._is_renewed, False
        return renewed

    def _for_folder(self, folder: Path | None) -> Configured:
        known = self._by_folder.get(folder)
        if known is not None and known.stamps is not None and not known.stamps.are_true():
            self.forget()
            self._is_renewed = True
            known = None
        table = self._by_folder
        if known is None:
            known = table[folder] = self._read(folder)
            if known.problem is not None:
                self._broken[folder] = None
        return known

    def _read(self, folder: Path | None) -> Configured:
        root = self.root if folder is None else self.workspace_folder(folder)
        editor = self.editor if root is None else self.folders[root]
        if folder is None:
            return Configured(editor.override.of(_default(root)), editor)
        named = _named(editor, root)
        stamps = None if self.is_watched else stamps_above(folder, *map(str, filter(None, [named])))
        try:
            config = settings_of(editor, root, self._discovery).above(folder)
            if stamps is not None and config.baseline is not None:
                stamps.add(config.baseline.path)
            return Configured(config, editor, None, stamps)
        except InputError as error:
            if stamps is not None:
                stamps.add(error.path)
            settings = Settings(discovery=self._discovery)
            config = settings.targeted(editor.override.of(_default(root)), folder)
            return Configured(config, editor, error, stamps)


def settings_of(editor: EditorSettings, root: Path | None, discovery: Discovery) -> Settings:
    """Where the configurations for a folder of the workspace come from.

    Raises:
        InputError: the file that the editor names cannot be read or understood.
    """
    override = _written(editor, _named(editor, root))
    plain = Settings(override=override, default=_default(root), discovery=discovery)
    match editor.preference:
        case Preference.EDITOR_FIRST:
            return plain
        case Preference.EDITOR_ONLY:
            return replace(plain, only=plain.default)
        case Preference.FILES_FIRST:
            # What the project declares is its word, too.
            default = replace(override.of(plain.default), target_from=None)
            return replace(plain, override=Override(), default=default)


def _default(root: Path | None) -> Config:
    return DEFAULT if root is None else replace(DEFAULT, root=str(root))


def _named(editor: EditorSettings, root: Path | None) -> Path | None:
    """The configuration file that the editor names."""
    if editor.configuration is None:
        return None
    return (root or Path()) / Path(editor.configuration).expanduser()


def _written(editor: EditorSettings, named: Path | None) -> Override:
    """What the editor says, with what is written in the file that it names.

    Raises:
        InputError: that file cannot be read or understood.
    """
    if named is None:
        return editor.override
    fields = read_fields(named)
    if fields is None:
        raise ConfigError(str(named), None, "there is no [tool.resp-lsp] in it")
    # The patterns of a file from elsewhere are about the project at hand.
    written = tuple((name, value) for name, value in fields.items() if name != "root")
    return replace(editor.override, written=written)
