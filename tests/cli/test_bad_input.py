"""Bad input: one clear message with file and line, and everything else is still checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from resp_lsp.linter.selection import rule_named
from tests.cli.command import CLEAN, LIST, VARY, Outcome, lay, resp_lsp

pytestmark = pytest.mark.usefixtures("here")


def check(*arguments: str) -> Outcome:
    return resp_lsp("check", "--output-format", "concise", *arguments)


def test_a_missing_path() -> None:
    lay({"a.py": VARY})
    outcome = check("gone.py", "a.py", "nowhere")
    assert outcome.code == 2
    assert outcome.err == (
        "error: gone.py: no such file or folder\nerror: nowhere: no such file or folder\n"
    )
    assert "a.py:6:5: RSP302" in outcome.out


def test_a_file_that_is_not_utf8() -> None:
    lay({"a.py": VARY, "b.py": VARY.replace("Cookie", "\xe9").encode("latin-1")})
    outcome = check()
    assert outcome.code == 2
    assert outcome.err == (
        "error: b.py:6: cannot be decoded: byte 0xe9 is not UTF-8; "
        "save the file as UTF-8 or declare its encoding (PEP 263)\n"
    )
    assert "a.py:6:5: RSP302" in outcome.out
    assert "Found 1 error." in outcome.out


def test_a_declared_encoding_is_no_bad_input() -> None:
    data = ("# -*- coding: latin-1 -*-\n# \xe9\n" + VARY).encode("latin-1")
    lay({"b.py": data})
    outcome = check("--fix")
    assert (outcome.code, outcome.err) == (0, "")
    fixed = Path("b.py").read_bytes()
    assert b"# \xe9\n" in fixed
    assert b"patch_vary_headers(response" in fixed


def test_an_unknown_encoding() -> None:
    lay({"a.py": "# coding: klingon\n" + VARY})
    outcome = check()
    assert (outcome.code, outcome.err) == (2, "error: a.py:1: unknown encoding 'klingon'\n")
    assert "passed" not in outcome.out


def test_a_syntax_error_is_a_finding_and_the_rest_is_checked() -> None:
    lay({"a.py": VARY + "\n\ndef broken(request):\n    return HttpResponse(]\n", "b.py": LIST})
    outcome = check()
    lines = outcome.out.splitlines()
    assert outcome.code == 1
    assert lines[0].startswith("a.py:6:5: RSP302")
    assert lines[1].startswith("a.py:11:")
    assert "RSP901 Syntax error: " in lines[1]
    assert lines[2].startswith("b.py:6:25: RSP101")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("select = [\n", "resp-lsp.toml:2: not TOML: "),
        ("\nsellect = []\n", "resp-lsp.toml:2: unknown key 'sellect'; did you mean 'select'?"),
        ("ignore = [\n'RSP3O1']\n", "resp-lsp.toml:2: ignore: unknown rule 'RSP3O1'; did you mean"),
        ("target-django = '1.0'\n", "resp-lsp.toml:1: target-django: unknown Django version"),
    ],
)
def test_a_broken_configuration(text: str, message: str) -> None:
    lay({"app/resp-lsp.toml": text, "app/a.py": VARY, "b.py": VARY})
    outcome = check()
    assert outcome.code == 2
    assert outcome.err.startswith(f"error: app/{message}")
    assert outcome.err.count("\n") == 1
    assert "b.py:6:5: RSP302" in outcome.out
    assert "app/a.py" not in outcome.out


def test_a_broken_configuration_is_told_once_for_many_paths() -> None:
    lay({"pyproject.toml": "[tool.resp-lsp]\nx = 1\n", "a.py": VARY, "b.py": VARY})
    outcome = check("a.py", "b.py")
    assert outcome.code == 2
    assert outcome.err == "error: pyproject.toml:2: unknown key 'x'\n"


def test_a_broken_configuration_for_standard_input() -> None:
    lay({"resp-lsp.toml": "x = 1\n"})
    outcome = resp_lsp("check", "-", stdin=VARY)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "error: resp-lsp.toml:1: unknown key 'x'\n"


def test_a_named_configuration_that_is_none() -> None:
    lay({"a.py": VARY, "pyproject.toml": "[project]\n"})
    outcome = check("--config", "gone.toml")
    assert (outcome.code, outcome.err) == (2, "error: gone.toml: No such file or directory\n")
    outcome = check("--config", "pyproject.toml")
    assert outcome.code == 2
    assert outcome.err == "error: pyproject.toml: there is no [tool.resp-lsp] in it\n"


@pytest.mark.parametrize("option", ["--select", "--ignore", "--extend-select"])
def test_an_unknown_rule_on_the_command_line(option: str) -> None:
    outcome = check(option, "RSP101,RSP3O1")
    assert outcome.code == 2
    assert outcome.err.endswith(
        f"Error: Invalid value for '{option}': unknown rule 'RSP3O1'; did you mean 'RSP301'?\n"
    )


def test_an_unknown_django() -> None:
    outcome = check("--target-django", "7.0")
    assert outcome.code == 2
    assert "unknown Django version '7.0' (known: 3.2, " in outcome.err


def test_undecodable_standard_input() -> None:
    outcome = resp_lsp("check", "-", stdin=b"x = '\xff'\n")
    assert outcome.code == 2
    assert outcome.err.startswith("error: -:1: cannot be decoded: byte 0xff is not UTF-8")


def test_a_failure_is_no_success_even_with_exit_zero() -> None:
    assert check("gone.py", "--exit-zero").code == 2


def test_what_could_not_be_checked_did_not_pass() -> None:
    lay({"a.py": CLEAN})
    assert check("a.py", "gone.py").out == ""


def test_a_rule_that_fails_is_told_and_costs_that_rule_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lay({"a.py": VARY, "b.py": LIST})
    monkeypatch.setattr(rule_named("RSP101"), "_check", lambda _: 1 / 0)
    outcome = check("--jobs", "1")
    assert outcome.code == 2
    assert "b.py:1:1: RSP904 Internal error: rule RSP101 failed with Zero" in outcome.out
    assert "a.py:6:5: RSP302" in outcome.out


def test_a_file_that_cannot_be_written_is_told_and_unchanged() -> None:
    text = "# coding: utf-7\n" + VARY.replace('"Cookie"', '"Cookie"  # +AGE-')
    lay({"a.py": text, "b.py": VARY})
    outcome = check("--fix")
    assert outcome.code == 2
    assert outcome.err == "error: a.py: not written: utf-7 would change bytes outside the fix\n"
    assert Path("a.py").read_text() == text
    assert Path("b.py").read_text() != VARY
