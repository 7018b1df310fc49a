"""Putting the call of a helper in the place of a header written by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from resp_lsp.analysis.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lsp.analysis.tree import Place

NAMES = ("response", "resp", "http_response")


@dataclass(frozen=True, slots=True)
class StatementRewrite:
    """The write is a statement of its own: the call takes its place."""

    statement: Place
    receiver: str

    def edits(self, code: str) -> tuple[Edit, ...] | None:
        """None when a comment would be lost."""
        if self.statement.has_comment:
            return None
        return (Edit(self.statement.span, code),)


@dataclass(frozen=True, slots=True)
class ItemRewrite:
    """The write is an item of the dict given as `headers=`: the item goes, the call follows.

    `name` is what the response is bound to; without one, it is returned.
    """

    items: Sequence[Place]
    index: int
    argument: Place
    arguments: Sequence[Place]
    statement: Place | None = None
    name: str | None = None

    @property
    def receiver(self) -> str | None:
        if self.statement is None:
            return None
        if self.name is not None:
            return self.name
        words = set(re.findall(r"\w+", self.statement.tree.parsed.source))
        return next((name for name in NAMES if name not in words), None)

    def edits(self, code: str) -> tuple[Edit, ...] | None:
        """None when the call cannot follow, or a comment would be lost."""
        if self.statement is None or self.receiver is None or self.argument.has_comment:
            return None
        start, end = self.statement.own_line_start(), self.statement.line_end()
        if start is None or end is None:
            return None
        removal = self._removal()
        if self.name is not None:
            return (removal, Edit(Span(end, end), start + code))
        at = self.statement.span.start
        return (
            Edit(Span(at, at + len("return")), f"{self.receiver} ="),
            removal,
            Edit(Span(end, end), f"{start}{code}{start}return {self.receiver}"),
        )

    def _removal(self) -> Edit:
        if len(self.items) > 1:
            return Edit(_cut(self.items, self.index), "")
        return Edit(_cut(self.arguments, self.arguments.index(self.argument)), "")


def _cut(places: Sequence[Place], index: int) -> Span:
    """The span of one of several that commas separate, with one of the commas."""
    if index + 1 < len(places):
        return Span(places[index].span.start, places[index + 1].span.start)
    start = places[index - 1].span.end if index else places[index].span.start
    return Span(start, places[index].span.end)


Rewrite: TypeAlias = StatementRewrite | ItemRewrite
