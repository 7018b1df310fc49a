"""The keys of a configuration, and how the value of each is read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from resp_core.versions import Version
from resp_lsp.linter.ignoring import readable
from resp_lsp.linter.per_file import compiled
from resp_lsp.linter.selection import nearest, unknown
from resp_lsp.rules.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable


class Takes(Enum):
    """What a key takes; the value is what people read."""

    SELECTORS = "codes of rules, their prefixes, or names"
    SEVERITIES = "a table of rules, each with error, warning or hint"
    PER_FILE = "a table of patterns, each with rules"
    PATTERNS = "patterns"
    VERSION = "a release such as 5.2"
    FLAG = "true or false"
    FOLDERS = "folders"
    FILE = "the path of a file"


@dataclass(frozen=True, slots=True)
class Key:
    """A key, and what it is about."""

    takes: Takes
    about: str

    def read(self, value: object) -> object:
        """What the field of Config holds for a value.

        Raises:
            ValueError: the value is none that the key takes.
        """
        return READERS[self.takes](value)


KEYS = {
    "select": Key(Takes.SELECTORS, "The rules to run; `RSP`, which means all, is the default."),
    "ignore": Key(Takes.SELECTORS, "Rules not to run; the word that means fewer rules wins."),
    "extend-select": Key(Takes.SELECTORS, "Rules to run besides; opt-in ones must be named."),
    "severity": Key(Takes.SEVERITIES, "How bad the findings are; the narrowest word wins."),
    "per-file-ignores": Key(Takes.PER_FILE, "Rules to ignore in some files."),
    "exclude": Key(Takes.PATTERNS, "What to leave out instead of the usual folders."),
    "extend-exclude": Key(Takes.PATTERNS, "What to leave out besides that."),
    "target-django": Key(Takes.VERSION, "The Django to check for, if not the declared one."),
    "respect-gitignore": Key(Takes.FLAG, "Whether to leave out what a `.gitignore` does."),
    "src": Key(Takes.FOLDERS, "Where imports count from, besides what is found."),
    "follow-imports": Key(Takes.FLAG, "Whether to look into the project's other modules."),
    "hints": Key(Takes.FLAG, "Whether to show what is likely and not certain."),
    "baseline": Key(Takes.FILE, "A file of findings that are known and not reported."),
}
"""The keys, each a field of Config."""


def field_of(key: str, value: object) -> tuple[str, object]:
    """The field of Config that a key means, with what it is set to.

    Raises:
        UnknownKeyError: there is no such key.
        WrongItemError: an item of the value is at fault.
        ValueError: the value is.
    """
    if key not in KEYS:
        raise UnknownKeyError(f"unknown key {key!r}{nearest(key, KEYS)}")
    try:
        return key.replace("-", "_"), KEYS[key].read(value)
    except WrongItemError as error:
        raise WrongItemError(error.item, f"{key}: {error}") from error
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from error


class UnknownKeyError(ValueError):
    """A key that means nothing."""


class WrongItemError(ValueError):
    """A wrong item in a list or a table."""

    def __init__(self, item: str, message: str) -> None:
        super().__init__(message)
        self.item = item


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a string is expected")  # noqa: TRY004 (data, not a bug)
    return value


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("a list of strings is expected")
    return tuple(value)


def _selectors(value: object) -> tuple[str, ...]:
    selectors = _strings(value)
    for selector in selectors:
        for complaint in unknown((selector,)):
            raise WrongItemError(selector, complaint)
    return selectors


def _patterns(value: object) -> tuple[str, ...]:
    for pattern in (patterns := _strings(value)):
        if not readable(pattern):
            raise WrongItemError(pattern, f"{pattern!r} is no pattern")
    return patterns


def _table(value: object, example: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError(f"a table such as {{ {example} }} is expected")  # noqa: TRY004 (data, not a bug)
    return value


def _severities(value: object) -> tuple[tuple[str, Severity], ...]:
    table = _table(value, 'RSP301 = "error"')
    _selectors([*table])
    return tuple((selector, _severity(selector, level)) for selector, level in table.items())


def _severity(selector: str, level: object) -> Severity:
    known = [each.value for each in Severity]
    if level not in known:
        expected = f"one of {', '.join(known)} is expected, not {level!r}"
        raise WrongItemError(selector, f"{selector}: {expected}")
    return Severity(level)


def _per_file(value: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = _table(value, '"tests/**" = ["RSP3"]')
    return tuple((pattern, _ignored(pattern, given)) for pattern, given in table.items())


def _ignored(pattern: str, given: object) -> tuple[str, ...]:
    try:
        compiled(pattern)
        return _selectors(given)
    except WrongItemError:
        raise
    except ValueError as error:
        raise WrongItemError(pattern, f"{pattern}: {error}") from error


def _version(value: object) -> Version:
    if not isinstance(value, str):
        raise ValueError('a string such as "5.2" is expected')  # noqa: TRY004 (data, not a bug)
    return Version.parse(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false is expected")  # noqa: TRY004 (the same)
    return value


READERS: dict[Takes, Callable[[object], object]] = {
    Takes.SELECTORS: _selectors,
    Takes.SEVERITIES: _severities,
    Takes.PER_FILE: _per_file,
    Takes.PATTERNS: _patterns,
    Takes.VERSION: _version,
    Takes.FLAG: _flag,
    Takes.FOLDERS: _strings,
    Takes.FILE: _string,
}
