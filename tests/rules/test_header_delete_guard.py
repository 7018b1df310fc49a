from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "from django.http import HttpResponse\n\n\ndef view(request):\n    r = HttpResponse('x')\n"
BARE = f"{HEAD}    del r['X-A']\n    return r\n"

GUARDED = {
    "if": "    if 'X-A' in r:\n        del r['X-A']\n",
    "if on one line": "    if 'X-A' in r: del r['X-A']\n",
    "try": "    try:\n        del r['X-A']\n    except KeyError:\n        pass\n",
}
HEADERS = "    if 'X-A' in r.headers:\n        del r.headers['X-A']\n"

SILENT = {
    "no guard": "    del r['X-A']\n",
    "another header": "    if 'X-B' in r:\n        del r['X-A']\n",
    "a negative": "    if 'X-A' not in r:\n        del r['X-A']\n",
    "another container": "    if 'X-A' in request.headers:\n        del r['X-A']\n",
    "more in the guard": "    if 'X-A' in r:\n        del r['X-A']\n        print('gone')\n",
    "more in the test": "    if 'X-A' in r and request.GET:\n        del r['X-A']\n",
    "an else": "    if 'X-A' in r:\n        del r['X-A']\n    else:\n        print('none')\n",
    "a handler that tells": (
        "    try:\n        del r['X-A']\n    except KeyError:\n        print('none')\n"
    ),
    "another error": "    try:\n        del r['X-A']\n    except ValueError:\n        pass\n",
    "replaced headers": "    r.headers = {}\n    if 'X-A' in r:\n        del r['X-A']\n",
    "a dict": "    d = dict(request.GET)\n    if 'X-A' in d:\n        del d['X-A']\n",
    "what is unknown": "    d = request.make()\n    if 'X-A' in d:\n        del d['X-A']\n",
    "a branch of others": (
        "    if request.GET:\n        pass\n    elif 'X-A' in r:\n        del r['X-A']\n"
    ),
}


def module(code: str) -> str:
    return f"{HEAD}{code}    return r\n"


@pytest.mark.parametrize("name", GUARDED)
def test_the_guard_goes(name: str) -> None:
    fixes(module(GUARDED[name]), BARE)


def test_the_guard_of_headers_goes() -> None:
    fixes(module(HEADERS), module("    del r.headers['X-A']\n"))


def test_the_whole_guard_is_marked() -> None:
    check("""
        from django import http
        def view(request):
            answer = http.HttpResponse('x')
            if 'X-A' in answer: del answer['X-A']
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RSP205 does nothing
            return answer
    """)


@pytest.mark.parametrize("name", SILENT)
def test_what_does_more_is_no_guard(name: str) -> None:
    silent(module(SILENT[name]))


def test_a_comment_is_not_lost() -> None:
    unfixed(module("    if 'X-A' in r:  # why\n        del r['X-A']\n"))


def test_it_can_be_silenced() -> None:
    silent(module("    if 'X-A' in r:  # noqa: RSP205\n        del r['X-A']\n"))


def test_a_look_alike_is_no_response() -> None:
    assert codes(module(GUARDED["if"]).replace("django.http", "elsewhere")) == []


@pytest.mark.parametrize("name", GUARDED)
def test_django_sends_the_same(name: str, django: Django) -> None:
    for set_first in ("", "    r['X-A'] = 'a'\n"):
        before, after = before_and_after(module(set_first + GUARDED[name]), django)
        assert before == after
        assert before.raises is None
