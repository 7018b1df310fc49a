"""Code that no one writes by hand: it ends soon, says what was left out, and costs itself only."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest

from resp_lsp.analysis.interpreter.project import MAX_MODULES
from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import Linted, Origin, linted
from resp_lsp.linter.modules import LARGEST, Files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEAD = "from django.http import HttpResponse, JsonResponse\n\n\n"
FLAW = "def flawed(request):\n    return JsonResponse([1])\n\n\n"
NORMAL = HEAD + "".join(
    f"def view{n}(request):\n    rows = {{'a': [{n}]}}\n    return JsonResponse(rows)\n\n\n"
    for n in range(400)
)
SLOWER = 100
"""So many times the normal file's time may an odd one take."""


def nested_calls() -> str:
    return f"def odd(request):\n    return JsonResponse({'f(' * 10_000}{')' * 10_000})\n"


def deep_expression() -> str:
    return f"def odd(request):\n    return JsonResponse({' + '.join(['a'] * 900)})\n"


def deeper_expression() -> str:
    return f"def odd(request):\n    return JsonResponse({' + '.join(['a'] * 9_000)})\n"


def many_functions() -> str:
    """Each calls three others with arguments of its own."""
    calls = "".join(
        f"def f{n}(data, key):\n"
        + "".join(
            f"    data = f{(n * 7 + k * 13) % 1_500}([data, {n}, {k}], {n + k})\n" for k in range(3)
        )
        + "    return JsonResponse(data)\n\n\n"
        for n in range(1_500)
    )
    return f"{calls}def odd(request):\n    return f1([1], 2)\n"


def nested_loops() -> str:
    lines = [f"{'    ' * (n + 1)}for x{n} in x{n - 1}:\n" for n in range(15)]
    return f"def odd(request, x):\n{''.join(lines)}{'    ' * 16}x = JsonResponse(x14)\n"


SAID: dict[str, Callable[[], str]] = {
    "10,000 nested calls": nested_calls,
    "a deep expression": deep_expression,
    "a deeper expression": deeper_expression,
    "loops in loops": nested_loops,
    "1,500 functions that call each other": many_functions,
}
UNSAID: dict[str, tuple[Callable[[], str], int]] = {
    "a huge dict": (lambda: f"ROWS = {{{', '.join(f'{n}: [{n}]' for n in range(20_000))}}}\n", 12),
    "2 MB of generated code": (
        lambda: "".join(f"ROW_{n} = {{{n}: [{n}]}}\n" for n in range(90_000)),
        18,  # coverage counts each look at one of so many statements
    ),
}


def timed(text: str) -> tuple[float, Linted]:
    start = process_time()
    done = linted(text, Config())
    return process_time() - start, done


@pytest.fixture(scope="module")
def normal() -> float:
    return min(timed(NORMAL)[0] for _ in range(3))


@pytest.mark.parametrize("name", SAID)
def test_it_ends_soon_and_is_said(name: str, normal: float) -> None:
    text = HEAD + SAID[name]() + "\n\n" + FLAW
    taken, done = timed(text)
    assert done.findings[-1].span.start == text.rindex("[1]")
    assert done.skipped
    assert taken < SLOWER * normal


@pytest.mark.parametrize("name", UNSAID)
def test_it_ends_in_time(name: str, normal: float) -> None:
    odd, most = UNSAID[name]
    text = HEAD + odd() + "\n\n" + FLAW
    taken, done = timed(text)
    assert done.findings[-1].span.start == text.rindex("[1]")
    assert taken < most * normal


def project(root: Path, modules: dict[str, str], text: str) -> Linted:
    for name, content in modules.items():
        (root / name).write_text(content)
    views = root / "views.py"
    views.write_text(text)
    return linted(text, Config(select=("RSP101",)), origin=Origin(str(views), Files()))


def test_a_generated_module_is_not_read(tmp_path: Path) -> None:
    text = (
        f"{HEAD}from big import rows\n\n\ndef view(r):\n    return JsonResponse(rows())\n\n\n{FLAW}"
    )
    done = project(tmp_path, {"big.py": "def rows(): return [1]\n" + "x = 1\n" * LARGEST}, text)
    assert [finding.span.start for finding in done.findings] == [text.rindex("[1]")]
    assert [skipped.path for skipped in done.skipped] == [str(tmp_path / "big.py")]


def test_so_many_other_modules_are_read(tmp_path: Path) -> None:
    modules = {f"m{n}.py": "def rows(): return [1]\n" for n in range(MAX_MODULES + 3)}
    imports = "".join(f"from m{n} import rows as rows{n}\n" for n in range(MAX_MODULES + 3))
    views = "".join(f"    JsonResponse(rows{n}())\n" for n in range(MAX_MODULES + 3))
    done = project(tmp_path, modules, f"{HEAD}{imports}\n\ndef view(request):\n{views}\n\n{FLAW}")
    assert len(done.findings) == MAX_MODULES + 1
    assert [skipped.path for skipped in done.skipped] == [
        str(tmp_path / f"m{n}.py") for n in range(MAX_MODULES, MAX_MODULES + 3)
    ]
