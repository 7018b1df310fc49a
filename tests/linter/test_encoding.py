"""Bytes to text and back, as Python itself reads source files (PEP 263)."""

from __future__ import annotations

import io
import tokenize
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_lsp.linter.encoding import Encoding, EncodingError, decode

BOM = b"\xef\xbb\xbf"


def refusal(data: bytes) -> tuple[int, str]:
    with pytest.raises(EncodingError) as caught:
        decode(data)
    return caught.value.line, caught.value.message


@pytest.mark.parametrize("data", [b"", b"a\n", b"a\r\nb\rc\n\x0cd", "é漢\U0001f600\n".encode()])
def test_utf8_is_the_default_and_line_ends_are_kept(data: bytes) -> None:
    assert decode(data) == (data.decode(), Encoding("utf-8"))


def test_a_byte_order_mark_is_no_part_of_the_text_and_is_put_back() -> None:
    text, encoding = decode(BOM + b"a\n")
    assert text == "a\n"
    assert encoding.encode(text) == BOM + b"a\n"


@pytest.mark.parametrize(
    "head",
    [
        b"# coding: latin-1\n",
        b"#!/usr/bin/python\n# -*- coding: latin-1 -*-\n",
        b"\n# vim: set fileencoding=latin-1 :\n",
        b"  # coding=latin-1\r\n",
        b"# coding: latin-1",
    ],
)
def test_a_cookie_in_the_first_two_lines_is_honoured(head: bytes) -> None:
    text, encoding = decode(head + b" \xe9")
    assert text.endswith("é")
    assert encoding.encode(text) == head + b" \xe9"


@pytest.mark.parametrize(
    "data",
    [b"\n\n# coding: latin-1\n", b"x = 1\n# coding: latin-1\n", b"x = '# coding: latin-1'\n"],
)
def test_a_cookie_elsewhere_is_none(data: bytes) -> None:
    assert decode(data)[1] == Encoding("utf-8")


def test_a_wrong_byte_is_told_with_its_line() -> None:
    line, message = refusal(b"a\r\nb\rc = '\xe9'\n")
    assert line == 3
    assert message.startswith("cannot be decoded: byte 0xe9 is not UTF-8")
    assert "PEP 263" in message


def test_a_wrong_byte_in_a_declared_encoding_is_told_too() -> None:
    assert refusal(b"# coding: ascii\nx\n\xe9") == (3, "cannot be decoded: byte 0xe9 is not ASCII")


@pytest.mark.parametrize("name", [b"klingon", b"rot13", b"hex"])
def test_an_encoding_that_is_none_of_text_is_refused(name: bytes) -> None:
    assert refusal(b"\n# coding: " + name) == (2, f"unknown encoding {name.decode()!r}")


def test_a_byte_order_mark_allows_no_other_encoding() -> None:
    assert refusal(BOM + b"# coding: latin-1\n")[0] == 1
    assert decode(BOM + b"# coding: UTF8\n")[1].bom


def test_utf16_is_refused_and_not_misread() -> None:
    assert refusal("x = 1\n".encode("utf-16"))[0] == 1


LINES = st.lists(
    st.sampled_from(
        [b"", b"x", b"#", b"# coding: latin-1", b" #coding=utf-8", b"# coding: no", b"'"]
    ),
    max_size=4,
).map(b"\n".join)


@given(LINES)
def test_the_encoding_is_the_one_that_tokenize_detects(data: bytes) -> None:
    try:
        expected, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError:
        assert refusal(data)
        return
    name = decode(data)[1].name
    assert {"latin-1": "iso-8859-1"}.get(name, name) == expected


@given(
    st.binary(max_size=40),
    st.sampled_from([b"", BOM, b"# coding: latin-1\n", b"# coding: cp932\n"]),
)
def test_decoding_never_fails_in_another_way(tail: bytes, head: bytes) -> None:
    with suppress(EncodingError):
        text, encoding = decode(head + tail)
        assert isinstance(text, str)
        assert encoding.name
