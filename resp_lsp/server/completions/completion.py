"""What is offered at a place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resp_lsp.analysis.source.text import Span


class Subject(Enum):
    """What a completion stands for; with its label, this is what its documentation is about."""

    RULE = "rule"
    RULES = "rules"
    HEADER = "header"
    DIRECTIVE = "directive"
    KEYWORD = "keyword"
    STATUS = "status"
    KEY = "key"
    TABLE = "table"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Completion:
    """A text to put in the place of what stands at `span`, on one line around the cursor.

    Of several, those of the lowest rank come first. `also` is what else it is found by.
    """

    label: str
    subject: Subject
    span: Span
    detail: str = ""
    rank: int = 0
    inserted: str = ""
    """Where it is not the label."""

    also: str = ""
    is_obsolete: bool = False

    @property
    def text(self) -> str:
        return self.inserted or self.label
