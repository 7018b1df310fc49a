"""Putting code in the place of a statement or of an argument."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from resp_lsp.analysis.source.text import Edit, Span
from resp_lsp.analysis.source.tree import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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

    call: Place
    argument: Place
    items: Sequence[Place]
    index: int
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
        if self.statement is None or self.receiver is None:
            return None
        start, end = self.statement.own_line_start(), self.statement.line_end()
        cut = self._cut()
        if start is None or end is None or any(map(cut.contains, _comments(self.call))):
            return None
        removal = Edit(cut, "")
        if self.name is not None:
            return (removal, Edit(Span(end, end), start + code))
        at = self.statement.span.start
        return (
            Edit(Span(at, at + len("return")), f"{self.receiver} ="),
            removal,
            Edit(Span(end, end), f"{start}{code}{start}return {self.receiver}"),
        )

    def _cut(self) -> Span:
        if len(self.items) > 1:
            return _item(self.items, self.index)
        node = cst.ensure_type(self.call.node, cst.Call)
        arguments = [Place(self.call.tree, argument) for argument in node.args]
        return _argument_span(self.call, arguments, arguments.index(self.argument))


def _argument_span(call: Place, arguments: Sequence[Place], index: int) -> Span:
    """The span of an argument with what separates it from the others."""
    if len(arguments) > 1:
        return _item(arguments, index)
    node = cst.ensure_type(call.node, cst.Call)
    space = call.tree.parsed.module.code_for_node(node.whitespace_before_args)
    return Span(arguments[0].span.start - len(space), call.span.end - 1)


def item_span(call: Place, arguments: Sequence[Place], index: int) -> Span | None:
    """What to cut to be rid of an argument; None when a comment would be lost."""
    cut = _argument_span(call, arguments, index)
    return None if any(map(cut.contains, _comments(call))) else cut


def item_edit(whole: Place, items: Sequence[Place], index: int) -> Edit | None:
    """Take out one of several items of a display; None when a comment would be lost."""
    cut = _item(items, index)
    return None if any(map(cut.contains, _comments(whole))) else Edit(cut, "")


def unwrapped(statement: Place, name: Place) -> Edit | None:
    """The only line in a `with` statement put in its place, with what it manages in place of
    the name; None where there is more to it, or a comment would be lost."""
    match statement.node:
        case cst.With(
            items=[cst.WithItem(item=manager)],
            body=cst.IndentedBlock(body=[cst.SimpleStatementLine(body=[line])]),
            asynchronous=None,
        ) if not statement.has_comment:
            inner, opened = statement.tree.place(line), statement.tree.place(manager)
        case _:
            return None
    if len(re.findall(rf"\b{name.source}\b", inner.source)) != 1:
        return None
    at = name.span.start - inner.span.start
    code = inner.source[:at] + opened.source + inner.source[at + len(name.source) :]
    return Edit(statement.span, code)


def _item(places: Sequence[Place], index: int) -> Span:
    """The span of one of several that commas separate, with one of the commas."""
    if index + 1 < len(places):
        return Span(places[index].span.start, places[index + 1].span.start)
    return Span(places[index - 1].span.end, places[index].span.end)


def _comments(place: Place) -> Iterator[Span]:
    return (comment.span for comment in place.comments())


Rewrite: TypeAlias = StatementRewrite | ItemRewrite
