"""A module as rules see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resp_core.versions import Version


@dataclass(frozen=True)
class Module:
    text: str
    target: Version


def analyse(text: str, target: Version) -> Module:
    return Module(text, target)
