"""The flattened signatures are those of Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import resp_core
from resp_core.signatures import signature_of
from resp_core.versions import RELEASES, Version
from tests.core.side_by_side import SideBySide
from tests.django import matrix

if TYPE_CHECKING:
    import inspect
    from collections.abc import Iterator

MODELLED = [
    name
    for name, found in vars(resp_core).items()
    if isinstance(found, type) and issubclass(found, resp_core.HttpResponseBase)
]
BINDS = """
def accepts(*args, **kwargs):
    try:
        CLASS(*args, **kwargs)
    except TypeError as error:
        return not any(word in str(error) for word in ("positional", "keyword", "multiple"))
    except Exception:
        pass
    return True
[accepts(*({}, *[None] * 8)[:n], **{k: None for k in names}) for n, names in calls]
"""


@pytest.fixture(scope="module", params=matrix.RELEASES, ids=lambda release: f"django-{release}")
def real(request: pytest.FixtureRequest) -> Iterator[tuple[Version, SideBySide]]:
    release: Version = request.param
    python = matrix.python(release)
    if not python.exists():
        pytest.skip(f"no Django {release}: {matrix.missing(release)}")
    with SideBySide(python) as running:
        yield release, running


@pytest.mark.parametrize("name", [n for n in MODELLED if n != "HttpResponseRedirectBase"])
def test_django_accepts_what_binds_and_refuses_what_does_not(
    real: tuple[Version, SideBySide], name: str
) -> None:
    release, side = real
    signature = signature_of(name, release)
    assert signature is not None
    keywords = ("content", "status", "headers", "encoder", "as_attachment", "max_length", "nope")
    calls = [(n, k) for n in range(9) for k in [(), *((word,) for word in keywords)]]
    accepted, _ = side.outcomes(BINDS.replace("CLASS", name), calls=calls)
    assert accepted == [_binds(signature, n, k) for n, k in calls]


def _binds(signature: inspect.Signature, count: int, names: tuple[str, ...]) -> bool:
    try:
        signature.bind(*(["x"] * count), **dict.fromkeys(names))
    except TypeError:
        return False
    return True


def test_another_class_has_no_signature() -> None:
    assert signature_of("Response") is None
    assert signature_of("django.http.HttpResponse") is None
    assert signature_of("") is None


@pytest.mark.parametrize("name", [*MODELLED, "TemplateResponse", "SimpleTemplateResponse"])
def test_every_class_has_a_signature_without_self_in_every_release(name: str) -> None:
    for release in RELEASES:
        signature = signature_of(name, release)
        assert signature is not None
        assert "self" not in signature.parameters
        assert "content_type" in signature.parameters


def test_the_second_position_of_a_redirect_changed() -> None:
    seconds = {
        release: list(found.parameters)[1]
        for release in RELEASES
        if (found := signature_of("HttpResponseRedirect", release))
    }
    assert seconds[Version(5, 1)] == "content"
    assert seconds[Version(5, 2)] == "preserve_request"


def test_safe_is_off_from_6_2() -> None:
    defaults = [
        found.parameters["safe"].default
        for release in (Version(6, 1), Version(6, 2))
        if (found := signature_of("JsonResponse", release))
    ]
    assert defaults == [True, False]
    with resp_core.modelling(Version(6, 2)):
        assert resp_core.JsonResponse([1]).content == b"[1]"
        with pytest.raises(TypeError, match="safe parameter"):
            resp_core.JsonResponse([1], safe=True)
