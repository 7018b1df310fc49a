"""The configuration in force for a document: the project's files, then the editor's settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from resp_core.versions import Version
from resp_lsp.linter.config import Config, Override
from resp_lsp.linter.errors import InputError
from resp_lsp.linter.selection import unknown
from resp_lsp.linter.settings import Settings
from resp_lsp.linter.target_django.discovery import Discovery

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DEFAULT = Config(hints=True)
"""Hints are on: an editor shows them without raising its voice."""
SECTION = "resp-lsp"
"""The name of our settings among an editor's."""


@dataclass(frozen=True, slots=True)
class EditorSettings:
    """What the editor says; `override` wins over the project's files."""

    enabled: bool = True
    override: Override = field(default_factory=Override)
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Configured:
    """A configuration, and what was wrong with the file that should have given it."""

    config: Config
    enabled: bool = True
    problem: str | None = None


class Configurations:
    """Configurations by path. Asked from the schedule's thread, changed from the event loop."""

    def __init__(self) -> None:
        self.editor = EditorSettings()
        self.root: Path | None = None
        self._discovery = Discovery()
        self._by_folder: dict[Path | None, Configured] = {}

    def for_path(self, path: Path | None) -> Configured:
        """The configuration for a file; documents that are no files take the workspace's."""
        folder = self.root if path is None else path.parent
        known = self._by_folder
        if folder not in known:
            known[folder] = self._read(folder)
        return known[folder]

    def take(self, settings: EditorSettings) -> None:
        self.editor = settings
        self.forget()

    def forget(self) -> None:
        """Read every file anew when it is next asked for."""
        # New tables: the other thread may be about to write into the old ones.
        self._discovery = Discovery()
        self._by_folder = {}

    def _read(self, folder: Path | None) -> Configured:
        override, enabled = self.editor.override, self.editor.enabled
        if folder is None:
            return Configured(override.of(DEFAULT), enabled)
        settings = Settings(override=override, default=DEFAULT, discovery=self._discovery)
        try:
            return Configured(settings.above(folder), enabled)
        except InputError as error:
            config = settings.targeted(override.of(DEFAULT), folder)
            return Configured(config, enabled, str(error))


def decode_settings(given: object) -> EditorSettings:
    """The settings in what an editor sent: the section itself, or an object that holds it.

    A setting of the wrong kind is left out, and is a problem.
    """
    section = given.get(SECTION, given) if isinstance(given, dict) else {}
    if not isinstance(section, dict):
        return EditorSettings(problems=(f"{SECTION}: an object expected, not {section!r}",))
    fields: dict[str, Any] = {}
    problems: list[str] = []
    for name, (target, decode) in DECODERS.items():
        if section.get(name) is None:
            continue
        try:
            fields[target] = decode(section[name])
        except ValueError as error:
            problems.append(f"{SECTION}.{name}: {error}")
    enabled = fields.pop("enabled", True)
    return EditorSettings(enabled, Override(**fields), tuple(problems))


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"true or false expected, not {value!r}")  # noqa: TRY004 (bad data)
    return value


def _selectors(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise ValueError(f"a list of rules expected, not {value!r}")
    if complaints := unknown(value):
        raise ValueError("; ".join(complaints))
    return tuple(value)


def _version(value: Any) -> Version:
    return Version.parse(str(value))


DECODERS: dict[str, tuple[str, Callable[[Any], object]]] = {
    "enable": ("enabled", _flag),
    "select": ("select", _selectors),
    "ignore": ("ignore", _selectors),
    "targetDjango": ("target_django", _version),
    "followImports": ("follow_imports", _flag),
    "hints": ("hints", _flag),
}
"""The editor's settings: the field that each one fills, and how it is read."""
