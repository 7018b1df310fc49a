"""What is known right behind one statement, on all the paths that lead there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import libcst as cst

from resp_lsp.analysis.values.state import State, joined
from resp_lsp.analysis.values.value import Value, join

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resp_lsp.analysis.interpreter.frame import Frame


@dataclass
class Probe:
    """Filled in by a walk past the statement."""

    statement: cst.CSTNode
    state: State | None = None
    value: Value | None = None
    """What the statement returns."""

    frame: Frame | None = None
    """Where the walk was."""

    def visit(self, frame: Frame) -> None:
        """Look at the state of a walk that has just passed the statement."""
        if frame.recorder is None:
            return
        state = frame.state
        if isinstance(self.statement, cst.Return) and frame.exits:
            value, state = frame.exits[-1]
            self.value = value if self.value is None else join(self.value, value)
        if state is not None:
            self.state = joined((self.state, state))
            self.frame = frame


def by_statement(probes: Iterable[Probe]) -> dict[cst.CSTNode, list[Probe]]:
    found: dict[cst.CSTNode, list[Probe]] = {}
    for probe in probes:
        found.setdefault(probe.statement, []).append(probe)
    return found
