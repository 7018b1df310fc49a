"""The output formats: full with source frames, concise, JSON."""

from __future__ import annotations

import json
import re
from textwrap import dedent

import pytest

from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.cli import full, json_output
from resp_lsp.cli.report import Report
from resp_lsp.linter.fix import SAFE
from resp_lsp.linter.run import FileResult
from resp_lsp.rules.finding import Finding, Fix, Related, Safety, Severity
from tests.cli.command import VARY, lay, resp_lsp

pytestmark = pytest.mark.usefixtures("here")


def drawn(text: str, start: str, end: str | None = None, *related: tuple[str, str]) -> str:
    """The frame of a finding from the first place of one string to the end of another."""
    last = start if end is None else end
    span = Span(text.index(start), text.index(last, text.index(start)) + len(last))
    others = tuple(Related(Span(text.index(w), text.index(w) + len(w)), m) for w, m in related)
    finding = Finding("RSP101", "x", Severity.ERROR, span, "It is wrong.", (), others)
    (block,) = full.render(Report((FileResult("/a.py", text, (finding,)),), SAFE))
    lines = block.replace("\x1b[0m", "").split("\n")
    plain = (part.split("\x1b[") for part in lines)
    texts = ["".join([head, *(p.partition("m")[2] for p in tail)]) for head, *tail in plain]
    assert texts[0] == "error[RSP101] x: It is wrong."
    return "\n".join(texts[1:]).rstrip("\n")


def frame(text: str) -> str:
    """What is drawn, indented as the test is."""
    return dedent(text).strip("\n").rstrip()


def test_a_finding_is_shown_in_its_source() -> None:
    lay({"app/a.py": VARY})
    out = resp_lsp("check").out
    head, *rest = out.splitlines()
    assert head.startswith("warning[RSP302] [*] manual-vary: Vary is written by hand")
    assert "\n".join(rest[:9]) == frame("""
         --> app/a.py:6:5
          |
        4 | def view(request):
        5 |     response = HttpResponse()
        6 |     response["Vary"] = "Cookie"
          |     ^^^^^^^^^^^^^^^^
        7 |     return response
          |
          = help: Replace with patch_vary_headers() (safe, applied by `--fix`)
    """)


def test_only_lines_that_say_something_surround_it() -> None:
    assert drawn("a\n\n\nb = wrong\n\n\n\n", "wrong") == frame("""
         --> /a.py:4:5
          |
        4 | b = wrong
          |     ^^^^^
          |
    """)


def test_related_places_are_marked_with_their_message() -> None:
    text = "x = 1\nrows = [1, 2]\n" + "y = 1\n" * 9 + "f(rows)\n"
    assert drawn(text, "rows)", "rows", ("[1, 2]", "the list is made here")) == frame("""
          --> /a.py:12:3
           |
         2 | rows = [1, 2]
           |        ------ the list is made here
        ...
        10 | y = 1
        11 | y = 1
        12 | f(rows)
           |   ^^^^
           |
    """)


def test_a_place_of_several_lines_has_a_spine() -> None:
    assert drawn("a\nf(\n    1,\n)\nb\n", "f(", ")") == frame("""
         --> /a.py:2:1
          |
        1 |   a
        2 | / f(
        3 | |     1,
        4 | | )
          | |_^
        5 |   b
          |
    """)


def test_a_spine_starts_within_a_line() -> None:
    assert drawn("x = f(\n    1,\n)\n", "f(", ")") == frame("""
         --> /a.py:1:5
          |
        1 |   x = f(
          |  _____^
        2 | |     1,
        3 | | )
          | |_^
          |
    """)


def test_a_long_place_is_shown_in_part() -> None:
    text = "f(\n" + "".join(f"    {n},\n" for n in range(2, 30)) + ")\n"
    shown = drawn(text, "f(", ")").split("\n")
    assert [line.split(" ")[0] or line for line in shown].count("...") == 1
    assert [line.split("|")[0].strip() for line in shown if line.strip()[0].isdigit()] == [
        *"1234",
        "29",
        "30",
    ]


@pytest.mark.parametrize(
    ("line", "shown", "marks"),
    [
        ("\tx = wrong", "    x = wrong", "        ^^^^^"),
        ("a\tb = wrong", "a   b = wrong", "        ^^^^^"),
        ("x = '漢字', wrong", "x = '漢字', wrong", "            ^^^^^"),
        ("x = '\U0001f600', wrong", "x = '\U0001f600', wrong", "          ^^^^^"),
        ("x = 'e\u0301', wrong", "x = 'e\u0301', wrong", "         ^^^^^"),
        ("x = '\x1b[31m', wrong", "x = '␛[31m', wrong", "             ^^^^^"),
        ("x = '\u202e\u2066', wrong", "x = '��', wrong", "          ^^^^^"),
        ("x = '\x0c\x00', wrong", "x = '␌␀', wrong", "          ^^^^^"),
    ],
)
def test_marks_stand_under_what_is_seen(line: str, shown: str, marks: str) -> None:
    lines = drawn(line, "wrong").split("\n")
    assert lines[2:4] == [f"1 | {shown}", f"  | {marks}"]


