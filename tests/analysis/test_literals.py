from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import libcst as cst
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from libcst import matchers

from resp_lsp.analysis.facts.literals import literal_text, on_one_line, without_trailing_newlines
from resp_lsp.analysis.source.source import Source
from resp_lsp.analysis.source.text import apply_edits
from resp_lsp.analysis.source.tree import Parsed, Tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lsp.analysis.source.text import Edit
    from resp_lsp.analysis.source.tree import Place


def place(code: str) -> Place:
    """Where the expression stands in the text `(\\n` + code + `)`, which may be several lines."""
    tree = Tree(Parsed("", f"(\n{code})"), 0, Source(code))
    match tree.statements:
        case [cst.SimpleStatementLine(body=[cst.Expr(value=node)])]:
            return tree.place(node)
        case _:
            raise ValueError(code)


def edited(code: str, rewrite: Callable[[Place], tuple[Edit, ...]]) -> str:
    return apply_edits(f"(\n{code})", rewrite(place(code)))[2:-1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r'"a\n"', '"a"'),
        (r"'a\r\n'", "'a'"),
        (r'"\n"', '""'),
        (r'"a \n"', '"a "'),
        (r'"a\x0a\n"', '"a"'),
        (r'"a\u000a\U0000000A"', '"a"'),
        (r'"a\12\015"', '"a"'),
        (r'"a\N{LINE FEED}\N{CR}"', '"a"'),
        (r'"a\\\n"', r'"a\\"'),
        ('"""a\n\n"""', '"""a"""'),
        ('"""a\r\n"""', '"""a"""'),
        ('"""a\\\n\n"""', '"""a"""'),
        ('r"""a\n"""', 'r"""a"""'),
        ("'''say \"a\"\n'''", "'''say \"a\"'''"),
        ('"""say \\"a\\"\n"""', '"""say \\"a\\""""'),
        (r'"a" "b\n"', '"a" "b"'),
        (r'"a\n" "\n" ""', '"a" "" ""'),
        (r'f"{x}\n"', 'f"{x}"'),
        (r'f"{{\n"', 'f"{{"'),
        (r'f"{x}" "\n"', 'f"{x}" ""'),
        ('f"""{\nx\n}\n"""', 'f"""{\nx\n}"""'),
        ('rf"""{x}\\n\n"""', 'rf"""{x}\\n"""'),
    ],
)
def test_newlines_are_taken_off_the_end(before: str, after: str) -> None:
    assert edited(before, without_trailing_newlines) == after


@pytest.mark.parametrize(
    "code",
    [
        '"a"',
        r'"a\nb\n"',
        r'"a\n" "b\n"',
        r'f"\n{x}\n"',
        r'f"a\n{x}"',
        r'r"a\n"',
        'r"""a\\\n"""',
        '"""say "a"\n"""',
        "x",
        r'"\n""b"',
        r'"a\n" + x',
        r'("a\n", "b\n")',
    ],
)
def test_a_literal_that_would_keep_a_newline_or_not_end_is_left_alone(code: str) -> None:
    assert without_trailing_newlines(place(code)) == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r'"a\nb"', '"a b"'),
        (r'"a;\r\n  b"', '"a; b"'),
        (r'"a\x0ab"', '"a b"'),
        (r'"\t\n a\n"', '"a"'),
        ('"""\n    a;\n    b\n"""', '"""a; b"""'),
        ('"""a; \\\n    b\n    c"""', '"""a;     b c"""'),
        ('r"""a\\n\n  b"""', 'r"""a\\n b"""'),
        (r'"a\n" "b"', '"a " "b"'),
        (r'"a" "\nb"', '"a" " b"'),
        (r'"" "\na" ""', '"" "a" ""'),
        (r'f"{x}\n{x}"', 'f"{x} {x}"'),
        (r'f"{x}\n" f"{x}"', 'f"{x} " f"{x}"'),
        (r'f"\n{x}\n"', 'f"{x}"'),
        ('f"""\n  a {x};\n  b\n"""', 'f"""a {x}; b"""'),
        ('("a\\n"  # one\n "b")', '("a "  # one\n "b")'),
        (r'"  a\nb  "', '"  a b  "'),
    ],
)
def test_line_breaks_become_single_spaces(before: str, after: str) -> None:
    assert edited(before, on_one_line) == after


@pytest.mark.parametrize("code", ['"a b"', r'r"a\nb"', 'r"""a\nb\\\n"""', '"""a\n"b"\n"""', "x"])
def test_a_literal_of_one_line_or_that_would_not_end_is_left_alone(code: str) -> None:
    assert on_one_line(place(code)) == ()


def test_the_text_is_that_of_the_literals_alone() -> None:
    assert literal_text(place(r'"a\n" f"{x}\x0ab" r"\n"')) == "a\n\nb\\n"
    assert literal_text(place("x")) == ""


units = st.lists(
    st.sampled_from(
        ["a", " ", "\t", r"\n", r"\r", r"\x0a", r"\012", r"\\", r"\"", "\\\n", "\n", '"', "'", "é"]
    ),
    max_size=6,
).map("".join)  # fmt: skip
LIBCST_REFUSES = re.compile(r"R[^ ]*\\\n")
"""A raw string that a backslash continues on the next line."""

literals = st.lists(
    st.builds(
        lambda prefix, quote, body: f"{prefix}{quote}{body}{quote}",
        st.sampled_from(["", "r", "u", "R"]),
        st.sampled_from(['"', "'", '"""', "'''"]),
        units,
    ),
    min_size=1,
    max_size=3,
).map(" ".join)


def is_glued(node: cst.CSTNode) -> bool:
    """Whether two literals stand in it without a space between."""
    return any(
        isinstance(child, cst.ConcatenatedString) and child.whitespace_between.empty
        for child in matchers.findall(node, matchers.ConcatenatedString())
    )


def value(code: str) -> str | None:
    """What Python makes of the literals; None where they are none."""
    try:
        return str(ast.literal_eval(f"({code})"))
    except SyntaxError:
        return None


@settings(max_examples=500, deadline=None)
@given(literals)
def test_python_reads_what_was_meant(code: str) -> None:
    meant = value(code)
    assume(meant is not None and not LIBCST_REFUSES.search(code))
    assert meant is not None
    assume(not is_glued(place(code).node))
    bare = value(edited(code, without_trailing_newlines))
    assert bare in (meant, meant.rstrip("\r\n"))
    folded = value(edited(code, on_one_line))
    assert folded is not None
    assert folded == meant or not re.search(r"[\r\n]", folded)
    assert folded.split() == meant.split()
