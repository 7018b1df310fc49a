"""resp-lsp/preview: what a view that follows the cursor shows."""

from __future__ import annotations

from typing import Any

from tests.server.client import Client, at, between
from tests.server.test_hover_preview import VIEW

METHOD = "resp-lsp/preview"
INVALID_PARAMS = -32602


def preview(client: Client, line: int, character: int, uri: str) -> Any:
    return client.request(METHOD, textDocument={"uri": uri}, position=at(line, character))


def test_any_place_in_a_statement_will_do(editor: Client, uri: str) -> None:
    editor.open(VIEW, uri)
    found = preview(editor, 5, 22, uri)
    assert found["django"] == "6.1"
    assert found["messages"] == [
        "HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\nX-A: 1\n\nHello ⟨request.user⟩"
    ]
    assert (found["error"], found["notes"]) == (None, [])
    assert found["messages"][0] in found["markdown"]
    assert found["range"] == between(5, 4, 25)


def test_where_no_response_is_there_is_nothing(editor: Client, uri: str) -> None:
    editor.open(VIEW, uri)
    assert preview(editor, 0, 3, uri) is None
    assert preview(editor, 99, 0, uri) is None
    assert preview(editor, 0, 0, "file:///not/open.py") is None


def test_paths_that_lead_to_other_responses_are_alternatives(editor: Client, uri: str) -> None:
    text = VIEW.replace(
        "    return", "    if request.GET:\n        response = HttpResponse()\n    return"
    )
    editor.open(text, uri)
    assert len(preview(editor, 9, 12, uri)["messages"]) == 2


def test_a_response_that_django_refuses_is_an_error_and_no_message(
    editor: Client, uri: str
) -> None:
    editor.open(VIEW.replace('"1"', r'"1\n"'), uri)
    found = preview(editor, 5, 6, uri)
    assert found["messages"] == []
    assert found["error"].startswith("BadHeaderError: ")
    assert "**BadHeaderError**" in found["markdown"]


def test_malformed_parameters_are_refused(editor: Client) -> None:
    for params in ({}, {"textDocument": {"uri": "a"}}, {"position": at(0, 0)}):
        answer = editor.answer(editor.ask(METHOD, **params))
        assert answer["error"]["code"] == INVALID_PARAMS


def test_code_that_does_not_parse_has_no_response(editor: Client, uri: str) -> None:
    editor.open("def view(request:\n    return HttpResponse(\n", uri)
    assert preview(editor, 1, 12, uri) is None
