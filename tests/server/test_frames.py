from __future__ import annotations

from io import BytesIO

import pytest

from resp_lsp.server.frames import bodies


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Length: 2\r\n\r\n",
        b"content-length:2\r\n\r\n",
        b"Content-Length: 2\n\n",
        b"Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n",
        b"Content-Type: a\r\nCONTENT-LENGTH:  2 \r\n\r\n",
        b"\r\nnoise\r\nContent-Length: 2\r\n\r\n",
    ],
)
def test_a_body_follows_any_headers_with_a_length(header: bytes) -> None:
    assert list(bodies(BytesIO((header + b"{}") * 2))) == [b"{}", b"{}"]


def test_the_length_counts_bytes() -> None:
    body = '"😀"'.encode()
    assert list(bodies(BytesIO(b"Content-Length: %d\r\n\r\n%sx" % (len(body), body)))) == [body]


@pytest.mark.parametrize(
    "stream", [b"", b"\r\n\r\n", b"Content-Length: 9\r\n\r\n{}", b"Content-Length: x\r\n\r\n{}"]
)
def test_what_is_no_frame_gives_no_body(stream: bytes) -> None:
    assert list(bodies(BytesIO(stream))) == []


def test_an_empty_body_is_a_body() -> None:
    assert list(bodies(BytesIO(b"Content-Length: 0\r\n\r\n"))) == [b""]
