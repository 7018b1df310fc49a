"""Each rule's examples: the linter says what the rule says, and Django does what it says."""

from __future__ import annotations

from textwrap import dedent, indent
from typing import TYPE_CHECKING

import pytest

from resp_core.versions import DEFAULT, RELEASES
from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import lint
from resp_lsp.linter.selection import catalogue
from resp_lsp.rules import all_rules

if TYPE_CHECKING:
    from resp_lsp.rules.rule import Example, Rule
    from tests.django.matrix import Django, Outcome

EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{number}")
    for rule in catalogue()
    for number, example in enumerate(rule.examples, 1)
]
each_example = pytest.mark.parametrize(("rule", "example"), EXAMPLES)


def test_there_is_an_example_for_every_rule() -> None:
    assert all_rules()
    assert [rule.code for rule in all_rules() if not rule.examples] == []


@each_example
def test_the_linter_flags_the_bad_one_only(rule: Rule, example: Example) -> None:
    assert rule.code in codes(rule, example.bad)
    assert codes(rule, example.good) == set()


@each_example
def test_django_does_what_the_rule_says(rule: Rule, example: Example, django: Django) -> None:
    if not rule.applies_to(django.version) or django.version < example.since:
        pytest.skip(f"{rule.code} is not about Django {django.version}")
    outcome = django.run(view(example.bad))
    assert holds(example.django, outcome), outcome


@each_example
def test_django_accepts_the_good_one(rule: Rule, example: Example, django: Django) -> None:
    if not rule.applies_to(django.version):
        pytest.skip(f"{rule.code} is not about Django {django.version}")
    assert django.run(view(example.good)).raises is None


def codes(rule: Rule, body: str) -> set[str]:
    target = next(v for v in (DEFAULT, *reversed(RELEASES)) if rule.applies_to(v))
    config = Config(target_django=target, extend_select=(rule.code,), hints=True)
    return {finding.code for finding in lint(view(body), config)}


def view(body: str) -> str:
    """A module whose view has this body."""
    return "def view(request):\n" + indent(dedent(body).strip("\n"), "    ") + "\n"


def holds(claim: str, outcome: Outcome) -> bool:
    """Whether what is claimed is what came out; see `Example` for the forms of claims."""
    verb, _, what = claim.partition(" ")
    if verb == "raises":
        return outcome.raises is not None and outcome.raises.endswith(what)
    assert verb == "sends", f"neither raises nor sends: {claim}"
    assert outcome.raises is None, outcome.raises
    if what.startswith("cookie "):
        return what.removeprefix("cookie ") in outcome.cookies
    if what.startswith("body "):
        return outcome.body == what.removeprefix("body ")
    name, _, value = what.partition(": ")
    return outcome.header(name) == value
