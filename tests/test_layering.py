"""The shape of the source: who imports whom, who prints, how long things are."""

from __future__ import annotations

import ast
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from resp_lsp.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
FILES = sorted(
    path for package in ("resp_core", "resp_lsp") for path in (ROOT / package).rglob("*.py")
)
BELOW = {
    "resp_core": frozenset[str](),
    "analysis": frozenset({"resp_core"}),
    "analysis.source": frozenset(),
    "analysis.knowledge": frozenset(),
    "analysis.values": frozenset(),
    "analysis.facts": frozenset({"analysis.source", "analysis.values"}),
    "analysis.interpreter": frozenset(
        {
            "resp_core",
            "analysis.source",
            "analysis.knowledge",
            "analysis.values",
            "analysis.facts",
        }
    ),
    "rules": frozenset({"resp_core", "analysis"}),
    "preview": frozenset({"resp_core", "analysis"}),
    "linter": frozenset({"resp_core", "analysis", "rules"}),
    "cli": frozenset({"resp_core", "analysis", "rules", "linter", "preview"}),
    "server": frozenset({"resp_core", "analysis", "rules", "linter", "preview"}),
}
OWNERS = {
    "libcst": "analysis",
    "pygls": "server",
    "lsprotocol": "server",
    "click": "cli",
    "rich": "cli",
    "packaging": "linter",
    "tomlkit": "server",
}
OPENING = {"open", "read_text", "write_text", "write_bytes"}
OPENERS = {
    "resp_lsp/linter/files.py",
    "resp_lsp/analysis/knowledge/__init__.py",  # its own tables
    "resp_lsp/server/logs.py",  # its own log
}
CORE = [
    "resp_core" if path.stem == "__init__" else f"resp_core.{path.stem}"
    for path in sorted((ROOT / "resp_core").glob("*.py"))
]

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))


@each_file
def test_imports_point_down(path: Path) -> None:
    layer = layer_of(path)
    if layer is None:
        assert path.parent.name == "resp_lsp", "a package that is in no layer"
        return
    ours = {package for name in imports(path) if (package := package_of(name))}
    assert {package for package in ours if not is_under(package, BELOW[layer] | {layer})} == set()


@each_file
def test_a_library_is_imported_in_its_own_layer_only(path: Path) -> None:
    owners = {OWNERS[root] for name in imports(path) if (root := name.partition(".")[0]) in OWNERS}
    assert owners <= {str(layer_of(path)).partition(".")[0]}


@each_file
def test_only_the_command_line_prints(path: Path) -> None:
    calls = (node.func for node in nodes(path) if isinstance(node, ast.Call))
    prints = any(isinstance(func, ast.Name) and func.id == "print" for func in calls)
    assert not prints or layer_of(path) == "cli"


@each_file
def test_only_one_file_opens_those_of_users(path: Path) -> None:
    calls = (node.func for node in nodes(path) if isinstance(node, ast.Call))
    opens = any(ast.unparse(func).rpartition(".")[2] in OPENING for func in calls)
    assert not opens or str(path.relative_to(ROOT)) in OPENERS


@each_file
def test_files_and_functions_are_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300
    functions = (n for n in nodes(path) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))
    lengths = {f.name: (f.end_lineno or f.lineno) - f.lineno + 1 for f in functions}
    assert {name: length for name, length in lengths.items() if length > 45} == {}


def test_what_rules_share_is_in_no_rule() -> None:
    names = {rule.name.replace("-", "_") for rule in all_rules()}
    files = [path for path in FILES if layer_of(path) == "rules"]
    taken = {p.name: names.intersection(*[".".join(imports(p)).split(".")]) for p in files}
    assert len(taken) > len(names)
    assert {file: found for file, found in taken.items() if found} == {}


def test_every_rule_has_a_test_file_of_its_name() -> None:
    names = [rule.name.replace("-", "_") for rule in all_rules()]
    assert names
    assert [n for n in names if not (ROOT / f"tests/rules/test_{n}.py").exists()] == []


def test_resp_core_needs_the_standard_library_only() -> None:
    loaded = run_alone(
        f"import sys, {', '.join(CORE)}; print(*{{m.partition('.')[0] for m in sys.modules}})"
    )
    assert set(loaded.split()) - sys.stdlib_module_names == {"resp_core", "__main__"}


def test_resp_core_is_quick_to_import() -> None:
    pairs = [(cpu_seconds("pass"), cpu_seconds(f"import {', '.join(CORE)}")) for _ in range(7)]
    ratio = min(core for _, core in pairs) / min(empty for empty, _ in pairs)
    assert ratio < 10  # 65 ms beside the 10 ms of an empty interpreter, more on a busy machine


def imports(path: Path) -> Iterator[str]:
    """Each imported name in full; `from a import b` counts as `a.b`."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text("utf-8")))


def layer_of(path: Path) -> str | None:
    return package_of(".".join(path.relative_to(ROOT).parts))


def package_of(name: str) -> str | None:
    """The layer that a dotted name is in; None for other libraries and for resp_lsp's top."""
    root, _, rest = name.partition(".")
    if root == "resp_core":
        return root
    if root != "resp_lsp":
        return None
    return max((layer for layer in BELOW if f"{rest}.".startswith(f"{layer}.")), default=None)


def is_under(package: str, layers: frozenset[str]) -> bool:
    return any(f"{package}.".startswith(f"{layer}.") for layer in layers)


def run_alone(code: str) -> str:
    """What code prints in an interpreter that sees the standard library and this project."""
    command = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path.append({str(ROOT)!r}); {code}",
    ]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def cpu_seconds(code: str) -> float:
    """Processor time, for the clock on the wall depends on what else the machine does."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run_alone(code)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
