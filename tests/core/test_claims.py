"""Every behaviour of Django that the model knows, on the model and on real Django.

The numbers are those of the behaviours; some have several claims.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import resp_core
from resp_core.versions import Version
from tests.core.claims import older
from tests.core.claims.every import ALL
from tests.core.side_by_side import SideBySide
from tests.core.snippets import outcome
from tests.django import matrix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.core.claims.claim import Claim

MODELLED = (Version(4, 2), Version(5, 2), Version(6, 0), Version(6, 1))


@pytest.mark.parametrize("claim", ALL, ids=str)
def test_the_model_holds_the_claim(claim: Claim) -> None:
    for release in MODELLED:
        with resp_core.modelling(release):
            found = outcome(claim.source, vars(resp_core), {})
        assert found == claim.on(release), f"as Django {release}"


@pytest.mark.parametrize("claim", older.CLAIMS, ids=str)
def test_the_model_knows_what_older_releases_did(claim: Claim) -> None:
    for release in resp_core.RELEASES:
        with resp_core.modelling(release):
            found = outcome(claim.source, vars(resp_core), {})
        assert found == claim.on(release), f"as Django {release}"


@pytest.fixture(scope="module", params=matrix.RELEASES, ids=lambda release: f"django-{release}")
def real(request: pytest.FixtureRequest) -> Iterator[tuple[Version, SideBySide]]:
    """Real Django, each release in its turn."""
    release: Version = request.param
    python = matrix.python(release)
    if not python.exists():
        pytest.skip(f"no Django {release}: {matrix.missing(release)}")
    with SideBySide(python) as running:
        yield release, running


def test_django_holds_every_claim(real: tuple[Version, SideBySide]) -> None:
    release, side = real
    wrong = {}
    for claim in (*ALL, *older.CLAIMS):
        found, _ = side.outcomes(claim.source)
        if found != claim.on(release):
            wrong[str(claim)] = (found, claim.on(release))
    assert not wrong


def test_every_behaviour_has_a_claim() -> None:
    assert {claim.behaviour for claim in ALL} == set(range(1, 114))
