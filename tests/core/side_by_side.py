"""A process that runs real Django and the model side by side."""

from __future__ import annotations

import pickle
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.core.snippets import Raised  # noqa: F401 - unpickled from the replies

if TYPE_CHECKING:
    from types import TracebackType

WORKER = Path(__file__).with_name("worker.py")


class SideBySide:
    """One release of Django beside the model of that release."""

    def __init__(self, python: Path) -> None:
        self._process = subprocess.Popen(
            [python, "-I", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self) -> SideBySide:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.__exit__(kind, error, traceback)

    def outcomes(self, source: str, **variables: Any) -> tuple[object, object]:
        """What Django and the model make of a snippet, in this order."""
        assert self._process.stdin
        assert self._process.stdout
        pickle.dump((source, pickle.dumps(variables)), self._process.stdin)
        self._process.stdin.flush()
        replies: tuple[object, object] = pickle.load(self._process.stdout)
        return replies
