from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.server.client import SERVE, URI, Client, at, between
from tests.server.conftest import EDITOR

if TYPE_CHECKING:
    from collections.abc import Callable

    Start = Callable[..., Client]

LISTING = """\
from django.http import HttpResponse, JsonResponse


def listing(request):
    return JsonResponse([1, 2])


def page(request):
    response = HttpResponse()
    response["X-A"] = "a\\nb"
    return response
"""
LIST = between(4, 24, 30)


def codes(diagnostics: list[dict[str, object]]) -> list[object]:
    return [diagnostic["code"] for diagnostic in diagnostics]


def test_opening_publishes_the_findings_of_version_0(editor: Client, uri: str) -> None:
    editor.open(LISTING, uri, version=0)
    first, second = editor.diagnostics(0, uri)
    assert first["range"] == LIST
    assert (first["code"], first["severity"], first["source"]) == ("RSP101", 1, "resp-lsp")
    assert "JsonResponse" in first["message"]
    assert (second["code"], second["range"]["start"]["line"]) == ("RSP201", 9)


def test_a_finding_carries_nothing_that_the_client_must_send_back(editor: Client, uri: str) -> None:
    editor.open(LISTING, uri)
    assert not {"data", "codeDescription"} & set(editor.diagnostics(0, uri)[0])


def test_an_edit_publishes_the_findings_of_its_version(editor: Client, uri: str) -> None:
    editor.open(LISTING, uri)
    editor.diagnostics(0, uri)
    editor.change({"range": LIST, "text": "{}"}, version=1, uri=uri)
    assert codes(editor.diagnostics(1, uri)) == ["RSP201"]
    editor.change({"range": between(4, 24, 26), "text": "[3]"}, version=7, uri=uri)
    assert codes(editor.diagnostics(7, uri)) == ["RSP101", "RSP201"]


def test_an_edit_above_moves_the_findings_below(editor: Client, uri: str) -> None:
    editor.open(LISTING, uri)
    here = {"start": at(0, 0), "end": at(0, 0)}
    editor.change({"range": here, "text": "import os\n\n"}, version=1, uri=uri)
    assert [d["range"]["start"]["line"] for d in editor.diagnostics(1, uri)] == [6, 11]


def test_the_whole_text_may_be_sent_as_a_change(editor: Client, uri: str) -> None:
    editor.open("", uri)
    assert editor.diagnostics(0, uri) == []
    editor.change({"text": LISTING}, version=1, uri=uri)
    assert codes(editor.diagnostics(1, uri)) == ["RSP101", "RSP201"]


def test_a_broken_function_leaves_the_findings_of_the_other(editor: Client, uri: str) -> None:
    editor.open(LISTING, uri)
    editor.diagnostics(0, uri)
    broken = {"range": between(8, 15, 29), "text": "= HttpResponse((("}
    editor.change(broken, version=1, uri=uri)
    published = editor.diagnostics(1, uri)
    assert published[0] | {"relatedInformation": None} == published[0] | {
        "relatedInformation": None,
        "range": LIST,
        "code": "RSP101",
    }
    assert "RSP201" not in codes(published)


