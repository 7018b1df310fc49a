"""What an editor says: which rules it wants over those of the project's files, and what to show."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from resp_core.versions import Version
from resp_lsp.linter.config import OPTION, Override
from resp_lsp.linter.keys import field_of
from resp_lsp.linter.selection import unknown

if TYPE_CHECKING:
    from collections.abc import Callable

SECTION = "resp-lsp"
"""The name of our settings among an editor's."""

Written: TypeAlias = "tuple[tuple[str, Any], ...]"


class Preference(Enum):
    """Whose word on the configuration wins; the value is the editor's."""

    EDITOR_FIRST = "editorFirst"
    FILES_FIRST = "filesystemFirst"
    EDITOR_ONLY = "editorOnly"


@dataclass(frozen=True, slots=True)
class EditorSettings:
    """The settings by their names there, in our spelling; `override` holds those of the linter.

    `configuration` is the path of a configuration file; what would be written in one is a part
    of `override`. None leaves it to how the server was started, or to the client.
    """

    enabled: bool = True
    override: Override = field(default_factory=Override)
    configuration: str | None = None
    preference: Preference = Preference.EDITOR_FIRST
    fix_all: bool = True
    previews: bool = True
    inlay_hints: bool = False
    workspace_diagnostics: bool = False
    log_level: str | None = None
    trace: str | None = None
    problems: tuple[str, ...] = ()


def decode_settings(given: object) -> EditorSettings:
    """The settings in what an editor sent: the section itself, or an object that holds it.

    A setting of the wrong kind is left out, and is a problem.
    """
    section = given.get(SECTION, given) if isinstance(given, dict) else {}
    if not isinstance(section, dict):
        return EditorSettings(problems=(f"{SECTION}: an object expected, not {section!r}",))
    decoded: dict[str, Any] = {}
    problems: list[str] = []
    for name, (target, decode) in DECODERS.items():
        if section.get(name) is None:
            continue
        try:
            decoded[target] = decode(section[name])
        except ValueError as error:
            problems.append(f"{SECTION}.{name}: {error}")
    if isinstance(decoded.get("configuration"), tuple):
        decoded["written"] = decoded.pop("configuration")
    override = {name: decoded.pop(name) for name in OVERRIDING & decoded.keys()}
    return EditorSettings(override=Override(**override), problems=tuple(problems), **decoded)


OVERRIDING = frozenset(each.name for each in fields(Override))


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


def _configuration(value: Any) -> str | Written:
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        raise ValueError(f"a path or an object expected, not {value!r}")  # noqa: TRY004 (bad data)
    if "baseline" in value:
        raise ValueError("baseline: a file of the project's must name it")
    written = tuple(field_of(key, each) for key, each in value.items())
    told = any(name == "target_django" for name, _ in written)
    return (*written, ("target_from", OPTION)) if told else written


def _one_of(*words: str) -> Callable[[Any], str]:
    def decode(value: Any) -> str:
        if value not in words:
            raise ValueError(f"one of {', '.join(words)} expected, not {value!r}")
        return str(value)

    return decode


def _preference(value: Any) -> Preference:
    return Preference(_one_of(*(each.value for each in Preference))(value))


def _trace(value: Any) -> str:
    """The word itself, or an object that holds it as `server`, as in VS Code's settings."""
    given = value.get("server", "off") if isinstance(value, dict) else value
    return _one_of("off", "messages", "verbose")(given)


DECODERS: dict[str, tuple[str, Callable[[Any], object]]] = {
    "enable": ("enabled", _flag),
    "select": ("select", _selectors),
    "ignore": ("ignore", _selectors),
    "extendSelect": ("extend_select", _selectors),
    "targetDjango": ("target_django", _version),
    "followImports": ("follow_imports", _flag),
    "hints": ("hints", _flag),
    "configuration": ("configuration", _configuration),
    "configurationPreference": ("preference", _preference),
    "fixAll": ("fix_all", _flag),
    "previews": ("previews", _flag),
    "inlayHints": ("inlay_hints", _flag),
    "workspaceDiagnostics": ("workspace_diagnostics", _flag),
    "logLevel": ("log_level", _one_of("error", "warning", "info", "debug")),
    "trace": ("trace", _trace),
}
"""The editor's settings: the field that each one fills, and how it is read."""
