"""Views of real projects, and the modules that stand beside them."""

from __future__ import annotations

import ast
import re
import warnings
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

Function: TypeAlias = "ast.FunctionDef | ast.AsyncFunctionDef"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
ELSEWHERE = re.compile(
    r"(^|/)(tests?|testing|migrations|node_modules|docs?|examples?|dist|vendor\w*"
    r"|permissions?|throttl\w*|paginat\w*)(/|_|\.py$)"
)
PROMISING = re.compile(rb"def \w+\(\s*(self,\s*)?request\b")
OF_DJANGO = re.compile(r"django(\.(http|shortcuts|views)\b.*)?$")
METHODS = {"get", "post", "put", "patch", "delete", "dispatch"}
LARGEST = 25_000
"""Characters of a module; the larger ones only take longer."""
FILES_EACH = 8
"""Modules of one project."""


@dataclass(frozen=True, eq=False)
class Text:
    """A module that parses."""

    path: Path
    text: str
    tree: ast.Module

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return tuple(self.text.splitlines(keepends=True))

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(re.findall(r"\w+", self.text))

    @cached_property
    def bound(self) -> Counter[str]:
        """How often each name is bound."""
        return Counter(bound_names(self.tree))

    @cached_property
    def end_of_imports(self) -> int:
        """The last line of the docstring and the imports that the module begins with."""
        line = 0
        for statement in self.tree.body:
            is_docstring = isinstance(statement, ast.Expr) and statement is self.tree.body[0]
            if not is_docstring and not isinstance(statement, (ast.Import, ast.ImportFrom)):
                break
            line = statement.end_lineno or line
        return line

    @cached_property
    def imports(self) -> dict[str, str]:
        """What the names bound by absolute imports at the top level stand for."""
        found: dict[str, str] = {}
        for statement in self.tree.body:
            found |= imported(statement)
        return found

    @cached_property
    def is_relative(self) -> bool:
        """Whether it imports from its own project with dots."""
        return any(isinstance(node, ast.ImportFrom) and node.level for node in self.tree.body)

    @cached_property
    def has_other_responses(self) -> bool:
        """Whether a class of the project has the name that a planted fault means Django's by."""
        return any(
            isinstance(node, ast.ImportFrom)
            and (node.level > 0 or not OF_DJANGO.match(node.module or ""))
            and {a.asname or a.name for a in node.names} & {"HttpResponse", "JsonResponse"}
            for node in self.tree.body
        )

    @cached_property
    def is_of_django(self) -> bool:
        """Whether it imports what views are made of."""
        return any(
            isinstance(node, ast.ImportFrom)
            and OF_DJANGO.match(node.module or "")
            and (node.module != "django" or {a.name for a in node.names} & {"http", "shortcuts"})
            for node in self.tree.body
        )


@dataclass(frozen=True, eq=False)
class Site:
    """A return of a view; lines count from 1 and are the first ones, decorators included."""

    module: Text
    view: str
    line: int
    top: int
    method: int
    parent: ast.ClassDef | None
    locals: frozenset[str]


def sites(folder: Path, draw: random.Random) -> list[Site]:
    """Returns of views in some modules of a project: one for each view."""
    paths = sorted(folder.rglob("*.py"))
    draw.shuffle(paths)
    found: list[Site] = []
    files = 0
    for path in paths:
        if ELSEWHERE.search(path.relative_to(folder).as_posix()) or not _is_promising(path):
            continue
        module = parsed(path)
        if module is None or module.has_other_responses:
            continue
        here = [draw.choice(returns) for returns in _views(module)]
        found += here
        files += bool(here)
        if files == FILES_EACH:
            break
    return found


def _is_promising(path: Path) -> bool:
    if not path.with_name("__init__.py").exists():
        return False
    text = path.read_bytes()
    return bool(PROMISING.search(text)) and b"return" in text and b"noqa" not in text


@cache
def parsed(path: Path) -> Text | None:
    """The module at a path; None where Python cannot read it or names come by a star."""
    try:
        text = path.read_text("utf-8")
        if len(text) > LARGEST or "import *" in text:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what old projects escape in their strings
            return Text(path, text, ast.parse(text))
    except (OSError, ValueError, SyntaxError):
        return None


def neighbour(site: Site, draw: random.Random) -> Text | None:
    """A module of the same package that does not import the site's own."""
    path = site.module.path
    paths = [p for p in sorted(path.parent.glob("*.py")) if p != path and p.stem.isidentifier()]
    draw.shuffle(paths)
    for other in paths:
        module = None if other.name.startswith(("_", "test")) else parsed(other)
        if module is not None and path.stem not in module.words:
            return module
    return None


def _views(module: Text) -> Iterator[list[Site]]:
    """The sites of each view that has some."""
    for top in module.tree.body:
        parent = top if isinstance(top, ast.ClassDef) else None
        for view in parent.body if parent else [top]:
            if isinstance(view, FUNCTIONS) and _is_view(view, module, parent):
                names = frozenset(bound_names(view))
                returns = [
                    Site(module, view.name, line, _first(top), _first(view), parent, names)
                    for line in _returns(view.body)
                    if module.lines[line - 1].lstrip().startswith("return")
                ]
                if returns:
                    yield returns


def _is_view(function: Function, module: Text, parent: ast.ClassDef | None) -> bool:
    names = [argument.arg for argument in function.args.args]
    is_named = function.name in METHODS if parent else module.is_of_django
    expected = ["self", "request"] if parent else ["request"]
    return (
        is_named
        and names[: len(expected)] == expected
        and not any(
            isinstance(node, (ast.Yield, ast.YieldFrom, ast.Global, ast.Nonlocal))
            for node in ast.walk(function)
        )
    )


def _returns(body: list[ast.stmt]) -> Iterator[int]:
    """The lines of returns in a block, but for what a `finally` may override."""
    for statement in body:
        match statement:
            case ast.Return(value=value) if value is not None:
                yield statement.lineno
            case ast.Try(finalbody=[_, *_]) | ast.FunctionDef() | ast.AsyncFunctionDef():
                continue
            case ast.ClassDef() | ast.Match():
                continue
            case _:
                for name in ("body", "orelse"):
                    yield from _returns(getattr(statement, name, []))
                for handler in getattr(statement, "handlers", []):
                    yield from _returns(handler.body)
        if isinstance(statement, (ast.Return, ast.Raise)):
            return  # what follows never runs


def _first(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def imported(statement: ast.stmt) -> dict[str, str]:
    """The names that an absolute import binds and what they stand for."""
    match statement:
        case ast.ImportFrom(module=str(module), names=names, level=0):
            return {alias.asname or alias.name: f"{module}.{alias.name}" for alias in names}
        case ast.Import(names=names):
            return {alias.asname or alias.name: alias.name for alias in names}
    return {}


def bound_names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ClassDef(name=name) | ast.ExceptHandler(name=str(name)):
                yield name
            case ast.alias(name=name, asname=asname):
                yield asname or name.partition(".")[0]
