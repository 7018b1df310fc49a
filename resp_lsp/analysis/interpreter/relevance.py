"""Which names of a function matter: those whose values may get into a response, or out of it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.names import words
from resp_lsp.analysis.source.nodes import walk
from resp_lsp.analysis.source.remembering import remembered_by_node
from resp_lsp.analysis.values.headers import HEADER_LIKE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RESPONSE = re.compile(r"Response|response_class|patch_|add_never_cache_headers")
EVERYWHERE = {"self", "cls", "request"}
"""Names that stand in most calls, and tell nothing of what these are for."""

QUOTES = "\"'"


@remembered_by_node(4_096)
def relevant(function: cst.FunctionDef) -> frozenset[str]:
    """The names in what a function returns, gives to a response or does with one, and in what
    those are bound to."""
    found: set[str] = set()
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for node in walk(function.body):
        for target, value in _bindings(node):
            _bound(target, value, found, sources)
        match node:
            case cst.Return(value=cst.BaseExpression() as value):
                found.update(words(value))
            case cst.Call(func=called, args=arguments):
                _called(called, arguments, found, sources)
            case cst.FunctionDef() | cst.Lambda():
                found.update(words(node))
    waiting = list(found)
    for name in waiting:
        more = sources.pop(name, set()) - found
        found |= more
        waiting += more
    return frozenset(found - EVERYWHERE)


def _bindings(node: cst.CSTNode) -> Iterator[tuple[cst.CSTNode, cst.BaseExpression]]:
    """The targets that a statement or a clause binds, each with where the value comes from."""
    match node:
        case cst.Assign(targets=targets, value=value):
            yield from ((target.target, value) for target in targets)
        case cst.AnnAssign(target=target, value=cst.BaseExpression() as value):
            yield target, value
        case cst.AugAssign(target=target, value=value) | cst.NamedExpr(target, value):
            yield target, value
        case cst.For(target=target, iter=value) | cst.CompFor(target=target, iter=value):
            yield target, value
        case cst.WithItem(item=value, asname=cst.AsName(name=target)):
            yield target, value


def _called(
    called: cst.BaseExpression,
    arguments: Iterable[cst.Arg],
    found: set[str],
    sources: defaultdict[str, set[str]],
) -> None:
    name = called.attr if isinstance(called, cst.Attribute) else called
    given = {word for argument in arguments for word in words(argument.value)}
    if isinstance(name, cst.Name) and RESPONSE.search(name.value):
        found |= given
    elif isinstance(called, cst.Attribute):
        # `rows.append(row)` puts something into what `rows` holds.
        for owner in words(called.value):
            sources[owner] |= given


def _bound(
    target: cst.CSTNode,
    value: cst.BaseExpression,
    found: set[str],
    sources: defaultdict[str, set[str]],
) -> None:
    given = set(words(value))
    match target:
        case cst.Subscript(slice=[cst.SubscriptElement(slice=cst.Index(value=key))]):
            text = key.value.strip(QUOTES) if isinstance(key, cst.SimpleString) else "any-name"
            if HEADER_LIKE.fullmatch(text):
                found |= {*given, *words(target)}
    for name in words(target):
        sources[name] |= given
