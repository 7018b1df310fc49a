"""`resp-lsp check`: what it checks, what it changes and how it exits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import CLEAN, LIST, VARY, lay, resp_lsp

pytestmark = pytest.mark.usefixtures("here")


def concise(*arguments: str) -> list[str]:
    """The places and codes that are found."""
    out = resp_lsp("check", "--output-format", "concise", *arguments).out
    return [" ".join(line.split()[:2]) for line in out.splitlines() if ": RSP" in line]


def test_the_current_folder_is_checked_by_default() -> None:
    lay({"a/b.py": VARY, "c.py": CLEAN})
    assert concise() == ["a/b.py:6:5: RSP302"]


def test_nothing_found_is_a_success() -> None:
    lay({"a.py": CLEAN})
    outcome = resp_lsp("check")
    assert (outcome.code, outcome.out, outcome.err) == (0, "All checks passed!\n", "")


def test_findings_exit_with_one_unless_told_otherwise() -> None:
    lay({"a.py": VARY})
    assert resp_lsp("check").code == 1
    assert resp_lsp("check", "--exit-zero").code == 0


def test_no_file_at_all_is_told() -> None:
    lay({"a.txt": VARY})
    outcome = resp_lsp("check")
    assert outcome.code == 0
    assert outcome.err == "warning: no Python file was found under the given paths\n"


def test_files_come_in_the_order_of_their_paths() -> None:
    lay({"b.py": VARY, "a/z.py": VARY, "a.py": VARY})
    places = ["a/z.py:6:5: RSP302", "a.py:6:5: RSP302", "b.py:6:5: RSP302"]
    assert concise("b.py", "a", "a.py") == places


# Fixes


def test_fix_applies_safe_fixes_and_says_what_remains() -> None:
    lay({"a.py": VARY, "b.py": LIST})
    outcome = resp_lsp("check", "--fix")
    assert outcome.code == 1
    assert "Found 2 errors (1 fixed, 1 remaining)." in outcome.out
    assert "No fixes available (1 hidden fix can be enabled" in outcome.out
    assert "patch_vary_headers(response" in Path("a.py").read_text()
    assert Path("b.py").read_text() == LIST


def test_unsafe_fixes_are_applied_when_asked_for() -> None:
    lay({"a.py": VARY, "b.py": LIST})
    outcome = resp_lsp("check", "--fix", "--unsafe-fixes")
    assert (outcome.code, outcome.out) == (0, "Found 2 errors (2 fixed, 0 remaining).\n")
    assert "JsonResponse(rows, safe=False)" in Path("b.py").read_text()
    assert resp_lsp("check").out == "All checks passed!\n"


def test_a_fix_can_be_an_exit_code() -> None:
    lay({"a.py": VARY})
    assert resp_lsp("check", "--fix", "--exit-non-zero-on-fix").code == 1
    assert resp_lsp("check", "--fix", "--exit-non-zero-on-fix").code == 0


def test_without_fix_nothing_is_written() -> None:
    lay({"a.py": VARY})
    resp_lsp("check", "--unsafe-fixes")
    assert Path("a.py").read_text() == VARY


def test_the_summary_tells_how_many_fixes_there_are() -> None:
    lay({"a.py": VARY, "b.py": LIST})
    assert resp_lsp("check").out.endswith(
        "Found 2 errors.\n"
        "[*] 1 fixable with the `--fix` option (1 hidden fix can be enabled with the "
        "`--unsafe-fixes` option).\n"
    )
    assert resp_lsp("check", "--unsafe-fixes").out.endswith(
        "[*] 2 fixable with the `--fix` option.\n"
    )


def test_comments_that_silence_nothing_are_taken_away_from_every_file() -> None:
    lay({"a.py": "x = 1  # noqa: RSP101\n", "b.py": "x = 1  # noqa: E501\n", "c.py": CLEAN})
    assert concise() == ["a.py:1:8: RSP902"]
    assert resp_lsp("check", "--fix").code == 0
    assert Path("a.py").read_text() == "x = 1\n"
    assert Path("b.py").read_text() == "x = 1  # noqa: E501\n"
    assert resp_lsp("check").out == "All checks passed!\n"


def test_a_file_that_is_left_out_keeps_its_comments() -> None:
    lay({"resp-lsp.toml": "exclude = ['a.py']", "a.py": "x = 1  # noqa: RSP101\n", "b.py": CLEAN})
    assert resp_lsp("check", "--fix").code == 0
    assert resp_lsp("check", "--fix", "--force-exclude", "a.py").code == 0
    assert Path("a.py").read_text() == "x = 1  # noqa: RSP101\n"


# Diffs


def test_a_diff_shows_the_change_and_makes_none() -> None:
    lay({"app/a.py": VARY, "b.py": LIST})
    outcome = resp_lsp("check", "--diff")
    assert outcome.code == 1
    assert outcome.out == (
        "--- app/a.py\n"
        "+++ app/a.py\n"
        "@@ -1,7 +1,8 @@\n"
        " from django.http import HttpResponse\n"
        "+from django.utils.cache import patch_vary_headers\n"
        " \n \n"
        " def view(request):\n"
        "     response = HttpResponse()\n"
        '-    response["Vary"] = "Cookie"\n'
        '+    patch_vary_headers(response, ["Cookie"])\n'
        "     return response\n"
    )
    assert outcome.err == (
        "Would fix 1 error (1 additional fix available with `--unsafe-fixes`).\n"
    )
    assert Path("app/a.py").read_text() == VARY


def test_a_diff_wins_over_a_fix() -> None:
    lay({"a.py": VARY})
    assert resp_lsp("check", "--diff", "--fix").code == 1
    assert Path("a.py").read_text() == VARY


def test_an_empty_diff_is_a_success() -> None:
    lay({"a.py": LIST})
    outcome = resp_lsp("check", "--diff")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.startswith("No errors would be fixed (1 additional fix available")


@pytest.mark.parametrize("end", ["", "\r\n"])
def test_a_diff_can_be_applied(end: str) -> None:
    text = VARY.replace("\n", end) if end else VARY[:-1].replace("return response", "return 1")
    lay({"a.py": text})
    diff = resp_lsp("check", "--diff").out
    resp_lsp("check", "--fix")
    assert ("\\ No newline at end of file" in diff) == (not end)
    # Python reads a pipe with universal newlines, as the runner does.
    added = [line[1:] for line in diff.split("\n") if line.startswith("+") and "+++" not in line]
    assert all(line.strip() in Path("a.py").read_text() for line in added)


# Choosing


def test_rules_are_chosen() -> None:
    lay({"a.py": VARY, "b.py": LIST})
    assert concise("--select", "RSP1") == ["b.py:6:25: RSP101"]
    assert concise("--select", "RSP1,manual-vary", "--ignore", "RSP101") == ["a.py:6:5: RSP302"]
    assert concise("--ignore", "RSP3", "--ignore", "RSP1") == []
    lay({"resp-lsp.toml": "select = ['RSP2']"})
    assert concise() == []
    assert concise("--extend-select", "RSP3") == ["a.py:6:5: RSP302"]
    assert concise("--select", "RSP1") == ["b.py:6:25: RSP101"]


def test_the_target_django_is_chosen() -> None:
    lay({"b.py": LIST})
    assert concise("--target-django", "6.1") == ["b.py:6:25: RSP101"]
    assert concise("--target-django", "6.2") == []
    lay({"resp-lsp.toml": "target-django = '6.2'"})
    assert concise() == []


def test_a_configuration_can_be_named_or_disregarded() -> None:
    lay({"a.py": VARY, "resp-lsp.toml": "ignore = ['RSP']", "x/y.toml": "ignore = ['RSP1']"})
    assert concise() == []
    assert concise("--isolated") == ["a.py:6:5: RSP302"]
    assert concise("--config", "x/y.toml") == ["a.py:6:5: RSP302"]


def test_excluded_files_are_left_out_even_when_named_if_forced() -> None:
    lay({"gen/a.py": VARY, "b.py": VARY, "pyproject.toml": "[tool.resp-lsp]\nexclude = ['gen']"})
    assert concise() == ["b.py:6:5: RSP302"]
    assert concise("gen/a.py") == ["gen/a.py:6:5: RSP302"]
    assert concise("gen/a.py", "--force-exclude") == []


def test_gitignore_is_respected() -> None:
    lay({"a.py": VARY, ".gitignore": "a.py\n"})
    assert concise() == []


def test_suppressed_findings_are_not_shown() -> None:
    lay({"a.py": VARY.replace('"Cookie"', '"Cookie"  # noqa: RSP302')})
    assert resp_lsp("check").out == "All checks passed!\n"


# Standard input


@pytest.mark.parametrize(
    "arguments", [("-",), ("--stdin-filename", "app/a.py"), ("-", "--stdin-filename", "app/a.py")]
)
def test_standard_input_is_checked(arguments: tuple[str, ...]) -> None:
    outcome = resp_lsp("check", "--output-format", "concise", *arguments, stdin=VARY)
    assert outcome.code == 1
    assert outcome.out.startswith(f"{'app/a.py' if len(arguments) > 1 else '-'}:6:5: RSP302")


def test_standard_input_has_the_configuration_of_its_name() -> None:
    lay({"app/resp-lsp.toml": "ignore = ['RSP3']"})
    assert resp_lsp("check", "--stdin-filename", "app/a.py", stdin=VARY).code == 0
    assert resp_lsp("check", "--stdin-filename", "a.py", stdin=VARY).code == 1


def test_fixed_standard_input_is_printed_and_findings_aside() -> None:
    data = b"\xef\xbb\xbf" + (VARY + LIST).replace("\n", "\r\n").encode()
    outcome = resp_lsp("check", "-", "--fix", "--output-format", "concise", stdin=data)
    assert outcome.code == 1
    assert "patch_vary_headers(response" in outcome.out
    assert "JsonResponse(rows)" in outcome.out
    assert "RSP101" in outcome.err
    assert "RSP" not in outcome.out


def test_clean_standard_input_is_printed_as_it_is_when_fixing() -> None:
    outcome = resp_lsp("check", "-", "--fix", stdin=CLEAN)
    assert (outcome.code, outcome.out) == (0, CLEAN)


def test_excluded_standard_input_passes_unchanged_if_forced() -> None:
    lay({"resp-lsp.toml": "exclude = ['gen']"})
    arguments = ("check", "--fix", "--stdin-filename", "gen/a.py")
    assert resp_lsp(*arguments, "--force-exclude", stdin=VARY).out == VARY
    assert resp_lsp(*arguments, stdin=VARY).out != VARY


def test_standard_input_shows_a_diff() -> None:
    outcome = resp_lsp("check", "-", "--diff", stdin=VARY)
    assert outcome.code == 1
    assert outcome.out.startswith("--- -\n+++ -\n")


# What a run would do


def test_the_files_are_shown() -> None:
    lay({"b.py": VARY, "a/a.pyi": "", "a/c.txt": ""})
    outcome = resp_lsp("check", "--show-files")
    paths = [str(Path("a/a.pyi").absolute()), str(Path("b.py").absolute())]
    assert (outcome.code, outcome.out.splitlines()) == (0, paths)


def test_the_settings_are_shown_as_toml() -> None:
    lay({"app/resp-lsp.toml": "target-django = '5.2'\nignore = ['RSP1']"})
    outcome = resp_lsp("check", "app", "--show-settings", "--ignore", "RSP2")
    assert outcome.code == 0
    assert outcome.out.splitlines()[0] == f"# from {Path('app').absolute()}"
    assert 'ignore = ["RSP1", "RSP2"]' in outcome.out
    assert 'target-django = "5.2"' in outcome.out
    lay({"resp-lsp.toml": outcome.out})
    assert resp_lsp("check", "--show-settings").out.splitlines()[2:] == outcome.out.splitlines()[2:]


def test_the_settings_tell_what_told_the_django() -> None:
    lay({"app/requirements.txt": "Django~=5.2.0", "app/a.py": CLEAN})
    shown = resp_lsp("check", "app", "--show-settings").out.splitlines()
    assert f"# target-django from {Path('app/requirements.txt').absolute()}" in shown
    assert 'target-django = "5.2"' in shown
    shown = resp_lsp("check", "app", "--show-settings", "--target-django", "4.2").out.splitlines()
    assert "# target-django from an option" in shown
    shown = resp_lsp("check", "app", "--show-settings", "--isolated").out.splitlines()
    assert "# target-django from nothing: the default" in shown


def test_what_the_project_declares_decides_which_rules_apply() -> None:
    lay({"requirements.txt": "django==6.2", "a.py": LIST, "b/setup.cfg": "", "b/a.py": LIST})
    assert concise() == []
    lay({"b/requirements.txt": "django==6.1"})
    assert concise() == ["b/a.py:6:25: RSP101"]
    assert concise("b/a.py") == ["b/a.py:6:25: RSP101"]
    assert concise("--isolated") == ["a.py:6:25: RSP101", "b/a.py:6:25: RSP101"]


def test_a_table_of_the_settings_is_shown_as_toml() -> None:
    lay(
        {
            "resp-lsp.toml": "severity.RSP1 = 'hint'\n[per-file-ignores]\n'a*' = ['RSP3']\n",
            "ab.py": VARY,
            "b.py": LIST,
        }
    )
    assert concise() == []
    shown = resp_lsp("check", "--show-settings").out
    assert 'per-file-ignores = { "a*" = ["RSP3"] }' in shown
    assert 'severity = { "RSP1" = "hint" }' in shown
    lay({"resp-lsp.toml": shown})
    assert concise() == []
    assert concise("--hints") == ["b.py:6:25: RSP101"]


def test_patterns_of_a_configuration_from_elsewhere_count_from_the_current_folder() -> None:
    lay({"conf/resp-lsp.toml": "per-file-ignores = {'app/*' = ['RSP3']}", "app/a.py": VARY})
    assert concise("--config", "conf/resp-lsp.toml") == []


def test_statistics_count_each_rule() -> None:
    lay({"a.py": VARY, "b.py": VARY, "c.py": LIST})
    assert resp_lsp("check", "--statistics").out.splitlines()[:3] == [
        "2\tRSP302\t[*] manual-vary",
        "1\tRSP101\t[ ] json-response-non-dict",
        "Found 3 errors.",
    ]
    counted = json.loads(resp_lsp("check", "--statistics", "--output-format", "json").out)
    assert counted == [
        {
            "code": "RSP302",
            "name": "manual-vary",
            "count": 2,
            "fixable": True,
            "fixable_count": 2,
        },
        {
            "code": "RSP101",
            "name": "json-response-non-dict",
            "count": 1,
            "fixable": False,
            "fixable_count": 0,
        },
    ]


def test_a_rule_with_some_fixable_findings_is_marked_so_in_statistics() -> None:
    kept = VARY.replace('= "Cookie"', '= (  # why\n        "Cookie"\n    )')
    lay({"a.py": VARY, "b.py": kept})
    assert resp_lsp("check", "--statistics").out.startswith("2\tRSP302\t[-] manual-vary\n")
    counted = json.loads(resp_lsp("check", "--statistics", "--output-format", "json").out)
    assert (counted[0]["fixable"], counted[0]["fixable_count"]) == (False, 1)


def test_statistics_of_nothing_are_an_empty_list() -> None:
    lay({"a.py": CLEAN})
    assert resp_lsp("check", "--statistics").out == "All checks passed!\n"
    assert resp_lsp("check", "--statistics", "--output-format", "json").out == "[]\n"


MAYBE = """\
from django.http import JsonResponse


