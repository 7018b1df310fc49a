from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import DEFAULT
from tests.rules.check import check, codes, silent

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = (
    "from django.http import HttpResponse\nfrom django.utils.cache import (\n"
    "    add_never_cache_headers, patch_cache_control, patch_response_headers\n)\n"
    "from django.views.decorators.cache import cache_control\nTEXT = 'public, private'\n"
)


def view(*lines: str) -> str:
    body = "\n".join(f"    {line}" for line in ("r = HttpResponse()", *lines, "return r"))
    return f"{HEAD}def view(request):\n{body}\n"


FLAGGED = {
    "both in one call": (
        view("patch_cache_control(r, public=True, private=True)"),
        "public, private",
    ),
    "no-store with an age": (
        view("patch_cache_control(r, no_store=True, max_age=60)"),
        "no-store, max-age=60",
    ),
    "one after the other": (
        view("patch_cache_control(r, max_age=60)", "patch_cache_control(r, no_store=True)"),
        "max-age=60, no-store",
    ),
    "seconds after no-store": (
        view("patch_cache_control(r, no_store=True)", "patch_response_headers(r, 60)"),
        "no-store, max-age=60",
    ),
    "an age for shared caches": (
        view("patch_cache_control(r, s_maxage=60)", "add_never_cache_headers(r)"),
        "s-maxage=60, max-age=0, no-cache, no-store, must-revalidate, private",
    ),
    "by hand": (view("r['Cache-Control'] = 'no-store, max-age=60'"), "no-store, max-age=60"),
    "a constant": (view("r.headers['cache-control'] = TEXT"), "public, private"),
    "by hand and patched": (
        view("r['Cache-Control'] = 'no-store'", "patch_cache_control(r, max_age=60)"),
        "no-store, max-age=60",
    ),
    "headers=": (
        f"{HEAD}def view(request):\n    return HttpResponse(headers={{'Cache-Control': TEXT}})\n",
        "public, private",
    ),
    "a decorator": (
        f"{HEAD}@cache_control(no_store=True, max_age=60)\n"
        "def view(request):\n    return HttpResponse()\n",
        "no-store, max-age=60",
    ),
}
SENT = {
    "public replaces private": (
        view("patch_cache_control(r, private=True)", "patch_cache_control(r, public=True)"),
        "public",
    ),
    "no age": (view("patch_cache_control(r, no_store=True, max_age=0)"), "no-store, max-age=0"),
    "never": (
        view("patch_cache_control(r, max_age=60)", "add_never_cache_headers(r)"),
        "max-age=0, no-cache, no-store, must-revalidate, private",
    ),
    "a private field": (
        view("r['Cache-Control'] = 'public, private=\"set-cookie\"'"),
        'public, private="set-cookie"',
    ),
    "overwritten": (
        view("patch_cache_control(r, max_age=60)", "r['Cache-Control'] = 'no-store'"),
        "no-store",
    ),
    "another header": (view("r['X-A'] = 'public, private'"), None),
    "in two branches": (
        view(
            "if request.GET:",
            "    patch_cache_control(r, max_age=60)",
            "else:",
            "    patch_cache_control(r, no_store=True)",
        ),
        "no-store",
    ),
    "on another response": (
        view(
            "patch_cache_control(HttpResponse(), max_age=60)",
            "patch_cache_control(r, no_store=True)",
        ),
        "no-store",
    ),
}
SILENT = {
    "an unknown age": view("patch_cache_control(r, no_store=True, max_age=request.age)"),
    "an unknown flag": view("patch_cache_control(r, private=True, public=request.public)"),
    "unknown seconds": view("patch_cache_control(r, no_store=True)", "patch_response_headers(r)"),
    "unknown directives": view(
        "patch_cache_control(r, max_age=60)", "patch_cache_control(r, no_store=True, **request.GET)"
    ),
    "an age on one path": view(
        "if request.GET:",
        "    patch_cache_control(r, max_age=60)",
        "patch_cache_control(r, no_store=True)",
    ),
    "an unknown text": view("r['Cache-Control'] = f'no-store, max-age={request.age}'"),
    "what raises": view("r['Cache-Control'] = 'max-age=x'", "patch_cache_control(r, max_age=60)"),
    "another function": "from .cache import patch_cache_control\n"
    "patch_cache_control(r, public=True, private=True)",
    "a dict": view("headers = {}", "headers['Cache-Control'] = TEXT"),
    "a suppression": view("patch_cache_control(r, public=True, private=True)  # noqa: RSP305"),
}


@pytest.mark.parametrize(("program", "sent"), FLAGGED.values(), ids=FLAGGED)
def test_a_contradiction_is_flagged_and_sent(program: str, sent: str, django: Django) -> None:
    assert codes(program, min(django.version, DEFAULT)) == ["RSP305"]
    assert django.run(program).header("Cache-Control") == sent


@pytest.mark.parametrize(("program", "sent"), SENT.values(), ids=SENT)
def test_what_goes_together_is_silent(program: str, sent: str | None, django: Django) -> None:
    silent(program)
    assert django.run(program).header("Cache-Control") == sent


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT)
def test_what_is_not_certain_is_silent(program: str) -> None:
    silent(program)


def test_the_message_names_both() -> None:
    check("""
        from django.utils.cache import patch_cache_control as patch
        class Middleware:
            def process_response(self, request, response):
                patch(response, public=True, private=True, max_age=request.age)
            #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RSP305 with public and private, which
                response["Cache-Control"] = "no-store, max-age=60"
                #                           ^^^^^^^^^^^^^^^^^^^^^^ RSP305 with no-store and max-age=60,
                return response
    """)


def test_it_is_said_once() -> None:
    program = view(
        "patch_cache_control(r, no_store=True, max_age=60)", "patch_cache_control(r, public=True)"
    )
    assert codes(program) == ["RSP305"]
