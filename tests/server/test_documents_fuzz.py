"""The server's text against a client's, which is kept in code units and knows nothing of ours."""

from __future__ import annotations

import time
from dataclasses import dataclass
from statistics import median
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types

from resp_lsp.analysis.source.text import Lines
from resp_lsp.server.documents import MANY, Document
from resp_lsp.server.encoding import Encoding

CODECS = {Encoding.UTF8: "utf-8", Encoding.UTF16: "utf-16-le", Encoding.UTF32: "utf-32-le"}
SIZES = {Encoding.UTF8: 1, Encoding.UTF16: 2, Encoding.UTF32: 4}

TEXTS = st.lists(
    st.sampled_from(
        ["a", " ", "\n", "\r", "\r\n", "\f", "\v", "\x1c", "\x85", "\u2028", "\u2029", "\ufeff",
         "\0", "é", "e\u0301", "\u20dd", "中", "😀", "👩\u200d💻"]
    ),
    max_size=14,
).map("".join)  # fmt: skip
NEAR = st.tuples(st.integers(0, 12), st.integers(0, 12))
FAR = st.sampled_from([(0, 2**31 - 1), (2**31 - 1, 0), (2**31 - 1, 2**31 - 1), (1, 999), (999, 1)])

Place: TypeAlias = tuple[int, int]
Edit: TypeAlias = tuple[Place, Place, str]


@dataclass
class Reference:
    """A client's text: one item for each code unit, walked from the start for each question."""

    units: list[bytes]
    encoding: Encoding

    @classmethod
    def of(cls, text: str, encoding: Encoding) -> Reference:
        return cls(cls.cut(text, encoding), encoding)

    @staticmethod
    def cut(text: str, encoding: Encoding) -> list[bytes]:
        data, size = text.encode(CODECS[encoding]), SIZES[encoding]
        return [data[at : at + size] for at in range(0, len(data), size)]

    @property
    def text(self) -> str:
        return b"".join(self.units).decode(CODECS[self.encoding])

    def lines(self) -> list[tuple[int, int]]:
        """The first unit of each line, and the unit behind its last one before the line's end."""
        cr, lf = self.cut("\r\n", self.encoding)
        found, start, at = [], 0, 0
        while at < len(self.units):
            unit = self.units[at]
            if unit in (cr, lf):
                found.append((start, at))
                at += self.units[at : at + 2] == [cr, lf]
                start = at + 1
            at += 1
        return [*found, (start, len(self.units))]

    def is_within_character(self, at: int) -> bool:
        if at >= len(self.units):
            return False
        if self.encoding is Encoding.UTF8:
            return self.units[at][0] & 0xC0 == 0x80
        return self.encoding is Encoding.UTF16 and self.units[at][1] & 0xFC == 0xDC

    def index(self, place: Place) -> int:
        """As LSP says: past a line is its end. Past the text is its end; in a character, before."""
        line, character = place
        lines = self.lines()
        if line >= len(lines):
            return len(self.units)
        start, end = lines[line]
        at = min(start + character, end)
        while self.is_within_character(at):
            at -= 1
        return at

    def places(self) -> list[Place]:
        """Every place between two characters, in order."""
        return [
            (number, at - start)
            for number, (start, end) in enumerate(self.lines())
            for at in range(start, end + 1)
            if not self.is_within_character(at)
        ]

    def edit(self, edit: Edit) -> None:
        start, end = sorted(map(self.index, edit[:2]))
        self.units[start:end] = self.cut(edit[2], self.encoding)


def document(text: str) -> Document:
    return Document("file:///a.py", "python", 0, Lines(text))


def change(edit: Edit) -> types.TextDocumentContentChangePartial:
    start, end, new = edit
    given = types.Range(types.Position(*start), types.Position(*end))
    return types.TextDocumentContentChangePartial(given, new)


def agree(held: Document, reference: Reference) -> None:
    """The text is the client's, and its lines are those of a text split from the start."""
    assert held.text == reference.text
    lines = [held.lines.line(number) for number in range(len(held.lines))]
    whole = Lines(reference.text)
    assert lines == [whole.line(number) for number in range(len(whole))]
    starts = [start for start, _ in reference.lines()]
    before = (b"".join(reference.units[:start]) for start in starts)
    codec = CODECS[reference.encoding]
    offsets = [len(units.decode(codec)) for units in before]
    assert offsets == [held.lines.span(number).start for number in range(len(held.lines))]


