"""Where in TOML an offset is: which key it is about, and whether it is in a key or a value.

As in code, only what stands before the offset is read, from the last header on. What nothing
closes ends before a line that begins as a pair or as a header does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import LINE_END
from resp_lsp.server.completions.cursor import LONGEST_SECTION, line_start, word_around

if TYPE_CHECKING:
    from resp_lsp.analysis.source.text import Span

BASIC = r"\"(?:[^\"\\\r\n]|\\.)*\""
LITERAL = r"'[^'\r\n]*'"
LONG = r"\"{3}(?:[^\"\\]|\\[\s\S]|\"(?!\"\"))*\"{3}|'{3}(?:[^']|'(?!''))*'{3}"
TOKEN = re.compile(
    rf"(?P<text>{LONG}|(?!\"\"\"|''')(?:{BASIC}|{LITERAL}))|(?P<quote>\"{{3}}|'{{3}}|['\"])"
    r"|(?P<comment>#[^\r\n]*)|(?P<word>[\w-]+)|(?P<ending>\r\n|[\r\n])|(?P<mark>[\[\]{}=,.])"
)
HEADER = re.compile(r"^[ \t]*\[.*", re.MULTILINE)
HEADER_START = re.compile(r"[ \t]*\[\[?[ \t]*(?:[\w-]+(?:\.|[ \t]*\])|[\w-]*\Z)")
PAIR_START = re.compile(rf"[ \t]*(?:[\w-]+|{BASIC}|{LITERAL})[ \t]*[=.]")
VALUE_CHARACTERS = r"\w.-"
KEY_CHARACTERS = r"\w-"


class Part(Enum):
    """What an offset is in."""

    HEADER = auto()
    KEY = auto()
    VALUE = auto()
    ITEM = auto()


@dataclass(frozen=True, slots=True)
class TomlCursor:
    """An offset where a word of a header, a key, a value or an item of a list may stand.

    `path` are the keys from the root of the document to what holds the word, or to the value;
    `span` is the word as far as it is there, `words` are those before it in the same list.
    """

    part: Part
    path: tuple[str, ...]
    span: Span
    is_quoted: bool
    words: tuple[str, ...]


def toml_cursor_at(text: str, offset: int) -> TomlCursor | None:
    """None where no word can stand: in a comment, behind a value."""
    start = section_start(text, offset)
    if offset - start > LONGEST_SECTION:
        return None
    reading = _Reading(text[start:offset])
    reading.read()
    if not reading.is_ready:
        return None
    lowest = line_start(text, offset) if reading.quote is None else start + reading.quote
    is_bare_key = reading.quote is None and reading.part in (Part.HEADER, Part.KEY)
    characters = KEY_CHARACTERS if is_bare_key else VALUE_CHARACTERS
    span = word_around(text, offset, characters, lowest)
    return TomlCursor(
        reading.part, reading.path, span, reading.quote is not None, tuple(reading.within.words)
    )


def section_start(text: str, offset: int) -> int:
    """Where the last header stands at or before an offset; 0 if there is none."""
    headers = (each for each in HEADER.finditer(text, 0, offset) if HEADER_START.match(each[0]))
    return max((each.start() for each in headers), default=0)


def section_end(text: str, offset: int) -> int:
    """Where the next header stands behind an offset, or the text's end."""
    headers = (each for each in HEADER.finditer(text, offset) if HEADER_START.match(each[0]))
    return next((each.start() for each in headers if each.start() > offset), len(text))


@dataclass(slots=True)
class _Frame:
    """What pairs or items are in: the section, an inline table, or a list.

    `keys` are those of the pair that is being read, `words` the items that were.
    """

    path: tuple[str, ...]
    is_list: bool = False
    has_value: bool = False
    keys: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def inner(self) -> tuple[str, ...]:
        return (*self.path, *self.keys)


@dataclass(slots=True)
class _Reading:
    """The reading of a section from its start to the end of the text.

    `is_ready` tells whether a word may come next, `quote` where the text of an unfinished string
    starts.
    """

    text: str
    frames: list[_Frame] = field(default_factory=lambda: [_Frame(())])
    is_header: bool = False
    is_ready: bool = True
    quote: int | None = None

    @property
    def within(self) -> _Frame:
        return self.frames[-1]

    @property
    def part(self) -> Part:
        if self.is_header:
            return Part.HEADER
        if self.within.is_list:
            return Part.ITEM
        return Part.VALUE if self.within.has_value else Part.KEY

    @property
    def path(self) -> tuple[str, ...]:
        return self.within.inner

    def read(self) -> None:
        position = 0
        while token := TOKEN.search(self.text, position):
            position = token.end()
            match token.lastgroup:
                case "word" if position < len(self.text):
                    self._take(token[0])
                case "text":
                    self._take(token[0].strip("\"'"))
                case "quote":
                    position = self._break_off(token[0], position)
                case "comment" if position == len(self.text):
                    self.is_ready = False
                case "ending":
                    self._end_line(position)
                case "mark":
                    self._mark(token[0])

    def _take(self, word: str) -> None:
        """A whole word or string."""
        self.is_ready = False
        if self.within.is_list:
            self.within.words.append(word)
        elif not self.within.has_value:
            self.within.keys.append(word)

    def _mark(self, mark: str) -> None:
        within = self.within
        self.is_ready = mark not in "]}"
        if self.is_header:
            # The next line's pairs are in the table that the header names.
            if mark == "]":
                self.frames, self.is_header = [_Frame(within.inner, has_value=True)], False
        elif mark in "[{" and (within.is_list or within.has_value):
            self.frames.append(_Frame(within.inner, is_list=mark == "["))
        elif mark == "[" and not within.keys:
            self.frames, self.is_header = [_Frame(())], True
        elif mark in "]}" and len(self.frames) > 1:
            self.frames.pop()
        elif mark == "=":
            within.has_value = True
        elif mark == "," and not within.is_list:
            within.keys, within.has_value = [], False

    def _end_line(self, end: int) -> None:
        starts = PAIR_START.match(self.text, end) or HEADER_START.match(self.text, end)
        if self.within.is_list and not starts:
            return
        section = self.frames[0]
        self.frames, self.is_header, self.is_ready = [_Frame(section.path)], False, True

    def _break_off(self, quote: str, content: int) -> int:
        """At a string that nothing closes: one on a line ends with it, and so does its pair."""
        line = LINE_END.search(self.text, content)
        if len(quote) > 1 or line is None:
            self.is_ready = self.is_ready and len(quote) == 1
            self.quote = content
            return len(self.text)
        self.frames = self.frames[:1]
        return line.start()
