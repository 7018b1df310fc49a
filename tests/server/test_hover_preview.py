"""Hovering over a response shows it as Django would send it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.server.client import Client, at
from tests.server.conftest import EDITOR
from tests.server.test_hover import hover

if TYPE_CHECKING:
    from collections.abc import Callable

VIEW = """\
from django.http import HttpResponse


def view(request):
    é = "😀"; response = HttpResponse(f"Hello {request.user}")
    response["X-A"] = "1"
    response.set_cookie("a", "b")
    return response
"""
HEAD = "```http\nHTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\n"


def value(found: Any) -> str:
    text: str = found["contents"]["value"]
    return text


def test_each_line_shows_the_response_as_it_is_then(editor: Client, uri: str) -> None:
    editor.open(VIEW, uri)
    first, second, last = (hover(editor, *place, uri) for place in ((4, 17), (5, 6), (7, 6)))
    assert value(first).endswith(f"{HEAD}\nHello ⟨request.user⟩\n```")
    assert value(second).endswith(f"{HEAD}X-A: 1\n\nHello ⟨request.user⟩\n```")
    assert "X-A: 1\nSet-Cookie: a=b; Path=/\n" in value(last)
    assert "As Django 6.1 would send it" in value(first)
    assert "range" not in first or first["range"] is None


def test_other_words_of_the_line_are_left_to_others(editor: Client, uri: str) -> None:
    editor.open(VIEW, uri)
    assert hover(editor, 4, 57, uri) is None
    assert hover(editor, 2, 0, uri) is None


def test_a_finding_is_explained_before_the_response(editor: Client, uri: str) -> None:
    editor.open(VIEW.replace('"1"', r'"1\n"'), uri)
    text = value(hover(editor, 5, 22, uri))
    assert "RSP201" in text
    named = value(hover(editor, 5, 13, uri))
    assert "BadHeaderError" in named


def test_it_is_of_the_text_as_it_is_now(editor: Client, uri: str) -> None:
    editor.open(VIEW, uri)
    change = {"range": {"start": at(5, 23), "end": at(5, 24)}, "text": "2"}
    editor.change(change, version=1, uri=uri)
    assert "X-A: 2" in value(hover(editor, 5, 6, uri))


def test_a_client_without_markdown_gets_the_message_itself(start: Callable[..., Client]) -> None:
    client = start()
    client.initialize()
    client.open(VIEW)
    found = hover(client, 5, 6, "file:///project/views.py")["contents"]
    assert found["kind"] == "plaintext"
    assert "\n\nHTTP/1.1 200 OK\nContent-Type: " in found["value"]
    assert "`" not in found["value"]


def test_previews_can_be_switched_off(start: Callable[..., Client]) -> None:
    client = start()
    client.initialize(EDITOR, initializationOptions={"previews": False})
    client.open(VIEW)
    assert hover(client, 5, 6, "file:///project/views.py") is None


def test_a_rule_named_in_a_comment_is_explained(editor: Client, uri: str) -> None:
    editor.open("x = 1  # noqa: RSP302\n", uri)
    found = hover(editor, 0, 17, uri)
    assert "**RSP302** `manual-vary`" in value(found)
    assert found["range"]["start"] == at(0, 15)


def test_a_rule_named_in_the_configuration_is_explained(start: Callable[..., Client]) -> None:
    client = start()
    client.initialize(EDITOR)
    uri = "file:///project/resp-lsp.toml"
    client.open('ignore = ["RSP302"]\n', uri, language="toml")
    assert "**RSP302** `manual-vary`" in value(hover(client, 0, 13, uri))


def test_a_response_that_functions_of_other_modules_make_is_followed(
    start: Callable[..., Client], tmp_path: Any
) -> None:
    (tmp_path / "made.py").write_text(
        "from django.http import HttpResponse\n\n\n"
        'def made():\n    response = HttpResponse("a")\n    response["X-A"] = "1"\n'
        "    return response\n"
    )
    client = start()
    client.initialize(EDITOR, rootUri=tmp_path.as_uri())
    uri = (tmp_path / "views.py").as_uri()
    client.open("from made import made\n\n\ndef view(request):\n    return made()\n", uri)
    assert "X-A: 1" in value(hover(client, 4, 6, uri))
