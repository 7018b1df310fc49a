from __future__ import annotations

import os
import subprocess
import sys

from resp_lsp.server.parent import is_alive


def test_a_running_process_is_alive() -> None:
    assert is_alive(os.getpid())


def test_a_process_of_somebody_else_is_alive() -> None:
    assert is_alive(1)


def test_a_process_that_ended_is_not_alive() -> None:
    with subprocess.Popen((sys.executable, "-c", "")) as process:
        process.wait()
    assert not is_alive(process.pid)
