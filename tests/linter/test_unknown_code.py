"""Comments that name no rule are found, and mended where it shows what was meant."""

from __future__ import annotations

import pytest

from resp_lsp.linter.config import Config
from resp_lsp.linter.fix import SAFE, UNSAFE, fixed
from resp_lsp.linter.lint import lint
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, silent

ALL = ("RSP",)
VIEW = """\
from django.http import JsonResponse
def view(request):
    return JsonResponse([1]){comment}
"""


def test_what_is_no_rule_is_found_at_its_place() -> None:
    check(
        """
        x = 1  # noqa: E501, RSP3O1
        #                    ^^^^^^ RSP903 There is no rule 'RSP3O1'; did you mean 'RSP301'?
        y = 1  # resp: ignore[RSP999x, pony]
        #                     ^^^^^^^ RSP903
        #                              ^^^^ RSP903 There is no rule 'pony'.
        z = 1  # resp: ignore[E501]
        #                     ^^^^ RSP903
        """,
        select=ALL,
    )


@pytest.mark.parametrize(
    "comment",
    ["# noqa: E501", "# noqa: RSPEC", "# noqa: manual-vari", "# noqa: why RSP999", "# RSP999"],
)
def test_the_words_of_others_are_not_ours(comment: str) -> None:
    silent(f"x = 1  {comment}\n", select=ALL)


@pytest.mark.parametrize(
    ("comment", "meant"),
    [
        ("  # noqa: RSP1O1", "  # noqa: RSP101"),
        ("  # noqa: E501, rsp1o1, why", "  # noqa: E501, RSP101, why"),
        ("  # noqa: RSP1", "  # noqa: RSP1"),
        (
            "  # resp: ignore[json-respone-non-dict] it is",
            "  # resp: ignore[json-response-non-dict] it is",
        ),
        ("  # resp: ignore[RSP-101]", "  # resp: ignore[RSP101]"),
    ],
)
def test_what_was_evidently_meant_is_put_in(comment: str, meant: str) -> None:
    after = fixed(VIEW.format(comment=comment), Config(), SAFE)
    assert after.text == VIEW.format(comment=meant)
    assert after.remaining == ()


def test_a_comment_for_the_file_is_mended_as_well() -> None:
    view = VIEW.format(comment="")
    after = fixed(f"# ruff: noqa: RSP1O1\n{view}", Config(), SAFE)
    assert after.text == f"# ruff: noqa: RSP101\n{view}"


def test_a_well_formed_code_may_be_one_of_another_release() -> None:
    text = VIEW.format(comment="  # noqa: RSP191")
    assert fixed(text, Config(), SAFE).text == text
    finding = next(f for f in lint(text, Config()) if f.code == "RSP903")
    assert [fix.safety for fix in finding.fixes] == [Safety.SUGGESTED]


def test_without_a_finding_to_silence_nothing_is_put_in() -> None:
    text = VIEW.replace("[1]", "{{}}").format(comment="  # noqa: RSP1O1")
    assert [f.fixes for f in lint(text, Config())] == [()]
    assert fixed(text, Config(), UNSAFE).text == text


@pytest.mark.parametrize(
    "comment", ["# noqa: RSP1O1, RSP903", "# resp: ignore[pony, unknown-code]"]
)
def test_only_its_own_name_silences_it(comment: str) -> None:
    silent(f"x = 1  {comment}\n", select=ALL)
    check("x = 1  # noqa: RSP1O1  # noqa\n#              ^^^^^^ RSP903\n", select=ALL)


def test_the_configuration_can_turn_it_off() -> None:
    assert lint("x = 1  # noqa: RSP1O1\n", Config(ignore=("unknown-code",))) == ()