def view(request):
    data = {}
    if request.GET:
        data = [1]
    return JsonResponse(data)
"""


def test_hints_are_asked_for_and_leave_the_exit_status() -> None:
    lay({"a.py": MAYBE})
    assert "RSP101" not in resp_lsp("check").out
    outcome = resp_lsp("check", "--hints", "--output-format", "concise")
    assert outcome.code == 0
    assert "RSP101 JsonResponse may be given a list" in outcome.out
    lay({"resp-lsp.toml": "hints = true"})
    assert "may be given" in resp_lsp("check").out
    assert "RSP101" not in resp_lsp("check", "--no-hints").out
    lay({"b.py": LIST})
    assert resp_lsp("check").code == 1


def test_the_fix_of_a_hint_suits_what_is_accepted_too() -> None:
    lay({"a.py": MAYBE})
    assert resp_lsp("check", "--hints", "--fix", "--unsafe-fixes").code == 0
    assert Path("a.py").read_text() == MAYBE.replace("(data)", "(data, safe=False)")


def test_imports_are_followed_unless_told_otherwise() -> None:
    view = "from django.http import JsonResponse\nfrom helpers import rows\nJsonResponse(rows())\n"
    lay({"a.py": view, "helpers.py": "def rows(): return [1]\n"})
    assert resp_lsp("check").code == 1
    assert resp_lsp("check", "--no-follow-imports").code == 0
    lay({"resp-lsp.toml": "follow-imports = false"})
    assert resp_lsp("check").code == 0
    assert resp_lsp("check", "--follow-imports").code == 1
    lay({"helpers.py": "", "lib/helpers.py": "def rows(): return [1]\n"})
    lay({"resp-lsp.toml": 'src = ["lib"]'})
    assert resp_lsp("check", "a.py").code == 1


def test_what_was_skipped_is_a_warning_and_no_more() -> None:
    deep = f"def odd(request):\n    return JsonResponse({'f(' * 1_000}{')' * 1_000})\n"
    lay({"app/a.py": f"from django.http import JsonResponse\n\n\n{deep}"})
    outcome = resp_lsp("check", "--output-format", "json")
    assert (outcome.code, json.loads(outcome.out)) == (0, [])
    assert outcome.err == "warning: app/a.py:4: not followed further: it is too deeply nested\n"
