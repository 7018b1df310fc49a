"""How much the analysis of one module may do, and what it therefore left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resp_lsp.analysis.source.text import Span

MAX_OWN = 60_000
"""Steps for one function or statement of the module; a step is an expression or a statement."""
MAX_FOLLOWED = 60_000
"""Steps in functions that calls lead to, for the whole module."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part of the analysis that was not done: at a place of the text, or about another file."""

    reason: str
    span: Span | None = None
    path: str | None = None


class ExhaustedError(Exception):
    """There are no steps left."""


@dataclass(eq=False)
class Budget:
    """The steps that are left, and what was skipped, each once."""

    own: int = MAX_OWN
    followed: int = MAX_FOLLOWED
    skipped: dict[Skipped, None] = field(default_factory=dict)
    island: Span | None = None
    """What is walked now, which is to blame."""

    def enter(self, island: Span) -> None:
        self.island = island
        self.own = MAX_OWN

    def spend(self, depth: int) -> None:
        """
        Raises:
            ExhaustedError: this is one step too many.
        """
        if depth:
            self.followed -= 1
            if self.followed < 0:
                raise ExhaustedError
        else:
            self.own -= 1
            if self.own < 0:
                raise ExhaustedError

    def skip(self, reason: str, path: str | None = None) -> None:
        """Note what is left out: of what is walked now, or of another file."""
        span = self.island if path is None else None
        self.skipped[Skipped(reason, span, path)] = None
