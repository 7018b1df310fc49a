"""Cookies as the rules about them see them: calls that set one or delete one."""

from __future__ import annotations

from inspect import Parameter, signature
from typing import TYPE_CHECKING

from resp_core import HttpResponse
from resp_lsp.analysis.values.value import UNKNOWN, Known, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from resp_lsp.analysis.facts.use import Use
    from resp_lsp.analysis.module import Module

SIGNED = "response.set_signed_cookie"
SET = frozenset(("response.set_cookie", SIGNED))
DELETE = "response.delete_cookie"
TRIGGERS = (r"set_cookie\(", r"signed_cookie\(")
DELETE_TRIGGER = r"delete_cookie\("
SALT = Parameter("salt", Parameter.POSITIONAL_OR_KEYWORD, default="")

_SIGNATURES = {
    "set": signature(HttpResponse.set_cookie).parameters,
    "delete": signature(HttpResponse.delete_cookie).parameters,
}


def parameters(use: Use) -> Mapping[str, Parameter]:
    """What the method takes, by name, with Django's defaults; a signed cookie has a salt, too."""
    if use.function == DELETE:
        return _SIGNATURES["delete"]
    salt = {"salt": SALT} if use.function == SIGNED else {}
    return {**_SIGNATURES["set"], **salt}


def set_cookies(module: Module) -> Iterator[Use]:
    return (use for use in module.uses if use.function in SET)


def deleted_cookies(module: Module) -> Iterator[Use]:
    return (use for use in module.uses if use.function == DELETE)


def attribute(use: Use, name: str) -> Value:
    """What the cookie is given, by default if need be; unknown where there may be more."""
    if name in use.arguments:
        return use.arguments[name].value
    if use.is_opaque:
        return UNKNOWN
    return Known(parameters(use)[name].default)


def is_off(value: Value) -> bool:
    """Whether the value certainly leaves a flag out."""
    return isinstance(value, Known) and not value.value
