"""Completion as an editor meets it, over the standard streams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.server.client import URI, Client, Message, at, between
from tests.server.edits import applied

if TYPE_CHECKING:
    from collections.abc import Callable

ABLE = {
    "snippetSupport": False,
    "documentationFormat": ["markdown", "plaintext"],
    "tagSupport": {"valueSet": [1]},
}
UNITS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
"""The codec that tells the units of each encoding."""

VIEW = """\
from django.http import HttpResponse


def view(request):
    response = HttpResponse()
    {}
"""


def capable(encoding: str = "utf-16", **item: Any) -> Message:
    return {
        "general": {"positionEncodings": [encoding]},
        "textDocument": {"completion": {"completionItem": {**ABLE, **item}}},
    }


def ask(client: Client, position: Message, uri: str) -> list[Message]:
    """The items, in the order that an editor shows."""
    answer = client.request("textDocument/completion", textDocument={"uri": uri}, position=position)
    return sorted(answer["items"], key=lambda item: item["sortText"]) if answer else []


def units(line: str, encoding: str) -> int:
    """The length of a part of a line, as a client counts it."""
    codec = UNITS[encoding]
    return len(line.encode(codec)) // len(" ".encode(codec))


def named(items: list[Message], label: str) -> Message:
    return next(item for item in items if item["label"] == label)


def labels(items: list[Message]) -> list[str]:
    return [item["label"] for item in items]


@pytest.fixture
def client(start: Callable[..., Client]) -> Client:
    client = start()
    client.initialize(capable())
    return client


def test_what_starts_a_completion_is_told_at_the_start(start: Callable[..., Client]) -> None:
    claimed = start().initialize(capable())["capabilities"]["completionProvider"]
    assert claimed["resolveProvider"] is True
    assert {'"', "'", "[", "-", ",", "=", ":", "("} <= set(claimed["triggerCharacters"])


EMOJI = 'é = "😀"; '


@pytest.mark.parametrize("encoding", UNITS)
@pytest.mark.parametrize(
    ("marked", "label", "after"),
    [
        ('response["content-d|isp"] = "😀"', "Content-Disposition", 'response["{}"] = "😀"'),
        ('response["Cache-Control"] = "é, pri|', "private", 'response["Cache-Control"] = "é, {}'),
        ('patch_cache_control(response, x="😀", pri|)', "private", None),
        ("x = 1  # 😀 # resp: ignore[manual-|]", "manual-vary", "x = 1  # 😀 # resp: ignore[{}]"),
    ],
)
def test_what_is_replaced_is_counted_in_the_units_of_the_client(
    start: Callable[..., Client], encoding: str, marked: str, label: str, after: str | None
) -> None:
    client = start()
    client.initialize(capable(encoding))
    before, rest = (EMOJI + marked).split("|")
    client.open(before + rest)
    item = named(ask(client, at(0, units(before, encoding)), URI), label)
    edit = {"edit": {"changes": {URI: [item["textEdit"]]}}}
    expected = after or 'patch_cache_control(response, x="😀", {}=True)'
    assert applied(before + rest, edit, UNITS[encoding]) == EMOJI + expected.format(label)


@pytest.mark.parametrize("encoding", UNITS)
def test_a_configuration_is_completed_like_code(
    start: Callable[..., Client], encoding: str
) -> None:
    client = start()
    client.initialize(capable(encoding))
    uri = "file:///project/pyproject.toml"
    table = "[tool.resp-lsp]\n"
    before, rest = ['per-file-ignores = { "é😀" = ["RSP3', '"] }']
    client.open(f"{table}{before}{rest}", uri, language="toml")
    item = named(ask(client, at(1, units(before, encoding)), uri), "RSP302")
    edit = {"edit": {"changes": {uri: [item["textEdit"]]}}}
    after = applied(f"{table}{before}{rest}", edit, UNITS[encoding], uri)
    assert after == f'{table}per-file-ignores = {{ "é😀" = ["RSP302"] }}'


def test_a_configuration_is_not_checked_as_code(client: Client) -> None:
    text = "[tool.resp-lsp]\nselect = [\n"
    client.open(text, "file:///project/pyproject.toml", language="toml")
    client.open("x = 1\n")
    assert client.diagnostics() == []
    assert [m for m in client.arrived if m.get("method") == "textDocument/publishDiagnostics"] == []


def test_a_key_is_offered_with_what_it_takes(client: Client) -> None:
    uri = "file:///project/resp-lsp.toml"
    client.open("", uri, language="toml")
    key = named(ask(client, at(0, 0), uri), "target-django")
    assert key["textEdit"]["newText"] == "target-django = "
    assert "Takes a release such as 5.2" in key["documentation"]["value"]


def test_a_header_is_offered_with_what_it_is_for(client: Client, uri: str) -> None:
    client.open(VIEW.format('response["'), uri)
    vary = named(ask(client, at(5, 14), uri), "Vary")
    assert vary["detail"] == "RFC 9110, 12.5.5"
    assert vary["documentation"]["kind"] == "markdown"
    assert "patch_vary_headers()" in vary["documentation"]["value"]
    assert vary["textEdit"] == {"range": between(5, 14, 14), "newText": "Vary"}


def test_an_obsolete_header_is_marked_in_the_way_that_the_client_knows(
    start: Callable[..., Client],
) -> None:
    marks = []
    for abilities in ({}, {"tagSupport": None, "deprecatedSupport": True}, {"tagSupport": None}):
        client = start()
        client.initialize(capable(**abilities))
        client.open(VIEW.format('response["'))
        pragma = named(ask(client, at(5, 14), URI), "Pragma")
        marks.append((pragma.get("tags"), pragma.get("deprecated")))
    assert marks == [([1], None), (None, True), (None, None)]


def test_a_rule_is_explained_when_it_is_looked_at(client: Client, uri: str) -> None:
    client.open("x = 1  # noqa: RSP", uri)
    item = named(ask(client, at(0, 18), uri), "RSP101")
    assert "documentation" not in item
    resolved = client.request("completionItem/resolve", **item)
    assert "Django raises TypeError" in resolved["documentation"]["value"]
    assert resolved["textEdit"] == item["textEdit"]


def test_an_item_that_is_not_ours_comes_back_as_it_was(client: Client) -> None:
    for item in ({"label": "x"}, {"label": "x", "data": ["rule", "no-such-rule"]}):
        assert client.request("completionItem/resolve", **item) == item


def test_a_client_that_names_no_format_gets_plain_text(start: Callable[..., Client]) -> None:
    client = start()
    client.initialize()
    client.open("x = 1  # noqa: RSP")
    item = named(ask(client, at(0, 18), URI), "RSP101")
    said = client.request("completionItem/resolve", **item)["documentation"]
    assert said["kind"] == "plaintext"
    assert "**" not in said["value"]


def test_what_is_found_on_the_line_comes_first(client: Client, uri: str) -> None:
    text = VIEW.format('response["Vary"] = "Cookie"')
    client.open(text, uri)
    client.diagnostics(uri=uri)
    end = len('    response["Vary"] = "Cookie"')
    for version, typed in enumerate("  # resp: ignore[", 1):
        column = end + version - 1
        client.change(
            {"range": between(5, column, column), "text": typed}, version=version, uri=uri
        )
    items = ask(client, at(5, end + 17), uri)
    assert labels(items)[:2] == ["RSP302", "manual-vary"]


def test_a_closed_document_has_nothing_to_offer(client: Client) -> None:
    assert ask(client, at(0, 0), "file:///project/other.py") == []


def test_half_typed_code_that_an_editor_sends_key_by_key_is_answered(
    client: Client, uri: str
) -> None:
    client.open(VIEW.format(""), uri)
    statement = 'response["Cache-Control"] = "public, max-age=60"  # noqa: RSP301'
    for column, typed in enumerate(statement, 4):
        version = column
        client.change(
            {"range": between(5, column, column), "text": typed}, version=version, uri=uri
        )
        ask(client, at(5, column + 1), uri)
    assert client.close_down() == 0
