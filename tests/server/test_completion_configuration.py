"""What is offered in configuration files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_core.versions import RELEASES
from resp_lsp.linter.keys import KEYS
from resp_lsp.linter.selection import catalogue
from resp_lsp.server.completions.configuration import ROOTS
from resp_lsp.server.completions.documentation import documentation
from tests.server.cursors import labels, offered_in_toml, taken

RULES = {word for rule in catalogue() for word in (rule.code, rule.name)}
SHARED = '[project]\nname = "x"\n\n[tool.resp-lsp]\n'

KEY_PLACES = [
    "|",
    "se|",
    "hints = true\n|",
    "\n|\n[severity]\n",
    "hints = \n|",
    'select = ["RSP1\n|',
    "select = [  # one\n]\n|",
    '"|',
    "|= true",
]


@pytest.mark.parametrize("marked", KEY_PLACES)
@pytest.mark.parametrize(("name", "before"), [("resp-lsp.toml", ""), ("pyproject.toml", SHARED)])
def test_our_table_takes_the_keys_that_the_settings_know(
    marked: str, name: str, before: str
) -> None:
    found = labels(offered_in_toml(before + marked, name))
    assert {*KEYS} - {"select", "hints", "severity"} <= {*found} <= {*KEYS}


def test_a_key_that_is_there_is_not_offered_again() -> None:
    marked = 'select = []\n"hints" = true\n|\nexclude = []\nseverity.RSP3 = "hint"\n'
    found = labels(offered_in_toml(f"{marked}[per-file-ignores]\nignore = []\n"))
    assert not {"select", "hints", "exclude", "severity", "per-file-ignores"} & {*found}
    assert "ignore" in found
    shared = offered_in_toml(f"{SHARED}|\n[tool.resp-lsp.severity]\n[tool.hints]", "pyproject.toml")
    assert "severity" not in labels(shared)
    assert "hints" in labels(shared)


def test_a_key_that_is_in_another_table_is_offered() -> None:
    marked = f"[tool.ruff]\nselect = []\n{SHARED}|"
    assert "select" in labels(offered_in_toml(marked, "pyproject.toml"))


SELECTORS = [
    'select = ["|"]',
    'select = ["|',
    'ignore = ["RSP|"]',
    'extend-select = ["a", "|',
    'select = ["a",\n  "b",  # why\n  "|"\n]',
    "select = [|]",
    "select = [RSP|",
    "select = [\n  # why\n  |\n]",
    "select = ['|']",
    '"select" = ["|"]',
    'hints = tru\nselect = ["|',
    'ignore = ["RSP1\nselect = ["|',
    '[severity]\nRSP3 = "hint"\n[per-file-ignores]\n"tests/**" = ["|"]',
    'per-file-ignores = { "tests/**" = ["|"] }',
    'per-file-ignores."tests/**" = ["|',
    "[severity]\n|",
    '[severity]\nRSP3 = "hint"\nman|',
    "severity.|",
    'severity = { RSP3 = "hint", |',
]


@pytest.mark.parametrize("marked", SELECTORS)
def test_a_place_for_rules_takes_codes_and_names(marked: str) -> None:
    found = {*labels(offered_in_toml(marked))}
    assert RULES - {"RSP3"} <= found


@pytest.mark.parametrize(
    ("marked", "values"),
    [
        ("hints = |", ["true", "false"]),
        ("follow-imports = f|", ["true", "false"]),
        ("respect-gitignore=|", ["true", "false"]),
        ('target-django = "|"', [str(each) for each in reversed(RELEASES)]),
        ('target-django = "5.|', [str(each) for each in reversed(RELEASES)]),
        ("target-django = |", [str(each) for each in reversed(RELEASES)]),
        ('severity.RSP3 = "|"', ["error", "warning", "hint"]),
        ('[severity]\nRSP3 = "w|"', ["error", "warning", "hint"]),
        ("severity = { RSP3 = |", ["error", "warning", "hint"]),
        ("[|", ["severity", "per-file-ignores"]),
        ("hints = true\n[|]", ["severity", "per-file-ignores"]),
    ],
)
def test_a_closed_set_of_values_is_offered(marked: str, values: list[str]) -> None:
    assert labels(offered_in_toml(marked)) == values


@pytest.mark.parametrize(
    ("marked", "rest"),
    [("[|]", "tool.resp-lsp"), ("[tool.|", "resp-lsp"), ("[tool.resp|]", "resp-lsp")],
)
def test_the_name_of_our_table_is_offered(marked: str, rest: str) -> None:
    assert labels(offered_in_toml(marked, "pyproject.toml")) == [rest]


def test_the_tables_in_ours_are_offered() -> None:
    found = labels(offered_in_toml("[tool.resp-lsp.|", "pyproject.toml"))
    assert found == ["severity", "per-file-ignores"]


ELSEWHERE = [
    "# |",
    "hints = true # |",
    "hints = true |",
    'hints = "|"',
    'select = ["RSP101"|]',
    'select = ["RSP101" |]',
    'select = "|"',
    'select = """|',
    "select = |",
    'exclude = ["|"]',
    'src = ["|"]',
    'no-such-key = ["|"]',
    "no-such-key = |",
    "[per-file-ignores]\n|",
    '[per-file-ignores]\n"|',
    "[no-such-table]\n|",
    '[severity]\nRSP3.more = "|"',
    "[severity]|",
    "[severity] |",
    "[severity.|]",
    'select = ["a"] |',
    "select.|",
]


