"""Islands are the statements that `ast` sees, and a broken text still has the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resp_lsp.analysis.source.islands import Island, Kind, split
from tests.analysis.programs import programs
from tests.analysis.statements import parsed, seen_by_ast, seen_by_split

ROOT = Path(__file__).parents[2]
DJANGO = sorted(ROOT.glob(".venvs/django-*/lib/python*/site-packages/django/**/*.py"))
OWN = sorted(
    path for name in ("resp_core", "resp_lsp", "tests") for path in (ROOT / name).rglob("*.py")
)


@pytest.mark.parametrize("paths", [OWN, DJANGO], ids=["of this project", "of every Django"])
def test_the_islands_of_a_file_are_its_statements(paths: list[Path]) -> None:
    if not paths:
        pytest.skip("no Django: run scripts/djangos first")
    different = []
    for path in paths:
        text = path.read_text(encoding="utf-8")
        tree = parsed(text)
        if tree is not None and seen_by_split(split(text)) != seen_by_ast(text, tree):
            different.append(path)
    assert different == []


@settings(max_examples=300, deadline=None)
@given(programs(), st.sampled_from(["\n", "\r\n"]))
def test_the_islands_of_a_program_are_its_statements(text: str, line_end: str) -> None:
    text = text.replace("\n", line_end)
    tree = parsed(text)
    assert tree is not None
    assert seen_by_split(split(text)) == seen_by_ast(text, tree)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="abdef class:()[]{}'\"\\#@\n\r\t =;,f\f", max_size=120))
def test_any_text_at_all_has_islands_in_order(text: str) -> None:
    assert_in_order(split(text), 0, len(text))


def assert_in_order(islands: tuple[Island, ...], start: int, end: int) -> None:
    for island in islands:
        assert start <= island.span.start < island.span.end <= end
        assert island.kind is Kind.CLASS or not island.body
        assert_in_order(island.body, island.span.start, island.span.end)
        start = island.span.end


BROKEN = [
    "x = [",
    "x = (1,",
    'x = "abc',
    "def g(",
    "if x:",
    "x = {'a': [1}",
    "return )",
    "x = f'{'",
]


@pytest.mark.parametrize("line", BROKEN)
@pytest.mark.parametrize(
    "template",
    [
        "def f():\n    {}\n\n\ndef h():\n    pass\n",
        "class A:\n    def f(self):\n        {}\n\n    def h(self):\n        pass\n",
    ],
)
def test_a_half_typed_line_spoils_its_own_function_only(line: str, template: str) -> None:
    text = template.format(line)
    (*_, last) = split(text)
    (*_, last) = last.body or (last,)
    assert text[last.span.start : last.span.end].startswith("def h(")


def test_islands_on_one_line_are_one() -> None:
    assert len(split("a; b; c")) == 1
