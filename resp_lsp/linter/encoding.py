"""Bytes of a source file to text and back (PEP 263: byte order mark, coding cookie, UTF-8)."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

LINE_END = re.compile(rb"\r\n|\n|\r")
COOKIE = re.compile(rb"^[ \t\f]*#[^\r\n]*?coding[:=][ \t]*([-\w.]+)")
BLANK = re.compile(rb"^[ \t\f]*(?:#[^\r\n]*)?$")
BOM = codecs.BOM_UTF8


class EncodingError(ValueError):
    """Bytes that are no text in the encoding that they declare; `line` counts from one."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(line, message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a text stands in its file."""

    name: str = "utf-8"
    bom: bool = False

    def encode(self, text: str) -> bytes:
        """
        Raises:
            UnicodeEncodeError: the encoding lacks a character of the text.
        """
        return (BOM if self.bom else b"") + text.encode(self.name)


def decode(data: bytes) -> tuple[str, Encoding]:
    """The text with its own line ends and without byte order mark, and how to write it.

    Raises:
        EncodingError: the encoding is unknown, or a byte is wrong in it.
    """
    bom = data.startswith(BOM)
    body = data[len(BOM) :] if bom else data
    declared, line = _cookie(body)
    name = declared or "utf-8"
    if bom and _normal(name) != "utf-8":
        raise EncodingError(line, f"encoding {name!r} declared after a UTF-8 byte order mark")
    try:
        return body.decode(name), Encoding(name, bom)
    except LookupError:
        raise EncodingError(line, f"unknown encoding {name!r}") from None
    except UnicodeDecodeError as error:
        bad = len(LINE_END.findall(body, 0, error.start)) + 1
        raise EncodingError(bad, _undecodable(error, name, declared)) from None
    except ValueError as error:  # a codec's own, for example "stream does not start with BOM"
        raise EncodingError(line, f"not {name}: {error}") from None


def _cookie(body: bytes) -> tuple[str | None, int]:
    """The declared encoding and its line; one of the first two lines declares it."""
    for number, line in enumerate(LINE_END.split(body[:4096], maxsplit=2)[:2], start=1):
        if match := COOKIE.match(line):
            return match[1].decode("ascii", "replace"), number
        if not BLANK.match(line):
            break
    return None, 1


def _normal(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return name


def _undecodable(error: UnicodeDecodeError, name: str, declared: str | None) -> str:
    byte = f"byte 0x{error.object[error.start]:02x} is not {name.upper()}"
    hint = "" if declared else "; save the file as UTF-8 or declare its encoding (PEP 263)"
    return f"cannot be decoded: {byte}{hint}"
