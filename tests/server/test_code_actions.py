from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.server.client import Client, at, between
from tests.server.edits import applied
from tests.server.test_diagnostics import LIST, LISTING, codes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CACHED = """\
from django.http import HttpResponse, JsonResponse


def page(request):
    response = HttpResponse()
    response["Cache-Control"] = "no-cache"
    return response


def listing(request):
    return JsonResponse([1, 2])
"""
PATCHED = """\
from django.http import HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control


def page(request):
    response = HttpResponse()
    patch_cache_control(response, no_cache=True)
    return response


def listing(request):
    return JsonResponse([1, 2])
"""
HEADER = {"start": at(5, 6), "end": at(5, 6)}
EVERYTHING = {"start": at(0, 0), "end": at(999, 0)}


def titles(actions: list[dict[str, Any]]) -> list[str]:
    return [action["title"] for action in actions]


def kinds(actions: list[dict[str, Any]]) -> set[str]:
    return {action["kind"] for action in actions}


def named(actions: list[dict[str, Any]], word: str) -> dict[str, Any]:
    return next(action for action in actions if word in action["title"])


def test_a_safe_fix_is_preferred_and_mends_the_text(editor: Client, uri: str) -> None:
    editor.open(CACHED, uri)
    fix = editor.actions(HEADER, uri)[0]
    assert fix["kind"] == "quickfix"
    assert fix["isPreferred"] is True
    assert [d["code"] for d in fix["diagnostics"]] == ["RSP301"]
    assert applied(CACHED, fix, uri=uri) == PATCHED


def test_after_the_fix_the_finding_is_gone(editor: Client, uri: str) -> None:
    editor.open(CACHED, uri)
    fix = editor.actions(HEADER, uri)[0]
    editor.change({"text": applied(CACHED, fix, uri=uri)}, version=1, uri=uri)
    assert [d["code"] for d in editor.diagnostics(1, uri)] == ["RSP101"]


def test_a_suggested_fix_is_not_preferred(editor: Client, uri: str) -> None:
    editor.open(LISTING, uri)
    fixes = [a for a in editor.actions(LIST, uri) if "Disable" not in a["title"]]
    assert fixes
    assert not any(fix.get("isPreferred") for fix in fixes)
    safe = named(fixes, "safe=False")
    assert "JsonResponse([1, 2], safe=False)" in applied(LISTING, safe, uri=uri)


def test_a_cursor_at_either_end_of_a_finding_gets_its_fixes(editor: Client, uri: str) -> None:
    editor.open(LISTING, uri)
    for character in (24, 30):
        cursor = between(4, character, character)
        assert "Disable RSP101 for this line" in titles(editor.actions(cursor, uri))


def test_a_whole_line_gets_the_fixes_within_it(editor: Client, uri: str) -> None:
    editor.open(LISTING, uri)
    line = {"start": at(4, 0), "end": at(5, 0)}
    assert "Disable RSP101 for this line" in titles(editor.actions(line, uri))


def test_a_place_without_findings_gets_no_quick_fix(editor: Client, uri: str) -> None:
    editor.open(CACHED, uri)
    nowhere = between(0, 0, 0)
    assert "quickfix" not in kinds(editor.actions(nowhere, uri))
    assert editor.actions(nowhere, uri, only=["quickfix"]) == []


def test_the_clients_diagnostics_change_nothing(editor: Client, uri: str) -> None:
    editor.open(CACHED, uri)
    stale = [{"range": LIST, "message": "old", "code": "RSP999"}] * 3
    assert editor.actions(HEADER, uri, diagnostics=stale) == editor.actions(HEADER, uri)


def test_edits_name_the_version_that_they_are_for(editor: Client, uri: str) -> None:
    editor.open(CACHED, uri)
    editor.change({"text": CACHED}, version=3, uri=uri)
    (change,) = editor.actions(HEADER, uri)[0]["edit"]["documentChanges"]
    assert change["textDocument"] == {"uri": uri, "version": 3}


def test_a_client_without_document_changes_gets_plain_ones(start: Callable[..., Client]) -> None:
    client = start()
    client.initialize()
    client.open(CACHED)
    fix = client.actions(HEADER)[0]
    assert set(fix["edit"]) == {"changes"}
    assert applied(CACHED, fix) == PATCHED


