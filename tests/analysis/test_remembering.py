"""What is kept between two checks, and that it is not kept for ever."""

from __future__ import annotations

from resp_lsp.analysis.source.islands import split
from resp_lsp.analysis.source.remembering import (
    LONG,
    MOST_LONG,
    SHORT,
    forget_nodes,
    remembered,
    remembered_by_node,
)
from resp_lsp.analysis.source.statements import Statements
from resp_lsp.analysis.source.tree import Memo


def test_a_tree_is_made_once() -> None:
    memo = Memo()
    assert memo.parsed("", "a = 1") is memo.parsed("", "a = 1")
    assert memo.parsed("", "a = 1") is not memo.parsed("    ", "a = 1")


def test_trees_go_when_their_texts_are_too_long_together() -> None:
    memo = Memo(size=12)
    first, second = memo.parsed("", "a = 1"), memo.parsed("", "b = 2")
    assert memo.parsed("", "a = 1") is first
    memo.parsed("", "c = 3")
    assert memo.parsed("", "a = 1") is first
    assert memo.parsed("", "b = 2") is not second


def test_trees_go_when_they_are_too_many() -> None:
    memo = Memo(most=1)
    first = memo.parsed("", "a = 1")
    memo.parsed("", "b = 2")
    assert memo.parsed("", "a = 1") is not first


def test_a_tree_that_is_too_long_alone_is_kept_until_the_next() -> None:
    memo = Memo(size=1)
    assert memo.parsed("", "a = 1") is memo.parsed("", "a = 1")


def test_the_answers_for_a_few_long_codes_are_remembered() -> None:
    asked = []

    @remembered
    def length(code: str) -> int:
        asked.append(code)
        return len(code)

    short = "a" * SHORT
    long = ["a" * (LONG + n) for n in range(1, MOST_LONG + 2)]
    assert [length(code) for code in (short, *long)] == [SHORT, *map(len, long)]
    asked.clear()
    assert [length(code) for code in (short, long[-1], long[0])] == [
        SHORT,
        len(long[-1]),
        len(long[0]),
    ]
    assert asked == [long[0]]


def test_trees_that_are_dropped_take_along_what_is_remembered_of_their_nodes() -> None:
    asked = []

    @remembered_by_node(10)
    def name(node: object) -> str:
        asked.append(node)
        return type(node).__name__

    memo, node = Memo(size=12), object()
    assert [name(node), name(node)] == ["object"] * 2
    for text in ("a = 1", "b = 2", "c = 3", "d = 4"):
        memo.parsed("", text)
    name(node)
    forget_nodes()
    name(node)
    assert asked == [node] * 3


def test_statements_are_found_by_a_word_in_them() -> None:
    text = "a = 1\ndef b(): pass\nbb = a\n# a\nc = a.a\n"
    islands = split(text)
    statements = Statements(text, [islands[0], islands[2], islands[3]])
    assert list(statements.with_word("a")) == [islands[0], islands[2], islands[3]]
    assert list(statements.with_word("bb")) == [islands[2]]
    assert list(statements.with_word("b")) == []


def test_nothing_is_found_where_there_are_no_statements() -> None:
    assert list(Statements("", []).with_word("a")) == []
