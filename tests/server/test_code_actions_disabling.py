"""Ways to disable a finding, each followed by a check that it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from resp_lsp.analysis.source.text import Lines, apply_edits
from resp_lsp.linter.comments import read_comments
from resp_lsp.linter.suppressions import read_suppressions
from resp_lsp.server.disabling import disabled_in_file
from tests.server.edits import applied
from tests.server.test_code_actions import named
from tests.server.test_diagnostics import LISTING, codes

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.server.client import Client

CODE = "JsonResponse([1])\n"


def disabled(client: Client, uri: str, text: str, code: str, where: str = "line") -> str:
    """The text after the action that disables a code at its first finding."""
    client.open(text, uri)
    found = next(d for d in client.diagnostics(0, uri) if d["code"] == code)
    action = named(client.actions(found["range"], uri), f"Disable {code} for this {where}")
    assert "isPreferred" not in action
    after = applied(text, action, uri=uri)
    client.change({"text": after}, version=1, uri=uri)
    left = client.diagnostics(1, uri)
    assert code not in {d["code"] for d in left}
    return after


def test_a_line_can_be_disabled(editor: Client, uri: str) -> None:
    after = disabled(editor, uri, LISTING, "RSP101")
    assert "    return JsonResponse([1, 2])  # resp: ignore[RSP101]\n" in after


@pytest.mark.parametrize(
    ("comment", "after"),
    [
        ("  # why", "  # why  # resp: ignore[RSP101]"),
        ("  # resp: ignore[RSP301]", "  # resp: ignore[RSP301, RSP101]"),
        ("  # resp: ignore[RSP301] as agreed", "  # resp: ignore[RSP301, RSP101] as agreed"),
        ("  # resp: ignore[]", "  # resp: ignore[RSP101]"),
        ("  # noqa: E501", "  # noqa: E501  # resp: ignore[RSP101]"),
    ],
)
def test_a_comment_that_is_there_is_kept(
    editor: Client, uri: str, comment: str, after: str
) -> None:
    line = "    return JsonResponse([1, 2])"
    text = LISTING.replace(line, line + comment)
    assert f"{line}{after}\n" in disabled(editor, uri, text, "RSP101")


def test_a_statement_of_many_lines_is_disabled_at_its_end(editor: Client, uri: str) -> None:
    text = LISTING.replace("[1, 2]", "\n        [\n            1,\n        ],\n    ")
    after = disabled(editor, uri, text, "RSP101")
    assert "        ],\n    )  # resp: ignore[RSP101]\n" in after


def test_a_string_of_many_lines_is_disabled_at_its_end(editor: Client, uri: str) -> None:
    text = LISTING.replace('"a\\nb"', '"""a\nb"""')
    assert 'b"""  # resp: ignore[RSP201]\n' in disabled(editor, uri, text, "RSP201")


def test_the_last_line_can_be_disabled_without_a_line_end(editor: Client, uri: str) -> None:
    text = "from django.http import JsonResponse\nJsonResponse([1])"
    assert disabled(editor, uri, text, "RSP101").endswith("([1])  # resp: ignore[RSP101]")


def test_a_file_can_be_disabled_and_other_rules_stay(editor: Client, uri: str) -> None:
    after = disabled(editor, uri, LISTING, "RSP101", "file")
    assert after == f"# resp: ignore-file[RSP101]\n{LISTING}"
    again = editor.actions(
        {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}, uri
    )
    second = applied(after, named(again, "Disable RSP201 for this file"), uri=uri)
    assert second == f"# resp: ignore-file[RSP101, RSP201]\n{LISTING}"
    editor.change({"text": second}, version=2, uri=uri)
    assert editor.diagnostics(2, uri) == []


def in_file(text: str) -> str:
    lines = Lines(text)
    edit = disabled_in_file(lines, read_comments(lines), "RSP101")
    after = apply_edits(text, (edit,))
    assert any(s.is_for_file and s.silences("RSP101") for s in read_suppressions(after).every)
    return after


