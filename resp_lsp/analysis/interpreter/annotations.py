"""What an annotation promises of a value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.classes import response_base
from resp_lsp.analysis.interpreter.construction import object_of, response_of
from resp_lsp.analysis.interpreter.evaluation import evaluate
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.source.islands import Island
from resp_lsp.analysis.values.state import State
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Definition,
    Known,
    Object,
    Reference,
    Value,
    alternatives,
    join,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lsp.analysis.interpreter.frame import Frame

WRAPPERS = tuple(
    f"typing.{name}" for name in ("Annotated", "ClassVar", "Final", "NotRequired", "Required")
)
MAX_ALIASES = 4
"""So often may an annotation lead to another one by its name."""


def annotated(annotation: cst.BaseExpression, site: cst.CSTNode, frame: Frame) -> Value:
    """A value of the annotated type; a response is at home at `site`."""
    return Annotation(site, frame).value(annotation)


def promised(node: cst.FunctionDef, frame: Frame) -> Value:
    """What a function that was walked returns by its annotation, if no value is another's."""
    if node.returns is None or not frame.exits:
        return UNKNOWN
    apart = replace(frame, state=State(), recorder=None)
    value = annotated(node.returns.annotation, node, apart)
    members = alternatives(value)
    returned = [member for one, _ in frame.exits for member in alternatives(one)]
    is_doubted = members == (Known(None),) or not all(_fits(one, members) for one in returned)
    return UNKNOWN if is_doubted else value


def _fits(value: Value, members: Sequence[Value]) -> bool:
    """Whether a value that is returned may be of one of the types."""
    name = type_of(value)
    if name is None:
        return not isinstance(value, Object) or any(isinstance(m, Object) for m in members)
    known = [kind for kind in map(type_of, members) if kind is not None]
    return any(knowledge().extends(name, kind) for kind in known)


@dataclass(frozen=True, slots=True)
class Annotation:
    """Where an annotation stands, and how many aliases led to it."""

    site: cst.CSTNode
    frame: Frame
    aliases: int = 0

    def value(self, node: cst.BaseExpression) -> Value:
        match node:
            case cst.SimpleString() | cst.ConcatenatedString():
                return self._quoted(node)
            case cst.BinaryOperation(left, cst.BitOr(), right):
                return join(self.value(left), self.value(right))
            case cst.Subscript():
                return self._subscripted(node)
            case cst.Name("None"):
                return Known(None)
            case cst.Name() | cst.Attribute():
                found = self._named(evaluate(node, self.frame))
                return self._alias(node) if found == UNKNOWN else found
            case cst.Call(func, args=[_, cst.Arg(base)]) if self._is(func, "NewType"):
                return self.value(base)
            case _:
                return UNKNOWN

    def _quoted(self, annotation: cst.BaseExpression) -> Value:
        match evaluate(annotation, self.frame):
            case Known(str(code)):
                try:
                    return self.value(cst.parse_expression(code.strip()))
                except cst.ParserSyntaxError:
                    return UNKNOWN
            case _:
                return UNKNOWN

    def _subscripted(self, node: cst.Subscript) -> Value:
        inner = [e.slice.value for e in node.slice if isinstance(e.slice, cst.Index)]
        generic = evaluate(node.value, self.frame)
        match _qualified(generic):
            case "typing.Optional" if inner:
                return join(self.value(inner[0]), Known(None))
            case "typing.Union":
                return join(*map(self.value, inner))
            case "typing.Literal":
                return join(*(self._constant(argument) for argument in inner))
            case name if name in WRAPPERS and inner:
                return self.value(inner[0])
            case _:
                return self._named(generic)

    def _constant(self, node: cst.BaseExpression) -> Value:
        value = evaluate(node, self.frame)
        return value if isinstance(value, Known) else UNKNOWN

    def _named(self, value: Value) -> Value:
        name = _qualified(value)
        match value:
            case Reference() if knowledge().is_response(name):
                return response_of(name, self.site, self.frame)
            case Reference() if name == "typing.Self" and self.frame.owner is not None:
                return self._of_class(Definition(self.frame.owner, self.frame.scope))
            case Reference() if (given := knowledge().annotated(name)) is not None:
                return object_of(given, self.site, self.frame)
            case Reference() if not isinstance(
                found := self.frame.scope.resolved(value), Reference
            ):
                return self._named(found)
            case Definition(Island()):
                return self._of_class(value)
            case _:
                return UNKNOWN

    def _of_class(self, of: Definition) -> Value:
        base = response_base(of)
        if base is not None:
            return response_of(base, self.site, self.frame)
        return Object(of, is_exact=False)

    def _alias(self, node: cst.BaseExpression) -> Value:
        """What a name of this module stands for that is no class."""
        if not isinstance(node, cst.Name) or self.aliases >= MAX_ALIASES:
            return UNKNOWN
        meant = self.frame.scope.expression(node.value)
        return UNKNOWN if meant is None else replace(self, aliases=self.aliases + 1).value(meant)

    def _is(self, node: cst.BaseExpression, name: str) -> bool:
        return _qualified(evaluate(node, self.frame)) == f"typing.{name}"


def _qualified(value: Value) -> str:
    name = value.name if isinstance(value, Reference) else ""
    return name.replace("typing_extensions.", "typing.")
