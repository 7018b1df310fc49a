"""Django's helpers for Vary (django.utils.cache; RFC 9110, 12.5.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resp_core import settings
from resp_core.header_lists import split_list
from resp_core.versions import LISTS_ARE_STRIPPED, VARY_QUERY_IS_STRIPPED

if TYPE_CHECKING:
    from collections.abc import Iterable


def parse_vary(header: str) -> tuple[str, ...]:
    """The names in a Vary header as written; empty elements are dropped."""
    return tuple(name for part in header.split(",") if (name := part.strip(" \t")))


def patch_vary_headers(response: Any, newheaders: Iterable[str]) -> None:
    """Add names that Vary does not have in any case; a `*` among them replaces all.

    New names are not compared with each other; a plain str gives its characters.
    """
    names = split_list(response.headers["Vary"]) if response.has_header("Vary") else []
    there = {name.lower() for name in names}
    if settings.current().has(LISTS_ARE_STRIPPED):
        newheaders = [name.strip() for name in newheaders]
    names += [name for name in newheaders if name.lower() not in there]
    response.headers["Vary"] = "*" if "*" in names else ", ".join(names)


def has_vary_header(response: Any, header_query: str) -> bool:
    """Whether Vary names a header, in any case; `*` is only the name `*`."""
    if not response.has_header("Vary"):
        return False
    names = split_list(response.headers["Vary"])
    if settings.current().has(VARY_QUERY_IS_STRIPPED):
        return header_query.lower().strip() in {name.lower().strip() for name in names}
    return header_query.lower() in {name.lower() for name in names}
