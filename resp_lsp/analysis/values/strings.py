"""Text built from parts: formatting, joining, concatenation."""

from __future__ import annotations

import ast
import re
import string
import warnings
from typing import TYPE_CHECKING

from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Collection,
    Hole,
    Instance,
    Known,
    Text,
    Value,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

MAX_TEXT = 100_000
CONVERSION = re.compile(
    r"%(?:\((?P<key>[^)]*)\))?(?P<flags>[-#0 +]*(?:\*|\d*)(?:\.(?:\*|\d*))?)[hlL]?(?P<kind>.)?"
)
PLAIN_STRING = re.compile(r"""(?P<quote>['"])(?P<body>[^'"\r\n]*)(?P=quote)""")
STR = Instance("builtins.str")


def literal(code: str) -> Value:
    """The value of a literal's code; `Unknown` when Python refuses it."""
    if "\\" not in code:
        return _plain_literal(code)
    try:
        with warnings.catch_warnings():
            # An escape that Python only warns of is the author's and Ruff's business.
            warnings.simplefilter("ignore")
            return Known(ast.literal_eval(code))
    except (ValueError, SyntaxError, MemoryError):
        return UNKNOWN


def _plain_literal(code: str) -> Value:
    """A literal without escapes; most are a short string or a number, and read so."""
    match = PLAIN_STRING.fullmatch(code)
    if match is not None:
        return Known(match["body"])
    if code.isdecimal() and code.isascii() and not code.startswith("0"):
        return Known(int(code))
    try:
        return Known(ast.literal_eval(code))
    except (ValueError, SyntaxError, MemoryError):
        return UNKNOWN


def text(parts: Iterable[str | Hole]) -> Value:
    """A str of these parts; constant when there is no hole."""
    merged: list[str | Hole] = []
    for part in _flat(parts):
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part != "":
            merged.append(part)
    match merged:
        case []:
            return Known("")
        case [str(whole)]:
            return Known(whole)
        case _ if sum(len(p) for p in merged if isinstance(p, str)) > MAX_TEXT:
            return STR
        case _:
            return Text(tuple(merged))


def _flat(parts: Iterable[str | Hole]) -> Iterator[str | Hole]:
    for part in parts:
        inner = text_of(part.value) if isinstance(part, Hole) and part.source is None else None
        if inner is not None:
            yield from inner.parts
        else:
            yield _written(part)


def _written(part: str | Hole) -> str | Hole:
    """A constant number in a hole is text as well."""
    match part:
        case Hole(Known(int() | float() | bool() | None as constant), None):
            return str(constant)
        case _:
            return part


def concatenated(left: Value, right: Value) -> Value:
    """`left + right`."""
    match left, right:
        case Known(bytes(one)), Known(bytes(other)):
            return Known(one + other)
        case ((Known(str()) | Text()), (Known(str()) | Text())):
            return text((Hole(left), Hole(right)))
        case ((Known(str()) | Text()), _):
            return text((Hole(left), Hole(right)))
        case _, (Known(str()) | Text()):
            return text((Hole(left), Hole(right)))
        case _:
            return UNKNOWN


def percent(template: Value, arguments: Value) -> Value:
    """`template % arguments`."""
    match template, arguments:
        case Known(bytes(one)), Known(bytes() | int() | str() as only):
            return _constant(lambda: one % only)
        case Known(str(pattern)), Collection("builtins.tuple", items):
            holes = iter([Hole(value) for (value,) in items])
            return text(_percent(pattern, lambda _: next(holes, Hole(UNKNOWN))))
        case Known(str(pattern)), Collection("builtins.dict") as mapping:
            named = {key: Hole(value) for key, value in mapping.pairs()}
            return text(_percent(pattern, lambda key: named.get(Known(key), Hole(UNKNOWN))))
        case Known(str(pattern)), single:
            return text(_percent(pattern, lambda key: Hole(UNKNOWN if key else single)))
        case Text(parts), _:
            return text(part for piece in parts for part in _loosely(piece))
        case _:
            return UNKNOWN


def _percent(pattern: str, argument: Callable[[str | None], Hole]) -> Iterator[str | Hole]:
    end = 0
    for match in CONVERSION.finditer(pattern):
        yield pattern[end : match.start()]
        end = match.end()
        if match["kind"] == "%":
            yield "%"
            continue
        for _ in range(match["flags"].count("*")):
            argument(match["key"])
        hole = argument(match["key"])
        plain = not match["flags"] and (
            match["kind"] == "s" or (match["kind"] == "d" and not _is_cut(hole.value))
        )
        yield hole if plain else Hole(_reformatted(hole.value))
    yield pattern[end:]


def _is_cut(value: Value) -> bool:
    """Whether `%d` writes the constant otherwise than `str()`."""
    return isinstance(value, Known) and isinstance(value.value, (bool, float))


def _loosely(piece: str | Hole) -> Iterator[str | Hole]:
    """The known parts of a template that has holes itself."""
    if isinstance(piece, Hole):
        yield piece
    else:
        yield from _percent(piece, lambda _: Hole(UNKNOWN))


def _reformatted(value: Value) -> Value:
    return value if isinstance(value, Instance) and value.type == "builtins.int" else UNKNOWN


def formatted(template: str, positional: Sequence[Value], named: dict[str, Value]) -> Value:
    """`template.format(…)`."""
    try:
        fields = list(string.Formatter().parse(template))
    except ValueError:
        return STR
    parts: list[str | Hole] = []
    automatic = iter(positional)
    for literal, name, spec, conversion in fields:
        parts.append(literal)
        if name is None:
            continue
        value = next(automatic, UNKNOWN) if name == "" else _argument(name, positional, named)
        parts.append(Hole(UNKNOWN if spec or conversion else value))
    return text(parts)


def _argument(name: str, positional: Sequence[Value], named: dict[str, Value]) -> Value:
    if name.isdecimal():
        return positional[int(name)] if int(name) < len(positional) else UNKNOWN
    return named.get(name, UNKNOWN)


def joined_text(separator: Value, items: Value) -> Value:
    """`separator.join(items)`."""
    match separator, items:
        case Known(str(between)), Collection("builtins.list" | "builtins.tuple", members):
            parts: list[str | Hole] = []
            for (value,) in members:
                parts += (between, Hole(value))
            return text(parts[1:])
        case _:
            return UNKNOWN


PURE_METHODS = re.compile(
    "capitalize|casefold|decode|encode|expandtabs|lower|lstrip|removeprefix|removesuffix|replace"
    "|rstrip|strip|swapcase|title|upper|zfill"
)


def constant_method(receiver: object, name: str, arguments: Sequence[Value]) -> Value | None:
    """The result of a pure str or bytes method when everything is constant, else None."""
    constants = [a.value for a in arguments if isinstance(a, Known)]
    if not PURE_METHODS.fullmatch(name) or len(constants) != len(arguments):
        return None
    return _constant(lambda: getattr(receiver, name)(*constants))


def _constant(compute: Callable[[], str | bytes]) -> Value:
    try:
        result = compute()
    except Exception:  # noqa: BLE001 - whatever the user's constants make Python raise
        return UNKNOWN
    return Known(result) if len(result) <= MAX_TEXT else UNKNOWN
