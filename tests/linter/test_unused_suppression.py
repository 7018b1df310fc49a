"""Comments that silence nothing are found and taken away, and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resp_core.versions import Version
from resp_lsp.linter.config import Config
from resp_lsp.linter.fix import SAFE, UNSAFE, fixed
from resp_lsp.linter.lint import Origin, lint
from resp_lsp.rules.finding import Severity
from tests.rules.check import check, fixes, silent

ALL = ("RSP",)
VIEW = """\
from django.http import HttpResponse
def view(request):
    response = HttpResponse()
    response["Vary"] = "Cookie"{comment}
    return response
"""
CLEAN = """\
from django.http import HttpResponse
def view(request):
    return HttpResponse("a"){comment}
"""


def found(comment: str, config: Config | None = None, view: str = CLEAN) -> list[str]:
    return [f.message for f in lint(view.format(comment=comment), config or Config())]


def mended(text: str) -> str:
    """The text after the safe fixes, which a second run leaves alone."""
    after = fixed(text, Config(), SAFE)
    assert [f.code for f in after.remaining] == []
    assert fixed(after.text, Config(), UNSAFE).text == after.text
    return after.text


def test_what_silences_nothing_is_found_at_its_place() -> None:
    check(
        """
        from django.http import HttpResponse
        def view(request):
            return HttpResponse("a")  # noqa: RSP101
            #                         ^^^^^^^^^^^^^^ RSP902 This comment silences no RSP101.
        def other(request):
            return HttpResponse("a")  # noqa: E501, RSP101, RSP302, E7
            #                                       ^^^^^^^^^^^^^^ RSP902 no RSP101 or RSP302.
        def bare(request):
            return HttpResponse("a")  # resp: ignore
            #                         ^^^^^^^^^^^^^^ RSP902 This comment silences no finding.
        """,
        select=ALL,
    )


@pytest.mark.parametrize(
    ("comment", "left"),
    [
        ("  # noqa: RSP101", ""),
        ("# noqa:RSP101", ""),
        ("  # noqa: manual-vary", ""),
        ("  # noqa: RSP3", ""),
        ("  # noqa: RSP101, E501", "  # noqa: E501"),
        ("  # noqa: E501,RSP101", "  # noqa: E501"),
        ("  # noqa: E501,RSP101,F401", "  # noqa: E501,F401"),
        ("  # noqa: E501 RSP101 F401 why", "  # noqa: E501 F401 why"),
        ("  # noqa: RSP101 the proxy wants it", "  # the proxy wants it"),
        ("  # resp: ignore[RSP101] the proxy wants it", "  # the proxy wants it"),
        ("  # resp: ignore[RSP101, manual-vary]", ""),
        ("  # resp: ignore", ""),
        ("  # noqa: RSP101  # type: ignore", "  # type: ignore"),
        ("  # type: ignore  # noqa: RSP101", "  # type: ignore"),
        ("  # noqa: RSP101 # noqa: E501", "  # noqa: E501"),
    ],
)
def test_the_fix_takes_away_what_is_not_needed(comment: str, left: str) -> None:
    assert mended(CLEAN.format(comment=comment)) == CLEAN.format(comment=left)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("comment", ["# resp: ignore-file", "# ruff: noqa: RSP302"])
def test_a_comment_for_the_file_goes_with_its_line(comment: str, end: str) -> None:
    text = CLEAN.format(comment="").replace("\n", end)
    assert mended(f"{comment}{end}{text}") == text
    assert mended(f"{text}{comment}") == text


def test_a_comment_for_the_file_keeps_what_is_needed() -> None:
    text = VIEW.format(comment="")
    fixes(
        f"# resp: ignore-file[RSP101, RSP302]\n{text}",
        f"# resp: ignore-file[RSP302]\n{text}",
        select=ALL,
    )


def test_one_of_several_codes_may_be_needed() -> None:
    after = VIEW.format(comment="  # noqa: RSP302")
    assert mended(VIEW.format(comment="  # noqa: RSP101, RSP302")) == after


@pytest.mark.parametrize(
    "comment",
    [
        "  # noqa",
        "  # noqa: E501",
        "  # noqa: the proxy wants it",
        "  # noqa: RSP999",
        "  # noqa: RSP101, RSP902",
        "  # noqa: RSP101, unused-suppression",
        "  # noqa: RSP101  # resp: ignore[RSP902]",
        "  # resp: ignore[]",
    ],
)
def test_a_comment_for_others_or_against_this_rule_is_left_alone(comment: str) -> None:
    assert found(comment, Config(ignore=("RSP903",))) == []


@pytest.mark.parametrize(
    "comment", ["# ruff: noqa", "# flake8: noqa", "# resp: ignore-file[RSP902]"]
)
def test_so_is_one_for_the_file(comment: str) -> None:
    text = CLEAN.format(comment="  # noqa: RSP101") if "RSP902" in comment else CLEAN
    silent(f"{comment}\n{text}", select=ALL)


@pytest.mark.parametrize("comment", ["  # noqa: RSP302", "  # noqa: RSP3", "  # resp: ignore"])
def test_what_silences_something_is_needed(comment: str) -> None:
    assert found(comment, view=VIEW) == []
    assert found("", view=f"# resp: ignore-file\n{VIEW}") == []


def test_each_of_two_comments_that_silence_the_same_is_needed() -> None:
    assert found("  # noqa: RSP302  # resp: ignore[manual-vary]", view=VIEW) == []


@pytest.mark.parametrize(
    "config",
    [
        Config(ignore=("RSP101",)),
        Config(select=("RSP3", "RSP902")),
        Config(target_django=Version(6, 2)),
        Config(follow_imports=False),
    ],
)
def test_a_rule_that_does_not_run_may_be_needed_elsewhere(config: Config) -> None:
    assert found("  # noqa: RSP101", config) == []
    assert found("  # resp: ignore[E501, RSP1]", replace(config, ignore=("RSP101", "RSP903"))) == []


def test_neither_is_one_needed_that_is_ignored_in_the_file() -> None:
    config = Config(per_file_ignores=(("*", ("RSP101",)),))
    text = CLEAN.format(comment="  # noqa: RSP101")
    assert lint(text, config, origin=Origin("/a.py")) == ()


def test_a_bare_comment_is_judged_when_every_usual_rule_runs() -> None:
    assert found("  # resp: ignore", Config(ignore=("RSP903",))) != []
    assert found("  # resp: ignore", Config(ignore=("RSP302",))) == []


MAYBE = """\
from django.http import JsonResponse
def view(request):
    data = {{}}
    if request.GET:
        data = [1]
    return JsonResponse(data){comment}
