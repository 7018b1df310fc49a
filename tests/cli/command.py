"""The command as a test calls it: in this process, or as the process that users start."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from resp_lsp.cli.main import commands

ROOT = Path(__file__).parents[2]

VARY = """\
from django.http import HttpResponse


def view(request):
    response = HttpResponse()
    response["Vary"] = "Cookie"
    return response
"""
"""One finding, with a safe fix."""
LIST = """\
from django.http import JsonResponse


def view(request):
    rows = [1, 2]
    return JsonResponse(rows)
"""
"""One finding, with suggested fixes."""
CLEAN = "x = 1\n"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


def resp_lsp(*arguments: str, stdin: str | bytes | None = None) -> Outcome:
    """The command in this process; quick."""
    result = CliRunner().invoke(commands, arguments, input=stdin, prog_name="resp-lsp")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Outcome(result.exit_code, result.stdout, result.stderr)


def process(
    *arguments: str, cwd: Path, stdin: bytes = b"", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "resp_lsp", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
    )


def lay(files: dict[str, str | bytes]) -> None:
    """Put files into the current folder."""
    for name, content in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
