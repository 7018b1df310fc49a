"""Views of real projects, and the modules that stand beside them."""

from __future__ import annotations

import ast
import re
import warnings
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

Function: TypeAlias = "ast.FunctionDef | ast.AsyncFunctionDef"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
ELSEWHERE = re.compile(r"(^|/)(tests?|testing|migrations|node_modules|docs?|examples?)(/|_|\.py$)")
LARGEST = 60_000
FILES_EACH = 8
"""Of one project."""


@dataclass(frozen=True, eq=False)
class Text:
    """A module that parses: its text, words, and how often it binds each name."""

    path: Path
    text: str
    tree: ast.Module
    words: frozenset[str]
    bound: Counter[str] = field(repr=False)

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines(keepends=True)

    @property
    def end_of_imports(self) -> int:
        """The last line of the docstring and the imports that the module begins with."""
        line = 0
        for statement in self.tree.body:
            is_docstring = isinstance(statement, ast.Expr) and statement is self.tree.body[0]
            if not is_docstring and not isinstance(statement, (ast.Import, ast.ImportFrom)):
                break
            line = statement.end_lineno or line
        return line

    @property
    def imports(self) -> dict[str, str]:
        """What the names bound by imports at the top level stand for."""
        return {
            alias.asname or alias.name: f"{statement.module}.{alias.name}".removeprefix("None.")
            for statement in self.tree.body
            if isinstance(statement, ast.ImportFrom) and not statement.level
            for alias in statement.names
        } | {
            alias.asname or alias.name: alias.name
            for statement in self.tree.body
            if isinstance(statement, ast.Import)
            for alias in statement.names
        }

    @property
    def is_relative(self) -> bool:
        """Whether it imports from its own project with dots."""
        return any(isinstance(node, ast.ImportFrom) and node.level for node in self.tree.body)


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
    """Returns of views in some modules of a project: at most one for each view."""
    paths = [p for p in sorted(folder.rglob("*.py")) if not ELSEWHERE.search(str(p.relative_to(folder)))]
    draw.shuffle(paths)
    found: list[Site] = []
    files = 0
    for path in paths:
        if not path.with_name("__init__.py").exists() or not _may_have_views(path):
            continue
        module = parsed(path)
        if module is None:
            continue
        here = [draw.choice(returns) for returns in _views(module) if returns]
        found += here
        files += bool(here)
        if files == FILES_EACH:
            break
    return found


def _may_have_views(path: Path) -> bool:
    text = path.read_bytes()
    return b"request" in text and b"return" in text and b"noqa" not in text


@cache
def parsed(path: Path) -> Text | None:
    """The module at a path; None where Python cannot read it or names come by a star."""
    try:
        text = path.read_text("utf-8")
        if len(text) > LARGEST or "import *" in text:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what old projects escape in their strings
            tree = ast.parse(text)
    except (OSError, ValueError, SyntaxError):
        return None
    return Text(path, text, tree, frozenset(re.findall(r"\w+", text)), Counter(bound_names(tree)))


def neighbours(site: Site) -> list[Text]:
    """The modules of the same package that do not import the site's own."""
    path = site.module.path
    beside = (other for other in sorted(path.parent.glob("*.py")) if other != path)
    modules = (parsed(other) for other in beside if not other.name.startswith(("_", "test")))
    return [m for m in modules if m and m.path.stem.isidentifier() and path.stem not in m.words]


def _views(module: Text) -> Iterator[list[Site]]:
    for top in module.tree.body:
        parents: list[ast.ClassDef | None] = [None, *(n for n in ast.walk(top) if isinstance(n, ast.ClassDef))]
        for parent in parents:
            for view in parent.body if parent else [top]:
                if isinstance(view, FUNCTIONS) and _is_view(view, parent):
                    names = frozenset(bound_names(view))
                    yield [
                        Site(module, view.name, line, _first(top), _first(view), parent, names)
                        for line in _returns(view.body)
                        if not module.lines[line - 1][: _column(module, line)].strip()
                    ]


def _column(module: Text, line: int) -> int:
    return module.lines[line - 1].find("return")


def _is_view(function: Function, parent: ast.ClassDef | None) -> bool:
    names = [argument.arg for argument in function.args.args]
    expected = ["self", "request"] if parent else ["request"]
    inner = list(ast.walk(function))
    return names[: len(expected)] == expected and not any(
        isinstance(node, (ast.Yield, ast.YieldFrom, ast.Global, ast.Nonlocal)) for node in inner
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
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


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
