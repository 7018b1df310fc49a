from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.server.client import Client, at, between
from tests.server.test_diagnostics import LIST, LISTING

if TYPE_CHECKING:
    from collections.abc import Callable


def hover(client: Client, line: int, character: int, uri: str) -> Any:
    position = at(line, character)
    return client.request("textDocument/hover", textDocument={"uri": uri}, position=position)


def test_a_finding_is_explained(editor: Client, uri: str) -> None:
    editor.open(LISTING, uri)
    found = hover(editor, 4, 26, uri)
    assert found["range"] == LIST
    assert found["contents"]["kind"] == "markdown"
    text = found["contents"]["value"]
    assert "**RSP101** `json-response-non-dict`" in text
    assert "Django raises TypeError" in text


def test_both_ends_of_a_finding_belong_to_it(editor: Client, uri: str) -> None:
    editor.open(LISTING, uri)
    assert hover(editor, 4, 24, uri) is not None
    assert hover(editor, 4, 30, uri) is not None


def test_there_is_nothing_to_say_elsewhere(editor: Client, uri: str) -> None:
    editor.open(LISTING, uri)
    assert hover(editor, 2, 0, uri) is None
    assert hover(editor, 0, 0, uri) is None
    assert hover(editor, 99, 99, uri) is None


def test_the_hover_is_of_the_text_as_it_is_now(editor: Client, uri: str) -> None:
    editor.open(LISTING, uri)
    editor.change({"range": LIST, "text": "{}"}, version=1, uri=uri)
    assert hover(editor, 4, 24, uri) is None
    editor.change({"range": between(4, 24, 26), "text": "[]"}, version=2, uri=uri)
    assert hover(editor, 4, 24, uri)["range"] == between(4, 24, 26)


def test_a_client_that_names_no_format_gets_plain_text(start: Callable[..., Client]) -> None:
    client = start()
    client.initialize()
    client.open(LISTING)
    found = hover(client, 4, 26, "file:///project/views.py")["contents"]
    assert found["kind"] == "plaintext"
    assert "RSP101 json-response-non-dict" in found["value"]
    assert "**" not in found["value"]
