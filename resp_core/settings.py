"""What the model is asked to be: a Django release and the settings that touch responses."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resp_core.versions import DEFAULT, Change, Version

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Settings:
    """A Django release and its settings; the defaults are Django's own.

    default_charset is DEFAULT_CHARSET, cache_seconds is CACHE_MIDDLEWARE_SECONDS.
    """

    target: Version = DEFAULT
    default_charset: str = "utf-8"
    cache_seconds: int = 600

    def has(self, change: Change) -> bool:
        """Whether the release that is modelled already behaves in the changed way."""
        return self.target >= change.since


_current: ContextVar[Settings] = ContextVar("resp_core_settings", default=Settings())  # noqa: B039 - frozen


def current() -> Settings:
    """The settings under which responses are modelled now."""
    return _current.get()


@contextmanager
def modelling(
    target: Version = DEFAULT, *, default_charset: str = "utf-8", cache_seconds: int = 600
) -> Iterator[Settings]:
    """Model another Django release, or other settings, inside a with block."""
    settings = Settings(target, default_charset, cache_seconds)
    token = _current.set(settings)
    try:
        yield settings
    finally:
        _current.reset(token)
