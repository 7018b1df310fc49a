"""A module's text, cut into its islands."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.islands import islands_of
from resp_lsp.analysis.source.logical_lines import read

if TYPE_CHECKING:
    from resp_lsp.analysis.source.islands import Island
    from resp_lsp.analysis.source.logical_lines import Reading


@dataclass(frozen=True)
class Source:
    """The text of a module and where it stands: a path, or the empty string for nowhere."""

    text: str
    path: str = ""
    reading: Reading | None = field(default=None, compare=False, repr=False)
    """Its logical lines, where somebody has read them."""

    @cached_property
    def islands(self) -> tuple[Island, ...]:
        return islands_of(self.reading or read(self.text))