@pytest.mark.parametrize(
    "head",
    [
        "",
        "#!/usr/bin/env python\n",
        "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n",
        "\n# coding: latin-1\n",
        "# Copyright of somebody.\n",
        '"""Views."""\n',
        "'Views.'  # short\n",
        '#!/usr/bin/env python\n\nr"""Views.\n\n# no comment\n"""\n',
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_comment_stands_below_the_head_of_the_file(head: str, line_end: str) -> None:
    text, comment = f"{head}{CODE}", "# resp: ignore-file[RSP101]\n"
    after = in_file(text.replace("\n", line_end))
    assert after == f"{head}{comment}{CODE}".replace("\n", line_end)


@pytest.mark.parametrize(
    "first", ['"a" "b"\n', '"a"; x = 1\n', '"a".upper()\n', '"""open\n', "x = 'a'\n"]
)
def test_a_string_that_is_no_docstring_is_no_head(first: str) -> None:
    assert in_file(first + CODE) == f"# resp: ignore-file[RSP101]\n{first}{CODE}"


@pytest.mark.parametrize("head", ['"""Views."""', "# Views.", '"""Views."""  # all'])
def test_a_head_without_a_line_end_gets_one(head: str) -> None:
    assert in_file(head) == f"{head}\n# resp: ignore-file[RSP101]\n"


@pytest.mark.parametrize(
    ("comment", "after"),
    [
        ("# resp: ignore-file[RSP301]", "# resp: ignore-file[RSP301, RSP101]"),
        ("# resp: ignore-file[] why", "# resp: ignore-file[RSP101] why"),
        ("# resp: ignore-file[RSP3, ] why", "# resp: ignore-file[RSP3, RSP101, ] why"),
    ],
)
def test_a_comment_for_the_file_is_extended_wherever_it_is(comment: str, after: str) -> None:
    text = f'"""Views."""\n\n{CODE}\n    {comment}\n'
    assert in_file(text) == text.replace(comment, after)


def test_a_comment_of_another_tool_is_left_alone() -> None:
    text = f"# ruff: noqa: E501\n{CODE}"
    assert in_file(text) == f"# ruff: noqa: E501\n# resp: ignore-file[RSP101]\n{CODE}"


def test_no_comment_disables_what_says_that_the_file_is_broken(editor: Client, uri: str) -> None:
    editor.open("from django.http import JsonResponse\nJsonResponse([1]\n", uri)
    (found,) = editor.diagnostics(0, uri)
    assert found["code"] == "RSP901"
    actions: list[dict[str, Any]] = editor.actions(found["range"], uri)
    assert not [a for a in actions if "Disable" in a["title"]]
    assert codes([found]) == ["RSP901"]


@pytest.mark.parametrize(
    ("encoding", "codec"), [("utf-8", "utf-8"), ("utf-16", "utf-16-le"), ("utf-32", "utf-32-le")]
)
@pytest.mark.parametrize("where", ["line", "file"])
def test_a_comment_after_other_alphabets_is_at_its_place(
    start: Callable[..., Client], encoding: str, codec: str, where: str
) -> None:
    client = start()
    client.initialize({"general": {"positionEncodings": [encoding]}})
    text = LISTING.replace("[1, 2])", '["é😀"])  # я 😀')
    client.open(text)
    found = next(d for d in client.diagnostics() if d["code"] == "RSP101")
    action = named(client.actions(found["range"]), f"Disable RSP101 for this {where}")
    after = applied(text, action, codec)
    assert [line for line in text.splitlines() if line not in after] == []
    client.change({"text": after}, version=1)
    assert codes(client.diagnostics(1)) == ["RSP201"]


def test_two_findings_of_a_rule_on_a_line_are_disabled_by_one_action(
    editor: Client, uri: str
) -> None:
    line = "    return JsonResponse([1, 2])"
    editor.open(LISTING.replace(line, f"    x = JsonResponse([0]); {line.strip()}"), uri)
    found = editor.diagnostics(0, uri)
    assert codes(found).count("RSP101") == 2
    whole = {"start": found[0]["range"]["start"], "end": found[1]["range"]["end"]}
    wanted = "Disable RSP101 for this line"
    assert [a["title"] for a in editor.actions(whole, uri)].count(wanted) == 1
