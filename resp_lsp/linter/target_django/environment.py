"""The Django that is installed in a virtual environment."""

from __future__ import annotations

import os
import re
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Plain strings, as throughout the linter.
# ruff: noqa: PTH118, PTH208

INSTALLED = re.compile(r"django-(\d[^-]*)\.dist-info", re.IGNORECASE)
ENVIRONMENTS = (".venv", "venv")
"""What the environment beside a project is called."""


def installed_in(environment: str) -> tuple[str, str] | None:
    """The folder that tells of Django in an environment, and its version."""
    for packages in _site_packages(environment):
        for name in _names(packages):
            if match := INSTALLED.fullmatch(name):
                return os.path.join(packages, name), match[1]
    return None


def _site_packages(environment: str) -> Iterator[str]:
    library = os.path.join(environment, "lib")
    pythons = (os.path.join(library, name) for name in sorted(_names(library), reverse=True))
    for folder in chain(pythons, (os.path.join(environment, "Lib"),)):
        yield os.path.join(folder, "site-packages")


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []
