"""A part of a source with marks under the places that a finding is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from resp_lsp.analysis.source.text import Lines, Span
from resp_lsp.cli.palette import COLOURS, blue
from resp_lsp.cli.row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.source.text import Position
    from resp_lsp.rules.finding import Finding, Related

CONTEXT = 2
"""Lines shown before and after."""
HEAD, TAIL = 4, 2
"""Lines shown of a place that takes more lines than both together."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place within one line, and what stands under it."""

    line: int
    start: int
    end: int
    sign: str
    colour: str
    label: str = ""


class Frame:
    """The lines to show for a place, and what to draw at them."""

    def __init__(
        self, span: Span, lines: Lines, colour: str, marks: list[Mark], context: int = CONTEXT
    ) -> None:
        self.lines = lines
        self.colour = colour
        self.first = lines.position(span.start)
        self.last = _last(span, lines)
        self.marks = marks
        self.shown = self._shown(context)
        self.margin = " " * len(str(self.shown[-1] + 1))

    @classmethod
    def of(cls, finding: Finding, lines: Lines) -> Frame:
        """The place of a finding, with the related ones in the same text."""
        colour, span = COLOURS[finding.severity], finding.span
        own = [related for related in finding.related if related.path is None]
        marks = [_mark(related.span, lines, "-", "blue", related.message) for related in own]
        if lines.position(span.start).line == _last(span, lines).line:
            marks.insert(0, _mark(span, lines, "^", colour))
        return cls(span, lines, colour, marks)

    @classmethod
    def elsewhere(cls, related: Related, margin: str) -> Frame:
        """The first line of a place in another text, at least as far from the edge."""
        lines = Lines(related.text)
        start = related.span.start
        mark = _mark(related.span, lines, "-", "blue", related.message)
        frame = cls(Span(start, start), lines, "blue", [mark], context=0)
        frame.margin = max(frame.margin, margin)
        return frame

    @property
    def several(self) -> bool:
        """Whether the finding's place takes several lines; a spine joins them."""
        return self.last.line > self.first.line

    def render(self) -> Iterator[str]:
        bar = blue("|")
        yield f"{self.margin} {bar}"
        previous = self.shown[0]
        for line in self.shown:
            if line > previous + 1:
                yield blue("...")
            previous = line
            number = blue(f"{line + 1:>{len(self.margin)}}")
            text, *below = self._drawn(line)
            yield f"{number} {bar} {text}".rstrip()
            yield from (f"{self.margin} {bar} {under}" for under in below)
        yield f"{self.margin} {bar}"

    def _drawn(self, line: int) -> Iterator[str]:
        """The line's text, then what stands below it."""
        here = [mark for mark in self.marks if mark.line == line]
        row = Row.about(self.lines.line(line), here[0].start if here else 0)
        indent = len(row.source) - len(row.source.lstrip())
        starts_within = line == self.first.line and self.first.column > indent
        spine = "| " if self.first.line < line <= self.last.line else "  "
        if line == self.first.line and not starts_within:
            spine = "/ "
        yield self._spine(spine) + row.text
        if self.several and starts_within:
            yield self._spine(" _" + "_" * row.cells(self.first.column) + "^")
        spine = "| " if self.first.line <= line < self.last.line else "  "
        if self.several and line == self.last.line:
            yield self._spine("|_" + "_" * max(0, row.cells(self.last.column) - 1) + "^")
        for mark in here:
            yield self._spine(spine) + _under(row, mark)

    def _spine(self, text: str) -> str:
        return click.style(text, fg=self.colour, bold=True) if self.several else ""

    def _shown(self, context: int) -> list[int]:
        """The lines of the finding with some around them, and those of related places."""
        first, last = self.first.line, self.last.line
        around = range(max(0, first - context), min(len(self.lines), last + context + 1))
        # Of blank lines at the edges there is nothing to see.
        filled = [n for n in around if first <= n <= last or self.lines.line(n).strip()]
        hidden = range(first + HEAD, last - TAIL + 1)
        own = {n for n in around if filled[0] <= n <= filled[-1] and n not in hidden}
        return sorted(own | {mark.line for mark in self.marks})


def _mark(span: Span, lines: Lines, sign: str, colour: str, label: str = "") -> Mark:
    """The mark of a place, on its first line."""
    start = lines.position(span.start)
    end = min(span.end, lines.span(start.line).end) - span.start
    return Mark(start.line, start.column, start.column + max(0, end), sign, colour, label)


def _last(span: Span, lines: Lines) -> Position:
    """Where a place ends; one that ends with a line does not reach into the next one."""
    end = lines.position(span.end)
    if end.column or span.end == span.start:
        return end
    return lines.position(max(span.start, lines.span(end.line - 1).end))


def _under(row: Row, mark: Mark) -> str:
    start = row.cells(mark.start)
    signs = mark.sign * max(1, row.cells(mark.end) - start)
    text = f"{signs} {mark.label}" if mark.label else signs
    return " " * start + click.style(text, fg=mark.colour, bold=True)
