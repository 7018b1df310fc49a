from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike

if TYPE_CHECKING:
    from tests.django.matrix import Django

IMPORT = "from django.http import HttpResponse\n"
MADE = "def view(request):\n    r = HttpResponse('x')\n"

FLAGGED = {
    "update of headers": ("r.headers.update({'X-A': 'a'})", "AttributeError: 'ResponseHeaders'"),
    "update by keyword": ("r.headers.update(Allow='GET')", "AttributeError: 'ResponseHeaders'"),
    "clear": ("r.headers.clear()", "AttributeError: 'ResponseHeaders'"),
    "popitem": ("r.headers.popitem()", "AttributeError: 'ResponseHeaders'"),
    "merging": ("r.headers |= {'X-A': 'a'}", "TypeError: unsupported operand"),
    "update of the response": ("r.update({'X-A': 'a'})", "AttributeError: 'HttpResponse'"),
    "pop": ("r.pop('X-A')", "AttributeError: 'HttpResponse'"),
    "keys": ("print(r.keys())", "AttributeError: 'HttpResponse'"),
    "values": ("print(r.values())", "AttributeError: 'HttpResponse'"),
    "get with default": ("r.get('X-A', default='a')", "TypeError: HttpResponseBase.get() got an"),
}
SILENT = {
    "get of headers": "r.headers.get('X-A', default='a')",
    "get with alternate": "r.get('X-A', alternate='a')",
    "pop of headers": "r.headers.pop('X-A', None)",
    "keys of headers": "print(r.headers.keys(), r.headers.values(), r.items())",
    "a dict": "d = {}\n    d.update({'X-A': 'a'})",
    "headers of the request": "h = dict(request.headers)\n    h.update({'X-A': 'a'})",
    "a handler for it": "try:\n        r.update({})\n    except AttributeError:\n        pass",
    "a suppression": "r.headers.clear()  # noqa: RSP206",
}
MENDED = {
    "r.headers.update({'X-A': 'a', 'X-B': str(1)})": (
        "r.headers['X-A'] = 'a'\n    r.headers['X-B'] = str(1)"
    ),
    "r.update({'X-A': 'a'})": "r['X-A'] = 'a'",
    "r.headers |= {'X-A': 'a'}": "r.headers['X-A'] = 'a'",
    "r.headers.update(\n        {\n            'X-A': 'a',\n        }\n    )": (
        "r.headers['X-A'] = 'a'"
    ),
    "a = r.get('X-A', default='a')": "a = r.get('X-A', alternate='a')",
}
UNMENDED = {
    "another dict": "d = request.META\n    r.headers.update(d)",
    "a spread": "r.headers.update({**request.META})",
    "keywords": "r.headers.update(Allow='GET')",
    "a comment": "r.headers.update({  # why\n        'X-A': 'a'})",
    "a shared line": "r.headers.update({'X-A': 'a'}); print()",
    "an expression": "print(r.headers.update({'X-A': 'a'}))",
    "nothing": "r.headers.update({})",
    "clear": "r.headers.clear()",
}


def module(code: str) -> str:
    return f"{IMPORT}{MADE}    {code}\n    return r\n"


@pytest.mark.parametrize("name", FLAGGED)
def test_what_is_missing_is_flagged_and_raises(name: str, django: Django) -> None:
    code, error = FLAGGED[name]
    assert codes(module(code), django.version) == ["RSP206"]
    assert (django.run(module(code)).raises or "").startswith(error)


@pytest.mark.parametrize("name", SILENT)
def test_what_is_there_is_silent(name: str, django: Django) -> None:
    silent(module(SILENT[name]), django.version)
    assert name == "a suppression" or django.run(module(SILENT[name])).raises is None


def test_the_call_is_marked() -> None:
    check("""
        from django import http
        def view(request):
            answer = http.HttpResponse('x')
            answer.headers.update({})
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^ RSP206 object has no attribute 'update'
            return answer
    """)


@each_look_alike("HttpResponse")
def test_a_look_alike_is_no_response(head: str) -> None:
    assert codes(module("r.headers.update({})").replace(IMPORT, head)) == []


def test_a_class_of_the_project_may_have_the_method() -> None:
    own = "class Own(HttpResponse):\n    def update(self, other):\n        pass\n"
    silent(f"{IMPORT}{own}def view(request):\n    r = Own('x')\n    r.update({{}})\n    return r\n")


@pytest.mark.parametrize("code", MENDED)
def test_each_header_is_assigned(code: str, django: Django) -> None:
    fixes(module(code), module(MENDED[code]))
    assert django.run(module(MENDED[code])).raises is None


@pytest.mark.parametrize("name", UNMENDED)
def test_what_is_not_written_out_gets_no_fix(name: str) -> None:
    unfixed(module(UNMENDED[name]))
