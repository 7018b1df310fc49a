"""Files in which a project declares what it depends on.

Each gives sections of requirements, those of the project itself first: what tests
or documentation need counts only where these do not name Django.
"""

from __future__ import annotations

import ast
import re
from configparser import ConfigParser
from configparser import Error as ConfigParserError
from typing import TYPE_CHECKING, Any

from resp_lsp.linter.target_django.requirements import specifiers_in
from resp_lsp.linter.toml import tables_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

BOUND = re.compile(r"\s*(\^|~(?!=)|)\s*(\d[\w.*]*)\s*")
"""A version as Poetry has it: with a caret, a tilde, or alone."""


def pyproject(text: str) -> Iterator[tuple[str, ...]]:
    """`project`, `dependency-groups` (PEP 735) and `tool.poetry`."""
    tables = _toml(text)
    project, tool = _table(tables, "project"), _table(tables, "tool")
    poetry, pdm = _table(tool, "poetry"), _table(tool, "pdm")
    yield _specifiers(project.get("dependencies"))
    yield _of_table(_table(poetry, "dependencies"))
    for extra in _table(project, "optional-dependencies").values():
        yield _specifiers(extra)
    for group in _table(tables, "dependency-groups").values():
        yield _specifiers(group)
    for group in _table(pdm, "dev-dependencies").values():
        yield _specifiers(group)
    groups = (_table(group, "dependencies") for group in _table(poetry, "group").values())
    for group in (*groups, _table(poetry, "dev-dependencies")):
        yield _of_table(group)


def pipfile(text: str) -> Iterator[tuple[str, ...]]:
    tables = _toml(text)
    for section in ("packages", "dev-packages"):
        yield _of_table(_table(tables, section))


def setup_cfg(text: str) -> Iterator[tuple[str, ...]]:
    parser = ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text)
    except ConfigParserError:
        return
    yield _specifiers(parser.get("options", "install_requires", fallback="").splitlines())
    if parser.has_section("options.extras_require"):
        for _, extra in parser.items("options.extras_require"):
            yield _specifiers(extra.splitlines())


def setup_py(text: str) -> Iterator[tuple[str, ...]]:
    """What stands there literally, at the call or under a name of the module; nothing is run."""
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    names = {
        target.id: statement.value
        for statement in module.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module):
        for keyword in node.keywords if isinstance(node, ast.Call) else ():
            if keyword.arg in ("install_requires", "extras_require"):
                value = keyword.value
                yield _specifiers(
                    _strings(names.get(value.id) if isinstance(value, ast.Name) else value)
                )


def _strings(node: ast.expr | None) -> list[str]:
    """Every literal text in an expression; the keys of a dict are none of Django's."""
    constants = (each for each in ast.walk(node) if isinstance(each, ast.Constant)) if node else ()
    return [each.value for each in constants if isinstance(each.value, str)]


def _specifiers(requirements: object) -> tuple[str, ...]:
    return tuple(specifiers_in(requirements)) if isinstance(requirements, list) else ()


def _of_table(table: dict[str, Any]) -> tuple[str, ...]:
    """The specifiers in a table of names: a text, a table with a version, or a list of these."""
    given = next((value for name, value in table.items() if name.lower() == "django"), None)
    entries = given if isinstance(given, list) else [given]
    versions = (e.get("version") if isinstance(e, dict) else e for e in entries)
    texts = (text for text in versions if isinstance(text, str))
    return tuple(s for text in texts for part in text.split("||") if (s := _as_specifier(part)))


def _as_specifier(constraint: str) -> str:
    """Poetry's `^4.2` and `~4.2` in the words of PEP 440; `*` allows all."""
    parts = (part for part in constraint.split(",") if part.strip() != "*")
    return ",".join(_bound(part) for part in parts)


def _bound(part: str) -> str:
    match = BOUND.fullmatch(part)
    if match is None:
        return part
    operator, version = match.groups()
    kept = 1 if operator == "^" else 2
    series = ".".join(version.split(".")[:kept])
    return f">={version},=={series}.*" if operator else f"=={version}"


def _table(tables: dict[str, Any], key: str) -> dict[str, Any]:
    value = tables.get(key)
    return value if isinstance(value, dict) else {}


def _toml(text: str) -> dict[str, Any]:
    try:
        return tables_of(text)
    except ValueError:
        return {}  # whose configuration is in it says so


MANIFESTS: dict[str, Callable[[str], Iterable[tuple[str, ...]]]] = {
    "pyproject.toml": pyproject,
    "Pipfile": pipfile,
    "setup.cfg": setup_cfg,
    "setup.py": setup_py,
}
"""How the sections are read from each file."""
