"""Where in Python code an offset is: within which string, brackets and statement.

Code is broken while it is typed, so only what stands before the offset is read, and nothing
needs to be closed. A string that its line does not close ends with the line, and the
statement with it; a line that begins as only a statement can ends the one before, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import LINE_END, Span
from resp_lsp.analysis.source.tokens import (
    COMMENT,
    INNER_NEWLINE,
    ONE_LINE_STRING,
    TRIPLE_STRING,
    string_end,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFINITION = r"[ \t\f]*(?:@|(?:async[ \t]+)?(?:def|class)\b)"
SKIMMED = re.compile(
    r"(?:[^'\"#\r\n]+"
    rf"|[\r\n]+(?:(?![ \t\f]*[@acd])|(?!{DEFINITION}))"
    rf"|(?=['\"])(?:{ONE_LINE_STRING}|{TRIPLE_STRING})"
    rf"|{COMMENT})*"
    r"(?:(?P<definition>[\r\n])|(?P<quote>['\"]))?"
)
"""Code up to the next line that begins a definition, or to a string that wants a closer look.

The letters are those that a definition begins with, for a line is most often none.
"""

EVENT = re.compile(
    rf"(?P<quote>['\"])|(?P<comment>{COMMENT})|(?P<opening>[(\[{{])|(?P<closing>[)\]}}])"
    rf"|(?P<comma>,)|(?P<colon>:)|(?P<ending>\r\n|[\r\n;])"
)
WITHIN_STATEMENT = re.compile(INNER_NEWLINE)
INDENT = re.compile(r"[ \t\f]*")
CALLEE = re.compile(r"(?P<defined>\b(?:class|def)\s+)?(?<![\w.])(?P<name>[A-Za-z_][\w.]*)\Z")
PREFIX = re.compile(r"\b[bfrtu]{1,2}\Z", re.IGNORECASE)
LONGEST_NAME = 200
FARTHEST = 1_000_000
LONGEST_SECTION = 100_000
"""What is longer than these is no code that people type, and would keep them waiting."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """An open bracket. `callee` is the dotted name right before it, empty where there is none.

    `index` elements are before the one that starts at `element`; its part behind a colon
    starts at `value`.
    """

    kind: str
    start: int
    callee: str
    element: int
    index: int
    value: int | None

    @property
    def function(self) -> str:
        """The callee without what it is an attribute of."""
        return self.callee.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Literal:
    """An unfinished string: its start, the letters before its quote, the start of its text."""

    start: int
    prefix: str
    content: int

    @property
    def is_long(self) -> bool:
        """Whether three quotes begin it."""
        return self.content - self.start - len(self.prefix) == len("'''")


@dataclass(frozen=True, slots=True)
class Cursor:
    """An offset in a text and what is open there, outermost first.

    `definitions` are the starts of the lines before it that begin a definition.
    """

    text: str
    offset: int
    definitions: tuple[int, ...]
    statement: int
    brackets: tuple[Bracket, ...]
    string: Literal | None
    comment: int | None

    @property
    def code(self) -> str:
        """The statement before the offset, or before the string that the offset is in."""
        return self.text[self.statement : self._stop].strip()

    @property
    def bracket(self) -> Bracket | None:
        return self.brackets[-1] if self.brackets else None

    @property
    def element(self) -> str:
        """What the innermost bracket's element holds before the offset, or before its string."""
        start = self.statement if self.bracket is None else self.bracket.element
        return self.text[start : self._stop].strip()

    @property
    def scope(self) -> str:
        """The innermost function or class around the statement, as far as the offset."""
        indent = self._indent(self.statement)
        around = (d for d in reversed(self.definitions) if self._indent(d) < indent)
        return self.text[next(around, 0) : self.offset]

    def word(self, characters: str) -> Span:
        """The characters of a class around the offset, within its string or statement."""
        start = self.statement if self.string is None else self.string.content
        return word_around(self.text, self.offset, characters, start)

    @property
    def _stop(self) -> int:
        return self.offset if self.string is None else self.string.start

    def _indent(self, offset: int) -> int:
        found = INDENT.match(self.text, line_start(self.text, offset))
        return 0 if found is None else len(found[0].expandtabs(8))