"""


def test_a_hint_is_silenced_whether_it_would_be_shown_or_not() -> None:
    for hints in (True, False):
        assert found("  # noqa: RSP101", Config(hints=hints), MAYBE) == []


@pytest.mark.parametrize(
    "broken",
    ["from django.http import (\n", "def f(:\n    pass\n", "x = 'open\n", "class A:\n  x = (\n"],
)
def test_nothing_is_known_to_be_unused_beside_broken_code(broken: str) -> None:
    assert found("  # noqa: RSP101", view=CLEAN) != []
    config = Config(ignore=("RSP901",))
    assert found("  # noqa: RSP101", config, CLEAN + broken) == []
    assert found("  # noqa: RSP101", config, broken + CLEAN) == []


def test_nothing_is_known_to_be_unused_where_the_analysis_stops_short() -> None:
    deep = "(" * 500 + ")" * 500
    text = f"def other(request):\n    return HttpResponse({deep})\n"
    assert found("  # noqa: RSP101", view=CLEAN + text) == []


def test_a_fix_may_make_a_comment_unnecessary() -> None:
    before = VIEW.format(comment="  # noqa: E501  # resp: ignore[RSP201]")
    after = fixed(before, Config(), SAFE)
    assert "RSP" not in after.text
    assert [f.code for f in after.applied] == ["RSP302", "RSP902"]
    assert after.remaining == ()


def test_the_configuration_says_how_bad_it_is() -> None:
    text = CLEAN.format(comment="  # noqa: RSP101")
    (finding,) = lint(text, Config(severity=(("RSP902", Severity.ERROR),)))
    assert finding.severity is Severity.ERROR


def test_a_module_without_responses_may_have_such_a_comment() -> None:
    assert found("", view="x = 1  # noqa: RSP101\n") == ["This comment silences no RSP101."]