@given(TEXTS, st.sampled_from(Encoding), st.data())
@settings(max_examples=300, deadline=None)
def test_any_series_of_valid_edits_leaves_the_text_that_the_client_has(
    text: str, encoding: Encoding, data: st.DataObject
) -> None:
    reference, held = Reference.of(text, encoding), document(text)
    for version in range(1, data.draw(st.integers(2, 7))):
        edits: list[Edit] = []
        for _ in range(data.draw(st.integers(1, 3))):
            places = st.sampled_from(reference.places())
            start, end = sorted((data.draw(places), data.draw(places)))
            edits.append((start, end, data.draw(TEXTS)))
            reference.edit(edits[-1])
        held = held.changed(version, list(map(change, edits)), encoding)
        agree(held, reference)
        assert held.version == version


@given(
    TEXTS,
    st.sampled_from(Encoding),
    st.lists(st.tuples(NEAR | FAR, NEAR | FAR, TEXTS), min_size=1, max_size=6),
)
@settings(max_examples=300, deadline=None)
def test_a_range_that_no_client_should_send_is_clamped(
    text: str, encoding: Encoding, edits: list[Edit]
) -> None:
    reference, held = Reference.of(text, encoding), document(text)
    for version, edit in enumerate(edits):
        reference.edit(edit)
        held = held.changed(version, [change(edit)], encoding)
        agree(held, reference)


@given(
    TEXTS,
    st.sampled_from(Encoding),
    st.lists(TEXTS | st.tuples(NEAR | FAR, NEAR | FAR, TEXTS), max_size=3 * MANY),
)
@settings(max_examples=300, deadline=None)
def test_whole_texts_and_parts_may_come_in_one_change(
    text: str, encoding: Encoding, given_changes: list[str | Edit]
) -> None:
    reference = Reference.of(text, encoding)
    changes: list[types.TextDocumentContentChangeEvent] = []
    for each in given_changes:
        if isinstance(each, str):
            reference = Reference.of(each, encoding)
            changes.append(types.TextDocumentContentChangeWholeDocument(each))
        else:
            reference.edit(each)
            changes.append(change(each))
    agree(document(text).changed(1, changes, encoding), reference)


LONE = st.text(st.sampled_from("a\n\ud83d\ude00é\udfff"), max_size=8)


@given(LONE, st.sampled_from(Encoding), st.lists(st.tuples(NEAR | FAR, NEAR | FAR, LONE)))
def test_half_a_surrogate_pair_does_no_harm(
    text: str, encoding: Encoding, edits: list[Edit]
) -> None:
    changed = document(text).changed(1, list(map(change, edits)), encoding)
    assert set(changed.text) <= set(text).union(*(new for _, _, new in edits))


LONG = "".join(f"    value_{number} = compute({number}, 'é')\n" for number in range(10_000))


@pytest.mark.parametrize("line", [0, 5_000, 9_999])
def test_a_keystroke_in_10_000_lines_takes_less_than_5_milliseconds(line: int) -> None:
    held, taken = document(LONG), []
    for version in range(1, 30):
        key = change(((line, version), (line, version), "x"))
        begun = time.process_time()
        held = held.changed(version, [key], Encoding.UTF16)
        taken.append(time.process_time() - begun)
    assert len(held.text) == len(LONG) + 29
    assert median(taken) < 0.005


@given(
    TEXTS,
    st.sampled_from(Encoding),
    st.lists(st.tuples(NEAR, NEAR, TEXTS), min_size=MANY + 1, max_size=MANY + 9),
)
@settings(max_examples=500, deadline=None)
def test_many_changes_at_once_come_to_what_they_do_one_by_one(
    text: str, encoding: Encoding, edits: list[Edit]
) -> None:
    reference = Reference.of(text, encoding)
    for edit in edits:
        reference.edit(edit)
    agree(document(text).changed(1, list(map(change, edits)), encoding), reference)


def test_a_thousand_cursors_in_10_000_lines_take_no_thousand_splits() -> None:
    keys = [change(((line, 4), (line, 4), "x")) for line in range(1_000)]
    begun = time.process_time()
    for _ in range(10):
        assert len(Lines(LONG)) == 10_001
    ten_splits = time.process_time() - begun
    begun = time.process_time()
    held = document(LONG).changed(1, keys, Encoding.UTF16)
    assert time.process_time() - begun < 2 * ten_splits
    assert held.text.count("xvalue") == 1_000
