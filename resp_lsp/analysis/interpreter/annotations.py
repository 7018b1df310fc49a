"""What an annotation promises of a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.classes import response_base
from resp_lsp.analysis.interpreter.construction import response_of
from resp_lsp.analysis.interpreter.evaluation import evaluate
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.source.islands import Island
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Definition,
    Instance,
    Known,
    Reference,
    Value,
    join,
)

if TYPE_CHECKING:
    from resp_lsp.analysis.interpreter.frame import Frame

WRAPPERS = ("typing.Annotated", "typing.Final", "typing.ClassVar", "typing.Required")


def annotated(annotation: cst.BaseExpression, site: cst.CSTNode, frame: Frame) -> Value:
    """A value of the annotated type; a response is at home at `site`."""
    match annotation:
        case cst.SimpleString() | cst.ConcatenatedString():
            return _quoted(annotation, site, frame)
        case cst.BinaryOperation(left, cst.BitOr(), right):
            return join(annotated(left, site, frame), annotated(right, site, frame))
        case cst.Subscript(value=generic):
            return _subscripted(annotation, generic, site, frame)
        case cst.Name("None"):
            return Known(None)
        case cst.Name() | cst.Attribute():
            return _named(evaluate(annotation, frame), site, frame)
        case _:
            return UNKNOWN


def _quoted(annotation: cst.BaseExpression, site: cst.CSTNode, frame: Frame) -> Value:
    match evaluate(annotation, frame):
        case Known(str(code)):
            try:
                return annotated(cst.parse_expression(code.strip()), site, frame)
            except cst.ParserSyntaxError:
                return UNKNOWN
        case _:
            return UNKNOWN


def _subscripted(
    annotation: cst.Subscript, generic: cst.BaseExpression, site: cst.CSTNode, frame: Frame
) -> Value:
    arguments = [
        element.slice.value for element in annotation.slice if isinstance(element.slice, cst.Index)
    ]
    match evaluate(generic, frame):
        case Reference("typing.Optional") if arguments:
            return join(annotated(arguments[0], site, frame), Known(None))
        case Reference("typing.Union"):
            return join(*(annotated(argument, site, frame) for argument in arguments))
        case Reference(name) if name in WRAPPERS and arguments:
            return annotated(arguments[0], site, frame)
        case value:
            return _named(value, site, frame)


def _named(value: Value, site: cst.CSTNode, frame: Frame) -> Value:
    match value:
        case Reference(name) if knowledge().is_response(name):
            return response_of(name, site, frame)
        case Reference(name) if name in knowledge().types:
            return Instance(knowledge().types[name])
        case Reference() if not isinstance(found := frame.scope.resolved(value), Reference):
            return _named(found, site, frame)
        case Definition(Island()):
            base = response_base(value)
            return response_of(base, site, frame) if base else UNKNOWN
        case _:
            return UNKNOWN
