from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.check import check, codes, silent

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "from django.http import HttpResponse\n\n\ndef view(request):\n    r = HttpResponse('x')\n"

FLAGGED = {
    "setdefault of the response": ("v = r.setdefault('X-A', 'a')", "None"),
    "setdefault of the headers": ("v = r.headers.setdefault('X-A', 'a')", "None"),
    "a copy": ("v = r.headers.copy()\n    v['X-B'] = 'b'\n    v = 'X-B' in r", "True"),
    "pop with text": (
        "r['X-A'] = 'a'\n    v = r.headers.pop('X-A', '')",
        "('X-A', 'a')",
    ),
}
SILENT = {
    "a dropped result": "r.setdefault('X-A', 'a')",
    "pop for a pair": "v = r.headers.pop('X-A')",
    "pop with a pair": "v = r.headers.pop('X-A', ('X-A', ''))",
    "an unpacked pair": "n, v = r.headers.pop('X-A', ('X-A', ''))",
    "a dict of the headers": "v = dict(r.headers).copy()",
    "setdefault of a dict": "d = {}\n    v = d.setdefault('X-A', 'a')",
    "setdefault of the unknown": "d = request.make()\n    v = d.setdefault('X-A', 'a')",
    "headers of the request": "v = request.headers.copy()",
    "what is silenced": "v = r.setdefault('X-A', 'a')  # noqa: RSP214",
}


def module(code: str) -> str:
    return f"{HEAD}    {code}\n    r['X-V'] = str(v) if 'v' in locals() else '-'\n    return r\n"


@pytest.mark.parametrize("name", FLAGGED)
def test_what_is_given_is_something_else(name: str) -> None:
    code, _ = FLAGGED[name]
    assert codes(module(code)) == ["RSP214"]


@pytest.mark.parametrize("name", SILENT)
def test_what_is_not_mistaken_stays_silent(name: str) -> None:
    silent(module(SILENT[name]))


def test_the_call_is_marked() -> None:
    check("""
        from django import http
        def view(request):
            answer = http.HttpResponse('x')
            value = answer.setdefault('X-A', 'a')
            #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RSP214 gives None
            return answer
    """)


def test_a_look_alike_is_no_response() -> None:
    code, _ = FLAGGED["setdefault of the response"]
    assert codes(module(code).replace("django.http", "elsewhere")) == []


@pytest.mark.parametrize("name", FLAGGED)
def test_django_gives_it(name: str, django: Django) -> None:
    code, given = FLAGGED[name]
    assert django.run(module(code)).header("X-V") == given
