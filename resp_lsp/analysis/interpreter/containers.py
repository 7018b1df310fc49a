"""Methods of lists and dicts of which the items are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.values.value import UNKNOWN, Collection, Known, Ref, Value, join

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lsp.analysis.interpreter.frame import Frame
    from resp_lsp.analysis.values.state import Items

NOTHING = Known(None)
PURE = frozenset(
    (
        "copy",
        "count",
        "difference",
        "index",
        "intersection",
        "isdisjoint",
        "issubset",
        "issuperset",
        "items",
        "keys",
        "symmetric_difference",
        "union",
        "values",
    )
)
"""They change nothing."""

KEEPING = frozenset(("append", "insert", "setdefault"))
"""They keep the very object that they are given."""

VIEWS: dict[str, Callable[[tuple[Value, ...]], tuple[Value]]] = {
    "items": lambda item: (Collection("builtins.tuple", tuple((part,) for part in item)),),
    "keys": lambda item: (item[0],),
    "values": lambda item: (item[1],),
}


def view(name: str, items: Items) -> Collection:
    """`items()`, `keys()` or `values()` of a dict."""
    return Collection(f"builtins.dict_{name}", tuple(map(VIEWS[name], items)))


def container_method(
    container: Ref, name: str, arguments: list[Value], frame: Frame
) -> Value | None:
    """What the method gives back; None when that depends on the type alone."""
    items = frame.live.items(container)
    method = METHODS.get((container.type, name))
    if items is not None and method is not None:
        given = arguments if name in KEEPING else [frame.live.settled(a) for a in arguments]
        done = method(items, given)
        if done is not None:
            value, frame.live.objects[container.site] = done
            return value
    if name not in PURE:
        frame.live.escape(container)  # it may have changed it
    frame.live.escape(*arguments)
    return None


Done = tuple[Value, "Items | None"]


def _append(items: Items, arguments: list[Value]) -> Done | None:
    return (NOTHING, (*items, (arguments[0],))) if len(arguments) == 1 else None


def _extend(items: Items, arguments: list[Value]) -> Done | None:
    match arguments:
        case [Collection("builtins.list" | "builtins.tuple", more)]:
            return NOTHING, (*items, *more)
        case _:
            return None


def _insert(items: Items, arguments: list[Value]) -> Done | None:
    match arguments:
        case [Known(0), value]:
            return NOTHING, ((value,), *items)
        case _:
            return None


def _update(items: Items, arguments: list[Value]) -> Done | None:
    match arguments:
        case [Collection("builtins.dict", more) as given] if _are_known((*items, *more)):
            keys = [key for key, _ in given.pairs()]
            return NOTHING, (*(item for item in items if item[0] not in keys), *more)
        case _:
            return None


def _get(items: Items, arguments: list[Value]) -> Done | None:
    match arguments:
        case [Known() as key, *default]:
            found = _found(items, key)
            return join(found or (default[0] if default else NOTHING)), items
        case _:
            return UNKNOWN, items


def _setdefault(items: Items, arguments: list[Value]) -> Done | None:
    match arguments:
        case [Known() as key, value] if _are_known(items):
            found = _found(items, key)
            return (found, items) if found else (value, (*items, (key, value)))
        case _:
            return None


def _pop(items: Items, arguments: list[Value]) -> Done | None:
    match arguments:
        case [Known() as key, *default] if _are_known(items):
            given = _found(items, key) or (default[0] if default else UNKNOWN)
            return given, tuple(item for item in items if item[0] != key)
        case _:
            return None


def _found(items: Items, key: Value) -> Value | None:
    return next((item[1] for item in reversed(items) if item[0] == key), None)


def _are_known(items: Items) -> bool:
    """Whether the keys of a dict are known, so that one more is another one."""
    return all(isinstance(item[0], Known) for item in items)


def _view(name: str) -> Callable[[Items, list[Value]], Done | None]:
    return lambda items, arguments: None if arguments else (view(name, items), items)


METHODS: dict[tuple[str, str], Callable[[Items, list[Value]], Done | None]] = {
    ("builtins.list", "append"): _append,
    ("builtins.list", "extend"): _extend,
    ("builtins.list", "insert"): _insert,
    ("builtins.dict", "get"): _get,
    ("builtins.dict", "pop"): _pop,
    ("builtins.dict", "setdefault"): _setdefault,
    ("builtins.dict", "update"): _update,
    **{("builtins.dict", name): _view(name) for name in VIEWS},
}