def line_start(text: str, offset: int) -> int:
    """Where the line of an offset starts."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def word_around(text: str, offset: int, characters: str, start: int = 0) -> Span:
    """The characters of a class, in a pattern's spelling, around an offset, not before `start`."""
    start = max(start, offset - LONGEST_NAME)
    before = re.search(rf"[{characters}]*\Z", text[start:offset])
    after = re.compile(rf"[{characters}]*").match(text, offset)
    return Span(
        offset if before is None else start + before.start(),
        offset if after is None else after.end(),
    )


def cursor_at(text: str, offset: int) -> Cursor:
    before = text[:offset]
    definitions = tuple(_definitions(before)) if offset < FARTHEST else ()
    start = definitions[-1] if definitions else 0
    reading = _Reading(before, start if offset - start < LONGEST_SECTION else offset)
    reading.read()
    brackets = tuple(each.bracket(before) for each in reading.open)
    return Cursor(
        text, offset, definitions, reading.statement, brackets, reading.string, reading.comment
    )


def _definitions(text: str) -> Iterator[int]:
    """The starts of the lines that begin a definition, strings left out."""
    position = 0
    while (found := SKIMMED.match(text, position)) and found.lastgroup is not None:
        position = found.end()
        if found.lastgroup == "definition":
            yield position
        else:
            position = string_end(text, position - 1) or _broken_end(text, position - 1)


def _broken_end(text: str, start: int) -> int:
    """Where a string ends that nothing closes."""
    if text.startswith(('"""', "'''"), start):
        return len(text)
    end = LINE_END.search(text, start)
    return len(text) if end is None else end.start()


@dataclass(slots=True)
class _Open:
    """A bracket while it is read."""

    start: int
    element: int
    index: int = 0
    value: int | None = None

    def bracket(self, text: str) -> Bracket:
        found = CALLEE.search(text[max(0, self.start - LONGEST_NAME) : self.start])
        callee = "" if found is None or found["defined"] else found["name"]
        return Bracket(text[self.start], self.start, callee, self.element, self.index, self.value)


@dataclass(slots=True)
class _Reading:
    """The reading of a text from the start of a line to its end."""

    text: str
    statement: int
    open: list[_Open] = field(default_factory=list)
    string: Literal | None = None
    comment: int | None = None

    def read(self) -> None:
        position = self.statement
        while event := EVENT.search(self.text, position):
            position = event.end()
            match event.lastgroup:
                case "quote":
                    position = self._after_string(event.start())
                case "comment" if position == len(self.text):
                    self.comment = event.start()
                case "opening":
                    self.open.append(_Open(event.start(), position))
                case "closing" if self.open:
                    self.open.pop()
                case "comma" if self.open:
                    inner = self.open[-1]
                    inner.element, inner.index, inner.value = position, inner.index + 1, None
                case "colon" if self.open and self.open[-1].value is None:
                    self.open[-1].value = position
                case "ending":
                    self._end_line(event.start(), position)

    def _after_string(self, quote: int) -> int:
        end = string_end(self.text, quote)
        if end is not None:
            return end
        end = _broken_end(self.text, quote)
        if end == len(self.text):
            prefix = PREFIX.search(self.text[max(0, quote - 3) : quote])
            letters = "" if prefix is None else prefix[0]
            width = 3 if self.text.startswith(('"""', "'''"), quote) else 1
            self.string = Literal(quote - len(letters), letters.lower(), quote + width)
        else:
            self.open.clear()
        return end

    def _end_line(self, start: int, end: int) -> None:
        if self.open and (self.text[start] == ";" or WITHIN_STATEMENT.match(self.text, end - 1)):
            return
        if self.text[start - 1 : start] != "\\":
            self.open.clear()
            self.statement = end
