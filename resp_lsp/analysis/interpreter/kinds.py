"""Of what kind the objects of the project's classes are: models, serializers, dicts or none."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.classes import ABSTRACT, NAMED, definitions, lineage, name_of
from resp_lsp.analysis.knowledge import JSON_TYPES, MODEL, PLAIN, QUERYSET, knowledge
from resp_lsp.analysis.source.islands import Island
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Bound,
    Collection,
    Definition,
    Instance,
    Known,
    Method,
    Object,
    Reference,
    Value,
    join,
    mapped,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

MODELS = f"{QUERYSET}[Model]"
SERIALIZER = "rest_framework.serializers.BaseSerializer"
LIST_SERIALIZER = "rest_framework.serializers.ListSerializer"
IMPORTED_MODEL = re.compile(r"\.models\.(?:\w+\.)?[A-Z]\w*$")
"""A class of an application's models, where these cannot be read."""

DECORATED = re.compile(r"@\s*([\w.]+)")
STATUS = re.compile(
    r"http\.HTTPStatus\.(?P<name>\w+)|rest_framework\.status\.HTTP_(?P<code>\d+)_\w+"
)


def judged(value: Value) -> Value:
    """What is of the project by its type, where that tells something; a status by its number."""
    match value:
        case Collection(kind, items):
            return Collection(kind, tuple(tuple(mapped(p, judged) for p in item) for item in items))
        case Object():
            found = _type_of(value)
            return value if found is None else Instance(found)
        case Definition(cst.Lambda() | cst.FunctionDef(decorators=[])):
            return Instance("builtins.function")
        case Bound(Definition(cst.FunctionDef(decorators=[]))):
            return Instance("builtins.method")
        case Reference(name) if (match := STATUS.fullmatch(name)) is not None:
            return _status(match)
        case _:
            return value


def _status(found: re.Match[str]) -> Value:
    if found["code"] is not None:
        return Known(int(found["code"]))
    status = HTTPStatus.__members__.get(found["name"])
    return UNKNOWN if status is None else Known(status)


def _type_of(value: Object) -> str | None:
    of = value.of
    outer = _outer(of)
    if outer is None or _binds(of, "__new__") or not all(map(_is_undecorated, definitions(of))):
        return None
    if not value.is_exact and ABSTRACT.search(_name(of)):
        return None  # what is mixed into a dict is one
    kinds = {knowledge().is_dict(name) for name in outer}
    if True in kinds:
        return "builtins.dict"
    if None in kinds:
        return None
    held = (base for base in JSON_TYPES if any(knowledge().extends(name, base) for name in outer))
    return next(held, PLAIN + _name(of))


def _outer(of: Definition) -> list[str] | None:
    """The classes from elsewhere that it extends; None when there are unknown ones."""
    names = []
    for ancestor in lineage(of):
        match ancestor:
            case Definition():
                pass
            case Reference("builtins.object" | "abc.ABC" | "typing.Generic"):
                pass
            case Reference(name):
                names.append(knowledge().canonical(name))
            case _:
                return None
    return names


def _is_undecorated(of: Definition) -> bool:
    """Whether the decorators of the class, if any, leave it what it is."""
    text, island = of.scope.text, of.node
    if not isinstance(island, Island):
        return False
    header = NAMED.search(text, island.span.start, island.span.end)
    end = header.start() if header is not None else island.span.end
    return all(
        _qualified(name, of) in knowledge().transparent
        for name in DECORATED.findall(text, island.span.start, end)
    )


def _qualified(name: str, of: Definition) -> str:
    first, _, rest = name.partition(".")
    root = of.scope.lookup(first)
    return ".".join(filter(None, (root.name, rest))) if isinstance(root, Reference) else ""


def _name(of: Definition) -> str:
    return name_of(of) or "object"


def is_model(value: Value) -> bool:
    """Whether it certainly is a class of models with Django's own manager as `objects`."""
    match value:
        case Reference(name):
            is_known = knowledge().extends(knowledge().canonical(name), MODEL) is True
            return is_known or IMPORTED_MODEL.search(name) is not None
        case Definition(Island()):
            return _extends(value, MODEL) and not _binds(value, "objects")
        case _:
            return False


def _extends(of: Definition, ancestor: str) -> bool:
    outer = _outer(of) or ()
    known = [knowledge().extends(name, ancestor) for name in outer]
    return None not in known and True in known


def _binds(of: Definition, names: str) -> bool:
    """Whether the class, or one of the project that it extends, binds one of the names."""
    pattern = re.compile(rf"^[ \t]*(?:def[ \t]+)?(?:{names})[ \t]*[=:(]", re.MULTILINE)
    return any(
        not isinstance(island := ancestor.node, Island)
        or pattern.search(ancestor.scope.text, island.span.start, island.span.end)
        for ancestor in definitions(of)
    )


def rows_of(model: Value) -> str:
    """The type of `model.objects`, with what is known of its rows."""
    return MODELS if is_model(model) else QUERYSET


def made_by(model: Value, method: str) -> Value | None:
    """What a manager's method gives that finds or makes an object of a model of the project."""
    if not isinstance(model, Definition) or not is_model(model):
        return None
    made = Object(model)
    match method:
        case "get" | "create" | "earliest" | "latest":
            return made
        case "first" | "last":
            return join(made, Known(None))
        case "get_or_create" | "update_or_create":
            return Collection("builtins.tuple", ((made,), (Instance("builtins.bool"),)))
        case _:
            return None


def found_by(source: Value) -> Value:
    """What `get_object_or_404(source, …)` gives."""
    made = made_by(source, "get")
    if made is not None:
        return made
    match source:
        case Instance(kind):
            given = knowledge().method(kind, "get")
        case Method(model, "objects"):
            given = knowledge().method(rows_of(model), "get")
        case _:
            given = MODEL if is_model(source) else None
    return UNKNOWN if given is None else Instance(given)


def serialized(
    of: Definition, arguments: Sequence[cst.Arg], values: Sequence[Value]
) -> Instance | None:
    """What a serializer class of Django REST framework makes for many objects."""
    many = [
        v for a, v in zip(arguments, values, strict=True) if a.keyword and a.keyword.value == "many"
    ]
    if many != [Known(True)] or not _extends(of, SERIALIZER):
        return None
    is_changed = _binds(of, "list_serializer_class|many_init|__new__")
    return None if is_changed else Instance(LIST_SERIALIZER)
