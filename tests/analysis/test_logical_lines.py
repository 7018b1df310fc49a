"""The lines of an edited text are read anew where it differs, and are those of the whole text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from resp_lsp.analysis.source import logical_lines
from resp_lsp.analysis.source.logical_lines import read, read_again
from tests.analysis.programs import programs

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from resp_lsp.analysis.source.logical_lines import Line

PIECES = (
    *"abf \t\f\n\r'\"\\()[]{}#:;@",
    *(
        "\n\n",
        "\r\n",
        "    ",
        '"""',
        "'''",
        "def f(",
        "class A:\n",
        "# a\n",
        "f'{",
        "\\\n",
        "x = 1\n",
    ),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@example("a = 1\nb = 2\nc = 3\n", 6, 6, "(\n")
@example('a = """\nb\n"""\nc\nd\n', 4, 7, "")
@example("a\n\n\nb\nc\nd\n", 2, 2, "  # x\n")
@example("x\nif a:\n    b\n    c\nd\n", 8, 8, "\t")
@given(programs() | TEXTS, st.integers(0, 300), st.integers(0, 20), TEXTS | st.sampled_from(PIECES))
@settings(max_examples=500, deadline=None)
def test_an_edited_text_has_the_lines_of_a_new_one(
    text: str, start: int, length: int, typed: str
) -> None:
    start = min(start, len(text))
    edited = text[:start] + typed + text[start + length :]
    assert read_again(edited, read(text)) == read(edited)


def test_what_an_edit_leaves_alone_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "def f():\n    return g(1)\n" * 1_000
    before, middle = read(text), len(text) // 2
    edited = text[:middle] + "x" + text[middle:]
    expected = read(edited)
    scanned: list[Line] = []
    scan = logical_lines._scan

    def counting(*args: Any, **options: Any) -> Iterator[Line]:
        for line in scan(*args, **options):
            scanned.append(line)
            yield line

    monkeypatch.setattr(logical_lines, "_scan", counting)
    assert read_again(edited, before) == expected
    assert len(scanned) < 6
