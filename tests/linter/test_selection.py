"""Which rules selectors mean, and which of two that disagree wins."""

from __future__ import annotations

import pytest

from resp_core.versions import Version
from resp_lsp.linter.config import Config, Override
from resp_lsp.linter.lint import Origin, lint
from resp_lsp.linter.selection import (
    catalogue,
    codes,
    enabled,
    is_enabled,
    rule_named,
    severity_of,
    unknown,
)
from resp_lsp.rules import all_rules
from resp_lsp.rules.finding import Severity
from resp_lsp.rules.rule import Rule

EVERY = frozenset(rule.code for rule in catalogue())
UNASKED = frozenset(rule.code for rule in catalogue() if not rule.is_opt_in)
OWN = frozenset({"RSP901", "RSP904"})
COMMENTS = frozenset({"RSP902", "RSP903"})


def on(**given: tuple[str, ...]) -> frozenset[str]:
    return enabled(Config(**given)) - OWN  # type: ignore[arg-type] # selectors only


def test_the_catalogue_holds_the_rules_of_the_linter_itself() -> None:
    assert {rule.code for rule in all_rules()} | OWN | COMMENTS == EVERY


def test_every_rule_that_is_not_opt_in_is_on_by_default() -> None:
    assert enabled(Config()) == UNASKED


@pytest.mark.parametrize("selector", ["RSP302", "rsp302", "manual-vary", "Manual-Vary"])
def test_a_code_or_a_name_in_any_case_means_its_rule(selector: str) -> None:
    assert codes(selector) == {"RSP302"}
    assert rule_named(selector) is not None


def test_a_prefix_means_a_family() -> None:
    assert codes("RSP3") == {code for code in EVERY if code.startswith("RSP3")} >= {"RSP301"}
    assert codes("RSP") == EVERY


@pytest.mark.parametrize("selector", ["", "R", "RSP999", "RSP3O1", "E501", "vary", "RSP3*"])
def test_anything_else_means_no_rule(selector: str) -> None:
    assert codes(selector) == frozenset()


def test_the_narrower_selector_wins() -> None:
    assert on(select=("RSP3",), ignore=("RSP302",)) == on(select=("RSP3",)) - {"RSP302"}
    assert on(select=("RSP302",), ignore=("RSP3",)) == {"RSP302"}
    assert on(select=("RSP3",), ignore=("RSP30", "RSP1")) == frozenset()
    assert on(select=("manual-vary",), ignore=("RSP30",)) == {"RSP302"}


def test_ignoring_wins_a_tie() -> None:
    assert on(select=("RSP302",), ignore=("manual-vary",)) == frozenset()
    assert on(select=("RSP",), ignore=("RSP",)) == frozenset()


def test_extending_adds_to_the_selection() -> None:
    assert on(select=("RSP1",), extend_select=("RSP302",)) == on(select=("RSP1",)) | {"RSP302"}


def test_an_unknown_selector_selects_nothing() -> None:
    assert on(select=("RSP999",)) == frozenset()


def test_only_ignoring_turns_off_what_hinders_the_other_rules() -> None:
    assert enabled(Config(select=("RSP302",))) == {"RSP302"} | OWN
    assert enabled(Config(ignore=("RSP901",))) == UNASKED - {"RSP901"}


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
    assert enabled(Override(select=("RSP3",)).of(config)) == enabled(Config(select=("RSP3",)))


def test_a_later_word_on_a_rule_wins() -> None:
    chosen = Config(select=("RSP302",), extend_select=("RSP201",))
    assert enabled(Override(ignore=("RSP3",)).of(chosen)) - OWN == {"RSP201"}
    ignoring = Config(ignore=("RSP302",))
    assert "RSP302" in enabled(Override(extend_select=("RSP3",)).of(ignoring))


def opt_in() -> Rule:
    """A rule of its own, named after this file: test-selection."""
    rule = Rule("RSP399", Severity.WARNING, "…", (), is_opt_in=True)
    rule.check(lambda _: iter(()))
    return rule


@pytest.mark.parametrize("selector", ["RSP399", "rsp399", "test-selection"])
def test_a_rule_that_is_opt_in_runs_where_it_is_named(selector: str) -> None:
    assert is_enabled(opt_in(), Config(select=(selector,)))
    assert is_enabled(opt_in(), Config(extend_select=(selector,)))
    assert is_enabled(opt_in(), Config(extend_select=(selector,), ignore=("RSP3",)))
    assert not is_enabled(opt_in(), Config(select=(selector,), ignore=("RSP399",)))


@pytest.mark.parametrize("selector", ["RSP", "RSP3", "RSP39"])
def test_a_family_does_not_turn_on_what_is_opt_in(selector: str) -> None:
    assert not is_enabled(opt_in(), Config())
    assert not is_enabled(opt_in(), Config(select=(selector,), extend_select=(selector,)))


VARY = """\
from django.http import HttpResponse, JsonResponse
def view(request):
    response = HttpResponse()
    response["Vary"] = "Cookie"
    return response
def maybe(request):
    data = {}
    if request.GET:
        data = [1]
    return JsonResponse(data)
"""


def severities(*table: tuple[str, Severity], hints: bool = True) -> list[Severity]:
    return [finding.severity for finding in lint(VARY, Config(severity=table, hints=hints))]


def test_the_configuration_says_how_bad_a_rule_is() -> None:
    assert severities() == [Severity.WARNING, Severity.HINT]
    assert severities(("RSP302", Severity.ERROR))[0] is Severity.ERROR
    assert severities(("manual-vary", Severity.HINT), hints=False) == []


def test_what_is_less_certain_than_its_rule_stays_a_hint() -> None:
    assert severities(("RSP101", Severity.WARNING))[1] is Severity.HINT


def test_the_narrowest_selector_says_how_bad_a_rule_is() -> None:
    error, hint = Severity.ERROR, Severity.HINT
    assert severities(("RSP302", error), ("RSP3", hint))[0] is error
    assert severities(("RSP", hint), ("RSP30", error), ("RSP3", hint))[0] is error
    assert severities(("RSP302", error), ("manual-vary", hint))[0] is hint


def test_a_rule_that_nothing_is_said_of_is_as_bad_as_it_is() -> None:
    rule = rule_named("RSP101")
    assert rule is not None
    assert severity_of(rule, Config(severity=(("RSP3", Severity.HINT),))) is rule.severity


def test_rules_are_ignored_in_the_files_of_a_pattern() -> None:
    config = Config(per_file_ignores=(("tests/**", ("RSP3",)),), root="/project")
    assert lint(VARY, config, origin=Origin("/project/tests/views.py")) == ()
    assert [f.code for f in lint(VARY, config, origin=Origin("/project/views.py"))] == ["RSP302"]
    assert [f.code for f in lint(VARY, config)] == ["RSP302"]


def test_an_empty_override_changes_nothing() -> None:
    config = Config(select=("RSP1",), ignore=("RSP302",), target_django=Version(5, 2))
    assert Override().of(config) == config
