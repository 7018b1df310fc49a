"""Which rules are offered in comments that silence findings."""

from __future__ import annotations

import pytest

from resp_lsp.analysis.source.text import Lines
from resp_lsp.linter.lint import linted
from resp_lsp.linter.selection import ALWAYS, catalogue, codes
from resp_lsp.linter.suppressions import read_suppressions
from resp_lsp.server.completions.completion import Subject
from resp_lsp.server.completions.cursor import cursor_at
from resp_lsp.server.completions.documentation import documentation
from resp_lsp.server.completions.firing import firing_codes
from resp_lsp.server.configuration import DEFAULT
from resp_lsp.server.documents import Document
from resp_lsp.server.schedule import Checked
from tests.server.cursors import VIEW, labels, offered, taken, without_cursor

SILENCEABLE = [rule for rule in catalogue() if rule.code not in ALWAYS]

LISTS = [
    "x = 1  # noqa: |",
    "x = 1  # noqa:|",
    "x = 1  # NOQA : |",
    "x = 1  # noqa: RSP|",
    "x = 1  # noqa: E501, |",
    "x = 1  # noqa: E501 |",
    "x = 1  # resp: ignore[|",
    "x = 1  # resp: ignore[|]",
    "x = 1  # resp: ignore[RSP|] as it was",
    "x = 1  # resp:ignore[ |",
    "x = 1  # because # noqa: |",
    "x = 1  # noqa: E501 # resp: ignore[|",
    "x = (  # noqa: |\n    1)",
    "x = (\n    1,  # resp: ignore[|]\n)",
    "x = '''\n'''  # noqa: |",
    "x = (  # noqa: |",
    "x = 'a  # noqa: \nx = 1  # noqa: |",
    "# resp: ignore-file[|",
    "  # resp: ignore-file[|]",
    "# ruff: noqa: |",
    "# flake8: noqa: E501, |",
    "# noqa: |",
]


@pytest.mark.parametrize("marked", LISTS)
def test_a_list_in_a_comment_takes_every_rule_by_code_and_name(marked: str) -> None:
    found = labels(offered(marked))
    assert {word for rule in SILENCEABLE for word in (rule.code, rule.name)} <= {*found}
    assert {"RSP1", "RSP3"} <= {*found}


@pytest.mark.parametrize("marked", LISTS)
def test_what_is_taken_in_a_list_is_read_by_the_linter(marked: str) -> None:
    (name,) = (each for each in offered(marked) if each.label == "manual-vary")
    after = taken(marked, name)
    if "[" in marked and "]" not in marked:
        end = name.span.start + len(name.text)
        after = f"{after[:end]}]{after[end:]}"
    assert any(comment.names("RSP302") for comment in read_suppressions(after).every)


ELSEWHERE = [
    "x = 1  # |",
    "x = 1  # noqa|",
    "x = 1  # noqa |",
    "x = 1  # noqa RSP|",
    "x = 1  # resp: ignore|",
    "x = 1  # resp: ignore [|",
    "x = 1  # resp: ignore[RSP101]|",
    "x = 1  # resp: ignore[RSP101] |",
    "x = 1  # resp: ignore-file[|",
    "x = 1  # ruff: noqa: |",
    "x = 1  # noqa: E501 because RSP|",
    "x = 1  # noqa: E501 # |",
    "x = 1  # type: ignore[|",
    "x = 1  # pylint: disable=|",
    "x = 1  # my-noqa: |",
    "x = '# noqa: |'",
    "x = '''\n# noqa: |\n'''",
    "x = 1  # noqa: \n|",
    "|  # noqa: RSP101",
    "x = 1  #| noqa: RSP101",
]


@pytest.mark.parametrize("marked", ELSEWHERE)
def test_no_rule_is_offered_elsewhere(marked: str) -> None:
    assert offered(marked) == ()


