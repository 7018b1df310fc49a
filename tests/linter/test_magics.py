from __future__ import annotations

import ast

import pytest

from resp_lsp.linter.magics import python_of


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("%matplotlib inline\nx = 1", "0                 \nx = 1"),
        ("!ls -l | grep 'it\nx = 1\n", "0                \nx = 1\n"),
        ("if x:\n    !ls (\ny = 2", "if x:\n    0    \ny = 2"),
        ("files = !ls\n", "files = 0  \n"),
        ("a, b = %magic x", "a, b = 0       "),
        ("HttpResponse??", "0             "),
        ("?HttpResponse", "0            "),
        ("%%time\nx = 1", "      \nx = 1"),
        ("%%html\n<p>it's</p>\n", "      \n           \n"),
        ("%%bash -e\r\nls (\r\n", "         \r\n    \r\n"),
    ],
)
def test_a_magic_is_a_harmless_expression_of_its_length(cell: str, code: str) -> None:
    assert python_of(cell) == code
    ast.parse(code)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "x = 'a' % 2\n",
        "x = (1\n% 2)\n",
        'text = """\n%magic\n!ls\nname?\n"""\n',
        "x != y\n",
        "x = y % 3  # why?\n",
        "# %matplotlib\n",
        "print('%d' % 1, end='?')\n",
        "x %= 2\n",
    ],
)
def test_python_stays_as_it_is(cell: str) -> None:
    assert python_of(cell) == cell
