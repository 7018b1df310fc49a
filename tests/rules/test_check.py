"""The verbs of the rule tests can fail."""

from __future__ import annotations

import pytest

from resp_lsp.rules.finding import Safety
from tests.rules.check import Mark, check, fixes, read, silent, unfixed

FLAGGED = """
    from django.http import JsonResponse
    def view(request):
        return JsonResponse([1])
        #                   ^^^ RSP101
"""
UNMARKED = FLAGGED.replace("        #                   ^^^ RSP101\n", "")
CLEAN = UNMARKED.replace("[1]", "{}")
MENDED = UNMARKED.replace("[1]", "[1], safe=False")


def test_a_mark_gives_line_columns_and_code() -> None:
    code, marks = read("""\
        x = [1]
        #   ^^^ RSP101
        if x:
            y = 2
        #   ^^^^^ RSP201 a part of the message
        #       ^ RSP302
        z = 3
        #^^^^ RSP301
    """)
    assert code == "x = [1]\nif x:\n    y = 2\nz = 3\n"
    assert marks == (
        Mark(0, 4, 7, "RSP101"),
        Mark(2, 4, 9, "RSP201", "a part of the message"),
        Mark(2, 8, 9, "RSP302"),
        Mark(3, 0, 5, "RSP301"),
    )


def test_an_ordinary_comment_is_no_mark() -> None:
    code, marks = read("x = 1  # ^^^ RSP101\n# see RSP101\n")
    assert (code, marks) == ("x = 1  # ^^^ RSP101\n# see RSP101\n", ())


def test_check_accepts_what_is_marked() -> None:
    check(FLAGGED)
    check(FLAGGED.replace("RSP101\n", "RSP101 list\n"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("RSP101", "RSP201"),
        ("RSP101", "RSP101 no such message"),
        ("# ", "#  "),
        ("^^^", "^^"),
        ("[1]", "{}"),
        ("return JsonResponse([1])", "return JsonResponse(\n            [1])"),
        ("        return", "        JsonResponse([2])\n        return"),
    ],
)
def test_check_refuses_what_is_not_found_as_marked(old: str, new: str) -> None:
    with pytest.raises(AssertionError):
        check(FLAGGED.replace(old, new))


def test_check_wants_a_mark() -> None:
    with pytest.raises(AssertionError, match="no finding is marked"):
        check(CLEAN)


def test_check_shows_where_the_finding_is() -> None:
    with pytest.raises(AssertionError, match=r"# {23}\^\^\^ RSP101 "):
        check(FLAGGED.replace("# ", "#  "))


def test_silent_accepts_clean_code_and_refuses_a_finding() -> None:
    silent(CLEAN)
    with pytest.raises(AssertionError):
        silent(UNMARKED)
    with pytest.raises(AssertionError, match="a finding is marked"):
        silent(FLAGGED)


def test_fixes_applies_the_fix() -> None:
    fixes(FLAGGED, MENDED, Safety.SUGGESTED)


def test_fixes_applies_an_alternative_by_its_title() -> None:
    wrapped = UNMARKED.replace("[1]", '{"results": [1]}')
    fixes(FLAGGED, wrapped, title="Put it in a dict")


def test_fixes_refuses_another_result() -> None:
    with pytest.raises(AssertionError):
        fixes(FLAGGED, MENDED.replace("False", "0"), Safety.SUGGESTED)


def test_fixes_refuses_a_finding_that_stays() -> None:
    with pytest.raises(AssertionError, match="not gone"):
        fixes(FLAGGED, UNMARKED, Safety.SAFE)


def test_unfixed_wants_a_finding_without_a_fix() -> None:
    unfixed(FLAGGED, Safety.SAFE)
    with pytest.raises(AssertionError):
        unfixed(FLAGGED, Safety.SUGGESTED)
    with pytest.raises(AssertionError, match="nothing is found"):
        unfixed(CLEAN)