@pytest.mark.parametrize(
    "marked",
    [
        "x = 1  # noqa: RSP301, |",
        "x = 1  # noqa: rsp301, |",
        "x = 1  # noqa: |, RSP301",
        "x = 1  # resp: ignore[manual-cache-control, |]",
        "x = 1  # resp: ignore[|, RSP301] RSP302",
    ],
)
def test_a_rule_that_is_in_the_list_is_not_offered_again(marked: str) -> None:
    found = labels(offered(marked))
    assert not {"RSP301", "manual-cache-control"} & {*found}
    assert {"RSP302", "manual-vary"} <= {*found}


def test_the_word_at_the_cursor_is_offered() -> None:
    assert "RSP301" in labels(offered("x = 1  # noqa: RSP3|01"))


@pytest.mark.parametrize(
    ("marked", "after"),
    [
        ("x = 1  # noqa: RSP|", "x = 1  # noqa: RSP302"),
        ("x = 1  # noqa: E501,manual-v|ari # b", "x = 1  # noqa: E501,RSP302 # b"),
        ("x = 1  # resp: ignore[|a, b]", "x = 1  # resp: ignore[RSP302, b]"),
    ],
)
def test_a_rule_takes_the_place_of_the_whole_word(marked: str, after: str) -> None:
    (found,) = (each for each in offered(marked) if each.label == "RSP302")
    assert taken(marked, found) == after


def test_codes_come_before_names_and_these_before_what_means_several() -> None:
    found = labels(offered("x = 1  # noqa: |"))
    assert found.index("RSP903") < found.index("manual-vary") < found.index("RSP1")


def test_what_fires_comes_first() -> None:
    found = labels(offered("x = 1  # noqa: |", {"RSP302"}))
    assert found[:3] == ["RSP302", "manual-vary", "RSP101"]


def test_each_is_found_by_its_other_word_too() -> None:
    also = {each.label: each.also for each in offered("x = 1  # noqa: |")}
    assert also["RSP302"] == "manual-vary"
    assert also["manual-vary"] == "RSP302"


def test_each_is_explained() -> None:
    for each in offered("x = 1  # noqa: |"):
        said = documentation(each.subject, each.label)
        meant = codes(each.label)
        assert all(code in said for code in meant), each.label
        assert each.subject is (Subject.RULE if len(meant) == 1 else Subject.RULES)


FIRING = [
    ('response["Vary"] = "Cookie"  # |', {"RSP302"}),
    ('response["Vary"] = "Cookie"  # noqa: |', {"RSP302"}),
    ('response["Vary"] = "Cookie"  # resp: ignore|', {"RSP302"}),
    ('response["Vary"] = (\n        "Cookie"\n    )  # |', {"RSP302"}),
    ('response["Vary"] = (  # |\n        "Cookie"\n    )', {"RSP302"}),
    ('patch(  # |\n        response.setdefault("Vary", "Cookie")\n    )', {"RSP302"}),
    ('response["Vary"] = "Cookie"\n    x = 1  # |', set()),
    ('x = 1  # |\n    response["Vary"] = "Cookie"', set()),
    ('# |\n    response["Vary"] = "Cookie"', {"RSP302"}),
    ("x = 1  # |", set()),
]


@pytest.mark.parametrize(("marked", "expected"), FIRING)
def test_what_fires_is_what_is_found_in_the_statement(marked: str, expected: set[str]) -> None:
    text, offset = without_cursor(f"{VIEW}    {marked}\n    return response\n")
    assert firing_codes(_checked(text), cursor_at(text, offset), Lines(text)) == expected


def test_a_result_for_other_lines_says_nothing() -> None:
    text, offset = without_cursor(f'{VIEW}    response["Vary"] = "Cookie"  # |\n    return 1\n')
    cursor, lines = cursor_at(text, offset), Lines(text)
    assert firing_codes(_checked(text.replace("# ", "")), cursor, lines) == {"RSP302"}
    assert firing_codes(_checked(f"\n{text}"), cursor, lines) == frozenset()
    assert firing_codes(None, cursor, lines) == frozenset()


def _checked(text: str) -> Checked:
    document = Document("file:///project/views.py", "python", 0, Lines(text))
    done = linted(text, DEFAULT)
    return Checked(document, DEFAULT, done.findings, silenced=done.silenced)
