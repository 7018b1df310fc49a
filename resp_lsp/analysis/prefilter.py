"""What is worth parsing: a search for words, before anything else is done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lsp.analysis.islands import Kind
from resp_lsp.analysis.receivers import TRUSTED_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.islands import Island

FRAMEWORKS = (b"django", b"rest_framework", b"HttpResponse", b"JsonResponse")
MAKERS = ("render", "redirect", "get_response", "process_response", "super")
WRITE = r"\]\s*[+|]?=(?!=)|\bsetdefault\("
ALIAS = re.compile(r"(?:Response\w*|\brender|\bredirect)\s+as\s+(\w+)")
DEFINED = re.compile(r"(?:def|class)\s+(\w+)")


def may_matter(data: bytes) -> bool:
    """Whether a file's bytes hold what a finding needs; a file that fails is never parsed."""
    if not any(word in data for word in FRAMEWORKS):
        return False
    return b"Response" in data or (
        any(word.encode() in data for word in (*MAKERS, *TRUSTED_NAMES))
        and re.search(WRITE.encode(), data) is not None
    )


def of_interest(text: str, islands: tuple[Island, ...]) -> Iterator[tuple[Island, Island | None]]:
    """The islands that may construct a response or write a header, each with its class."""
    mentions, writes = _patterns(text, islands)
    for island, owner in _leaves(islands, None):
        span = island.span
        if mentions.search(text, span.start, span.end) or (
            writes[0].search(text, span.start, span.end)
            and writes[1].search(text, span.start, span.end)
        ):
            yield island, owner


def _leaves(
    islands: tuple[Island, ...], owner: Island | None
) -> Iterator[tuple[Island, Island | None]]:
    for island in islands:
        if island.kind is Kind.CLASS and island.body:
            yield from _leaves(island.body, island)
        else:
            yield island, owner


def _patterns(
    text: str, islands: tuple[Island, ...]
) -> tuple[re.Pattern[str], tuple[re.Pattern[str], re.Pattern[str]]]:
    """What is of interest by itself, and a pair that is of interest together."""
    trusted = "|".join(sorted(TRUSTED_NAMES))
    mentions = [
        "Response",
        rf"\b(?:{trusted})(?:\.headers)?\s*(?:\[[^\n]*\]\s*[+|]?=(?!=)|\.setdefault\()",
    ]
    aliases = set(ALIAS.findall(text))
    makers = {*MAKERS, *aliases}
    for island in islands:
        defined = DEFINED.search(text, island.span.start, island.span.end)
        header_end = island.body[0].span.start if island.body else island.span.end
        if defined is None or not _words(aliases, MAKERS).search(text, defined.end(), header_end):
            continue
        (aliases if island.kind is Kind.CLASS else makers).add(defined[1])
    if aliases:
        mentions.append(_words(aliases, ()).pattern)
    return re.compile("|".join(mentions)), (_words(makers, ()), re.compile(WRITE))


def _words(names: set[str], others: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(map(re.escape, sorted({*names, *others})))
    response = "Response|" if others else ""
    return re.compile(rf"{response}\b(?:{alternatives})\b")
