"""Random views before and after their fixes: what a fix promises is what is sent."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, event, given, note, settings

from resp_core.versions import RELEASES
from resp_lsp.analysis.source.text import apply_edits
from resp_lsp.linter.config import Config
from resp_lsp.linter.fix import UNSAFE, fixed
from resp_lsp.linter.lint import lint
from resp_lsp.rules import all_rules
from resp_lsp.rules.finding import Safety, Severity
from tests.rules import model
from tests.rules.response_programs import PROGRAMS

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_core.versions import Version
    from tests.django.matrix import Django, Outcome

EVERY = tuple(rule.code for rule in all_rules())
TARGETS = (RELEASES[0], RELEASES[len(RELEASES) // 2], RELEASES[-1])


SETTINGS = settings(
    derandomize=True,  # what is found in a program of the day must not stop another change
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

MENDED: dict[str, dict[str, Any]] = {
    "RSP409": {"headers": ()},
}
"""The warnings about what certainly comes to nothing: a fix mends this part of what is sent."""


def config(target: Version) -> Config:
    return Config(target_django=target, extend_select=EVERY, hints=True)


def ordered(outcome: Outcome) -> Outcome:
    """What is sent: of headers of different names the order means nothing (RFC 9110, section
    5.3), and neither the class of a response is sent nor what an exception says."""
    raises = outcome.raises and outcome.raises.partition(":")[0]
    return replace(outcome, raises=raises, type="", headers=tuple(sorted(outcome.headers)))


def assert_fixes_hold(code: str, target: Version, run: Callable[[str], Outcome]) -> None:
    """A safe fix of a warning or a hint leaves what is sent as it is; one of an error, which is
    there because what is sent is wrong, at least breaks nothing that was sent."""
    before: Outcome | None = None
    for finding in lint(code, config(target)):
        assert finding.code != "RSP904", finding.message
        for fix in finding.fixes:
            text = apply_edits(code, fix.edits)
            ast.parse(text)
            if fix.safety is not Safety.SAFE:
                continue
            before = before or ordered(run(code))
            after = ordered(run(text))
            event(f"{finding.code} {fix.title}")
            note(f"{finding.code} {fix.title}\n{text}\nbefore: {before}\nafter: {after}")
            if finding.severity is Severity.ERROR:
                assert after.raises is None or before.raises is not None
            else:
                mended = MENDED.get(finding.code, {})
                assert replace(after, **mended) == replace(before, **mended)


@settings(SETTINGS, max_examples=400)
@given(code=PROGRAMS)
def test_safe_fixes_keep_what_the_model_sends(code: str) -> None:
    for target in TARGETS:
        assert_fixes_hold(code, target, lambda text, target=target: model.run(text, target))  # type: ignore[misc]


def test_safe_fixes_keep_what_django_sends(django: Django) -> None:
    @settings(SETTINGS, max_examples=150)
    @given(code=PROGRAMS)
    def holds(code: str) -> None:
        assert_fixes_hold(code, django.version, django.run)

    holds()


@settings(SETTINGS, max_examples=200)
@given(code=PROGRAMS)
def test_a_second_run_fixes_nothing_more(code: str) -> None:
    once = fixed(code, config(RELEASES[-1]), UNSAFE).text
    ast.parse(once)
    assert fixed(once, config(RELEASES[-1]), UNSAFE).text == once
