"""Code that would take the process down costs only itself."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from resp_lsp.analysis.source.depth import is_too_deep

BEHIND = """
from django.http import JsonResponse
def f():
    return JsonResponse({deep})
def g():
    return JsonResponse([1])
"""
DEEP = {
    "brackets": "(" * 3000 + ")" * 3000,
    "lists": "[" * 3000 + "]" * 3000,
    "sums": " + ".join(["[1]"] * 12_000),
    "calls": "a" + "()" * 3000,
    "attributes": "a" + ".b" * 12_000,
    "subscripts": "a" + "[0]" * 3000,
    "negations": "not " * 6000 + "x",
    "conditions": "1 if a else " * 4000 + "2",
    "recursion": " + ".join(["x"] * 900),
}


@pytest.mark.parametrize("deep", DEEP.values(), ids=DEEP.keys())
def test_the_function_behind_it_is_still_checked(deep: str) -> None:
    code = BEHIND.format(deep=deep)
    command = [
        sys.executable,
        "-m",
        "resp_lsp",
        "check",
        "--isolated",
        "--output-format=concise",
        "-",
    ]
    run = subprocess.run(command, input=code, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert re.fullmatch(r"(warning: -:\d+: not followed further: [^\n]*\n)?", run.stderr)
    assert ":6:25: RSP101" in run.stdout


@pytest.mark.parametrize(
    "code",
    [
        "x = [\n" + "    (1, 2),\n" * 5000 + "]",
        "x = {\n" + '    "content-type": a.b(c) + d,\n' * 5000 + "}",
        "def f():\n" + "    a.b(c[0]).d()\n" * 200,
    ],
    ids=["rows", "a table", "a long function"],
)
def test_long_code_is_not_deep(code: str) -> None:
    assert not is_too_deep(code)
