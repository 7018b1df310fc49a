"""The real Djangos that the tests ask: one environment and one process for each."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from resp_core.versions import Version

if TYPE_CHECKING:
    from types import TracebackType

RELEASES = (Version(4, 2), Version(5, 2), Version(6, 1))
ROOT = Path(__file__).parents[2]
WORKER = Path(__file__).with_name("worker.py")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What Django does with a program: it raises, or it sends a response.

    The headers are in the order in which Django sends them; the body is latin-1 text.
    """

    raises: str | None = None
    type: str = ""
    status: int = 0
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    cookies: tuple[str, ...] = ()
    body: str = ""

    def header(self, name: str) -> str | None:
        """The value of the header, in any case of its name."""
        return next((v for k, v in self.headers if k.lower() == name.lower()), None)


class Django:
    """A running Django of one release.

    Raises:
        RuntimeError: the process ended where an answer was due.
    """

    def __init__(self, python: Path) -> None:
        self._process = subprocess.Popen(
            [python, "-I", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        self.version = Version.parse(self._answer()["django"])

    def __enter__(self) -> Django:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.__exit__(kind, error, traceback)

    def run(self, source: str, view: str = "view") -> Outcome:
        """What Django does when `view` of the module with this text answers GET /.

        The text is dedented first.
        A view named `middleware` is given a plain inner view; one named
        `process_response` is given the request and a plain response.
        """
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"source": dedent(source), "view": view}) + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        for name in ("headers", "cookies"):
            answer[name] = tuple(tuple(x) if name == "headers" else x for x in answer.get(name, ()))
        return Outcome(**answer)

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the Django process ended with status {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer


def python(release: Version) -> Path:
    """The interpreter of the environment that `scripts/djangos` makes for a release."""
    return ROOT / ".venvs" / f"django-{release}" / "bin" / "python"


def missing(release: Version) -> str:
    """Why a release is not there; `scripts/djangos` leaves the reason behind."""
    reason = ROOT / ".venvs" / f"django-{release}.missing"
    return reason.read_text().strip() if reason.exists() else "run scripts/djangos first"
