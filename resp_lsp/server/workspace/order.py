"""What the server and the process that checks the workspace say to each other."""

from __future__ import annotations

import pickle
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from resp_lsp.linter.errors import InputError
    from resp_lsp.linter.modules import Stamp
    from resp_lsp.server.dialect import Dialect
    from resp_lsp.server.editor_settings import EditorSettings

LENGTH = struct.Struct(">Q")
"""Stands before each message."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the client has of a file: its own spelling of the URI, and a result id."""

    uri: str
    result_id: str


@dataclass(frozen=True, slots=True)
class Order:
    """Check the folders: all of their files but those that are open.

    `others` are folders of the workspace that are not to be checked. `opened` are the texts of
    open documents by path, and `uris` what the client calls them. `known` is what the client has
    already, by path, for one file has URIs of several spellings.
    """

    number: int
    folders: Mapping[Path, EditorSettings]
    others: tuple[Path, ...]
    opened: Mapping[str, str]
    uris: Mapping[str, str]
    known: Mapping[str, Known]
    dialect: Dialect
    deadly: Mapping[str, Stamp] = field(default_factory=dict)
    """The files that a process died of, as they were then."""

    is_careful: bool = False
    """Whether to tell of each file before it is checked."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Nobody waits any more for what was ordered."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """The diagnostics of a file, as they are sent; None where the client has them already."""

    path: str
    uri: str
    result_id: str
    items: list[dict[str, Any]] | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Some of what was ordered: how many files are done of how many, and what there is to say."""

    number: int
    done: int
    total: int
    reports: tuple[FileReport, ...] = ()
    broken: Mapping[str, InputError] = field(default_factory=dict)
    """The configurations that cannot be understood; complete in the last batch."""

    is_last: bool = False
    next: str | None = None
    """The file that is checked next, for a careful order."""


def packed(message: Order | Stop | Batch) -> bytes:
    data = pickle.dumps(message)
    return LENGTH.pack(len(data)) + data
