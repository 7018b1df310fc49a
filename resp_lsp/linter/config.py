"""The configuration of a run, as data."""

from __future__ import annotations

from dataclasses import dataclass

from resp_core.versions import DEFAULT, Version


@dataclass(frozen=True, slots=True)
class Config:
    """What to check, and for which Django."""

    select: tuple[str, ...] = ("RSP",)
    ignore: tuple[str, ...] = ()
    target_django: Version = DEFAULT
