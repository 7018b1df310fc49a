"""Islands are the statements that `ast` sees, and a broken text still has the others."""

from __future__ import annotations

import ast
import warnings
from itertools import groupby
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resp_lsp.analysis.islands import Island, Kind, split
from resp_lsp.analysis.text import LINE_END

ROOT = Path(__file__).parents[2]
DJANGO = sorted(ROOT.glob(".venvs/django-*/lib/python*/site-packages/django/**/*.py"))
OWN = sorted(
    path for name in ("resp_core", "resp_lsp", "tests") for path in (ROOT / name).rglob("*.py")
)


def parsed(text: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError):
        return None


def seen_by_ast(text: str, body: list[ast.stmt]) -> list[object]:
    """(start, end, islands of a class's body) of the statements, those on one line as one."""
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]

    def offset(line: int, column: int) -> int:
        start = starts[line - 1]
        rest = text[start : start + column]
        return start + (column if rest.isascii() else len(rest.encode()[:column].decode()))

    def first(node: ast.stmt) -> tuple[int, int]:
        decorators = getattr(node, "decorator_list", [])
        if decorators:
            return node.lineno - (node.lineno - decorators[0].lineno), node.col_offset
        return node.lineno, node.col_offset

    found: list[object] = []
    end_line = 0
    for node in body:
        start, end = offset(*first(node)), offset(node.end_lineno or 0, node.end_col_offset or 0)
        if found and first(node)[0] == end_line:
            found[-1] = (found[-1][0], end, [])  # type: ignore[index] # a tuple, just below
        else:
            inner = isinstance(node, ast.ClassDef) and node.body[0].lineno > node.lineno
            found.append((start, end, seen_by_ast(text, node.body) if inner else []))  # type: ignore[attr-defined] # a class, just above
        end_line = node.end_lineno or 0
    return found


def seen_by_split(islands: tuple[Island, ...]) -> list[object]:
    return [(i.span.start, i.span.end, seen_by_split(i.body)) for i in islands]


def first_starts(rows: list[object]) -> list[int]:
    return [row[0] for row in rows]  # type: ignore[index] # rows are tuples


@pytest.mark.parametrize("paths", [OWN, DJANGO], ids=["of this project", "of every Django"])
def test_the_islands_of_a_file_are_its_statements(paths: list[Path]) -> None:
    if not paths:
        pytest.skip("no Django: run scripts/djangos first")
    different = []
    for path in paths:
        text = path.read_text(encoding="utf-8")
        tree = parsed(text)
        if tree is not None and seen_by_split(split(text)) != seen_by_ast(text, tree.body):
            different.append(path)
    assert different == []


name = st.sampled_from(["a", "b", "é", "match", "case", "type"])
expression = st.sampled_from(
    ["1", "(1,\n2)", "[\n]", '"a"', "'''b\nc'''", 'f"{a}"', 'f"{a["b"]}"', r"'\''", "{1: '#'}",
     "a if b else c", "lambda: 1", 'rb"""x\n"""', "a \\\n + b", 'f"""{\na}"""', "(yield)", '"" ""']
)  # fmt: skip
simple = st.one_of(
    st.builds("{} = {}".format, name, expression),
    st.builds("{}; {}".format, expression, expression),
    st.sampled_from(["pass", "import a", "from a import (b,\n    c)", "a: int", "del a  # gone"]),
)


def blocks(statement: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    suite = st.lists(statement, min_size=1, max_size=3).map(lambda s: indent("\n".join(s), "    "))
    head = st.sampled_from(
        ["def f(a,\n      b):", "async def f():", "class A:", "class B(\n    A\n):", "if a:",
         "while a:", "for a in b:", "with a:", "@a\ndef f():", "@a(\n 1)\n# note\n@b\nclass C:",
         "class D:  # x"]
    )  # fmt: skip
    return st.one_of(
        st.builds("{}\n{}".format, head, suite),
        st.builds("if a:\n{}\n# note\nelse:\n{}".format, suite, suite),
        st.builds("try:\n{}\nexcept A:\n{}\nfinally:\n{}".format, suite, suite, suite),
    )


program = st.lists(st.recursive(simple, blocks, max_leaves=8), min_size=1, max_size=5).flatmap(
    lambda parts: st.sampled_from(["\n", "\n\n", "\n# note\n"]).map(lambda gap: gap.join(parts))
)


@settings(max_examples=300, deadline=None)
@given(program, st.sampled_from(["\n", "\r\n"]))
def test_the_islands_of_a_program_are_its_statements(text: str, line_end: str) -> None:
    tree = parsed(text)
    if tree is None:  # indented strings and newer syntax: the next test has them
        assert split(text)
        return
    assert seen_by_split(split(text)) == seen_by_ast(text, tree.body)
    turned = text.replace("\n", line_end)
    assert len(split(turned)) == len(split(text))


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
    assert [
        len(list(rows)) for _, rows in groupby(first_starts(seen_by_split(split("a; b; c"))))
    ] == [1]
