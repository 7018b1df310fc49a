"""`resp-lsp rule`: explanations of rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from resp_lsp.linter.selection import catalogue
from tests.cli.command import resp_lsp

if TYPE_CHECKING:
    from resp_lsp.rules.rule import Rule


@pytest.mark.parametrize("word", ["RSP302", "rsp302", "manual-vary"])
def test_a_rule_is_explained_by_code_or_name(word: str) -> None:
    outcome = resp_lsp("rule", word)
    assert outcome.code == 0
    assert outcome.out.startswith("# RSP302 manual-vary\n\n*warning, for Django 3.2 and later*\n")
    assert "patch_vary_headers()" in outcome.out
    assert "```python\n" in outcome.out
    assert "Django sends" in outcome.out


def test_the_last_django_that_a_rule_is_about_is_told() -> None:
    assert "*error, for Django 3.2 to 6.1*" in resp_lsp("rule", "RSP101").out


def test_what_a_rule_offers_is_told_with_its_example() -> None:
    assert "- Replace with patch_vary_headers() (safe)\n" in resp_lsp("rule", "RSP302").out
    assert json.loads(resp_lsp("rule", "RSP302", "--output-format", "json").out)["fixes"] == [
        "safe"
    ]
    assert json.loads(resp_lsp("rule", "RSP502", "--output-format", "json").out)["fixes"] == []


def test_how_to_silence_a_rule_is_told() -> None:
    assert "`# resp: ignore[RSP302]`" in resp_lsp("rule", "RSP302").out
    assert "To silence it" not in resp_lsp("rule", "RSP904").out


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.code)
def test_every_rule_has_something_to_say(rule: Rule) -> None:
    described = json.loads(resp_lsp("rule", rule.code, "--output-format", "json").out)
    assert described["summary"]
    assert described["explanation"].startswith(described["summary"])


def test_all_rules_are_explained_in_the_order_of_their_codes() -> None:
    everything = json.loads(resp_lsp("rule", "--all", "--output-format", "json").out)
    assert [each["code"] for each in everything] == [rule.code for rule in catalogue()]
    assert "# RSP904 internal-error" in resp_lsp("rule", "--all").out


def test_an_unknown_rule_names_the_nearest() -> None:
    outcome = resp_lsp("rule", "manual-varu")
    assert outcome.code == 2
    assert "unknown rule 'manual-varu'; did you mean 'manual-vary'?" in outcome.err


def test_no_rule_at_all_is_a_mistake() -> None:
    assert resp_lsp("rule").code == 2
