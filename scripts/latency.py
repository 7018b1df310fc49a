"""How long after a keystroke the diagnostics are there, beside Ruff's server and Fixit's.

    python -m scripts.latency
    python -m scripts.latency --keystrokes 40

Types words into functions about responses in files of Django's, and takes them back, one
character at a time, waiting for the diagnostics of each version; each keystroke is sent to
each server in turn, so that all of them meet the same machine. What is counted starts when the
change is written to the server and ends when its diagnostics are read. Debounce is counted:
resp-lsp and Ruff have none, Fixit's is set to 0. Fixit is left out once it used its time.

Ends with 1 when a bound on resp-lsp does not hold, as it will on a machine that is busy with
something else. The first run downloads the source of Django
and Kolibri, and Fixit.
"""

# ruff: noqa: T201 - a script prints
from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import time
import venv
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.archives import CHECKOUT, Project, source_of
from scripts.corpus import projects
from tests.server.client import Client, Message, at
from tests.server.conftest import EDITOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DJANGO = Project(
    "Django", "6.1.3", "b5d2d9e35295065d13b1927b3f19a59bd119f737aa6299def14ccca1ae3c8c0d"
)
FIXIT = "fixit[lsp]==2.2.1"
BENCH = CHECKOUT / ".bench"

DOCUMENTS = {
    500: ("view_tests/views.py", "csrf_tests/views.py"),
    3400: ("cache/tests.py",),
    10000: (
        "cache/tests.py",
        "csrf_tests/tests.py",
        "httpwrappers/tests.py",
        "middleware/tests.py",
        "test_client/tests.py",
        "test_client_regress/tests.py",
        "view_tests/views.py",
    ),
}
"""By how many lines they have, about: files of Django's tests, one after the other."""

WORD = "value"
FIXIT_TIME = 20.0
"""Seconds for each document."""

PATIENCE = 120.0
"""Seconds; Fixit needs some 15 for the longest document."""

STARTS = 5
OPENED = 8
"""Files of Kolibri's, for the memory."""


@dataclass(frozen=True, slots=True)
class Server:
    name: str
    command: tuple[str, ...]
    time: float = float("inf")
    """Seconds that it may use for a document."""


@dataclass(frozen=True, slots=True)
class Keystroke:
    line: int
    column: int
    typed: str
    """One character, or none where the one behind the column is deleted."""

    @property
    def change(self) -> Message:
        end = self.column + (not self.typed)
        given = {"start": at(self.line, self.column), "end": at(self.line, end)}
        return {"range": given, "text": self.typed}


