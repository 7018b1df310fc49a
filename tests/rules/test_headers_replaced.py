from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike

if TYPE_CHECKING:
    from tests.django.matrix import Django

IMPORT = "from django.http import HttpResponse\n"
MADE = "def view(request):\n    r = HttpResponse('x')\n"
FLAGGED = {
    "a dict": "r.headers = {'X-A': 'a'}",
    "a dict bound earlier": "d = {'X-A': 'a'}\n    r.headers = d",
    "a call of dict": "r.headers = dict(A='a')",
    "either of two": "r.headers = {'X-A': 'a'} if request.GET else {'X-B': 'b'}",
    "no header": "r.headers = {}",
}
SILENT = {
    "Django's own": "r.headers = r.headers",
    "the unknown": "r.headers = request.make()",
    "one of a dict and the unknown": "r.headers = {} if request.GET else request.make()",
    "another object": "request.headers = {'X-A': 'a'}",
    "an item": "r.headers['X-A'] = 'a'",
    "a suppression": "r.headers = {}  # noqa: RSP207",
}


def module(code: str) -> str:
    return f"{IMPORT}{MADE}    {code}\n    return r\n"


@pytest.mark.parametrize("name", FLAGGED)
def test_a_dict_drops_the_content_type(name: str, django: Django) -> None:
    assert codes(module(FLAGGED[name]), django.version) == ["RSP207"]
    assert django.run(module(FLAGGED[name])).header("Content-Type") is None


@pytest.mark.parametrize("name", SILENT)
def test_anything_else_is_silent(name: str) -> None:
    silent(module(SILENT[name]))


def test_the_attribute_is_marked() -> None:
    check("""
        from django import http
        def view(request):
            answer = http.HttpResponse('x')
            answer.headers = {'X-A': 'a'}
        #   ^^^^^^^^^^^^^^ RSP207 drops Content-Type
            return answer
    """)


@each_look_alike("HttpResponse")
def test_a_look_alike_is_no_response(head: str) -> None:
    assert codes(module("r.headers = {}").replace(IMPORT, head)) == []


def test_each_header_is_assigned() -> None:
    before = module("r.headers = {'X-A': 'a', 'X-B': 'b'}")
    after = module("r.headers['X-A'] = 'a'\n    r.headers['X-B'] = 'b'")
    unfixed(before, Safety.SAFE)
    fixes(before, after, Safety.SUGGESTED)


@pytest.mark.parametrize("code", ["r.headers = {}", "r.headers = dict(A='a')"])
def test_what_is_not_written_out_gets_no_fix(code: str) -> None:
    unfixed(module(code))
