"""What is kept of the version before is what a look at all of the text finds."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from resp_lsp.analysis.interpreter.budget import AbandonedError, Budget
from resp_lsp.analysis.source.source import Source
from resp_lsp.analysis.source.tree import Memo
from resp_lsp.analysis.versions import Versions
from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import Origin, lint, linted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resp_lsp.analysis.source.text import Span
    from resp_lsp.rules.finding import Finding

MODULE = """\
from django.http import HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from shop.rows import rows

CONFIG = {"a": "b"}
NAMES = ["a"]


def listed(data):
    return JsonResponse(data)


def view(request):
    return listed([1, 2])


def header(value):
    response = HttpResponse()
    response["X-A"] = value
    return response


class View:
    kind = "text/html"

    def __init__(self):
        self.names = ["a"]

    def prepare(self):
        self.value = "a"

    def made(self):
        return HttpResponse(self.value)

    def get(self, request):
        response = self.made()
        response["Cache-Control"] = "private"
        return response

    def post(self, request):
        return JsonResponse(self.names)


class Other(View):
    def put(self, request):
        response = HttpResponse()
        response["Vary"] = "Cookie"
        return header("a\\n")


def outside(request):
    return JsonResponse(rows())


def configured(request):
    # a comment between
    return JsonResponse(NAMES)
"""
ROWS = "def rows():\n    return [1]\n"
WORDS = (
    *(
        "x",
        "\n",
        "    ",
        "(",
        ")",
        '"',
        "self.names = {}\n        ",
        "global NAMES\n    ",
        "return {}",
    ),
    *(
        "NAMES.append(1)\n    ",
        'CONFIG["a"] = "c\\n"\n    ',
        "self.value",
        "value",
        "listed",
        "def ",
    ),
    *("response = HttpResponse()\n    ", "[1]", "safe=False", "header", "#", "status_code"),
)


class Project:
    """One other module, which can be edited."""

    def __init__(self, text: str) -> None:
        self.module = Source(text, "/shop/rows.py")

    def package(self, _path: str) -> str:
        return "shop"

    def locate(self, module: str, _path: str) -> str | None:
        return "/shop/rows.py" if module == "shop.rows" else None

    def source(self, path: str) -> Source | None:
        return self.module if path == "/shop/rows.py" else None


class Leaving:
    """A checkpoint that is passed some times."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise AbandonedError


class Editor:
    """Checks each version of a module with what is kept of the one before, and without."""

    def __init__(self, rows: str = ROWS) -> None:
        self.memo = Memo(versions=Versions())
        self.project = Project(rows)

    def begin(self, text: str, checkpoints: int) -> None:
        """Check, and leave it somewhere, unless it ends before."""
        origin = Origin("/shop/views.py", self.project)
        with suppress(AbandonedError):
            linted(text, Config(hints=True), self.memo, origin, Leaving(checkpoints))

    def found(self, text: str) -> tuple[Finding, ...]:
        origin = Origin("/shop/views.py", self.project)
        config = Config(hints=True)
        kept, fresh = (lint(text, config, memo, origin) for memo in (self.memo, Memo()))
        assert kept == fresh
        return kept


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


EDITS: Mapping[str, tuple[str, str, str, int]] = {
    "a helper that others call": (
        "return JsonResponse(data)",
        "return JsonResponse({})",
        "RSP101",
        -1,
    ),
    "a function that nobody names": ("return listed([1, 2])", "return listed({})", "RSP101", -1),
    "an attribute of self": ('self.names = ["a"]', 'self.names = {"a": 1}', "RSP101", -1),
    "a value in another function's call": ('header("a\\n")', 'header("a")', "RSP201", -1),
    "a statement of the module": ('NAMES = ["a"]', 'NAMES = {"a": 1}', "RSP101", -1),
    "an object that is changed in place": (
        "    # a comment between",
        "    NAMES.append({})",
        "RSP101",
        0,
    ),
    "an import": (
        "import HttpResponse, JsonResponse",
        "import JsonResponse, HttpResponse",
        "RSP101",
        0,
    ),
    "a name that is imported no longer": (
        "import HttpResponse, JsonResponse",
        "import HttpResponse, JsonResponses",
        "RSP101",
        -4,
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_tells_on_all_whom_it_concerns(name: str) -> None:
    old, new, code, difference = EDITS[name]
    editor = Editor()
    before = codes(editor.found(MODULE)).count(code)
    assert MODULE.count(old) == 1
    after = codes(editor.found(MODULE.replace(old, new))).count(code)
    assert after == before + difference


def test_findings_move_with_their_code() -> None:
    editor = Editor()
    before = editor.found(MODULE)
    after = editor.found(
        MODULE.replace("def put(self, request):\n", "def put(self, request):\n        x = 1\n")
    )
    assert len(before) == len(after) > 4
    moved = [f.span.start - g.span.start for f, g in zip(after, before, strict=True)]
    assert set(moved) == {0, len("        x = 1\n")}


def test_a_comment_between_functions_moves_what_follows() -> None:
    editor = Editor()
    before = editor.found(MODULE)
    after = editor.found(MODULE.replace("\n\nclass View", "\n# new\n\nclass View"))
    assert codes(before) == codes(after)


def test_another_module_that_changes_is_looked_at_anew() -> None:
    editor = Editor()
    before = codes(editor.found(MODULE)).count("RSP101")
    editor.project = Project("def rows():\n    return {}\n")
    assert codes(editor.found(MODULE)).count("RSP101") == before - 1


def test_another_target_or_other_rules_start_anew() -> None:
    memo = Memo(versions=Versions())
    origin = Origin("/shop/views.py", Project(ROWS))
    for config in (Config(select=("RSP3",)), Config(), Config(select=("RSP101",))):
        assert lint(MODULE, config, memo, origin) == lint(MODULE, config, Memo(), origin)


def test_a_check_that_is_left_keeps_what_it_found() -> None:
    editor, functions = Editor(), 200
    text = MODULE + "".join(
        f"\n\ndef f{n}(request):\n    return JsonResponse([])\n" for n in range(functions)
    )
    editor.found(text)
    edited = text.replace("return JsonResponse(data)", "return JsonResponse({})")
    entered: list[Span] = []
    editor.begin(edited, 0)
    enter = Budget.enter

    def entering(self: Budget, at: Span) -> None:
        entered.append(at)
        enter(self, at)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Budget, "enter", entering)
        lint(edited, Config(hints=True), editor.memo, Origin("/shop/views.py", editor.project))
    assert len(entered) < functions / 4
    editor.found(edited)


@given(data=st.data())
@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_any_edits_find_what_a_look_at_all_finds(data: st.DataObject) -> None:
    editor, text = Editor(), MODULE
    for _ in range(6):
        if data.draw(st.booleans()):
            editor.begin(text, data.draw(st.integers(0, 20)))
        else:
            editor.found(text)
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        text = text[:start] + data.draw(st.sampled_from(("", *WORDS))) + text[end:]
    editor.found(text)
