"""Version specifiers to the release that a project is checked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_core.versions import DEFAULT, OLDEST, RELEASES, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from packaging.specifiers import SpecifierSet

NUMBERS = re.compile(r"\s*v?(\d+)(?:\.(\d+))?")
PIN = re.compile(r"\s*={2,3}\s*(\d[\w.+!-]*)\s*")
"""The version of a specifier that allows one only."""
LOWER = ("==", "===", "~=", ">=", ">")
"""The operators that tell how old a release may be."""
LATEST_PATCH = 999


def release_of(version: str) -> Version | None:
    """The release that the model knows which is nearest to a version from below; None for what
    is no version."""
    match = NUMBERS.match(version)
    if match is None:
        return None
    wanted = Version(int(match[1]), int(match[2] or 0))
    return max((release for release in RELEASES if release <= wanted), default=OLDEST)


def pinned(specifier: str) -> str | None:
    match = PIN.fullmatch(specifier)
    return match and match[1]


def release_for(specifiers: Sequence[str]) -> Version | None:
    """The release to check for where all of the specifiers hold; None where they say nothing.

    It is the oldest one that they allow, for the code has to work there, too, and the newest
    one where they set an upper bound only, for that is what gets installed. Where they
    contradict each other, each is for another environment, and the oldest of all counts.
    """
    from packaging.specifiers import SpecifierSet  # noqa: PLC0415 (25 ms that few runs need)

    every = [_read(specifier) for specifier in specifiers]
    known = [each for each in every if each is not None and len(each)]
    if not known:
        return None
    together = _release(SpecifierSet(",".join(map(str, known))))
    found = [together] if together else [each for each in map(_release, known) if each]
    return min(found) if found else _clamped(known)


def allows(specifiers: Iterable[str], version: str) -> bool:
    """Whether a version is one that all of the specifiers allow."""
    every = map(_read, specifiers)
    return all(each is None or each.contains(version, prereleases=True) for each in every)


def _read(specifier: str) -> SpecifierSet | None:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415 (see above)

    try:
        return SpecifierSet(specifier)
    except InvalidSpecifier:
        return None


def _release(specifiers: SpecifierSet) -> Version | None:
    has_lower = any(specifier.operator in LOWER for specifier in specifiers)
    ordered = RELEASES if has_lower else tuple(r for r in reversed(RELEASES) if r <= DEFAULT)
    return next((release for release in ordered if _has_patch(release, specifiers)), None)


def _has_patch(release: Version, specifiers: SpecifierSet) -> bool:
    """Whether some version of the release is allowed: an end of it, or one that is named."""
    named = (specifier.version.removesuffix(".*") for specifier in specifiers)
    patches = (f"{release}.0", f"{release}.{LATEST_PATCH}", *(v for v in named if _is(v, release)))
    return any(specifiers.contains(patch, prereleases=True) for patch in patches)


def _is(version: str, release: Version) -> bool:
    match = NUMBERS.match(version)
    return match is not None and (int(match[1]), int(match[2] or 0)) == (
        release.major,
        release.minor,
    )


def _clamped(known: Iterable[SpecifierSet]) -> Version | None:
    """For specifiers that allow no release of those that the model knows: the nearest one."""
    named = (release_of(specifier.version) for each in known for specifier in each)
    return min((release for release in named if release), default=None)
