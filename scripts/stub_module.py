"""The top level of one stub file: what it defines, imports and lets others import."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Node: TypeAlias = "ast.stmt | ast.expr"


@dataclass(frozen=True, eq=False)
class Module:
    """The top level of a stub; what `if` statements bind is bound in each of their branches."""

    name: str
    tree: ast.Module
    is_package: bool

    @cached_property
    def definitions(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for statement in branches(self.tree.body):
            match statement:
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                    found.setdefault(name, []).append(statement)
                case ast.AsyncFunctionDef(name=name):
                    found.setdefault(name, []).append(statement)
                case ast.Assign(targets=[ast.Name(name)], value=value):
                    found.setdefault(name, []).append(value)
                case ast.AnnAssign(target=ast.Name(name), value=value):
                    found.setdefault(name, []).append(value or statement)
        return found

    @cached_property
    def imports(self) -> dict[str, str]:
        """Each imported name, and the qualified one that it stands for."""
        return {alias: name for alias, name, _ in self._imported()}

    @cached_property
    def exports(self) -> list[str]:
        """The names that the stub lets others import (PEP 484: `X as X`, star imports)."""
        listed = [
            element.value
            for node in self.definitions.get("__all__", ())
            for element in (node.elts if isinstance(node, (ast.List, ast.Tuple)) else ())
            if isinstance(element, ast.Constant)
        ]
        return [alias for alias, _, is_same in self._imported() if is_same or alias in listed]

    @cached_property
    def stars(self) -> list[str]:
        return [
            self._absolute(statement)
            for statement in branches(self.tree.body)
            if isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*"
        ]

    def _imported(self) -> Iterator[tuple[str, str, bool]]:
        for statement in branches(self.tree.body):
            match statement:
                case ast.Import(names=aliases):
                    for alias in aliases:
                        root = alias.name.partition(".")[0]
                        name = alias.name if alias.asname else root
                        yield alias.asname or root, name, alias.asname is not None
                case ast.ImportFrom(names=aliases):
                    for alias in aliases:
                        name = f"{self._absolute(statement)}.{alias.name}"
                        yield alias.asname or alias.name, name, alias.asname == alias.name

    def _absolute(self, statement: ast.ImportFrom) -> str:
        if not statement.level:
            return statement.module or ""
        parts = self.name.split(".")
        kept = parts[: len(parts) - statement.level + self.is_package]
        return ".".join(filter(None, (*kept, statement.module)))


def branches(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements, and those in `if`: a stub has one for each version and platform."""
    for statement in body:
        if isinstance(statement, ast.If):
            yield from branches(statement.body)
            yield from branches(statement.orelse)
        else:
            yield statement
