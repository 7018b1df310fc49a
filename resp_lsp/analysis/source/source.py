"""A module's text, cut into its islands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.islands import split

if TYPE_CHECKING:
    from resp_lsp.analysis.source.islands import Island


@dataclass(frozen=True)
class Source:
    """The text of a module and where it stands: a path, or the empty string for nowhere."""

    text: str
    path: str = ""

    @cached_property
    def islands(self) -> tuple[Island, ...]:
        return split(self.text)
