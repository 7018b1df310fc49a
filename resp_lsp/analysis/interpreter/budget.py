"""How much the analysis of one module may do, and what it therefore left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lsp.analysis.source.text import Span

MAX_OWN = 60_000
"""Steps for one function or statement of the module; a step is an expression or a statement."""
MAX_FOLLOWED = 60_000
"""Steps in functions that calls lead to, for the whole module."""
BETWEEN = 256
"""So many steps are taken, a few milliseconds, before the checkpoint is passed again."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part of the analysis that was not done: at a place of the text, or about another file."""

    reason: str
    span: Span | None = None
    path: str | None = None


class ExhaustedError(Exception):
    """There are no steps left."""


class AbandonedError(BaseException):
    """Nobody awaits the result any longer.

    It is no Exception, for it is no fault: what guards a run against our faults lets it pass.
    """


def go_on() -> None:
    """The checkpoint of an analysis that goes to its end."""


@dataclass(eq=False)
class Budget:
    """The steps that are left, and what was skipped, each once."""

    checkpoint: Callable[[], None] = go_on
    """Called now and then; what it raises ends the analysis."""

    own: int = MAX_OWN
    followed: int = MAX_FOLLOWED
    skipped: dict[Skipped, None] = field(default_factory=dict)
    island: Span | None = None
    """What is walked now, which is to blame."""

    def enter(self, island: Span) -> None:
        self.checkpoint()
        self.island = island
        self.own = MAX_OWN

    def spend(self, depth: int) -> None:
        """
        Raises:
            ExhaustedError: this is one step too many.
        """
        if depth:
            left = self.followed = self.followed - 1
        else:
            left = self.own = self.own - 1
        if left < 0:
            raise ExhaustedError
        if not left % BETWEEN:
            self.checkpoint()

    def skip(self, reason: str, path: str | None = None) -> None:
        """Note what is left out: of what is walked now, or of another file."""
        span = self.island if path is None else None
        self.skipped[Skipped(reason, span, path)] = None
