"""Breaks resp_core in every small way and counts how many of the breaks a test notices.

    python -m scripts.mutations             all of resp_core
    python -m scripts.mutations etags vary  some of its modules

Each break (a comparison turned round, a constant changed, a statement dropped, …) is made
in a scratch copy. The claims about Django run on it first, in a forked process; what they
do not notice is given to the other tests of tests/core that need no Django. Prints every
break that nothing noticed. Ends with 1 below 95 %. Needs a system with fork().
"""

# ruff: noqa: T201 - a script prints
from __future__ import annotations

import ast
import copy
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHECKOUT = Path(__file__).resolve().parent.parent
SECONDS = 20
ENOUGH = 0.95
TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
# What only people or type checkers read.
PROSE = {"Change", "KnownDirective", "TypeVar"}


@dataclass(frozen=True, slots=True)
class Break:
    """One broken module."""

    module: str
    line: int
    what: str
    source: str

    def __str__(self) -> str:
        return f"resp_core/{self.module}.py:{self.line}: {self.what}"


def main(wanted: list[str]) -> int:
    modules = wanted or sorted(p.stem for p in (CHECKOUT / "resp_core").glob("[a-z]*.py"))
    made: Counter[str] = Counter()
    survived: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        for folder in ("resp_core", "tests/core", "tests/django"):
            shutil.copytree(CHECKOUT / folder, Path(scratch, folder))
        for module in modules:
            path = Path(scratch, "resp_core", f"{module}.py")
            original = path.read_text()
            for broken in breaks(module, original):
                path.write_text(broken.source)
                made[module] += 1
                if not noticed(Path(scratch)):
                    survived[module] += 1
                    print(broken, flush=True)
            path.write_text(original)
    return report(made, survived)


def report(made: Counter[str], survived: Counter[str]) -> int:
    """Print the rates; the exit code."""
    for module, count in made.items():
        print(f"{module:<22}{count - survived[module]:>5} of {count}")
    rate = 1 - survived.total() / made.total()
    print(f"{'together':<22}{made.total() - survived.total():>5} of {made.total()}: {rate:.1%}")
    return 0 if rate >= ENOUGH else 1


def noticed(scratch: Path) -> bool:
    """Whether a test fails on the scratch copy."""
    if not claims_hold(scratch):
        return True
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "tests/core"]
    # The Djangos are not asked: .venvs is not in the scratch copy.
    options = ["--import-mode=importlib", "--ignore=tests/core/test_claims.py"]
    environment = {**os.environ, "PYTHONPATH": str(scratch), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        tests = subprocess.run(  # noqa: S603 - our own tests
            [*command, *options],
            cwd=scratch,
            env=environment,
            capture_output=True,
            check=False,
            timeout=3 * SECONDS,
        )
    except subprocess.TimeoutExpired:
        return True
    return tests.returncode != 0


def claims_hold(scratch: Path) -> bool:
    """Whether all claims hold, tried in a process of its own that can break or hang."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.alarm(SECONDS)
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            code = 0 if _claims_hold(str(scratch)) else 1
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1] == 0


def _claims_hold(scratch: str) -> bool:
    sys.dont_write_bytecode = True
    sys.path.insert(0, scratch)
    for name in [name for name in sys.modules if name.split(".")[0] in {"resp_core", "tests"}]:
        del sys.modules[name]
    import resp_core  # noqa: PLC0415 - only the child may see the broken one
    from tests.core.claims import older  # noqa: PLC0415
    from tests.core.claims.every import ALL  # noqa: PLC0415
    from tests.core.snippets import outcome  # noqa: PLC0415

    for release in resp_core.RELEASES[:-1]:
        modern = release in {resp_core.Version(*numbers) for numbers in ((4, 2), (5, 2), (6, 1))}
        for claim in (*older.CLAIMS, *(ALL if modern else ())):
            with resp_core.modelling(release):
                found = outcome(claim.source, vars(resp_core), {})
            if found != claim.on(release):
                return False
    return True


def breaks(module: str, source: str) -> Iterator[Break]:
    """Every break of a module, one at a time."""
    tree = ast.parse(source)
    for node in list(_behaviour(tree)):
        for what, change in _changes(node):
            broken = copy.deepcopy(tree)
            twin = _twin(node, tree, broken)
            change(twin)
            line = getattr(node, "lineno", 0)
            yield Break(module, line, what, ast.unparse(ast.fix_missing_locations(broken)))


def _twin(node: ast.AST, tree: ast.AST, copied: ast.AST) -> ast.AST:
    pairs = zip(ast.walk(tree), ast.walk(copied), strict=True)
    return next(twin for original, twin in pairs if original is node)


def _behaviour(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that do something: no annotation, docstring, import or prose."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_silent(child):
                yield from _behaviour(child)


def _is_silent(node: ast.AST) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom():
            return True
        case ast.Expr(ast.Constant()) | ast.Assign([ast.Name("__all__")]):
            return True
        case ast.If(ast.Name("TYPE_CHECKING")):
            return True
        case ast.Call(ast.Name(name)) if name in PROSE:
            return True
    return False


def _changes(node: ast.AST) -> list[tuple[str, Callable[[Any], None]]]:
    """What can be done to a node: its description, and the deed on the node's twin."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in TURNED:
            turned = TURNED[type(op)]()
            return [(f"{_shown(node)} turned round", lambda twin: _put(twin, ops=[turned]))]
        case ast.BoolOp(op):
            other: ast.boolop = ast.Or() if isinstance(op, ast.And) else ast.And()
            return [(f"and/or swapped in {_shown(node)}", lambda twin: _put(twin, op=other))]
        case ast.BinOp(op=ast.Add() | ast.Sub() as op):
            sign: ast.operator = ast.Sub() if isinstance(op, ast.Add) else ast.Add()
            return [(f"sign of {_shown(node)}", lambda twin: _put(twin, op=sign))]
        case ast.UnaryOp(ast.Not(), operand):
            twice = ast.UnaryOp(ast.Not(), operand)
            return [(f"{_shown(node)} undone", lambda twin: _put(twin, operand=twice))]
        case ast.Constant(value) if (changed := _other(value)) is not None:
            return [(f"{value!r} is {changed!r}", lambda twin: _put(twin, value=_other(value)))]
        case ast.If(test) | ast.IfExp(test):
            negated = ast.UnaryOp(ast.Not(), test)
            return [(f"negated {_shown(test)}", lambda twin: _put(twin, test=negated))]
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Constant):
            nothing = ast.Constant(None)
            return [(f"None instead of {_shown(value)}", lambda twin: _put(twin, value=nothing))]
        case ast.Expr(ast.Call()) | ast.Raise() | ast.Delete():
            return [(f"dropped {_shown(node)}", _drop)]
        case ast.Assign([ast.Attribute() | ast.Subscript()]):
            return [(f"dropped {_shown(node)}", _drop)]
    return []


def _other(value: object) -> object:
    """Another constant of the same kind, or None where there is nothing to change."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return value + "X"
        case bytes():
            return value + b"X"
    return None


def _put(twin: ast.AST, **fields: object) -> None:
    for name, value in fields.items():
        setattr(twin, name, value)


def _drop(twin: ast.AST) -> None:
    twin.__class__ = ast.Pass  # replaced without knowing its parent


def _shown(node: ast.AST) -> str:
    return ast.unparse(node).splitlines()[0][:60]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
