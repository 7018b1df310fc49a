"""What is worth parsing: a search for words, before anything else is done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from resp_lsp.analysis.interpreter.calls import VIEW_NAMES
from resp_lsp.analysis.interpreter.import_statements import bindings
from resp_lsp.analysis.interpreter.receivers import TRUSTED_NAMES
from resp_lsp.analysis.island_code import (
    HANDLERS,
    NAMED_HEADER,
    calls_one,
    defined,
    given_by,
    holds,
    names_header,
    occurrences,
    tells,
    writes,
    writes_to_trusted,
)
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.source.islands import Kind
from resp_lsp.analysis.source.remembering import remembered
from resp_lsp.analysis.telling import (
    TOLD_BYTES,
    USED_BYTES,
    USES,
)
from resp_lsp.analysis.values.headers import HEADER_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from resp_lsp.analysis.source.islands import Island

    Leaf: TypeAlias = tuple[Island, Island | None, str]

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
ASSIGNED_BYTES = tuple(q + b for q in (b'"]', b"']") for b in (b" =", b"=", b" +=", b" |="))
QUOTED = rf"""["']{HEADER_NAME}["']"""
HEADER_BYTES = re.compile(HEADER_NAME.encode())
SETDEFAULT_BYTES = re.compile(rf"\.setdefault\(\s*{QUOTED}".encode())
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
LIBRARIES = ("django.", "rest_framework.", "json.", "requests.")


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
        for end in occurrences(data, write)
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
    leaves = [
        (island, owner, text[island.span.start : island.span.end])
        for island, owner in leaves_of(text, islands, None)
    ]
    classes, makers = _names(text, islands)
    imports = tuple(_imports(text, islands))
    others = frozenset(name for name, what in imports if not what.startswith(LIBRARIES))
    strangers = frozenset(
        name for name, what in imports if "Response" in name and not knowledge().is_response(what)
    )
    giving = {*_giving(leaves), *(name for name in others if "Response" in name)}
    calls = _calls(frozenset(giving), others)
    methods = (f".{name}(" for name in _methods(leaves))
    asked = others if NAMED_HEADER.search(text) is not None else ()
    given = (f"{name}{end}" for name in asked for end in "(.")
    made = frozenset((*MAKERS, *makers, *methods, *given))
    asks = _asking(frozenset(classes), calls, strangers, made)
    for island, owner, code in leaves:
        is_wanted, is_renamed = asks(code)
        if is_wanted:
            yield Candidate(island, owner, is_renamed)


@lru_cache(4)
def _asking(
    own: frozenset[str],
    calls: tuple[re.Pattern[str], ...],
    strangers: frozenset[str],
    made: frozenset[str],
) -> Callable[[str], tuple[bool, bool]]:
    """What asks of an island's code whether it is a candidate, and a renamed one."""

    @remembered
    def asks(code: str) -> tuple[bool, bool]:
        # The simplest questions first: generated code has a hundred thousand statements.
        is_calling = "(" in code
        is_renamed = bool(own and holds(code, own)) or (is_calling and calls_one(code, calls))
        is_wanted = (
            is_renamed
            or tells(code, strangers)
            or (writes(code) and (holds(code, made) or writes_to_trusted(code)))
        )
        return is_wanted, is_renamed

    return asks


def _methods(leaves: Iterable[Leaf]) -> Iterator[str]:
    """The methods of the module's classes that hold a response."""
    for _, owner, code in leaves:
        name = defined(code) if owner is not None and "Response" in code else None
        if name is not None and name not in HANDLERS:
            yield name


@lru_cache(100)
def _calls(giving: frozenset[str], others: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    """What matches where functions that do something with a response are given arguments;
    `others` are the names that may be imported from the project."""
    called = ((CALLED, giving), (TAKEN, others))
    named = (p.replace("{names}", "|".join(sorted(names))) for p, names in called if names)
    return tuple(map(re.compile, (RETURNED_GIVING, *named)))


def _giving(leaves: Iterable[Leaf]) -> Iterator[str]:
    """The functions and other names of the module that give or take a response."""
    waiting = list(leaves)
    words = frozenset(("Response", "response[", *USES))
    is_first = True
    while words:
        found, rest = [], []
        for leaf in waiting:
            _, owner, code = leaf
            if holds(code, words) or (is_first and names_header(code)):
                name = given_by(code, is_method=owner is not None)
                found += [] if name is None else [name]
            else:
                rest.append(leaf)
        yield from found
        waiting, is_first = rest, False
        words = frozenset(word for name in found for word in (f"{name}(", f"({name},"))


def _imports(text: str, islands: tuple[Island, ...]) -> Iterator[tuple[str, str]]:
    """The names that are imported, each with what it stands for."""
    for island in islands:
        if IMPORT.match(text, island.span.start):
            code = text[island.span.start : island.span.end]
            for name, reference in (bindings(code) or {}).items():
                yield name, reference.name


def leaves_of(
    text: str, islands: tuple[Island, ...], owner: Island | None
) -> Iterator[tuple[Island, Island | None]]:
    """Functions, methods and stretches of other code, without imports; each with its class."""
    for island in islands:
        if island.kind is Kind.CLASS and island.body:
            yield from leaves_of(text, island.body, island)
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
    waiting = [(island, text[island.span.start : _header_end(island)]) for island in islands]
    words = frozenset(("Response", *MAKERS, *classes))
    while words:
        found, rest = set(), []
        for island, header in waiting:
            name = defined(header) if holds(header, words) else None
            if name is None:
                rest.append((island, header))
            elif island.kind is Kind.CLASS:
                found.add(name)
            else:
                makers.add(name)
        classes |= found
        waiting, words = rest, frozenset(found)
    return classes, makers


def _header_end(island: Island) -> int:
    return island.body[0].span.start if island.body else island.span.end


def _line(text: str, at: int) -> int:
    """Where the line begins."""
    return text.rfind("\n", 0, at) + 1


def _places(text: str, words: Iterable[str]) -> Iterator[int]:
    """Where the words begin in the text."""
    return (start for word in words for start in occurrences(text, word))
