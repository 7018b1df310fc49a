"""Splitting of list headers the way Django does it: at every comma, quoted or not."""

from __future__ import annotations

import re

from resp_core import settings
from resp_core.versions import LISTS_ARE_STRIPPED

_COMMA = re.compile(r"\s*,\s*")


def split_list(header: str) -> list[str]:
    """The elements of a Cache-Control or Vary header.

    Before Django 6.1 the outer padding and empty elements stay.
    """
    if settings.current().has(LISTS_ARE_STRIPPED):
        return [element for part in header.split(",") if (element := part.strip())]
    return _COMMA.split(header)
