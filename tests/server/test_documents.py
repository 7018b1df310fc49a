from __future__ import annotations

import pytest
from lsprotocol import types

from resp_lsp.analysis.source.text import Lines
from resp_lsp.server.documents import Document, Documents
from resp_lsp.server.encoding import Encoding

URI = "file:///a.py"


def document(text: str, language: str = "python", uri: str = URI) -> Document:
    return Document(uri, language, 0, Lines(text))


def partial(
    start: types.Position, end: types.Position, text: str
) -> types.TextDocumentContentChangePartial:
    return types.TextDocumentContentChangePartial(types.Range(start, end), text)


@pytest.mark.parametrize(
    ("text", "start", "end", "after"),
    [
        pytest.param("abc", (0, 0), (0, 99), "Z", id="column past an unterminated line"),
        pytest.param("abc", (0, 0), (7, 0), "Z", id="line past the text"),
        pytest.param("abc", (7, 7), (7, 9), "abcZ", id="both past the text"),
        pytest.param("ab\ncd", (0, 1), (0, 99), "aZ\ncd", id="column past a line keeps its end"),
        pytest.param("ab\r\ncd", (0, 3), (1, 1), "abZd", id="column in the line's end"),
        pytest.param("ab\ncd", (1, 1), (0, 1), "aZd", id="ends exchanged"),
        pytest.param("", (0, 0), (0, 0), "Z", id="empty text"),
        pytest.param("ab\n", (1, 0), (1, 0), "ab\nZ", id="after the last line's end"),
    ],
)
def test_a_range_outside_the_text_is_clamped(
    text: str, start: tuple[int, int], end: tuple[int, int], after: str
) -> None:
    change = partial(types.Position(*start), types.Position(*end), "Z")
    assert document(text).changed(1, [change], Encoding.UTF16).text == after


@pytest.mark.parametrize("separator", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_only_lf_crlf_and_cr_end_a_line(separator: str) -> None:
    change = partial(types.Position(1, 0), types.Position(1, 1), "Z")
    changed = document(f"a{separator}b\nc").changed(1, [change], Encoding.UTF16)
    assert changed.text == f"a{separator}b\nZ"


def test_a_change_without_a_range_is_the_whole_text() -> None:
    whole = types.TextDocumentContentChangeWholeDocument("new")
    assert document("old").changed(1, [whole], Encoding.UTF16).text == "new"


def test_each_change_counts_in_the_text_that_the_one_before_left() -> None:
    here = types.Position(0, 0)
    changes = [partial(here, here, "one\n"), partial(types.Position(1, 0), here, "")]
    assert document("two").changed(1, changes, Encoding.UTF16).text == "two"


def test_an_edit_leaves_the_document_before_it_as_it_was() -> None:
    before = document("old")
    before.changed(1, [types.TextDocumentContentChangeWholeDocument("new")], Encoding.UTF16)
    assert (before.text, before.version) == ("old", 0)


def test_a_document_is_current_until_another_version_takes_its_place() -> None:
    documents, first = Documents(), document("x")
    documents.put(first)
    assert documents.is_current(first)
    documents.put(document("x"))
    assert not documents.is_current(first)


def test_a_document_that_was_removed_is_not_current() -> None:
    documents, held = Documents(), document("x")
    documents.put(held)
    assert documents.remove(URI) is held
    assert not documents.is_current(held)
    assert documents.remove(URI) is None


@pytest.mark.parametrize(
    ("uri", "language", "is_python"),
    [
        ("file:///a.py", "python", True),
        ("untitled:Untitled-1", "python", True),
        ("file:///a.pyi", "plaintext", True),
        ("file:///a.html", "django-html", False),
        ("untitled:Untitled-1", "plaintext", False),
    ],
)
def test_python_is_known_by_its_language_or_by_its_name(
    uri: str, language: str, *, is_python: bool
) -> None:
    assert document("", language, uri).is_python is is_python