def test_the_newest_version_is_published_after_many_edits(editor: Client, uri: str) -> None:
    editor.open(LISTING, uri)
    for version in range(1, 41):
        change = {"range": between(4, 25, 25), "text": "1, "}
        editor.change(change, version=version, uri=uri)
    end = 30 + 40 * len("1, ")
    assert editor.diagnostics(40, uri)[0]["range"] == between(4, 24, end)
    versions = [m["params"]["version"] for m in editor.arrived if m["params"].get("uri") == uri]
    assert versions == sorted(versions)


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 37), ("utf-16", 34), ("utf-32", 33)])
def test_columns_after_an_emoji_are_in_the_clients_units(
    start: Start, encoding: str, column: int
) -> None:
    client = start()
    client.initialize({"general": {"positionEncodings": [encoding]}})
    line = '    é = "😀"; return JsonResponse([1, 2])'
    client.open(LISTING.replace("    return JsonResponse([1, 2])", line))
    found = client.diagnostics()[0]
    assert found["range"] == between(4, column, column + 6)

    client.change({"range": found["range"], "text": '{"é": 1}'}, version=1)
    assert codes(client.diagnostics(1)) == ["RSP201"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_line_end_leaves_the_places(editor: Client, uri: str, line_end: str) -> None:
    editor.open(LISTING.replace("\n", line_end), uri)
    assert editor.diagnostics(0, uri)[0]["range"] == LIST


def test_a_form_feed_ends_no_line(editor: Client, uri: str) -> None:
    editor.open(LISTING.replace("\n\n\ndef", "\n\f\n\ndef", 1), uri)
    assert editor.diagnostics(0, uri)[0]["range"] == LIST


def test_closing_clears_the_diagnostics(editor: Client, uri: str) -> None:
    editor.open(LISTING, uri)
    assert editor.diagnostics(0, uri)
    editor.notify("textDocument/didClose", textDocument={"uri": uri})
    assert editor.diagnostics(None, uri) == []
    assert editor.actions(LIST, uri) is None


def test_a_document_can_be_opened_again(editor: Client, uri: str) -> None:
    for _ in range(2):
        editor.open(LISTING, uri)
        assert codes(editor.diagnostics(0, uri)) == ["RSP101", "RSP201"]
        editor.notify("textDocument/didClose", textDocument={"uri": uri})
        assert editor.diagnostics(None, uri) == []


def test_saving_leaves_the_diagnostics(editor: Client, uri: str) -> None:
    editor.open(LISTING, uri)
    found = editor.diagnostics(0, uri)
    editor.notify("textDocument/didSave", textDocument={"uri": uri})
    assert editor.diagnostics(0, uri) == found


def test_an_untitled_document_is_checked(editor: Client) -> None:
    editor.open(LISTING, "untitled:Untitled-1")
    assert codes(editor.diagnostics(0, "untitled:Untitled-1")) == ["RSP101", "RSP201"]


def test_other_languages_are_not_checked(editor: Client, uri: str) -> None:
    other = f"{uri}.txt"
    editor.open(LISTING, other, language="plaintext")
    editor.change({"text": LISTING}, version=1, uri=other)
    editor.notify("textDocument/didClose", textDocument={"uri": other})
    editor.settle()
    assert not [m for m in editor.arrived if m["params"].get("uri") == other]


def test_what_is_said_of_a_document_that_is_not_open_is_ignored(editor: Client, uri: str) -> None:
    editor.change({"text": LISTING}, version=1, uri=uri)
    editor.notify("textDocument/didSave", textDocument={"uri": uri})
    editor.notify("textDocument/didClose", textDocument={"uri": uri})
    editor.settle()
    assert not [m for m in editor.arrived if m["params"].get("uri") == uri]


FAKE = f"""\
import resp_lsp.server.checks as checks
from resp_lsp.analysis.source.text import Span
from resp_lsp.linter.lint import Linted
from resp_lsp.rules.finding import Finding, Related, Severity

place = Related(Span(4, 8), "the list is made here")
found = Finding("RSP999", "fake", Severity.HINT, Span(10, 12), "fault", (), (place,))
checks.linted = lambda *given: Linted((found,))
{SERVE}
"""
"""A server whose linter finds one fault in any text."""


def test_related_information_tells_where_a_value_came_from(start: Start) -> None:
    client = start(sys.executable, "-c", FAKE)
    client.initialize(EDITOR)
    client.open("rows\n= [1]\nlast\n")
    (found,) = client.diagnostics()
    assert found["severity"] == 4
    assert found["relatedInformation"] == [
        {
            "location": {"uri": URI, "range": {"start": at(0, 4), "end": at(1, 3)}},
            "message": "the list is made here",
        }
    ]


def test_a_client_without_related_information_is_sent_none(start: Start) -> None:
    client = start(sys.executable, "-c", FAKE)
    client.initialize()
    client.open("rows\n= [1]\nlast\n")
    assert "relatedInformation" not in client.diagnostics()[0]


REDUNDANT = "from django.http import JsonResponse\na = JsonResponse({}, safe=False)\n"
UNNECESSARY, DEPRECATED = 1, 2


def showing(way: str, **given: object) -> dict[str, object]:
    return {"textDocument": {way: given}}


@pytest.mark.parametrize(
    ("target", "known", "tags"),
    [
        ("5.2", [UNNECESSARY, DEPRECATED], [UNNECESSARY]),
        ("6.2", [UNNECESSARY, DEPRECATED], [DEPRECATED]),
        ("5.2", [DEPRECATED], None),
        ("5.2", [], None),
    ],
)
def test_what_is_deprecated_or_does_nothing_has_a_tag_that_the_client_knows(
    start: Start, target: str, known: list[int], tags: list[int] | None
) -> None:
    client = start()
    capabilities = showing("publishDiagnostics", tagSupport={"valueSet": known})
    client.initialize(capabilities, initializationOptions={"targetDjango": target})
    client.open(REDUNDANT)
    (found,) = client.diagnostics()
    assert found.get("tags") == tags


def test_a_client_that_pulls_may_say_so_of_pulling(start: Start) -> None:
    client = start()
    able = {"tagSupport": {"valueSet": [1, 2]}, "codeDescriptionSupport": True}
    client.initialize(showing("diagnostic", **able), initializationOptions={"targetDjango": "6.2"})
    client.open(REDUNDANT)
    report = client.request("textDocument/diagnostic", textDocument={"uri": URI})
    (found,) = report["items"]
    assert found["tags"] == [DEPRECATED]
    assert found["codeDescription"]["href"].startswith("https://docs.djangoproject.com/")


def test_a_code_leads_to_the_documentation_where_the_client_can(start: Start) -> None:
    client = start()
    client.initialize(showing("publishDiagnostics", codeDescriptionSupport=True))
    client.open(LISTING)
    for found in client.diagnostics():
        assert found["codeDescription"]["href"].startswith("https://")


ELSEWHERE = FAKE.replace(
    '"the list is made here")', '"made here", "/project/made of ünits.py", "\\U0001f600 = [10]\\n")'
)
"""The related place of the one finding is in another file, behind a character of two units."""


@pytest.mark.parametrize("opened", [False, True])
def test_related_information_may_be_in_another_file(start: Start, opened: bool) -> None:  # noqa: FBT001 (a parameter)
    uri = "file:///project/made%20of%20%C3%BCnits.py"
    client = start(sys.executable, "-c", ELSEWHERE)
    client.initialize(EDITOR)
    if opened:
        uri = "file:///project/made%20of%20%c3%bcnits.py"
        client.open("x = 1\n", uri)
    client.open("rows\n= [1]\nlast\n")
    (found,) = client.diagnostics()
    (related,) = found["relatedInformation"]
    assert related["location"] == {"uri": uri, "range": {"start": at(0, 5), "end": at(0, 9)}}
