"""Requirements (PEP 508) and files of them, of which only those on Django matter."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from resp_lsp.linter.errors import FileError
from resp_lsp.linter.files import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DJANGO = re.compile(r"\s*django\s*(?![\w.-]*\w)", re.IGNORECASE)
"""The begin of a requirement of Django, not of django-filter."""
OPTION = re.compile(r"(?:-r|--requirement|-c|--constraint)(?:\s+|\s*=\s*|(?<=-[rc]))(?P<path>\S.*)")
EXTRA = re.compile(r"(?:^|\s)(?:#.*|--\w.*)$")
"""A comment, or options such as --hash, behind a requirement."""
CONTINUED = re.compile(r"\\\r?\n")


def specifiers_in(requirements: Iterable[object]) -> Iterator[str]:
    """The specifiers of those requirements that are Django's; what is none is left out."""
    for text in requirements:
        if isinstance(text, str) and DJANGO.match(text):
            specifier = _specifier(text)
            if specifier:
                yield specifier


def read_requirements(path: str, seen: set[str] | None = None) -> Iterator[str]:
    """The specifiers of Django in a requirements file and in those that it includes."""
    seen = set() if seen is None else seen
    path = os.path.normpath(path)
    if path in seen:
        return
    seen.add(path)
    for line in CONTINUED.sub(" ", text_of(path)).splitlines():
        included = OPTION.match(line.strip())
        if included is None:
            yield from specifiers_in((EXTRA.sub("", line),))
        else:
            other = EXTRA.sub("", included["path"]).strip()
            yield from read_requirements(os.path.join(os.path.dirname(path), other), seen)  # noqa: PTH118, PTH120 (plain strings in linter)


def text_of(path: str) -> str:
    """The text of a file; empty where it cannot be read, for then it declares nothing."""
    try:
        return read_bytes(path).decode("utf-8-sig", "replace")
    except FileError:
        return ""


def _specifier(requirement: str) -> str:
    from packaging.requirements import InvalidRequirement, Requirement  # noqa: PLC0415 (30 ms that few runs need)

    try:
        return str(Requirement(requirement.strip()).specifier)
    except InvalidRequirement:
        return ""
