"""What `python -m scripts.latency` types and computes; the servers are not started here."""

from __future__ import annotations

from lsprotocol import types

from resp_lsp.analysis.source.text import Lines
from resp_lsp.server.documents import Document
from resp_lsp.server.encoding import Encoding
from scripts.latency import WORD, Bound, Server, Typist, keystrokes
from tests.server.client import Client, Message

TEXT = """\
from django.http import HttpResponse


def view(request):
    response = HttpResponse("é😀")
    response["X-A"] = "a"
    return response
"""


def decoded(change: Message) -> types.TextDocumentContentChangePartial:
    start, end = (types.Position(**change["range"][each]) for each in ("start", "end"))
    return types.TextDocumentContentChangePartial(types.Range(start, end), change["text"])


def typist(*taken: float) -> Typist:
    client: Client = object.__new__(Client)
    return Typist(Server("some", ()), client, "file:///a.py", list(taken))


def test_what_is_typed_is_taken_back() -> None:
    document = Document("file:///a.py", "python", 0, Lines(TEXT))
    texts = {TEXT}
    for keystroke in keystrokes(TEXT, 200):
        change = decoded(keystroke.change)
        document = document.changed(1, [change], Encoding.UTF16)
        texts.add(document.text)
    assert document.text == TEXT
    assert len(texts) > 10


def test_words_are_typed_one_character_at_a_time() -> None:
    typed = [keystroke.typed for keystroke in keystrokes(TEXT, 2 * len(WORD))]
    assert "".join(typed) == WORD
    assert typed[len(WORD) :] == [""] * len(WORD)


def test_percentiles_are_of_what_was_taken_in_milliseconds() -> None:
    each = typist(*(n / 1000 for n in range(1, 101)))
    assert [each.percentile(percent) for percent in (50, 95, 100)] == [51, 96, 100]


def test_a_bound_that_is_passed_is_said_loudly() -> None:
    assert str(Bound("p95", 24.0, 25, "ms")).endswith("at most 25: holds")
    assert str(Bound("p95", 26.0, 25, "ms")).endswith("at most 25: DOES NOT HOLD")