def test_a_wide_place_has_wide_marks() -> None:
    assert drawn("x = '漢字'", "漢字").split("\n")[3] == "  |      ^^^^"


def test_an_overlong_line_is_cut_about_its_place() -> None:
    text = "x = [" + "1, " * 500 + "wrong, " + "2, " * 500 + "]"
    line, marks = drawn(text, "wrong").split("\n")[2:4]
    assert len(line) <= 165
    assert line[4] == line[-1] == "…"
    assert line[marks.index("^") : marks.rindex("^") + 1] == "wrong"


def test_an_empty_place_has_one_mark() -> None:
    text = "x = (1,\n"
    finding = Finding("RSP901", "x", Severity.ERROR, Span(len(text), len(text)), "End.")
    (block,) = full.render(Report((FileResult("/a.py", text, (finding,)),), SAFE))
    assert block.count("^") == 1


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", "x"])
def test_any_text_can_be_shown(text: str) -> None:
    finding = Finding("RSP904", "x", Severity.ERROR, Span(0, 0), "Oh.")
    (block,) = full.render(Report((FileResult("/a.py", text, (finding,)),), SAFE))
    assert block.count("^") == 1


def test_each_way_to_mend_it_is_told_with_its_safety() -> None:
    fixes = tuple(Fix(f"Do {s.value}", (), s) for s in Safety)
    finding = Finding("RSP101", "x", Severity.HINT, Span(0, 1), "Oh.", fixes)
    (block,) = full.render(Report((FileResult("/a.py", "x", (finding,)),), SAFE))
    assert "Do safe (safe, applied by `--fix`)" in block
    assert "Do suggested (suggested, applied by `--fix --unsafe-fixes`)" in block
    assert "Do display-only (not applied by any option)" in block


def test_a_concise_line_counts_code_points_from_one() -> None:
    lay({"a.py": VARY.replace('    response["', '    "\U0001f600"; response["')})
    first, *_ = resp_lsp("check", "--output-format", "concise").out.splitlines()
    assert first.startswith("a.py:6:10: RSP302 [*] Vary is written by hand")


def test_json_has_the_shape_that_tools_know() -> None:
    lay({"a.py": VARY})
    outcome = resp_lsp("check", "--output-format", "json")
    (found,) = json.loads(outcome.out)
    assert outcome.code == 1
    assert found["code"] == "RSP302"
    assert found["name"] == "manual-vary"
    assert found["severity"] == "warning"
    assert found["filename"].endswith("/a.py")
    assert found["location"] == {"row": 6, "column": 5}
    assert found["end_location"] == {"row": 6, "column": 21}
    assert found["fix"]["applicability"] == "safe"
    assert found["fix"]["edits"][1] == {
        "content": 'patch_vary_headers(response, ["Cookie"])',
        "location": {"row": 6, "column": 5},
        "end_location": {"row": 6, "column": 32},
    }
    assert found["url"].startswith("https://")


def test_json_stays_json_whatever_happens() -> None:
    lay({"a.py": "x = 1\n"})
    outcome = resp_lsp("check", "a.py", "gone.py", "--output-format", "json")
    assert (outcome.code, json.loads(outcome.out)) == (2, [])
    assert "gone.py" in outcome.err


def test_json_says_what_tools_call_the_safety_of_a_fix() -> None:
    edits = (Edit(Span(0, 1), "y"),)
    fixes = {s: Fix("Do", edits, s) for s in Safety}
    found = tuple(
        Finding("RSP101", "x", Severity.ERROR, Span(0, 1), "Oh.", (fix,)) for fix in fixes.values()
    )
    (text,) = json_output.render(Report((FileResult("/a.py", "x", found),), SAFE))
    assert [each["fix"]["applicability"] for each in json.loads(text)] == [
        "safe",
        "unsafe",
        "display",
    ]


def test_a_related_place_in_another_file_is_shown_with_its_line() -> None:
    other = Related(Span(4, 12), "made here", "/b.py", "def\nrows = 1\n")
    finding = Finding("RSP101", "x", Severity.ERROR, Span(0, 1), "It is wrong.", (), (other,))
    (block,) = full.render(Report((FileResult("/a.py", "a\n" * 9, (finding,)),), SAFE))
    assert frame("""
          |
         ::: /b.py:2:1
          |
        2 | rows = 1
          | -------- made here
          |
    """) in re.sub("\x1b\\[[0-9;]*m", "", block)


def test_json_names_the_file_of_a_related_place() -> None:
    others = (
        Related(Span(4, 12), "made here", "/b.py", "def\nrows = 1\n"),
        Related(Span(2, 3), "and here"),
    )
    finding = Finding("RSP101", "x", Severity.ERROR, Span(0, 1), "It is wrong.", (), others)
    (text,) = json_output.render(Report((FileResult("/a.py", "a\nb\n", (finding,)),), SAFE))
    (found,) = json.loads(text)
    first, second = found["related"]
    assert (first["filename"], first["location"]) == ("/b.py", {"row": 2, "column": 1})
    assert (second["filename"], second["location"]) == ("/a.py", {"row": 2, "column": 1})
