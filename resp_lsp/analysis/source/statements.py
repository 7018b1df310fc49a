"""Islands to search for words, without the text between them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import find_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from resp_lsp.analysis.source.islands import Island


class Statements:
    """Some islands of a text, in order: of most modules they are a small part."""

    def __init__(self, text: str, islands: Sequence[Island]) -> None:
        codes = [text[island.span.start : island.span.end] for island in islands]
        self._islands = islands
        self._joined = "\n".join(codes)
        self._starts = [0, *accumulate(len(code) + 1 for code in codes)]

    def with_word(self, name: str) -> Iterator[Island]:
        """Those in which the name stands."""
        at = find_word(self._joined, name)
        while at >= 0:
            index = bisect_right(self._starts, at) - 1
            yield self._islands[index]
            at = find_word(self._joined, name, self._starts[index + 1])
