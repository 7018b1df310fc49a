"""Lock files: the very version of Django that a project runs with."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from resp_lsp.linter.target_django.releases import pinned

if TYPE_CHECKING:
    from collections.abc import Callable

# A search, for these files have megabytes, and reading one as TOML takes a second.
PACKAGE = re.compile(
    r"^\[\[packages?\]\]\r?\nname = \"django\"\r?\nversion = \"([^\"]+)\"",
    re.IGNORECASE | re.MULTILINE,
)


def package_version(text: str) -> str | None:
    """The version in uv.lock, poetry.lock, pdm.lock or pylock.toml; the lowest of several."""
    return min(PACKAGE.findall(text), key=_numbers, default=None)


def pipfile_lock_version(text: str) -> str | None:
    try:
        sections = json.loads(text)
        for section in ("default", "develop"):
            if entry := sections.get(section, {}).get("django"):
                return pinned(str(entry.get("version", "")))
    except (ValueError, AttributeError):
        pass  # not a lock file, whatever its name
    return None


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


LOCKS: dict[str, Callable[[str], str | None]] = {
    "uv.lock": package_version,
    "poetry.lock": package_version,
    "pdm.lock": package_version,
    "pylock.toml": package_version,
    "Pipfile.lock": pipfile_lock_version,
}
"""How the version is read from each file, in order of preference."""