@dataclass
class Typist:
    """Types into one document of one server, and keeps how long each answer took."""

    server: Server
    client: Client
    uri: str
    taken: list[float] = field(default_factory=list)
    """Seconds."""

    def type(self, keystroke: Keystroke) -> None:
        if sum(self.taken) > self.server.time:
            return
        version = len(self.taken) + 1
        begun = time.perf_counter()
        self.client.change(keystroke.change, version=version, uri=self.uri)
        self.client.diagnostics(version, self.uri)
        self.taken.append(time.perf_counter() - begun)

    def percentile(self, percent: int) -> float:
        """In milliseconds."""
        ordered = sorted(self.taken)
        return 1000 * ordered[min(len(ordered) * percent // 100, len(ordered) - 1)]


@dataclass(frozen=True, slots=True)
class Bound:
    what: str
    found: float
    allowed: float
    unit: str

    @property
    def holds(self) -> bool:
        return self.found <= self.allowed

    def __str__(self) -> str:
        verdict = "holds" if self.holds else "DOES NOT HOLD"
        return f"{self.what}: {self.found:.2f} {self.unit}, at most {self.allowed:g}: {verdict}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.latency")
    parser.add_argument("--keystrokes", type=int, default=200, metavar="N", help="in each file")
    options = parser.parse_args(arguments)
    compared = servers()
    ours = compared[0]
    typed: dict[int, list[Typist]] = {}
    print(f"The machine's load is {os.getloadavg()[0]:.1f} of {os.cpu_count()} processors.")
    print(f"{'lines':>6}  {'server':9} {'p50 ms':>8} {'p95 ms':>8} {'max ms':>8} {'/ Ruff':>7}  n")
    for lines, names in DOCUMENTS.items():
        typed[lines] = typing(compared, text_of(names), options.keystrokes)
        print(*table(lines, typed[lines]), sep="\n", flush=True)
    latency, ruff = (typist.percentile(95) for typist in typed[3400][:2])
    bounds = (
        Bound("p95 on 3,400 lines", latency, 25, "ms"),
        Bound("the same beside Ruff's", latency / ruff, 3, "times"),
        Bound("start to first diagnostics", start(ours), 0.7, "s"),
        Bound(f"resident with Kolibri and {OPENED} files open", resident(ours), 150, "MB"),
    )
    print(*bounds, sep="\n")
    return 0 if all(bound.holds for bound in bounds) else 1


def servers() -> tuple[Server, ...]:
    """resp-lsp, Ruff, Fixit."""
    beside = Path(sys.executable).parent
    fixit = BENCH / "fixit" / "bin" / "fixit"
    if not fixit.exists():
        venv.create(BENCH / "fixit", with_pip=True)
        pip = (fixit.with_name("pip"), "install", "--quiet", FIXIT)
        subprocess.run(pip, check=True)  # noqa: S603 - pip itself
    return (
        Server("resp-lsp", (str(beside / "resp-lsp"), "server")),
        Server("Ruff", (str(beside / "ruff"), "server")),
        Server("Fixit", (str(fixit), "lsp", "--debounce-interval", "0"), FIXIT_TIME),
    )


def text_of(names: Sequence[str]) -> str:
    tests = source_of(DJANGO) / "tests"
    return "\n\n".join((tests / name).read_text("utf-8") for name in names)


def keystrokes(text: str, number: int) -> Iterator[Keystroke]:
    """Words typed behind others in lines about responses, each taken back at once."""
    chance = random.Random(number)  # noqa: S311 - not for secrets
    lines = text.splitlines()
    about = [n for n, line in enumerate(lines) if re.search(r"^\s.*[rR]esponse", line)]
    for _ in range(0, number, 2 * len(WORD)):
        line = chance.choice(about)
        end = chance.choice([word.end() for word in re.finditer(r"\w+", lines[line])])
        yield from (Keystroke(line, end + n, char) for n, char in enumerate(WORD))
        yield from (Keystroke(line, end + n, "") for n in reversed(range(len(WORD))))


def typing(compared: Sequence[Server], text: str, number: int) -> list[Typist]:
    uri = (source_of(DJANGO) / "tests" / "latency.py").as_uri()
    with ExitStack() as stack:
        typists = [Typist(s, stack.enter_context(running(s)), uri) for s in compared]
        for typist in typists:
            typist.client.open(text, uri)
            typist.client.diagnostics(0, uri)
        for keystroke in keystrokes(text, number):
            for typist in typists:
                typist.type(keystroke)
        return typists


def table(lines: int, typists: Sequence[Typist]) -> Iterator[str]:
    ruff = typists[1].percentile(95)
    for typist in typists:
        p50, p95, most = (typist.percentile(percent) for percent in (50, 95, 100))
        yield (
            f"{lines:6}  {typist.server.name:9} {p50:8.1f} {p95:8.1f} {most:8.1f} {p95 / ruff:7.1f}"
            f"  {len(typist.taken)}"
        )


def start(server: Server) -> float:
    """Seconds from the start of the process to the first diagnostics; the median of some."""
    return statistics.median(_start(server) for _ in range(STARTS))


def _start(server: Server) -> float:
    text = text_of(DOCUMENTS[500])
    uri = (source_of(DJANGO) / "tests" / "latency.py").as_uri()
    begun = time.perf_counter()
    with running(server) as client:
        client.open(text, uri)
        client.diagnostics(0, uri)
        return time.perf_counter() - begun


def resident(server: Server) -> float:
    """Megabytes, with Kolibri's source as the workspace and the most telling files open."""
    folder = source_of(projects()["kolibri"])
    sources = [path for path in folder.rglob("*.py") if "tests" not in path.parts]
    texts = {path: path.read_text("utf-8", "replace") for path in sources}
    telling = sorted(texts, key=lambda path: texts[path].count("Response"))[-OPENED:]
    with running(server, folder) as client:
        for path in telling:
            client.open(texts[path], path.as_uri())
        for path in telling:
            client.diagnostics(0, path.as_uri())
        status = Path(f"/proc/{client.process.pid}/status").read_text("utf-8")
    (kilobytes,) = re.findall(r"VmRSS:\s*(\d+) kB", status)
    return int(kilobytes) / 1024


@contextmanager
def running(server: Server, root: Path | None = None) -> Iterator[Client]:
    """A server to talk with; its log is in .bench."""
    BENCH.mkdir(exist_ok=True)
    root = root or source_of(DJANGO)
    with (BENCH / f"{server.name}.log").open("wb") as log:
        client = Client.start(*server.command, errors=log)
        client.timeout = PATIENCE
        try:
            client.initialize(EDITOR, rootUri=root.as_uri(), initializationOptions={"settings": {}})
            yield client
            client.close_down()
        finally:
            client.end()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
