"""The only reader and writer of user files."""
# Plain strings throughout, for a run reads every file of a project.
# ruff: noqa: PTH101, PTH105, PTH108, PTH116

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resp_lsp.linter.encoding import EncodingError, decode
from resp_lsp.linter.errors import FileError

if TYPE_CHECKING:
    from resp_lsp.linter.encoding import Encoding

SIZE = 1 << 20


_NEW = 0o644
"""Permissions of a file of our own."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A text and how it stands in its file."""

    path: str
    text: str
    encoding: Encoding


def read_bytes(path: str) -> bytes:
    """
    Raises:
        FileError: the file cannot be read.
    """
    # Half the time of open(): a run reads every file of a project.
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            parts: list[bytes] = []
            while data := os.read(descriptor, SIZE):
                parts.append(data)
            return b"".join(parts)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise FileError(path, None, _reason(error)) from error


def source_of(path: str, data: bytes) -> SourceFile:
    """
    Raises:
        FileError: the bytes are no text in the encoding that they declare.
    """
    try:
        return SourceFile(path, *decode(data))
    except EncodingError as error:
        raise FileError(path, error.line, error.message) from error


def write(source: SourceFile, text: str) -> None:
    """Put a new text in the place of a source's, whole or not at all.

    Symbolic links are followed; permissions, encoding and byte order mark are kept.

    Raises:
        FileError: nothing was written, for the file changed since it was read, is
            read-only, or its encoding lacks a character.
    """
    path = os.path.realpath(source.path)
    data = _encoded(source, text)
    _refuse_if_changed(source, read_bytes(path))
    if not os.access(path, os.W_OK):
        raise FileError(source.path, None, "not written: the file is read-only")
    try:
        _replace(path, data)
    except OSError as error:
        raise FileError(source.path, None, f"not written: {_reason(error)}") from error


def write_new(path: str, text: str) -> None:
    """Write a file of our own, whole or not at all; what was there is replaced.

    Raises:
        FileError: nothing was written.
    """
    place = os.path.realpath(path)
    try:
        _replace(place, text.encode())
    except OSError as error:
        raise FileError(path, None, f"not written: {_reason(error)}") from error


def _encoded(source: SourceFile, text: str) -> bytes:
    try:
        return source.encoding.encode(text)
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        character = text[error.start]
        message = f"not written: {source.encoding.name} has no {character!r}, which a fix adds"
        raise FileError(source.path, line, message) from error


def _refuse_if_changed(source: SourceFile, now: bytes) -> None:
    try:
        if source.encoding.encode(source.text) == now:
            return
        same = decode(now)[0] == source.text
    except (EncodingError, UnicodeEncodeError):
        same = False
    lossy = f"not written: {source.encoding.name} would change bytes outside the fix"
    changed = "not written: the file changed while it was checked"
    raise FileError(source.path, None, lossy if same else changed)


def _replace(path: str, data: bytes) -> None:
    try:
        before = os.stat(path)
    except FileNotFoundError:
        before = None
    folder, name = os.path.split(path)
    descriptor, temporary = tempfile.mkstemp(prefix=f".{name}.", suffix=".tmp", dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        os.chmod(temporary, _NEW if before is None else stat.S_IMODE(before.st_mode))
        with contextlib.suppress(OSError, AttributeError):  # not ours to give, or Windows
            if before is not None:
                os.chown(temporary, before.st_uid, before.st_gid)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
