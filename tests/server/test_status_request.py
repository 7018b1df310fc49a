"""resp-lsp/status: what an editor shows of the server beside a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resp_lsp import __version__
from tests.server.test_preview_request import INVALID_PARAMS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.server.client import Client

METHOD = "resp-lsp/status"
LIST = "from django.http import JsonResponse\nJsonResponse([1])\n"


def status(client: Client, uri: str) -> Any:
    return client.request(METHOD, textDocument={"uri": uri})


def test_a_checked_document_has_its_django_and_what_the_check_took(
    editor: Client, uri: str
) -> None:
    editor.open(LIST, uri, version=3)
    editor.diagnostics(3, uri)
    told = status(editor, uri)
    assert told["version"] == __version__
    assert told["django"] == {"version": "6.1", "source": None}
    assert (told["check"]["version"], told["check"]["findings"]) == (3, 1)
    assert told["check"]["milliseconds"] > 0


def test_a_django_that_is_named_somewhere_says_where(editor: Client, tmp_path: Path) -> None:
    file = tmp_path / "resp-lsp.toml"
    file.write_text('target-django = "4.2"\n')
    uri = (tmp_path / "views.py").as_uri()
    editor.open(LIST, uri)
    editor.diagnostics(0, uri)
    assert status(editor, uri)["django"] == {"version": "4.2", "source": str(file)}


def test_of_a_document_that_was_not_checked_only_the_server_is_known(editor: Client) -> None:
    told = status(editor, "file:///not/open.py")
    assert told == {"version": __version__, "django": None, "check": None}


def test_nothing_is_told_of_a_document_that_is_closed(editor: Client, uri: str) -> None:
    editor.open(LIST, uri)
    editor.diagnostics(0, uri)
    editor.notify("textDocument/didClose", textDocument={"uri": uri})
    assert status(editor, uri)["check"] is None


def test_malformed_parameters_are_refused(editor: Client) -> None:
    malformed: tuple[dict[str, Any], ...] = (
        {},
        {"textDocument": 1},
        {"textDocument": {}},
        {"textDocument": {"uri": 1}},
    )
    for params in malformed:
        answer = editor.answer(editor.ask(METHOD, **params))
        assert answer["error"]["code"] == INVALID_PARAMS, params
