"""Text as the code spells it: what is literal there, and the code of what is filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.evaluation import evaluate
from resp_lsp.analysis.values import strings
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Collection,
    Hole,
    Instance,
    Known,
    Text,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lsp.analysis.interpreter.frame import Frame

MULTILINE = ('"""', "'''", "\\")
BROKEN = re.compile(r"([(\[{])\s*\n\s*|,?\s*\n\s*([)\]}])|\s*\n\s*")
"""Where a line ends: after a bracket that opens, before one that closes, elsewhere."""

PLAIN_SOURCE = re.compile(r"[^\n#]+")


def spelled(node: cst.BaseExpression, frame: Frame) -> Value:
    """The value with a hole for each name or call in it, even where its value is known."""
    match node:
        case cst.SimpleString():
            return evaluate(node, frame)
        case cst.ConcatenatedString(left=left, right=right):
            return strings.concatenated(spelled(left, frame), spelled(right, frame))
        case cst.FormattedString(parts=parts):
            return strings.text(_part(part, node, frame) for part in parts)
        case cst.BinaryOperation(left, cst.Add(), right):
            return strings.concatenated(spelled(left, frame), spelled(right, frame))
        case cst.BinaryOperation(left, cst.Modulo(), right):
            return strings.percent(_decoded(spelled(left, frame)), _arguments(right, frame))
        case cst.Call(func=cst.Attribute(value=template, attr=cst.Name(name)), args=arguments):
            return _method(node, template, name, arguments, frame)
        case _:
            return _filled(node, frame)


def _decoded(value: Value) -> Value:
    """Bytes as the text that a header makes of them."""
    match value:
        case Known(bytes(code)):
            return Known(code.decode("latin-1"))
        case _:
            return value


def _filled(node: cst.BaseExpression, frame: Frame) -> Text:
    return Text((Hole(evaluate(node, frame), _source(node)),))


def _part(
    part: cst.BaseFormattedStringContent, whole: cst.FormattedString, frame: Frame
) -> str | Hole:
    if not isinstance(part, cst.FormattedStringExpression):
        return literal_part(part, whole)
    plain = part.format_spec is None and part.conversion is None and part.equal is None
    return Hole(_filled(part.expression, frame)) if plain else Hole(Instance("builtins.str"))


def literal_part(part: cst.BaseFormattedStringContent, whole: cst.FormattedString) -> str | Hole:
    """The text between replacement fields, read as a literal of the same quotes."""
    if not isinstance(part, cst.FormattedStringText):
        return Hole(UNKNOWN)
    body = part.value.replace("{{", "{").replace("}}", "}")
    literal = f"{whole.prefix.lower().replace('f', '')}{whole.quote}{body}{whole.quote}"
    value = strings.literal(literal)
    return value.value if isinstance(value, Known) and isinstance(value.value, str) else Hole(value)


def _arguments(node: cst.BaseExpression, frame: Frame) -> Value:
    if not isinstance(node, cst.Tuple):
        return spelled(node, frame)
    return Collection("builtins.tuple", _items(node, frame))


def _items(node: cst.Tuple | cst.List, frame: Frame) -> tuple[tuple[Value, ...], ...]:
    return tuple((spelled(element.value, frame),) for element in node.elements)


def _method(
    node: cst.Call,
    template: cst.BaseExpression,
    name: str,
    arguments: Sequence[cst.Arg],
    frame: Frame,
) -> Value:
    values = [spelled(argument.value, frame) for argument in arguments]
    match name, spelled(template, frame), arguments:
        case "format", Known(str(pattern)), _ if not any(a.star for a in arguments):
            named = {
                a.keyword.value: v for a, v in zip(arguments, values, strict=True) if a.keyword
            }
            positional = [v for a, v in zip(arguments, values, strict=True) if not a.keyword]
            return strings.formatted(pattern, positional, named)
        case "encode", Known(str()) | Text() as text, _ if text != _filled(template, frame):
            return text
        case "join", separator, [cst.Arg(value=cst.List() | cst.Tuple() as items)]:
            listed = Collection("builtins.list", _items(items, frame))
            return strings.joined_text(separator, listed)
        case _:
            return _filled(node, frame)


def _source(node: cst.BaseExpression) -> str | None:
    """The expression as it can be written elsewhere, on one line; None where it has comments, or
    text over lines."""
    code = cst.Module([]).code_for_node(node)
    if "\n" in code and not any(quotes in code for quotes in MULTILINE):
        code = BROKEN.sub(lambda found: found[1] or found[2] or " ", code)
    return code if PLAIN_SOURCE.fullmatch(code) else None
