"""What is known of code outside the project, as data: the TOML files beside this one."""

from __future__ import annotations

import builtins
import sys
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

RESPONSE = "django.http.HttpResponseBase"
QUERYSET = "django.db.models.query.QuerySet"
VIEW = "django.views.generic.base.View"
API_VIEW = "rest_framework.views.APIView"
API_VIEW_MODULES = tuple(
    f"rest_framework.{module}." for module in ("generics", "mixins", "views", "viewsets")
)
VIEW_PACKAGES = ("django.views.", "django.contrib.auth.views.")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The tables by section; see the files for what each holds."""

    aliases: Mapping[str, str]
    bases: Mapping[str, str]
    fresh: Mapping[str, str]
    calls: Mapping[str, str]
    members: Mapping[str, list[str]]
    methods: Mapping[str, Mapping[str, str]]
    types: Mapping[str, str]
    parameters: Mapping[str, int]
    signatures: Mapping[str, list[str]]
    transparent: frozenset[str]

    def canonical(self, name: str) -> str:
        """The one name of what Django and others offer under several."""
        if name.startswith("django.http.response."):
            name = "django.http." + name.removeprefix("django.http.response.")
        return self.aliases.get(name, name)

    def is_response(self, type_name: str | None) -> bool:
        return type_name in self.bases

    def method(self, type_name: str, method: str) -> str | None:
        """The type that a method gives back, on one of Django's views too."""
        if type_name.startswith(VIEW_PACKAGES):
            type_name = VIEW
        if type_name.startswith("rest_framework."):
            type_name = API_VIEW if type_name.startswith(API_VIEW_MODULES) else type_name
        return self.methods.get(type_name, {}).get(method)


@cache
def knowledge() -> Knowledge:
    """The tables of all files, read once."""
    sections: dict[str, dict[str, Any]] = {}
    for name in ("builtins.toml", "django.toml"):
        text = (files(__name__) / name).read_text(encoding="utf-8")
        for section, rows in tomllib.loads(text).items():
            sections.setdefault(section, {}).update(rows)
    transparent = frozenset(sections.pop("decorators")["transparent"])
    return Knowledge(transparent=transparent, **sections)


def is_builtin(name: str) -> bool:
    return hasattr(builtins, name)
