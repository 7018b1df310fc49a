"""Which rules selectors mean, and which of two that disagree wins."""

from __future__ import annotations

import pytest

from resp_core.versions import Version
from resp_lsp.linter.config import Config, Override
from resp_lsp.linter.selection import catalogue, codes, enabled, rule_named, unknown
from resp_lsp.rules import all_rules

EVERY = frozenset(rule.code for rule in catalogue())
OWN = frozenset({"RSP901", "RSP904"})


def on(**given: tuple[str, ...]) -> frozenset[str]:
    return enabled(Config(**given)) - OWN  # type: ignore[arg-type] # selectors only


def test_the_catalogue_holds_the_rules_of_the_linter_itself() -> None:
    assert {rule.code for rule in all_rules()} | OWN == EVERY


def test_every_rule_is_on_by_default() -> None:
    assert enabled(Config()) == EVERY


@pytest.mark.parametrize("selector", ["RSP302", "rsp302", "manual-vary", "Manual-Vary"])
def test_a_code_or_a_name_in_any_case_means_its_rule(selector: str) -> None:
    assert codes(selector) == {"RSP302"}
    assert rule_named(selector) is not None


def test_a_prefix_means_a_family() -> None:
    assert codes("RSP3") == {"RSP301", "RSP302"}
    assert codes("RSP") == EVERY


@pytest.mark.parametrize("selector", ["", "R", "RSP999", "RSP3O1", "E501", "vary", "RSP3*"])
def test_anything_else_means_no_rule(selector: str) -> None:
    assert codes(selector) == frozenset()


def test_the_narrower_selector_wins() -> None:
    assert on(select=("RSP3",), ignore=("RSP302",)) == {"RSP301"}
    assert on(select=("RSP302",), ignore=("RSP3",)) == {"RSP302"}
    assert on(select=("RSP3",), ignore=("RSP30", "RSP1")) == frozenset()
    assert on(select=("manual-vary",), ignore=("RSP30",)) == {"RSP302"}


def test_ignoring_wins_a_tie() -> None:
    assert on(select=("RSP302",), ignore=("manual-vary",)) == frozenset()
    assert on(select=("RSP",), ignore=("RSP",)) == frozenset()


def test_extending_adds_to_the_selection() -> None:
    assert on(select=("RSP1",), extend_select=("RSP302",)) == {"RSP101", "RSP302"}


def test_an_unknown_selector_selects_nothing() -> None:
    assert on(select=("RSP999",)) == frozenset()


def test_only_ignoring_turns_off_what_hinders_the_other_rules() -> None:
    assert enabled(Config(select=("RSP302",))) == {"RSP302"} | OWN
    assert enabled(Config(ignore=("RSP901",))) == EVERY - {"RSP901"}


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ("RSP3O1", "unknown rule 'RSP3O1'; did you mean 'RSP301'?"),
        ("manual-vari", "unknown rule 'manual-vari'; did you mean 'manual-vary'?"),
        ("Pony", "unknown rule 'Pony'"),
    ],
)
def test_an_unknown_selector_names_the_nearest_rule(given: str, complaint: str) -> None:
    assert unknown(("RSP3", given)) == (complaint,)


def test_a_later_selection_replaces_all_that_a_file_says_of_rules() -> None:
    config = Config(select=("RSP1",), ignore=("RSP302",), extend_select=("RSP201",))
    assert enabled(Override(select=("RSP3",)).of(config)) - OWN == {"RSP301", "RSP302"}


def test_a_later_word_on_a_rule_wins() -> None:
    chosen = Config(select=("RSP302",), extend_select=("RSP201",))
    assert enabled(Override(ignore=("RSP3",)).of(chosen)) - OWN == {"RSP201"}
    ignoring = Config(ignore=("RSP302",))
    assert "RSP302" in enabled(Override(extend_select=("RSP3",)).of(ignoring))


def test_an_empty_override_changes_nothing() -> None:
    config = Config(select=("RSP1",), ignore=("RSP302",), target_django=Version(5, 2))
    assert Override().of(config) == config
