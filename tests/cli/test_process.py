"""The command as a process: streams, signals, colours, completion."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from resp_lsp import __version__
from tests.cli.command import LIST, ROOT, VARY, lay, process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMAND = [sys.executable, "-m", "resp_lsp"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"processId": None, "rootUri": None, "capabilities": {}},
}


def test_it_checks_fixes_and_exits(here: Path) -> None:
    lay({"app/a.py": VARY, "app/b.py": LIST})
    assert process("check", "app", cwd=here).returncode == 1
    fixed = process("check", "--fix", "--unsafe-fixes", cwd=here)
    assert (fixed.returncode, fixed.stderr) == (0, b"")
    assert process("check", cwd=here).stdout == b"All checks passed!\n"


def test_it_tells_its_version(here: Path) -> None:
    assert process("--version", cwd=here).stdout.decode() == f"resp-lsp {__version__}\n"


def test_without_a_command_it_tells_how_it_is_used(here: Path) -> None:
    said = process("--help", cwd=here)
    assert said.returncode == 0
    assert b"Usage: resp-lsp" in said.stdout


def test_a_help_text_does_not_load_the_linter(here: Path) -> None:
    code = "import sys; from resp_lsp.cli.main import main; sys.argv[1:] = ['check', '-h']\n"
    code += "try: main()\nexcept SystemExit: print([m for m in sys.modules if 'libcst' in m])"
    said = subprocess.run(
        [sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, check=True, cwd=here
    )
    assert said.stdout.splitlines()[-1] == b"[]"


@pytest.mark.parametrize(
    ("option", "environment", "coloured"),
    [
        ("auto", {}, False),
        ("always", {}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("always", {"NO_COLOR": "1"}, True),
    ],
)
def test_colour_is_a_choice(
    here: Path, option: str, environment: dict[str, str], *, coloured: bool
) -> None:
    lay({"a.py": VARY})
    for form in ("full", "concise"):
        said = process(
            *("check", "--color", option, "--output-format", form),
            cwd=here,
            environment=environment,
        )
        assert (b"\x1b[" in said.stdout) == coloured


def test_a_fixed_standard_input_keeps_its_bytes(here: Path) -> None:
    data = b"\xef\xbb\xbf" + ("# \xe9\r\n" + VARY.replace("\n", "\r\n")).encode()
    said = process("check", "-", "--fix", cwd=here, stdin=data)
    assert said.returncode == 0
    assert said.stdout.startswith(b"\xef\xbb\xbf# \xc3\xa9\r\nfrom django")
    assert said.stdout.count(b"\n") == said.stdout.count(b"\r\n")


def test_a_terminal_without_a_character_still_shows_the_finding(here: Path) -> None:
    lay({"a.py": VARY.replace("    response[", "    # \u6f22\n    response[")})
    said = process("check", cwd=here, environment={"PYTHONIOENCODING": "latin-1"})
    assert said.returncode == 1
    assert b"\\u6f22" in said.stdout


def test_a_closed_pipe_ends_it_quietly(here: Path) -> None:
    lay({f"{n}.py": VARY * 20 for n in range(40)})
    with subprocess.Popen(
        [*COMMAND, "check"],
        cwd=here,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) != 0


@pytest.fixture
def interruptible() -> Iterator[None]:
    """What a background job of a shell starts ignores interrupts, unless told otherwise."""
    inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, inherited)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("files", [0, 300], ids=["one process", "several processes"])
def test_an_interrupt_ends_it_quietly(here: Path, files: int) -> None:
    # Reading from a pipe that nobody writes to takes for ever: the run is surely on its way.
    os.mkfifo(here / "000.py")
    lay({f"{n:03}.py": "" for n in range(1, files + 1)})
    with subprocess.Popen(
        [*COMMAND, "check", *sorted(path.name for path in here.iterdir()), "--jobs", "2"],
        cwd=here,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as running:
        writing = opened_for_writing(here / "000.py")
        # CPython misses a signal between its last look and read(), until read() returns.
        time.sleep(0.5)
        # As a terminal does it: the processes that help get the signal as well.
        os.killpg(running.pid, signal.SIGINT)
        try:
            out, err = running.communicate(timeout=60)
        finally:
            os.close(writing)  # ends the reading in any case
    assert running.returncode == 130
    assert (out, err.strip()) == (b"", b"")


def opened_for_writing(fifo: Path) -> int:
    """A descriptor of a pipe, once somebody has opened the pipe to read it."""
    deadline = time.monotonic() + 60
    descriptor = None
    while descriptor is None:
        assert time.monotonic() < deadline, "the file was never opened"
        time.sleep(0.05)
        with suppress(OSError):  # nobody reads it yet
            descriptor = os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
    return descriptor


@pytest.mark.parametrize(("options", "shown"), [((), True), (("--no-progress",), False)])
def test_a_long_run_shows_its_progress_on_a_terminal(
    here: Path, options: tuple[str, ...], *, shown: bool
) -> None:
    os.mkfifo(here / "000.py")
    lay({f"{n:03}.py": "" for n in range(1, 100)})
    terminal, end = pty.openpty()
    names = sorted(path.name for path in here.iterdir())
    with subprocess.Popen(
        [*COMMAND, "check", *options, *names],
        cwd=here,
        env={**ENVIRONMENT, "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=end,
    ) as running:
        os.close(end)
        writing = opened_for_writing(here / "000.py")
        time.sleep(0.7)
        os.close(writing)
        said = everything(terminal)
        assert running.communicate()[0] == b"All checks passed!\n"
    os.close(terminal)
    assert ("/100" in said) == shown
    assert ("Checking" in said) == shown


def everything(terminal: int) -> str:
    parts: list[bytes] = []
    with suppress(OSError):  # how a terminal tells that its other end is closed
        while part := os.read(terminal, 4096):
            parts.append(part)
    return b"".join(parts).decode()


def test_a_short_run_shows_no_progress(here: Path) -> None:
    lay({"a.py": ""})
    terminal, end = pty.openpty()
    subprocess.run(
        [*COMMAND, "check"], cwd=here, env=ENVIRONMENT, stderr=end, stdout=end, check=True
    )
    os.close(end)
    assert everything(terminal) == "All checks passed!\r\n"
    os.close(terminal)


def test_a_terminal_is_coloured(here: Path) -> None:
    lay({"a.py": VARY})
    terminal, end = pty.openpty()
    environment = {**ENVIRONMENT, "TERM": "xterm"}
    subprocess.run([*COMMAND, "check"], cwd=here, env=environment, stdout=end, check=False)
    os.close(end)
    assert "\x1b[33m" in everything(terminal)
    os.close(terminal)


def test_a_rule_is_typeset_on_a_terminal(here: Path) -> None:
    terminal, end = pty.openpty()
    environment = {**ENVIRONMENT, "TERM": "xterm", "COLUMNS": "80"}
    subprocess.run([*COMMAND, "rule", "RSP302"], cwd=here, env=environment, stdout=end, check=True)
    os.close(end)
    said = everything(terminal)
    assert "manual-vary" in said
    assert "```" not in said
    os.close(terminal)


@pytest.mark.parametrize(
    ("words", "completions"),
    [
        ("resp-lsp ch", ["plain,check"]),
        ("resp-lsp check --select RSP90", [f"plain,RSP90{n}" for n in (1, 2, 3, 4)]),
        ("resp-lsp check --ignore RSP1,manual-v", ["plain,RSP1,manual-vary"]),
        ("resp-lsp rule RSP901", ["plain,RSP901"]),
        ("resp-lsp check --target-django 5", ["plain,5.0", "plain,5.1", "plain,5.2"]),
    ],
)
def test_a_shell_completes_words(here: Path, words: str, completions: list[str]) -> None:
    asked = {
        "_RESP_LSP_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
    }
    assert process(cwd=here, environment=asked).stdout.decode().splitlines() == completions


@pytest.mark.parametrize("arguments", [(), ("--stdio",)])
def test_the_language_server_starts(here: Path, arguments: tuple[str, ...]) -> None:
    body = json.dumps(INITIALIZE).encode()
    message = b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    said = process("server", *arguments, cwd=here, stdin=message)
    head, _, answer = said.stdout.partition(b"\r\n\r\n")
    assert head.startswith(b"Content-Length: ")
    assert json.loads(answer)["result"]["capabilities"]


def test_a_language_server_that_cannot_start_says_why(here: Path) -> None:
    said = process("server", "--log-file", "gone/log", cwd=here)
    assert said.returncode == 2
    assert b"No such file or directory: " in said.stderr
    assert said.stderr.endswith(b"gone/log'\n")
