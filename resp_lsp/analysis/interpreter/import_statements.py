"""Import statements of the top level, read without a parse: most names lead to one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.values.value import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

KNOWN_LIBRARIES = ("builtins.", "django.", "rest_framework.")
"""What the knowledge tables describe, even where the project is one of these."""

FROM = re.compile(r"from\s+(?P<module>\.*[\w.]*)\s*import\s*\(?(?P<names>[^;()]*)\)?", re.ASCII)
PLAIN = re.compile(r"import\s+(?P<names>[^;()]*)")
NOISE = re.compile(r"#[^\r\n]*|\\(?=[\r\n])")
ALIAS = re.compile(r"(?P<name>\w+(?:\.\w+)*)(?:\s+as\s+(?P<bound>\w+))?")


def bindings(code: str) -> dict[str, Reference] | None:
    """The names that an import statement binds; None when it has to be parsed."""
    code = NOISE.sub("", code)
    statement = FROM.fullmatch(code) or PLAIN.fullmatch(code)
    if statement is None:
        return None
    module = statement.groupdict().get("module")
    aliases = [ALIAS.fullmatch(part.strip()) for part in _parts(statement["names"])]
    if None in aliases:
        return None
    return dict(_binding(module, alias) for alias in aliases if alias is not None)


def within(module: str, name: str) -> str:
    """The name of what `from module import name` binds; `.` is a module, too."""
    return f"{module}{name}" if module.endswith(".") else f"{module}.{name}"


def _parts(names: str) -> Iterator[str]:
    *parts, last = names.split(",")
    yield from parts
    if last.strip():
        yield last


def _binding(module: str | None, alias: re.Match[str]) -> tuple[str, Reference]:
    name, bound = alias["name"], alias["bound"]
    if module is not None:
        return bound or name, Reference(knowledge().canonical(within(module, name)))
    if bound is not None:
        return bound, Reference(name)
    root = name.partition(".")[0]
    return root, Reference(root)
