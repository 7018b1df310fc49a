from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from resp_lsp.analysis.source.text import Lines, Span
from resp_lsp.server.encoding import Encoding, decode_range, encode_range

EMOJI = 'é = "😀"; x'
"""One character of one UTF-16 unit and two bytes, one of two units and four bytes."""


@pytest.mark.parametrize(
    ("encoding", "units"), [(Encoding.UTF8, 13), (Encoding.UTF16, 10), (Encoding.UTF32, 9)]
)
def test_the_column_after_an_emoji_counts_in_the_units_of_the_encoding(
    encoding: Encoding, units: int
) -> None:
    assert encoding.units(EMOJI, EMOJI.index("x")) == units
    assert encoding.column(EMOJI, units) == EMOJI.index("x")


@pytest.mark.parametrize(
    ("encoding", "units"),
    [
        (Encoding.UTF8, 1),
        (Encoding.UTF8, 7),
        (Encoding.UTF8, 8),
        (Encoding.UTF8, 9),
        (Encoding.UTF16, 6),
    ],
)
def test_a_place_within_a_character_is_the_place_before_it(encoding: Encoding, units: int) -> None:
    column = encoding.column(EMOJI, units)
    assert encoding.units(EMOJI, column) < units < encoding.units(EMOJI, column + 1)


@pytest.mark.parametrize("encoding", Encoding)
def test_columns_past_the_end_of_a_line_are_its_end(encoding: Encoding) -> None:
    assert encoding.column(EMOJI, 99) == len(EMOJI)
    assert encoding.units(EMOJI, 99) == encoding.units(EMOJI, len(EMOJI))


@pytest.mark.parametrize("encoding", Encoding)
def test_half_a_surrogate_pair_has_a_place(encoding: Encoding) -> None:
    line = "a\ud83db"
    assert encoding.column(line, encoding.units(line, 2)) == 2


@pytest.mark.parametrize("encoding", Encoding)
def test_a_range_with_its_ends_exchanged_is_read_as_if_they_were_not(encoding: Encoding) -> None:
    lines = Lines("ab\ncd")
    backwards = types.Range(types.Position(1, 1), types.Position(0, 1))
    assert decode_range(lines, backwards, encoding) == Span(1, 4)


def test_an_offset_between_cr_and_lf_is_the_end_of_the_line() -> None:
    found = encode_range(Lines("é\r\nb"), Span(2, 2), Encoding.UTF16)
    assert found.start == types.Position(0, 1)


@given(st.text(), st.data(), st.sampled_from(Encoding))
def test_every_offset_comes_back_from_the_client(
    text: str, data: st.DataObject, encoding: Encoding
) -> None:
    lines = Lines(text)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    back = decode_range(lines, encode_range(lines, Span(start, end), encoding), encoding)
    assert back == Span(_before_line_end(text, start), _before_line_end(text, end))


def _before_line_end(text: str, offset: int) -> int:
    """LSP has no position between CR and LF."""
    return offset - 1 if text[offset - 1 : offset + 1] == "\r\n" and offset else offset
