"""Which Django is modelled, and with which settings."""

from __future__ import annotations

import subprocess
import sys

import pytest

import resp_core
from resp_core import settings, versions
from resp_core.versions import RELEASES, Change, Version
from tests.django import matrix


def test_the_newest_released_django_is_the_default() -> None:
    assert settings.current() == settings.Settings(Version(6, 1), "utf-8", 600)


def test_a_release_is_modelled_inside_the_block_only() -> None:
    with resp_core.modelling(Version(4, 2)) as inside:
        assert settings.current() is inside
        with resp_core.modelling(Version(5, 2)):
            assert settings.current().target == Version(5, 2)
        assert settings.current().target == Version(4, 2)
    assert settings.current().target == versions.DEFAULT


def test_an_exception_ends_the_modelling() -> None:
    with pytest.raises(ZeroDivisionError), resp_core.modelling(Version(4, 2)):
        _ = 1 / 0
    assert settings.current().target == versions.DEFAULT


def test_charset_and_cache_seconds_are_settings() -> None:
    with resp_core.modelling(default_charset="latin-1", cache_seconds=5):
        response = resp_core.HttpResponse("é")
        resp_core.patch_response_headers(response)
    assert response["Content-Type"] == "text/html; charset=latin-1"
    assert response.content == b"\xe9"
    assert response["Cache-Control"] == "max-age=5"


def test_a_change_holds_from_its_release_on() -> None:
    change = Change(Version(5, 0), "something")
    held = [r for r in RELEASES if settings.Settings(r).has(change)]
    assert held == [r for r in RELEASES if r >= Version(5, 0)]
    assert str(change) == "Django 5.0: something"


def test_every_change_is_of_a_release_after_the_oldest() -> None:
    changes = [found for found in vars(versions).values() if isinstance(found, Change)]
    assert len(changes) > 10
    assert all(change.since in RELEASES[1:] for change in changes)


def _redirect_is_refused(release: Version) -> bool:
    try:
        with resp_core.modelling(release):
            resp_core.HttpResponseRedirect("/" * 20000)
    except resp_core.DisallowedRedirect:
        return True
    return False


def test_the_last_patches_of_4_2_and_from_5_1_refuse_long_redirects() -> None:
    refused = [str(release) for release in RELEASES if _redirect_is_refused(release)]
    assert refused == ["4.2", "5.1", "5.2", "6.0", "6.1", "6.2"]


def test_the_model_imports_nothing_but_the_standard_library_and_is_quick() -> None:
    report = (
        "import sys, time; start = time.process_time(); import resp_core; "
        "print(time.process_time() - start); "
        "print({n.split('.')[0] for n in sys.modules} - set(sys.stdlib_module_names))"
    )
    command = [sys.executable, "-S", "-c", report]
    printed = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=matrix.ROOT
    ).stdout.splitlines()
    # 60 ms on an idle machine; several times as much while other tests run.
    assert float(printed[0]) < 0.3
    assert set(eval(printed[1])) <= {"resp_core", "__main__"}
