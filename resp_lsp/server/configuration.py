"""The configuration in force for a document: the project's files, then the editor's settings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from resp_core.versions import Version
from resp_lsp.linter.config import Config

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

SECTION = "resp-lsp"
"""The name of our settings among an editor's."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the editor says; `overrides` are fields of Config, and win over the project's files."""

    enabled: bool = True
    overrides: Mapping[str, Any] = field(default_factory=dict)
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
        self.settings = Settings()
        self.root: Path | None = None
        self._by_folder: dict[Path, Configured] = {}

    def for_path(self, path: Path | None) -> Configured:
        """The configuration for a file; documents that are no files take the workspace's."""
        settings = self.settings
        config = replace(Config(), **settings.overrides)
        return Configured(config, settings.enabled)

    def forget(self) -> None:
        """Read every file anew when it is next asked for."""
        # A new table: the other thread may be about to write into the old one.
        self._by_folder = {}


def decode_settings(given: object) -> Settings:
    """The settings in what an editor sent: the section itself, or an object that holds it."""
    section = given.get(SECTION, given) if isinstance(given, dict) else {}
    if not isinstance(section, dict):
        return Settings(problems=(f"{SECTION} must be an object, not {section!r}",))
    overrides: dict[str, object] = {}
    problems: list[str] = []
    for name, (target, decode) in DECODERS.items():
        if section.get(name) is None:
            continue
        try:
            overrides[target] = decode(section[name])
        except ValueError as error:
            problems.append(f"{SECTION}.{name}: {error}")
    enabled = overrides.pop("enabled", True)
    return Settings(bool(enabled), overrides, tuple(problems))


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"true or false expected, not {value!r}")  # noqa: TRY004 -- bad data
    return value


def _codes(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise ValueError(f"a list of rule codes expected, not {value!r}")
    return tuple(value)


def _version(value: Any) -> Version:
    return Version.parse(str(value))


DECODERS: dict[str, tuple[str, Callable[[Any], object]]] = {
    "enable": ("enabled", _flag),
    "select": ("select", _codes),
    "ignore": ("ignore", _codes),
    "targetDjango": ("target_django", _version),
}
"""The editor's settings: the field that each sets, and how it is read."""
