"""What a rule says: findings and the fixes that it offers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.source.text import Edit, Span
    from resp_lsp.analysis.source.tree import Place


class Severity(Enum):
    """How bad a finding is; the value is what people read."""

    ERROR = "error"  # Django raises, or sends garbage, for certain
    WARNING = "warning"  # works, but not as meant or against Django's advice
    HINT = "hint"  # likely, or an idiom


class Tag(Enum):
    """What the code at a finding's place is, which editors show by how they draw it."""

    DEPRECATED = "deprecated"
    UNNECESSARY = "unnecessary"


class Safety(Enum):
    """What a fix may change; the value is what people read."""

    SAFE = "safe"  # the same is sent, or a certain exception becomes what was evidently meant
    SUGGESTED = "suggested"  # right in the common case; the author should look
    DISPLAY_ONLY = "display-only"  # shown, never applied by a command


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend a finding, with a title in the form of an order."""

    title: str
    edits: tuple[Edit, ...]
    safety: Safety


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains a finding: in the same text, or in the file at a path.

    `text` is that file's, in which the span counts.
    """

    span: Span
    message: str
    path: str | None = None
    text: str = ""

    @classmethod
    def at(cls, place: Place, message: str, module: Module) -> Related:
        """A place that the analysis of the module came by, in it or in another one."""
        source = place.tree.source
        if source is module.source:
            return cls(place.span, message)
        return cls(place.span, message, source.path, source.text)

    @classmethod
    def trace(cls, places: Iterable[Place], module: Module) -> tuple[Related, ...]:
        """The places that a value comes from, the nearest first."""
        return tuple(cls.at(place, "The value comes from here.", module) for place in places)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place; fixes are alternatives, the best first."""

    code: str
    name: str
    severity: Severity
    span: Span
    message: str
    fixes: tuple[Fix, ...] = ()
    related: tuple[Related, ...] = ()
