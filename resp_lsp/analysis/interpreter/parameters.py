"""Parameters of which only the declaration is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.interpreter.annotations import annotated
from resp_lsp.analysis.interpreter.classes import response_base
from resp_lsp.analysis.interpreter.construction import response_of
from resp_lsp.analysis.interpreter.names import words
from resp_lsp.analysis.knowledge import RESPONSE, knowledge
from resp_lsp.analysis.source.nodes import walk
from resp_lsp.analysis.values.value import (
    UNKNOWN,
    Definition,
    Instance,
    Known,
    Object,
    Ref,
    Value,
    alternatives,
    join,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lsp.analysis.interpreter.frame import Frame

REQUEST = Instance("django.http.request.HttpRequest")
"""What Django gives to each view; that of REST framework has what it has."""

TYPE_QUESTIONS = frozenset({"callable", "hasattr", "isinstance", "type"})


def bind_parameters(node: cst.FunctionDef, frame: Frame) -> None:
    given = node.params
    parameters = (*given.posonly_params, *given.params, *given.kwonly_params)
    for index, parameter in enumerate(parameters):
        name = parameter.name.value
        frame.bind(name, _parameter(parameter, index, node, frame))
        _note(name, frame)
    for star in (given.star_arg, given.star_kwarg):
        if isinstance(star, cst.Param):
            kind = "builtins.tuple" if star is given.star_arg else "builtins.dict"
            frame.bind(star.name.value, Instance(kind))
            _note(star.name.value, frame)


def _note(name: str, frame: Frame) -> None:
    if frame.origins is not None:
        frame.origins[name] = None


def _parameter(parameter: cst.Param, index: int, node: cst.FunctionDef, frame: Frame) -> Value:
    if frame.owner is not None and index == 0:
        return _self(parameter, node, frame)
    place = knowledge().parameters.get(node.name.value)
    if frame.owner is not None and place is not None and index == place + 1:
        return response_of(RESPONSE, parameter, frame)
    if parameter.annotation is None:
        is_request = parameter.name.value == "request" and index <= 1
        return REQUEST if is_request and frame.scope.imports_django else UNKNOWN
    value = annotated(parameter.annotation.annotation, parameter, frame)
    if isinstance(parameter.default, cst.Name) and parameter.default.value == "None":
        value = join(value, Known(None))
    if value == UNKNOWN or any(isinstance(member, Ref) for member in alternatives(value)):
        return value
    return UNKNOWN if _is_doubted(parameter.name.value, node) else value


def _self(parameter: cst.Param, node: cst.FunctionDef, frame: Frame) -> Value:
    of = Definition(frame.owner, frame.scope)
    decorators = {d.decorator.value for d in node.decorators if isinstance(d.decorator, cst.Name)}
    if "staticmethod" in decorators:
        return UNKNOWN
    if "classmethod" in decorators:
        return of
    base = response_base(of)
    return Object(of, is_exact=False) if base is None else response_of(base, parameter, frame)


def _is_doubted(parameter: str, function: cst.FunctionDef) -> bool:
    """Whether the body asks itself of what type the parameter is."""
    return any(parameter in words(asked) for node in walk(function.body) for asked in _asked(node))


def _asked(node: cst.CSTNode) -> Sequence[cst.CSTNode]:
    match node:
        case cst.Call(func=cst.Name(name), args=[argument, *_]) if name in TYPE_QUESTIONS:
            return (argument.value,)
        case cst.Match(subject=subject):
            return (subject,)
        case _:
            return ()