@pytest.mark.parametrize(
    ("encoding", "codec"), [("utf-8", "utf-8"), ("utf-16", "utf-16-le"), ("utf-32", "utf-32-le")]
)
def test_a_fix_after_an_emoji_is_at_its_place(
    start: Callable[..., Client], encoding: str, codec: str
) -> None:
    client = start()
    client.initialize({"general": {"positionEncodings": [encoding]}})
    text = LISTING.replace("return Json", 'é = "😀"; return Json')
    client.open(text)
    fix = named(client.actions(client.diagnostics()[0]["range"]), "safe=False")
    expected = 'é = "😀"; return JsonResponse([1, 2], safe=False)\n'
    assert expected in applied(text, fix, codec)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_fix_all_makes_the_safe_fixes_only(editor: Client, uri: str, line_end: str) -> None:
    text = CACHED.replace("\n", line_end)
    editor.open(text, uri)
    (action,) = editor.actions(EVERYTHING, uri, only=["source.fixAll"])
    assert action["kind"] == "source.fixAll.resp"
    assert "diagnostics" not in action
    assert applied(text, action, uri=uri) == PATCHED.replace("\n", line_end)


def test_fix_all_needs_no_finding_in_the_range(editor: Client, uri: str) -> None:
    editor.open(CACHED, uri)
    assert kinds(editor.actions(between(0, 0, 0), uri)) == {"source.fixAll.resp"}


def test_fix_all_is_not_offered_where_it_would_do_nothing(editor: Client, uri: str) -> None:
    editor.open(LISTING, uri)
    assert editor.actions(EVERYTHING, uri, only=["source.fixAll.resp"]) == []


def test_fix_all_is_not_computed_for_each_move_of_the_cursor(editor: Client, uri: str) -> None:
    editor.open(CACHED, uri)
    assert kinds(editor.actions(HEADER, uri, triggerKind=2)) == {"quickfix"}
    assert "source.fixAll.resp" in kinds(editor.actions(HEADER, uri, triggerKind=1))


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (["quickfix"], {"quickfix"}),
        (["source"], {"source.fixAll.resp"}),
        (["source.fixAll"], {"source.fixAll.resp"}),
        (["source.fixAll.resp"], {"source.fixAll.resp"}),
        (["source.fixAll", "quickfix"], {"source.fixAll.resp", "quickfix"}),
        ([""], {"source.fixAll.resp", "quickfix"}),
        (["source.fixAll.ruff"], set()),
        (["source.fixAll.resp.more"], set()),
        (["source.organizeImports"], set()),
        (["source.fix"], set()),
        (["quickfix.other"], set()),
        (["refactor"], set()),
        ([], set()),
    ],
)
def test_only_the_kinds_asked_for_are_offered(
    editor: Client, uri: str, only: list[str], expected: set[str]
) -> None:
    editor.open(CACHED, uri)
    assert kinds(editor.actions(HEADER, uri, only=only)) == expected


def test_a_comment_that_silences_nothing_can_be_taken_away(editor: Client, uri: str) -> None:
    text = CACHED.replace("HttpResponse()", "HttpResponse()  # resp: ignore[RSP201]")
    editor.open(text, uri)
    assert "RSP902" in codes(editor.diagnostics(0, uri))
    fix = named(editor.actions({"start": at(4, 45), "end": at(4, 45)}, uri), "Remove the comment")
    assert fix["isPreferred"] is True
    assert applied(text, fix, uri=uri) == CACHED


def test_a_comment_is_needed_again_while_the_text_is_broken(editor: Client, uri: str) -> None:
    text = CACHED.replace("HttpResponse()", "HttpResponse()  # resp: ignore[RSP201]")
    editor.open(text.replace("[1, 2])", "[1, 2]"), uri)
    assert "RSP902" not in codes(editor.diagnostics(0, uri))


def test_an_excluded_document_has_nothing_to_fix(editor: Client, tmp_path: Path) -> None:
    (tmp_path / "resp-lsp.toml").write_text('exclude = ["old"]\n')
    uri = (tmp_path / "old" / "views.py").as_uri()
    editor.open(CACHED, uri)
    assert editor.actions(EVERYTHING, uri, only=["source.fixAll"]) == []
