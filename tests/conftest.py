from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.django import matrix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resp_core.versions import Version

pytest.register_assert_rewrite("tests.rules.check")


@pytest.fixture(scope="session")
def started() -> Iterator[Callable[[Version], matrix.Django]]:
    """Gives the running Django of a release; each is started once, when first asked for."""
    running: dict[Version, matrix.Django] = {}

    def start(release: Version) -> matrix.Django:
        if release not in running:
            running[release] = stack.enter_context(matrix.Django(matrix.python(release)))
        return running[release]

    with ExitStack() as stack:
        yield start


@pytest.fixture(scope="session", params=matrix.RELEASES, ids=lambda release: f"django-{release}")
def django(
    request: pytest.FixtureRequest, started: Callable[[Version], matrix.Django]
) -> matrix.Django:
    """A real Django, each in its turn."""
    release: Version = request.param
    if not matrix.python(release).exists():
        pytest.skip(f"no Django {release}: {matrix.missing(release)}")
    return started(release)
