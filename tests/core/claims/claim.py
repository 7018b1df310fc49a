"""What a claim about Django is: a snippet and what comes of it, release by release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resp_core.versions import Version
from tests.core.snippets import Raised

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Since:
    """A result that a release brought, and the one before it."""

    release: str
    after: object
    before: object


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: the number of its behaviour, a snippet, and the value or Raised of it."""

    behaviour: int
    source: str
    result: object

    def on(self, release: Version) -> object:
        """The result on a release."""
        result = self.result
        while isinstance(result, Since):
            newer = release >= Version.parse(result.release)
            result = result.after if newer else result.before
        return result

    def __str__(self) -> str:
        return f"{self.behaviour}: {' ; '.join(self.source.splitlines())}"


def claims(rows: Iterable[tuple[int, str, object]]) -> tuple[Claim, ...]:
    """Claims written as rows of a table."""
    return tuple(Claim(*row) for row in rows)


def bad_header(shown: str) -> Raised:
    """The error for a header value that shows itself so."""
    return Raised("BadHeaderError", f"Header values can't contain newlines (got {shown})")
