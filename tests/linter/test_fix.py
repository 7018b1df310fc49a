"""Fixes: applied together, again until none is left, and taken back when they break a promise."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.linter.config import Config
from resp_lsp.linter.fix import SAFE, UNSAFE, fixed
from resp_lsp.linter.lint import lint
from resp_lsp.linter.selection import rule_named
from resp_lsp.rules.finding import Finding, Fix, Safety

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resp_lsp.analysis.module import Module
    from resp_lsp.linter.fix import Fixed

    Edits = Callable[[re.Match[str]], list[Edit]]
    Fake = Callable[[str, Edits], Callable[[str], Fixed]]

VIEW = dedent("""\
    from django.http import HttpResponse, JsonResponse


    def view(request):
        rows = [1,2]   # kept as it is
        response = HttpResponse( )
        response["Vary"] = "Cookie"
        response['Cache-Control'] = "no-cache"
        response["Vary"] = "Accept"
        return JsonResponse(rows)
""")


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def test_safe_fixes_are_applied_and_others_left() -> None:
    after = fixed(VIEW, Config(), SAFE)
    assert codes(after.remaining) == codes(lint(after.text, Config()))
    assert "RSP101" in codes(after.remaining)
    assert "patch_vary_headers(response, [" in after.text
    assert "JsonResponse(rows)" in after.text


def test_suggested_fixes_are_applied_when_allowed() -> None:
    after = fixed(VIEW, Config(), UNSAFE)
    assert after.remaining == ()
    assert sorted(codes(after.applied)) == ["RSP101", "RSP301", "RSP302", "RSP302"]


def test_an_import_that_several_fixes_need_is_added_once() -> None:
    after = fixed(VIEW, Config(), UNSAFE).text
    assert after.count("import patch_") == 1
    assert after.count("patch_vary_headers") == 3


def test_everything_outside_the_edits_is_as_it_was() -> None:
    before, after = VIEW.split("\n"), fixed(VIEW, Config(), UNSAFE).text.split("\n")
    assert "    rows = [1,2]   # kept as it is" in after
    assert "    response = HttpResponse( )" in after
    assert [line for line in before if line in after] == [line for line in after if line in before]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_the_newline_style_is_kept(end: str) -> None:
    after = fixed(VIEW.replace("\n", end), Config(), UNSAFE).text
    assert after == fixed(VIEW, Config(), UNSAFE).text.replace("\n", end)


def test_a_second_run_changes_nothing() -> None:
    once = fixed(VIEW, Config(), UNSAFE).text
    assert fixed(once, Config(), UNSAFE).text == once
    assert fixed(once, Config(), UNSAFE).applied == ()


def test_a_text_without_findings_comes_back_as_it_is() -> None:
    text = "x = 1\n\ty = 2\r"
    assert fixed(text, Config(), UNSAFE).text == text


def test_a_silenced_finding_is_not_fixed() -> None:
    text = VIEW.replace('"Cookie"', '"Cookie"  # noqa')
    assert 'response["Vary"] = "Cookie"  # noqa' in fixed(text, Config(), UNSAFE).text


def test_fixes_work_beside_broken_code() -> None:
    text = VIEW + "\n\ndef broken(request):\n    return HttpResponse(]\n"
    after = fixed(text, Config(), UNSAFE)
    assert codes(after.remaining) == ["RSP901"]
    assert "patch_vary_headers(response" in after.text


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Makes a rule find each match of a pattern, with edits for its fix; gives what fixes it."""

    def make(pattern: str, edits: Edits) -> Callable[[str], Fixed]:
        rule = rule_named("manual-vary")
        assert rule is not None

        def check(module: Module) -> Iterator[Finding]:
            for match in re.finditer(pattern, module.text):
                fix = Fix("Mend it", tuple(edits(match)), Safety.SAFE)
                yield rule.at(Span(*match.span()), fix, how="", value="")

        monkeypatch.setattr(rule, "message", "It is wrong.")
        monkeypatch.setattr(rule, "_check", check)
        return lambda text: fixed(text, Config(), SAFE)

    return make


def replacing(text: str) -> Edits:
    return lambda match: [Edit(Span(*match.span()), text)]


def test_fixes_that_overlap_wait_for_each_other(fake: Fake) -> None:
    def edits(match: re.Match[str]) -> list[Edit]:
        return [Edit(Span(match.start() - 1, match.end() + 1), "b")]

    after = fake("a", edits)("x = .a.a.a.\n")
    assert after.text == "x = b\n"
    assert len(after.applied) == 3


def test_what_both_fixes_insert_is_inserted_once(
    fake: Fake,
) -> None:
    def edits(match: re.Match[str]) -> list[Edit]:
        return [Edit(Span(0, 0), "import b\n"), Edit(Span(*match.span()), "b")]

    assert fake("a", edits)("x = a\ny = a\n").text == "import b\nx = b\ny = b\n"


@pytest.mark.parametrize(
    ("text", "pattern", "edits", "reason"),
    [
        ("HttpResponse; x = a\n", "a", replacing("a "), "RSP302 is found anew"),
        ("HttpResponse; x = a\n", "a", replacing("(a, a)"), "RSP302 is found anew"),
        ("HttpResponse; x = a\n", "a", replacing("("), "a fix breaks the syntax"),
        (
            "from django.http import JsonResponse\nx = a\n",
            r"\ba\b",
            replacing("JsonResponse([1])"),
            "after fixes of RSP302, RSP101 is found anew",
        ),
        (
            "x = 'ab'\n",
            "ab",
            lambda m: [Edit(Span(*m.span()), "c"), Edit(Span(*m.span()), "d")],
            "overlapping edits",
        ),
        ("x = 'a'\n", "a(?!b{200})", replacing("ab"), "RSP302 is found anew"),
    ],
)
def test_a_broken_promise_leaves_the_text_as_it_was(
    fake: Fake,
    text: str,
    pattern: str,
    edits: Edits,
    reason: str,
) -> None:
    after = fake(pattern, edits)(text)
    assert after.text == text
    assert after.applied == ()
    assert codes(after.remaining)[:2] == ["RSP904", "RSP302"]
    assert "the file is unchanged" in after.remaining[0].message
    assert reason in after.remaining[0].message


def test_fixes_that_never_end_are_taken_back(
    fake: Fake,
) -> None:
    text = "x = '" + "ab" * 150 + "'\n"

    def edits(match: re.Match[str]) -> list[Edit]:
        return [Edit(Span(0, len(match.string)), match.string.replace("ab", "c", 1))]

    after = fake("ab", edits)(text)
    assert after.text == text
    assert "do not come to an end" in after.remaining[0].message
