"""The Django releases that the model knows, and what changed between them."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A Django feature release, for example 5.2."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"

    @classmethod
    def parse(cls, text: str) -> Version:
        """The feature release of `5.2`, `5.2.19` or `6.1rc1`.

        Raises:
            ValueError: the text names no release that the model knows.
        """
        match = re.match(r"(\d+)\.(\d+)(?!\d)", text.strip())
        version = match and cls(int(match[1]), int(match[2]))
        if version not in RELEASES:
            known = ", ".join(map(str, RELEASES))
            raise ValueError(f"unknown Django version {text!r} (known: {known})")
        return version


RELEASES = tuple(
    Version(major, minor)
    for major, minors in ((3, (2,)), (4, (0, 1, 2)), (5, (0, 1, 2)), (6, (0, 1, 2)))
    for minor in minors
)
OLDEST = RELEASES[0]
NEWEST = RELEASES[-1]
DEFAULT = Version(6, 1)
"""The newest release that is out; 6.2 is in development."""