@pytest.mark.parametrize("marked", ELSEWHERE)
def test_nothing_is_offered_elsewhere(marked: str) -> None:
    assert offered_in_toml(marked) == ()


@pytest.mark.parametrize(
    "marked",
    [
        "|",
        "[project]\n|",
        '[tool.ruff]\nselect = ["|"]',
        '[tool.ruff.lint]\nselect = ["|"]',
        f"{SHARED}[tool.other]\n|",
        "[tool]\n|",
        '[[tool.resp]]\nselect = ["|',
        "[project.|]",
    ],
)
def test_other_tables_of_a_shared_file_are_left_alone(marked: str) -> None:
    assert offered_in_toml(marked, "pyproject.toml") == ()


def test_other_files_are_left_alone() -> None:
    assert offered_in_toml('select = ["|', "ruff.toml") == ()
    assert offered_in_toml('select = ["|', "") == ()


@pytest.mark.parametrize(
    "marked",
    [
        "tool.resp-lsp.select = ['|",
        "[tool]\nresp-lsp.select = ['|",
        "tool = {resp-lsp = {select = ['|",
    ],
)
def test_our_table_may_be_written_in_other_ways(marked: str) -> None:
    assert {*labels(offered_in_toml(marked, "pyproject.toml"))} >= RULES


@pytest.mark.parametrize(
    ("marked", "label", "after"),
    [
        ("se|", "select", "select = "),
        ("se|lec = []", "select", "select = []"),
        ("select = [|]", "RSP302", 'select = ["RSP302"]'),
        ("select = [RSP|]", "RSP302", 'select = ["RSP302"]'),
        ('select = ["a-|b"]', "RSP302", 'select = ["RSP302"]'),
        ("target-django = 5.|", "5.2", 'target-django = "5.2"'),
        ('target-django = "5.|1"', "5.2", 'target-django = "5.2"'),
        ("hints = f|alse", "true", "hints = true"),
        ("[severity]\nRSP|", "RSP302", "[severity]\nRSP302"),
        ("severity.RSP3 = |", "hint", 'severity.RSP3 = "hint"'),
    ],
)
def test_what_is_taken_stands_as_it_must_in_toml(marked: str, label: str, after: str) -> None:
    (found,) = (each for each in offered_in_toml(marked) if each.label == label)
    assert taken(marked, found) == after


def test_a_rule_that_is_in_the_list_is_not_offered_again() -> None:
    found = labels(offered_in_toml('select = ["RSP101", "|", "manual-vary"]'))
    assert not {"RSP101", "json-response-non-dict", "RSP302"} & {*found}
    assert "RSP103" in found


def test_a_rule_that_must_be_named_comes_first_where_rules_are_added() -> None:
    opt_in = [rule.code for rule in catalogue() if rule.is_opt_in]
    assert labels(offered_in_toml('extend-select = ["|'))[0] == opt_in[0]
    assert labels(offered_in_toml('select = ["|'))[0] == "RSP101"


def test_every_key_is_explained() -> None:
    for each in offered_in_toml("|"):
        assert KEYS[each.label].about in documentation(each.subject, each.label)


MARKS = st.sampled_from([*"[]{}=,.#\"'\\ é😀", "\n", "\r\n", '"""'])
WORDS = st.sampled_from(["select", "severity", "tool", "RSP1", "true", "[tool.resp-lsp]\n"])
PIECES = MARKS | WORDS


@given(st.lists(PIECES), st.lists(PIECES), st.sampled_from([*ROOTS]))
def test_no_text_is_too_broken(before: list[str], after: list[str], name: str) -> None:
    start, end = "".join(before), "".join(after)
    for each in offered_in_toml(f"{start}|{end}", name):
        assert each.span.start <= len(start) <= each.span.end
        assert not {"\r", "\n"} & {*f"{start}{end}"[each.span.start : each.span.end]}
