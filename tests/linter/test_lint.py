"""From text and configuration to findings, whatever the text and the rules do."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from resp_core.versions import Version
from resp_lsp.linter import lint as module_of_lint
from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import lint, linted
from resp_lsp.linter.selection import catalogue, rule_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from resp_lsp.analysis.module import Module
    from resp_lsp.rules.finding import Finding

BROKEN = dedent("""\
    from django.http import HttpResponse

    def healthy(request):
        response = HttpResponse()
        response["Vary"] = "Cookie"
        return response

    def broken(request):
        response = HttpResponse(
        return response

    def broken_too(request):
        return HttpResponse(]
""")


def codes(text: str, config: Config | None = None) -> list[str]:
    return [finding.code for finding in lint(text, config or Config())]


def test_a_syntax_error_is_found_once_and_costs_its_own_function() -> None:
    findings = lint(BROKEN, Config())
    assert [finding.code for finding in findings] == ["RSP302", "RSP901"]
    line = BROKEN.count("\n", 0, findings[1].span.start) + 1
    assert line in (9, 10)
    assert findings[1].message.startswith("Syntax error: ")


def test_a_syntax_error_is_found_whatever_is_selected() -> None:
    assert codes(BROKEN, Config(select=("RSP101",))) == ["RSP901"]
    assert codes(BROKEN, Config(ignore=("RSP9",))) == ["RSP302"]


def test_only_the_selected_rules_run() -> None:
    text = BROKEN.partition("def broken")[0]
    assert codes(text) == ["RSP302"]
    assert codes(text, Config(ignore=("RSP302",))) == []


def test_what_comments_silence_is_told_apart() -> None:
    text = BROKEN.partition("def broken")[0].replace('"Cookie"', '"Cookie"  # noqa: RSP302')
    done = linted(text, Config())
    assert done.findings == ()
    assert [finding.code for finding in done.silenced] == ["RSP302"]


def test_a_rule_does_not_run_for_a_django_that_it_is_not_about() -> None:
    text = "from django.http import JsonResponse\nx = JsonResponse([1])\n"
    assert codes(text, Config(target_django=Version(6, 1))) == ["RSP101"]
    assert codes(text, Config(target_django=Version(6, 2))) == []


def test_a_rule_that_raises_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def burst(module: Module) -> Iterator[Finding]:
        yield from ()
        raise ZeroDivisionError(f"no {type(module).__name__.lower()}")

    rule = rule_named("RSP101")
    assert rule is not None
    monkeypatch.setattr(rule, "_check", burst)
    first, *others = lint(BROKEN, Config())
    assert first.code == "RSP904"
    assert "rule RSP101 failed with ZeroDivisionError: no module at test_lint.py" in first.message
    assert [finding.code for finding in others] == ["RSP302", "RSP901"]


def test_an_analysis_that_raises_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    def burst(*_: object) -> Module:
        raise RecursionError("too deep")

    monkeypatch.setattr(module_of_lint, "analyse", burst)
    (finding,) = lint(BROKEN, Config())
    assert finding.code == "RSP904"
    assert "the analysis failed with RecursionError: too deep" in finding.message


def test_an_internal_error_cannot_be_silenced(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = rule_named("RSP101")
    monkeypatch.setattr(rule, "_check", lambda _: 1 / 0)
    assert codes("# resp: ignore-file\n" + BROKEN) == ["RSP904"]


def test_the_rules_of_the_linter_explain_themselves() -> None:
    own = [rule for rule in catalogue() if rule.code.startswith("RSP9")]
    assert [rule.name for rule in own] == [
        "syntax-error",
        "unused-suppression",
        "unknown-code",
        "internal-error",
    ]
    assert all("\n" in rule.explanation for rule in own)


PIECES = [
    *(
        "(",
        ")",
        "[",
        "{",
        "'",
        '"""',
        "\n",
        "\r",
        "\f",
        "    ",
        "\t",
        "\\\n",
        "\0",
        "é",
        "# noqa\n",
    ),
    *("def f(request):\n    r = HttpResponse()\n", "r['Vary'] = ", "'a\\n'", "if x:\n", "return "),
    *("from django.http import HttpResponse, JsonResponse\n", "JsonResponse([1])\n", "class A(V):"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_text_makes_it_fail(text: str) -> None:
    findings = lint(text, Config())
    assert "RSP904" not in {finding.code for finding in findings}
    assert all(0 <= f.span.start <= f.span.end <= len(text) for f in findings)
    assert list(findings) == sorted(findings, key=lambda finding: finding.span)


def test_a_rule_about_how_code_is_written_leaves_calls_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = (
        "from django.http import JsonResponse\n"
        "def answer(data):\n    return JsonResponse(data)\n"
        "def view(request):\n    return answer([1])\n"
    )
    rule = rule_named("RSP101")
    assert rule is not None
    assert codes(text, Config(select=("RSP101",))) == ["RSP101"]
    monkeypatch.setattr(rule, "follows_calls", False)
    assert codes(text, Config(select=("RSP101",))) == []
