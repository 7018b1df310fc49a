"""Random programs on real Django and on the model side by side; the outcomes are equal.

RESP_CORE_EXAMPLES sets how many programs each operation gets; 2,000 unless told.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core import programs, programs_of_helpers
from tests.core.side_by_side import SideBySide
from tests.django import matrix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core.versions import Version

EXAMPLES = int(os.environ.get("RESP_CORE_EXAMPLES", "2000"))
TOGETHER = 10
"""So many programs are drawn at once, which takes half the time of drawing each alone."""

OPERATIONS = {
    "constructor": programs.constructor,
    "headers": programs.headers,
    "content": programs.content,
    "cookies": programs.cookies,
    "cookie header": programs.cookie_header,
    "cache control": programs_of_helpers.cache_control,
    "vary": programs_of_helpers.vary,
    "json": programs_of_helpers.json,
    "redirect": programs_of_helpers.redirect,
    "named statuses": programs_of_helpers.named,
    "stream": programs_of_helpers.stream,
    "file": programs_of_helpers.file_response,
    "disposition": programs_of_helpers.disposition,
    "dates": programs_of_helpers.dates,
    "etags": programs_of_helpers.etags,
    "conditional": programs_of_helpers.conditional,
    "safe URL": programs_of_helpers.safe_url,
    "uri": programs_of_helpers.uri,
}


@pytest.fixture(scope="module")
def sides() -> Iterator[dict[Version, SideBySide]]:
    """Every release whose environment is there, beside its model."""
    there = {release: matrix.python(release) for release in matrix.RELEASES}
    running = {release: SideBySide(python) for release, python in there.items() if python.exists()}
    if not running:
        pytest.skip("no Django: run scripts/djangos first")
    yield running
    for side in running.values():
        side.__exit__(None, None, None)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_model_does_what_django_does(sides: dict[Version, SideBySide], operation: str) -> None:
    @settings(
        max_examples=EXAMPLES // TOGETHER,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        # CI proves a commit, so it must not fail by chance; elsewhere each run tries others.
        derandomize="CI" in os.environ,
    )
    @given(st.lists(OPERATIONS[operation], min_size=TOGETHER, max_size=TOGETHER))
    def agree(sources: list[str]) -> None:
        for source in sources:
            for release, side in sides.items():
                of_django, of_model = side.outcomes(source)
                assert of_model == of_django, f"Django {release}: {source}"

    agree()
