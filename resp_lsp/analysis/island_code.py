"""What the code of one island says of itself: searches that remember what they found."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, AnyStr

from resp_lsp.analysis.interpreter.calls import VERBS
from resp_lsp.analysis.interpreter.receivers import TRUSTED_NAMES
from resp_lsp.analysis.source.remembering import remembered
from resp_lsp.analysis.telling import ANSWERED, SHORTCUTS, TOLD_PATTERN, USES
from resp_lsp.analysis.values.headers import HEADER_LIKE

if TYPE_CHECKING:
    from collections.abc import Iterator

ASSIGNED = re.compile(r"\]\s*[+|]?=(?!=)")
TRUSTED_WRITE = re.compile(
    rf"\b(?:{'|'.join(sorted(TRUSTED_NAMES))}|self(?:\.\w+)?)(?:\.headers)?\s*[\[.]"
)
TAKING = re.compile(r"\bdef\s+(\w+)\s*\(\s*(?!self\s*\)|request\s*[,)])[\w*]")
"""A function with a parameter that is not a view's."""

NAMED_HEADER = re.compile(r"""\[["'][A-Z][a-z]+(?:-[A-Z][a-z]+)*["']\]\s*=(?!=)""")
NAMED = re.compile(r"(\w+)\s*(?::[^=\n]+)?=(?!=)")
DEFINED = re.compile(r"(?:def|class)\s+(\w+)")
WORD = re.compile(r"\w+")
USED = frozenset((*USES, *SHORTCUTS))
HANDLERS = frozenset((*VERBS, "dispatch", "__init__", "__call__"))


@remembered
def is_triggered(code: str, indent: str, triggers: re.Pattern[str]) -> bool:
    return triggers.search(indent + code, len(indent)) is not None


@remembered
def holds(code: str, words: frozenset[str]) -> bool:
    return bool(words) and _one_of(words).search(code) is not None


@lru_cache(100)
def _one_of(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words))))


@remembered
def calls_one(code: str, calls: tuple[re.Pattern[str], ...]) -> bool:
    """Whether something that does something with a response is given arguments."""
    return any(pattern.search(code) is not None for pattern in calls)


@remembered
def tells(code: str, strangers: frozenset[str]) -> bool:
    """Whether responses are named or used; `strangers` are names that only look like theirs."""
    return (
        any(_word_at(code, at) not in strangers for at in occurrences(code, "Response"))
        or holds(code, USED)
        or TOLD_PATTERN.search(code) is not None
        or ANSWERED.search(code) is not None
    )


def writes(code: str) -> bool:
    """Whether a subscript is assigned to, unless its key is a string that names no header."""
    return ".setdefault(" in code or ("]" in code and _assigns(code))


@remembered
def _assigns(code: str) -> bool:
    return any(True for _ in _assignments(code))


@remembered
def writes_to_trusted(code: str) -> bool:
    return TRUSTED_WRITE.search(code) is not None


@remembered
def defined(code: str) -> str | None:
    """The first name that is defined."""
    found = DEFINED.search(code)
    return None if found is None else found[1]


@remembered
def given_by(code: str, *, is_method: bool) -> str | None:
    """The function or other name that is bound, if it may give or take a response."""
    found = TAKING.search(code) or NAMED.match(code)
    return None if found is None or (is_method and found[1] in HANDLERS) else found[1]


@remembered
def names_header(code: str) -> bool:
    return NAMED_HEADER.search(code) is not None


def _assignments(text: str) -> Iterator[int]:
    """Where a subscript is assigned to, unless its key is a string that names no header."""
    for match in ASSIGNED.finditer(text):
        end = match.start() - 1
        quote = text[end]
        if quote not in "\"'" or HEADER_LIKE.fullmatch(text, text.rfind(quote, 0, end) + 1, end):
            yield end


def _word_at(text: str, start: int) -> str:
    while text[start - 1 : start].isidentifier():
        start -= 1
    word = WORD.match(text, start)
    return word[0] if word is not None else ""


def occurrences(text: AnyStr, word: AnyStr) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))
