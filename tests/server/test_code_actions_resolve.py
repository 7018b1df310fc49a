"""Actions whose edits are computed when they are chosen, and those of clients that cannot ask."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import pytest

from tests.server.client import URI, Client, at, between
from tests.server.conftest import EDITOR, conversation
from tests.server.edits import Texts, applied
from tests.server.test_code_actions import EVERYTHING, kinds, named, titles
from tests.server.test_diagnostics import LIST, LISTING, codes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

VARYING = """\
from django.http import HttpResponse


def page(request):
    response = HttpResponse()
    response["Vary"] = "Cookie"
    response["Cache-Control"] = "no-cache"
    return response


def other(request):
    response = HttpResponse()
    response["Vary"] = "Accept"
    return response
"""
VARY = between(5, 6, 6)
CACHE = between(6, 6, 6)
RESOLVING = {
    **EDITOR,
    "textDocument": {
        **EDITOR["textDocument"],
        "codeAction": {
            **EDITOR["textDocument"]["codeAction"],
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
    },
    "workspace": {
        "workspaceEdit": {
            "documentChanges": True,
            "changeAnnotationSupport": {"groupsOnLabel": True},
        },
    },
}
"""An editor with all abilities that concern actions."""


@pytest.fixture(scope="module")
def resolving() -> Iterator[Client]:
    with conversation() as client:
        client.initialize(RESOLVING)
        yield client


def resolved(client: Client, action: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = client.request("codeAction/resolve", **action)
    return result


def test_the_server_says_that_it_resolves(start: Callable[..., Client]) -> None:
    provider = start().initialize()["capabilities"]["codeActionProvider"]
    assert provider == {
        "codeActionKinds": ["quickfix", "source.fixAll.resp"],
        "resolveProvider": True,
    }


def test_fix_all_is_resolved_when_it_is_chosen(resolving: Client, uri: str) -> None:
    resolving.open(VARYING, uri)
    (action,) = resolving.actions(EVERYTHING, uri, only=["source.fixAll"])
    assert "edit" not in action
    assert action["data"] == {"uri": uri, "version": 0, "work": "fix-all", "code": None}
    after = applied(VARYING, resolved(resolving, action), uri=uri)
    resolving.change({"text": after}, version=1, uri=uri)
    assert resolving.diagnostics(1, uri) == []


def test_fix_all_is_offered_at_each_move_of_the_cursor_where_it_costs_nothing(
    resolving: Client, uri: str
) -> None:
    resolving.open(VARYING, uri)
    assert "source.fixAll.resp" in kinds(resolving.actions(VARY, uri, triggerKind=2))


def test_a_resolved_action_is_the_one_that_was_sent_with_its_edit(
    resolving: Client, uri: str
) -> None:
    resolving.open(VARYING, uri)
    action = named(resolving.actions(VARY, uri), "Fix all RSP302")
    answer = resolved(resolving, action)
    assert answer.pop("edit")
    assert answer == action


def test_a_rule_is_fixed_in_the_whole_file_and_others_are_left(resolving: Client, uri: str) -> None:
    resolving.open(VARYING, uri)
    action = named(resolving.actions(VARY, uri), "Fix all RSP302 in this file")
    assert action["kind"] == "quickfix"
    assert "isPreferred" not in action
    assert codes(action["diagnostics"]) == ["RSP302"]
    after = applied(VARYING, resolved(resolving, action), uri=uri)
    assert after.count("patch_vary_headers(response, [") == 2
    assert '    response["Cache-Control"] = "no-cache"\n' in after
    resolving.change({"text": after}, version=1, uri=uri)
    assert codes(resolving.diagnostics(1, uri)) == ["RSP301"]


def test_a_rule_that_is_found_once_has_no_fix_of_all(resolving: Client, uri: str) -> None:
    resolving.open(VARYING, uri)
    assert not [t for t in titles(resolving.actions(CACHE, uri)) if t.startswith("Fix all RSP301")]


def test_suggested_fixes_are_never_made_in_the_whole_file(resolving: Client, uri: str) -> None:
    text = f"{LISTING}\n\ndef more(request):\n    return JsonResponse([3])\n"
    resolving.open(text, uri)
    assert codes(resolving.diagnostics(0, uri)).count("RSP101") == 2
    assert not [t for t in titles(resolving.actions(LIST, uri)) if t.startswith("Fix all")]


def test_a_client_that_cannot_resolve_gets_the_edits_at_once(editor: Client, uri: str) -> None:
    editor.open(VARYING, uri)
    action = named(editor.actions(VARY, uri), "Fix all RSP302 in this file")
    assert "data" not in action
    assert "response['Vary']" not in applied(VARYING, action, uri=uri)
    assert all("edit" in each for each in editor.actions(VARY, uri))


def test_a_stale_action_is_an_error_and_no_edit(resolving: Client, uri: str) -> None:
    resolving.open(VARYING, uri)
    (action,) = resolving.actions(EVERYTHING, uri, only=["source.fixAll"])
    resolving.change({"text": f"# first\n{VARYING}"}, version=1, uri=uri)
    answer = resolving.answer(resolving.ask("codeAction/resolve", **action))
    assert answer["error"]["code"] == -32801
    assert "version 0" in answer["error"]["message"]


def test_an_action_of_a_closed_document_is_an_error(resolving: Client, uri: str) -> None:
    resolving.open(VARYING, uri)
    (action,) = resolving.actions(EVERYTHING, uri, only=["source.fixAll"])
    resolving.notify("textDocument/didClose", textDocument={"uri": uri})
    answer = resolving.answer(resolving.ask("codeAction/resolve", **action))
    assert answer["error"]["code"] == -32801


@pytest.mark.parametrize("data", [5, {}, {"uri": URI, "version": 0, "work": [], "code": None}])
def test_data_that_are_not_ours_are_invalid(resolving: Client, data: object) -> None:
    answer = resolving.answer(resolving.ask("codeAction/resolve", title="Other", data=data))
    assert answer["error"]["code"] == -32602
    assert "'Other'" in answer["error"]["message"]


def test_an_action_that_needs_no_edit_resolves_to_itself(resolving: Client) -> None:
    assert resolved(resolving, {"title": "Told"}) == {"title": "Told"}


def test_a_suggested_fix_asks_for_confirmation(resolving: Client, uri: str) -> None:
    resolving.open(LISTING, uri)
    action = named(resolving.actions(LIST, uri), "safe=False")
    (annotation,) = action["edit"]["changeAnnotations"].values()
    assert annotation == {
        "label": action["title"],
        "needsConfirmation": True,
        "description": "Both fixes are suggestions: `safe=False` keeps the data as it is, "
        "an enclosing dict changes what clients receive.",
    }
    assert "[1, 2], safe=False)" in applied(LISTING, action, uri=uri)


def test_a_safe_fix_is_made_without_confirmation(resolving: Client, uri: str) -> None:
    resolving.open(VARYING, uri)
    action = resolving.actions(VARY, uri)[0]
    assert action["isPreferred"] is True
    assert "changeAnnotations" not in action["edit"]
    assert "patch_vary_headers" in applied(VARYING, action, uri=uri)


def test_without_annotations_a_suggested_fix_is_the_same_edit(
    editor: Client, resolving: Client, uri: str
) -> None:
    for client in (editor, resolving):
        client.open(LISTING, uri)
    plain = named(editor.actions(LIST, uri), "safe=False")
    assert "changeAnnotations" not in plain["edit"]
    annotated = named(resolving.actions(LIST, uri), "safe=False")
    assert plain["title"] == annotated["title"]
    assert applied(LISTING, plain, uri=uri) == applied(LISTING, annotated, uri=uri)


def test_a_client_that_knows_no_preference_is_told_none(start: Callable[..., Client]) -> None:
    client = start()
    client.initialize({"workspace": EDITOR["workspace"]})
    client.open(VARYING)
    fix = client.actions(VARY)[0]
    assert "isPreferred" not in fix
    assert "patch_vary_headers" in Texts({URI: VARYING}, {URI: 0}).after(fix["edit"])[URI]


@pytest.mark.parametrize(
    ("encoding", "codec"), [("utf-8", "utf-8"), ("utf-16", "utf-16-le"), ("utf-32", "utf-32-le")]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_all_of_a_rule_is_at_its_place_after_other_alphabets(
    start: Callable[..., Client], encoding: str, codec: str, line_end: str
) -> None:
    client = start()
    client.initialize({**RESOLVING, "general": {"positionEncodings": [encoding]}})
    text = VARYING.replace("    response[", '    é = "😀я"; response[').replace("\n", line_end)
    client.open(text)
    found = next(d for d in client.diagnostics() if d["code"] == "RSP302")
    action = named(client.actions(found["range"]), "Fix all RSP302")
    after = applied(text, resolved(client, action), codec)
    assert after.count('é = "😀я"') == 3
    client.change({"text": after}, version=1)
    assert codes(client.diagnostics(1)) == ["RSP301"]


def test_fixes_that_overlap_are_all_made(resolving: Client, uri: str) -> None:
    line = '    response["Vary"] = "Cookie"\n'
    text = VARYING.replace(line, line * 2)
    resolving.open(text, uri)
    assert codes(resolving.diagnostics(0, uri)).count("RSP302") == 3
    action = named(resolving.actions(VARY, uri), "Fix all RSP302")
    after = applied(text, resolved(resolving, action), uri=uri)
    resolving.change({"text": after}, version=1, uri=uri)
    assert "RSP302" not in codes(resolving.diagnostics(1, uri))


def outcome(client: Client, request: int, uri: str) -> Any:
    """What a request comes to when the text changes meanwhile: its error, or its result."""
    start = {"start": at(0, 0), "end": at(0, 0)}
    client.change({"range": start, "text": "\n"}, version=1, uri=uri)
    answer = client.answer(request)
    return answer.get("error", {}).get("code") or answer["result"]


def is_for_its_version(action: dict[str, Any], uri: str) -> bool:
    """Whether the edit makes code of the text that it says it is for."""
    (change,) = action["edit"]["documentChanges"]
    text = {0: VARYING, 1: f"\n{VARYING}"}[change["textDocument"]["version"]]
    after = applied(text, action, uri=uri)
    return after != text and bool(ast.parse(after))


def test_a_change_during_a_resolve_leaves_no_wrong_edit(resolving: Client, uri: str) -> None:
    resolving.open(VARYING, uri)
    (action,) = resolving.actions(EVERYTHING, uri, only=["source.fixAll"])
    found = outcome(resolving, resolving.ask("codeAction/resolve", **action), uri)
    assert found == -32801 or is_for_its_version(found, uri)


def test_a_change_during_a_request_leaves_no_wrong_edit(editor: Client, uri: str) -> None:
    editor.open(VARYING, uri)
    request = editor.ask(
        "textDocument/codeAction",
        textDocument={"uri": uri},
        range=VARY,
        context={"diagnostics": []},
    )
    found = outcome(editor, request, uri)
    assert found == -32801 or all(is_for_its_version(each, uri) for each in found)


def test_fix_all_is_not_offered_to_whom_does_not_want_it(start: Callable[..., Client]) -> None:
    client = start()
    client.initialize(RESOLVING, initializationOptions={"fixAll": False})
    client.open(VARYING)
    assert kinds(client.actions(EVERYTHING)) == {"quickfix"}
