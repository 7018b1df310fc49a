"""Where a cursor is, beside what Python's own tokenizer finds in whole code."""

from __future__ import annotations

import io
import tokenize
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_lsp.analysis.source.text import Lines, Position, Span
from resp_lsp.server.completions.cursor import cursor_at
from resp_lsp.server.completions.places import in_python
from tests.server.cursors import VIEW, labels, offered, without_cursor

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
FILES = sorted(
    (*ROOT.glob("resp_lsp/server/**/*.py"), *ROOT.glob("tests/server/*.py"), *ROOT.glob("*/*.py"))
)
SPACE = frozenset(
    {tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER, tokenize.NEWLINE}
)
FORMATTED = ("FSTRING_START", "FSTRING_END", "TSTRING_START", "TSTRING_END")
"""The ends of what is one token before Python 3.12."""


@dataclass
class Expected:
    """What a tokenizer finds: places of strings and comments, and of what opens and closes."""

    text: str
    strings: list[Span] = field(default_factory=list)
    comments: list[Span] = field(default_factory=list)
    brackets: list[tuple[int, str]] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)

    def open_at(self, offset: int) -> list[int]:
        """Where the brackets start that are open before an offset."""
        opened: list[int] = []
        for start, bracket in self.brackets:
            if start >= offset:
                break
            if bracket in "([{":
                opened.append(start)
            else:
                opened.pop()
        return opened


@cache
def expected(path: Path) -> Expected:
    text = path.read_text("utf-8")
    lines = Lines(text)
    found = Expected(text)
    formatted: list[int] = []
    is_new = True
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        ends = (lines.offset(Position(row - 1, col)) for row, col in (token.start, token.end))
        span = Span(*ends)
        kind = tokenize.tok_name[token.type]
        if kind in FORMATTED:
            if kind.endswith("START"):
                formatted.append(span.start)
            elif len(formatted) == 1:
                found.strings.append(Span(formatted.pop(), span.end))
            else:
                formatted.pop()
        if not formatted and token.type == tokenize.STRING:
            found.strings.append(span)
        if token.type == tokenize.COMMENT:
            found.comments.append(span)
        elif is_new and token.type not in SPACE and not formatted[1:]:
            found.statements.append(span.start)
            is_new = False
        if not formatted and token.type == tokenize.OP and token.string in "()[]{}":
            found.brackets.append((span.start, token.string))
        if token.type == tokenize.NEWLINE or (token.string == ";" and not formatted):
            is_new = True
    return found


@given(st.sampled_from(FILES), st.data())
def test_a_cursor_is_where_the_tokenizer_of_python_sees_it(path: Path, data: st.DataObject) -> None:
    found = expected(path)
    offset = data.draw(st.integers(0, len(found.text)))
    cursor = cursor_at(found.text, offset)
    string = next((s for s in found.strings if s.start < offset < s.end), None)
    comment = next((c for c in found.comments if c.start < offset <= c.end), None)
    assert cursor.comment == (None if comment is None else comment.start)
    if string is None or offset >= string.start + 5:  # behind any prefix and quotes
        assert (cursor.string and cursor.string.start) == (string and string.start)
    if string is None:
        assert [bracket.start for bracket in cursor.brackets] == found.open_at(offset)
        before = max((start for start in found.statements if start < offset), default=None)
        if before is not None and cursor.code and comment is None:
            rest = found.text[cursor.statement :]
            assert cursor.statement + len(rest) - len(rest.lstrip()) == before


def typed(statement: str) -> Iterator[str]:
    """A view with a statement after each keystroke, at the cursor."""
    for end in range(len(statement) + 1):
        yield f"{VIEW}    {statement[:end]}|\n    return response\n"


STATEMENTS = [
    'response["Cache-Control"] = "public, max-age=60"  # noqa: RSP301',
    'response.headers.setdefault("Vary", "Cookie")  # resp: ignore[manual-vary] it is so',
    'return HttpResponse("a", status=404, headers={"ETag": f"\\"{tag}\\"", "Vary": "Cookie"})',
    "patch_cache_control(response, max_age=60, public=True)",
    'patch_vary_headers(response, ["Cookie", "Accept"])',
    "response.status_code = 404; response['X'] = '''a'''",
    'x = {"a": [1, (2, {"b": f"{y!r:>{z}}"}], "c"): \'d\'}',
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_each_keystroke_of_a_statement_has_an_answer(statement: str) -> None:
    for marked in typed(statement):
        text, offset = without_cursor(marked)
        for each in offered(marked):
            assert each.span.start <= offset <= each.span.end
            assert text.count("\n", each.span.start, each.span.end) == 0


def test_what_is_offered_changes_as_a_statement_is_typed() -> None:
    told = {len(marked): labels(offered(marked)) for marked in typed(STATEMENTS[0])}
    first = len(next(typed("")))
    at = {end - first: found for end, found in told.items()}
    assert not any(at[end] for end in range(len("response[") + 1))
    assert all("Vary" in at[end] for end in range(len('response["'), len('response["Cache-C')))
    assert at[len('response["Cache-Control"]')] == []
    assert "public" in at[len('response["Cache-Control"] = "')]
    assert at[len('response["Cache-Control"] = "public, max-age=')] == []
    assert "RSP301" in at[len(STATEMENTS[0]) - 1]


MARKS = st.sampled_from([*"()[]{}'\"#,:;=\\@ .\té😀", "\n", "\r\n", "\r", '"""', "'''", 'f"', "\f"])
COMMENTS = st.sampled_from(["# noqa: ", "# resp: ignore[", "RSP301"])
NAMES = st.sampled_from(["response", "headers", "status", "HttpResponse", "Cache-Control"])
STARTS = st.sampled_from(["def f", "class ", "return ", "cache_control(", "patch_vary_headers("])
WORDS = COMMENTS | NAMES | STARTS


@given(st.lists(MARKS | WORDS), st.lists(MARKS | WORDS))
def test_no_code_is_too_broken(before: list[str], after: list[str]) -> None:
    _check("".join(before), "".join(after))


@given(st.sampled_from(STATEMENTS), st.lists(MARKS | WORDS, max_size=3), st.data())
def test_whatever_is_put_into_a_statement_has_an_answer(
    statement: str, pieces: list[str], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(statement)))
    _check(f"{VIEW}    {statement[:cut]}{''.join(pieces)}", statement[cut:])


def _check(before: str, after: str) -> None:
    """What is offered replaces what stands around the cursor on its line."""
    text = before + after
    for each in in_python(cursor_at(text, len(before)), {"RSP301"}):
        assert each.span.start <= len(before) <= each.span.end
        assert not {"\r", "\n"} & {*text[each.span.start : each.span.end]}


def test_a_long_module_is_read_in_a_few_milliseconds() -> None:
    function = 'def view(a, b="c"):\n    """Do it."""\n    return {"a": [1, b]}  # so\n\n\n'
    text = function * 1000 + VIEW + '    response["Cac'
    assert text.count("\n") > 5000
    assert _seconds(text) < 0.02  # 3 ms, and more on a busy machine


def test_what_nobody_types_does_not_keep_the_others_waiting() -> None:
    for text in ("[" * 3_000_000, "x = ['a',\n" * 300_000, "'" * 3_000_000, "x\n" * 1_500_000):
        assert _seconds(text) < 0.2


def _seconds(text: str) -> float:
    """The least of a few measurements of processor time."""
    measured = []
    for _ in range(5):
        before = process_time()
        in_python(cursor_at(text, len(text)))
        measured.append(process_time() - before)
    return min(measured)
