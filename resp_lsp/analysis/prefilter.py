"""What is worth parsing: a search for words, before anything else is done."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, AnyStr

from resp_lsp.analysis.interpreter.calls import VERBS, VIEW_NAMES
from resp_lsp.analysis.interpreter.import_statements import bindings
from resp_lsp.analysis.interpreter.receivers import TRUSTED_NAMES
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.source.islands import Kind
from resp_lsp.analysis.telling import (
    ANSWERED,
    SHORTCUTS,
    TOLD_BYTES,
    TOLD_PATTERN,
    USED_BYTES,
    USES,
)
from resp_lsp.analysis.values.headers import HEADER_LIKE, HEADER_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from resp_lsp.analysis.source.islands import Island

FRAMEWORKS = (b"django", b"rest_framework", b"HttpResponse", b"JsonResponse")
MAKERS = (
    "render(",
    "redirect(",
    "get_response(",
    "process_response(",
    "process_template_response(",
    "finalize_response(",
    "serve(",
    "super()",
    *(f"{name}({first}" for name in VIEW_NAMES for first in ("request", "self, request")),
)
ASSIGNED = re.compile(r"\]\s*[+|]?=(?!=)")
ASSIGNED_BYTES = tuple(q + b for q in (b'"]', b"']") for b in (b" =", b"=", b" +=", b" |="))
QUOTED = rf"""["']{HEADER_NAME}["']"""
HEADER_BYTES = re.compile(HEADER_NAME.encode())
SETDEFAULT_BYTES = re.compile(rf"\.setdefault\(\s*{QUOTED}".encode())
TRUSTED_WRITE = re.compile(
    rf"\b(?:{'|'.join(sorted(TRUSTED_NAMES))}|self(?:\.\w+)?)(?:\.headers)?\s*[\[.]"
)
HEADER_WRITES = (
    rf"{QUOTED}\s*\]\s*[+|]?=(?!=)",
    r"(?<!['\"])\]\s*[+|]?=(?!=)",
    r"\bsetdefault\(",
    r"\bheaders\b",
)
"""What stands in each island that writes a header: triggers for rules about them."""

GIVING = r"\w*(?:[Jj][Ss][Oo][Nn]|[Rr]espon[ds])\w*"
"""The name of a function that looks as if it gave a response."""

KNOWN = (
    r"(?:(?:Http|Json|Streaming|File|Template|SimpleTemplate)*Response\w*|json|get_response"
    r"|render_to_response|from_\w+|loads?_\w+)\("
)
"""What is known without a look, or gives no response."""

RETURNED_GIVING = rf"\breturn\s+(?:await\s+)?(?:\w+\.)*(?!{KNOWN}){GIVING}\("
RETURNED_BYTES = re.compile(RETURNED_GIVING.encode())
CALLED = r"(?<!def )(?:\bself\.|\bcls\.|(?<![.\w]))(?:{names})\("
TAKEN = (
    rf"(?<![.\w])(?:{{names}})\(\s*(?:(?:{'|'.join(sorted(TRUSTED_NAMES))})\b|[\w.]*Response\w*\()"
)
ALIASED = ("Response", "render", "redirect", "cache_control", "vary_headers", "vary_on_headers")
ALIAS = re.compile(
    r"(?:Response\w*|render|redirect|cache_control|vary_headers|vary_on_headers)\s+as\s+(\w+)"
)
EXCEPT = re.compile(r"\b(?:except|with)\b")
IMPORT = re.compile(r"(?:from|import)\b")
WORD = re.compile(r"\w+")
TAKING = re.compile(r"\bdef\s+(\w+)\s*\(\s*(?!self\s*\)|request\s*[,)])[\w*]")
"""A function with a parameter that is not a view's."""

NAMED_HEADER = re.compile(r"""\[["'][A-Z][a-z]+(?:-[A-Z][a-z]+)*["']\]\s*=(?!=)""")
NAMED = re.compile(r"(\w+)\s*(?::[^=\n]+)?=(?!=)")
HANDLERS = frozenset((*VERBS, "dispatch", "__init__", "__call__"))
LIBRARIES = ("django.", "rest_framework.", "json.", "requests.")
DEFINED = re.compile(r"(?:def|class)\s+(\w+)")


def may_matter(data: bytes) -> bool:
    """Whether a file's bytes hold what a finding needs; a file that fails is never parsed."""
    if not any(word in data for word in FRAMEWORKS):
        return False
    if b"Response" in data or USED_BYTES.search(data) or TOLD_BYTES.search(data):
        return True
    if b"request" in data and RETURNED_BYTES.search(data):
        return True
    assigned = (
        HEADER_BYTES.fullmatch(data, data.rfind(write[:1], 0, end) + 1, end)
        for write in ASSIGNED_BYTES
        for end in _found(data, write)
    )
    return any(assigned) or SETDEFAULT_BYTES.search(data) is not None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An island that may construct a response or write a header, and the class it is in."""

    island: Island
    owner: Island | None
    is_renamed: bool
    """Whether it does so by names of the module's own, which no trigger knows."""


def candidates(text: str, islands: tuple[Island, ...]) -> Iterator[Candidate]:
    """The islands that are worth a parse, in order."""
    classes, makers = _names(text, islands)
    imports = tuple(_imports(text, islands))
    others = {name for name, qualified in imports if not qualified.startswith(LIBRARIES)}
    own = sorted((*_places(text, classes), *_calls(text, islands, others)))
    responses = sorted((*_response_words(text, imports), *_places(text, (*USES, *SHORTCUTS))))
    told = sorted(match.start() for match in TOLD_PATTERN.finditer(text))
    writes = sorted((*_assignments(text), *_found(text, ".setdefault(")))
    methods = (f".{name}(" for name in _methods(text, islands))
    asked = others if NAMED_HEADER.search(text) is not None else ()
    given = (f"{name}{end}" for name in asked for end in "(.")
    made = sorted(_places(text, (*MAKERS, *makers, *methods, *given))) if writes else []
    for island, owner in leaves(text, islands, None):
        start, end = island.span.start, island.span.end
        is_renamed = _any_between(own, start, end)
        if (
            is_renamed
            or _any_between(responses, start, end)
            or _any_between(told, start, end)
            or ANSWERED.search(text, start, end) is not None
            or (
                _any_between(writes, start, end)
                and (_any_between(made, start, end) or TRUSTED_WRITE.search(text, start, end))
            )
        ):
            yield Candidate(island, owner, is_renamed)


def _methods(text: str, islands: tuple[Island, ...]) -> Iterator[str]:
    """The methods of the module's classes that hold a response."""
    responses = sorted(_found(text, "Response"))
    for island, owner in leaves(text, islands, None):
        if owner is not None and _any_between(responses, island.span.start, island.span.end):
            defined = DEFINED.search(text, island.span.start, island.span.end)
            if defined is not None and defined[1] not in HANDLERS:
                yield defined[1]


def _calls(text: str, islands: tuple[Island, ...], others: set[str]) -> Iterator[int]:
    """Where functions that do something with a response are given arguments; `others` are the
    names that may be imported from the project."""
    yield from (match.start() for match in re.finditer(RETURNED_GIVING, text))
    for pattern, names in (
        (CALLED, {*_giving(text, islands), *(name for name in others if "Response" in name)}),
        (TAKEN, others),
    ):
        if names:
            found = pattern.replace("{names}", "|".join(sorted(names)))
            yield from (match.start() for match in re.finditer(found, text))


def _giving(text: str, islands: tuple[Island, ...]) -> Iterator[str]:
    """The functions and other names of the module that give or take a response."""
    waiting = list(leaves(text, islands, None))
    named = (match.start() for match in NAMED_HEADER.finditer(text))
    places = sorted((*_places(text, ("Response", "response[", *USES)), *named))
    while places:
        found, rest = [], []
        for island, owner in waiting:
            start, end = island.span.start, island.span.end
            if _any_between(places, start, end):
                defined = TAKING.search(text, start, end) or NAMED.match(text, start, end)
                if defined is not None and (owner is None or defined[1] not in HANDLERS):
                    found.append(defined[1])
            else:
                rest.append((island, owner))
        yield from found
        waiting = rest
        places = sorted(_places(text, [w for name in found for w in (f"{name}(", f"({name},")]))


def _imports(text: str, islands: tuple[Island, ...]) -> Iterator[tuple[str, str]]:
    """The names that are imported, each with what it stands for."""
    for island in islands:
        if IMPORT.match(text, island.span.start):
            code = text[island.span.start : island.span.end]
            for name, reference in (bindings(code) or {}).items():
                yield name, reference.name


def _response_words(text: str, imports: Iterable[tuple[str, str]]) -> Iterator[int]:
    """Where a name with `Response` in it stands, unless it is known to be something else."""
    others = {
        name
        for name, qualified in imports
        if "Response" in name and not knowledge().is_response(qualified)
    }
    for start in _found(text, "Response"):
        if not others or _word_at(text, start) not in others:
            yield start


def _word_at(text: str, start: int) -> str:
    while text[start - 1 : start].isidentifier():
        start -= 1
    word = WORD.match(text, start)
    return word[0] if word is not None else ""


def leaves(
    text: str, islands: tuple[Island, ...], owner: Island | None
) -> Iterator[tuple[Island, Island | None]]:
    """Functions, methods and stretches of other code, without imports; each with its class."""
    for island in islands:
        if island.kind is Kind.CLASS and island.body:
            yield from leaves(text, island.body, island)
        elif not IMPORT.match(text, island.span.start):
            yield island, owner


def _names(text: str, islands: tuple[Island, ...]) -> tuple[set[str], set[str]]:
    """The module's own names of response classes, and of functions that may give a response."""
    imports = _places(text, ALIASED)
    aliases = (alias for start in imports if (alias := ALIAS.match(text, start)))
    classes = {
        alias[1]
        for alias in aliases
        if not EXCEPT.search(text, _line(text, alias.start()), alias.start())
    }
    makers: set[str] = set()
    waiting, words = islands, {"Response", *MAKERS, *classes}
    while words:
        sources = sorted(_places(text, words))
        words, rest = set(), []
        for island in waiting:
            header_end = island.body[0].span.start if island.body else island.span.end
            defined = None
            if _any_between(sources, island.span.start, header_end):
                defined = DEFINED.search(text, island.span.start, header_end)
            if defined is None:
                rest.append(island)
            elif island.kind is Kind.CLASS:
                words.add(defined[1])
            else:
                makers.add(defined[1])
        classes |= words
        waiting = tuple(rest)
    return classes, makers


def _line(text: str, at: int) -> int:
    """Where the line begins."""
    return text.rfind("\n", 0, at) + 1


def _assignments(text: str) -> Iterator[int]:
    """Where a subscript is assigned to, unless its key is a string that names no header."""
    for match in ASSIGNED.finditer(text):
        end = match.start() - 1
        quote = text[end]
        if quote not in "\"'" or HEADER_LIKE.fullmatch(text, text.rfind(quote, 0, end) + 1, end):
            yield end


def _places(text: str, words: Iterable[str]) -> Iterator[int]:
    """Where the words begin in the text."""
    return (start for word in words for start in _found(text, word))


def _found(text: AnyStr, word: AnyStr) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _any_between(starts: list[int], start: int, end: int) -> bool:
    index = bisect_left(starts, start)
    return index < len(starts) and starts[index] < end
