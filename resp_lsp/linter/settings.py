"""Configuration files: `[tool.resp-lsp]` in pyproject.toml, or resp-lsp.toml; the nearest wins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from resp_lsp.analysis.source.text import Lines, Position, Span
from resp_lsp.linter.baseline import read_baseline
from resp_lsp.linter.config import Config, Override
from resp_lsp.linter.encoding import EncodingError, decode
from resp_lsp.linter.errors import ConfigError
from resp_lsp.linter.files import read_bytes
from resp_lsp.linter.keys import WrongItemError, field_of
from resp_lsp.linter.target_django.discovery import Discovery
from resp_lsp.linter.toml import tables_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

OWN = "resp-lsp.toml"
SHARED = "pyproject.toml"
NAMES = (OWN, SHARED)
"""In order of preference within one folder."""
NOTHING = Override()
DEFAULT = Config()


@dataclass(frozen=True, slots=True)
class Settings:
    """Where configurations come from: `only` for every file, else the nearest one.

    `default` is what a file leaves unsaid; `override` is put over each. Isolated ones take
    nothing from the project, not even the Django that it declares.
    """

    only: Config | None = None
    override: Override = NOTHING
    default: Config = DEFAULT
    is_isolated: bool = False
    discovery: Discovery = field(default_factory=Discovery, compare=False)

    def above(self, folder: Path) -> Config:
        """The configuration for the files of a folder, for the Django that is in force there.

        Raises:
            InputError: its file cannot be read or understood.
        """
        return self.targeted(self.written_above(folder), folder.absolute())

    def targeted(
        self, config: Config, folder: Path, names: Collection[str] | None = None
    ) -> Config:
        """The configuration for the Django that a folder's project declares, if nothing else told
        the target; `names` are those of what is in the folder, where they are known."""
        if config.target_from is not None or self.is_isolated:
            return config
        place, found = str(folder), self.discovery
        declared = found.above(place) if names is None else found.within(place, names)
        if declared is None:
            return config
        return replace(config, target_django=declared.release, target_from=declared.path)

    def written_above(self, folder: Path) -> Config:
        """The configuration of a folder as it is written, whatever Django is declared.

        Raises:
            InputError: its file cannot be read or understood.
        """
        if self.only is not None:
            return self.override.of(self.only)
        folder = folder.absolute()
        for place in (folder, *folder.parents):
            present = [name for name in NAMES if (place / name).is_file()]
            if found := self.within(place, present):
                return found
        return self.override.of(self.default)

    def within(self, folder: Path, names: Collection[str]) -> Config | None:
        """The configuration that a folder with files of these names holds itself.

        Raises:
            InputError: its file cannot be read or understood.
        """
        if self.only is not None:
            return None
        for name in NAMES:
            if name in names and (config := read_config(folder / name, self.default)):
                return self.override.of(config)
        return None


def read_config(path: Path, default: Config = DEFAULT) -> Config | None:
    """The configuration in a file; None in a pyproject.toml that has no table of ours.

    `default` is what the file leaves unsaid.

    Raises:
        FileError: it cannot be read.
        ConfigError: it cannot be understood.
    """
    fields = read_fields(path)
    return None if fields is None else replace(default, **fields)


def read_fields(path: Path) -> dict[str, Any] | None:
    """The fields of Config that a file gives; None in a pyproject.toml without a table of ours.

    Raises:
        FileError: it cannot be read.
        ConfigError: it cannot be understood.
    """
    data = read_bytes(str(path))
    shared = path.name == SHARED
    if shared and b"resp-lsp" not in data:
        return None
    try:
        text, _ = decode(data)
    except EncodingError as error:
        raise ConfigError(str(path), error.line, error.message) from error
    table = _parsed(path, text)
    if shared:
        tool = table.get("tool")
        table = tool.get("resp-lsp") if isinstance(tool, dict) else None
    if table is None:
        return None
    if not isinstance(table, dict):
        raise _fault(path, text, place_of(text, "resp-lsp"), "tool.resp-lsp must be a table")
    fields: dict[str, Any] = dict(_field(path, text, key, value) for key, value in table.items())
    place = path.absolute()
    if "baseline" in fields:
        fields["baseline"] = read_baseline(str(place.parent / fields["baseline"]))
    told = {"target_from": str(place)} if "target_django" in fields else {}
    return {"root": str(place.parent), **told, **fields}


def _parsed(path: Path, text: str) -> Any:
    try:
        return tables_of(text)
    except ValueError as error:
        message, _, place = str(error).partition(" (at ")
        line = re.search(r"line (\d+), column (\d+)", place)
        raise _fault(path, text, _to_end(text, line), f"not TOML: {message}") from error


def _to_end(text: str, told: re.Match[str] | None) -> Span:
    """From the place that is told to the end of its line; the end of the text if none is."""
    if told is None:
        return Span(len(text), len(text))
    lines = Lines(text)
    place = Position(int(told[1]) - 1, int(told[2]) - 1)
    return Span(lines.offset(place), lines.span(place.line).end)


def _field(path: Path, text: str, key: str, value: object) -> tuple[str, object]:
    try:
        return field_of(key, value)
    except WrongItemError as error:
        raise _fault(path, text, place_of(text, key, error.item), str(error)) from error
    except ValueError as error:
        raise _fault(path, text, place_of(text, key), str(error)) from error


def _fault(path: Path, text: str, span: Span | None, message: str) -> ConfigError:
    line = None if span is None else Lines(text).position(span.start).line + 1
    return ConfigError(str(path), line, message, span, text)


def place_of(text: str, key: str, item: str | None = None) -> Span | None:
    """Where a key of our table stands, or an item of its list; else the table, if there is one."""
    table = re.search(r"^[ \t]*\[[^\]\n]*resp-lsp[^\]\n]*\]", text, re.MULTILINE)
    quoted = rf"[\"']?{re.escape(key)}[\"']?"
    place = re.compile(rf"(?:^|[\[.{{,])[ \t]*({quoted})[ \t]*[=\].]", re.MULTILINE)
    found = place.search(text, table.end() if table else 0) or place.search(text)
    if found is None:
        return Span(*table.span()) if table else None
    written = "" if item is None else repr(item)[1:-1]
    start = text.find(written, found.end()) if written else -1
    return Span(*found.span(1)) if start < 0 else Span(start, start + len(written))
