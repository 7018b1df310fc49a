"""Functions of islands that remember: a keystroke changes one island of many."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 3_000
"""More than the islands of a long file."""

SHORT = 80
"""Code points; to look at such code takes no longer than to remember it."""

LONG, MOST_LONG = 2_000, 100
"""Code points, and codes that have more. Each keystroke in an island makes another code."""

Node = TypeVar("Node")
Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")


_of_nodes: list[Any] = []


def remembered(
    function: Callable[Concatenate[str, Rest], Answer],
) -> Callable[Concatenate[str, Rest], Answer]:
    of_short, of_long = lru_cache(MOST)(function), lru_cache(MOST_LONG)(function)

    @wraps(function)
    def answer(code: str, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Answer:
        if len(code) < SHORT:
            return function(code, *args, **kwargs)
        remembering = of_long if len(code) > LONG else of_short
        return remembering(code, *args, **kwargs)  # type: ignore[arg-type] # all are hashable

    return answer


def remembered_by_node(most: int) -> Callable[[Callable[[Node], Answer]], Callable[[Node], Answer]]:
    """For functions of a node, which remember nodes, and with each its tree, until `forget_nodes`
    or until there are too many."""

    def decorate(function: Callable[[Node], Answer]) -> Callable[[Node], Answer]:
        _of_nodes.append(remembering := lru_cache(most)(function))
        return remembering

    return decorate


def forget_nodes() -> None:
    """Let go of the trees that nobody else keeps."""
    for remembering in _of_nodes:
        remembering.cache_clear()
