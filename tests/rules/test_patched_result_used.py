from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import DEFAULT
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = (
    "from django.http import HttpResponse\nfrom django.shortcuts import render\n"
    "from django.utils.cache import (\n    add_never_cache_headers, patch_cache_control,\n"
    "    patch_response_headers, patch_vary_headers\n)\n"
)
NONE = "didn't return an HttpResponse object. It returned None instead."


def view(*lines: str) -> str:
    body = "\n".join(f"    {line}" for line in ("r = HttpResponse()", *lines))
    return f"{HEAD}def view(request):\n{body}\n"


CALLS = [
    "patch_cache_control(r, max_age=60)",
    "patch_vary_headers(r, ['Cookie'])",
    "patch_response_headers(r, 60)",
    "add_never_cache_headers(response=r)",
    "r.set_cookie('a', '1')",
    "r.set_signed_cookie('a', '1')",
    "r.delete_cookie('a')",
]
each_call = pytest.mark.parametrize("call", CALLS)


@each_call
def test_none_that_is_returned_is_flagged_and_raises(call: str, django: Django) -> None:
    program = view(f"return {call}")
    assert codes(program, min(django.version, DEFAULT)) == ["RSP307"]
    assert (django.run(program).raises or "").endswith(NONE)


@each_call
def test_none_that_takes_the_name_is_flagged_and_raises(call: str, django: Django) -> None:
    program = view(f"r = {call}", "return r")
    assert codes(program, min(django.version, DEFAULT)) == ["RSP307"]
    assert (django.run(program).raises or "").endswith(NONE)


FLAGGED = {
    "of a chain": f"{HEAD}def view(request):\n    return HttpResponse().set_cookie('a', '1')\n",
    "of a shortcut": (
        f"{HEAD}def view(request):\n    r = render(request, 'a.html')\n"
        "    return patch_vary_headers(r, ['A'])\n"
    ),
    "in a middleware": (
        f"{HEAD}def view(request):\n    return M().process_response(request, HttpResponse())\n"
        "class M:\n    def process_response(self, request, response):\n"
        "        return add_never_cache_headers(response)\n"
    ),
    "under another name": view("answer = r.set_cookie('a')", "return answer"),
    "with a type": view("answer: HttpResponse = r.set_cookie('a')", "return answer"),
}
SILENT = {
    "a statement": view("patch_cache_control(r, max_age=60)", "return r"),
    "a helper for a response of its caller": (
        f"{HEAD}def view(request):\n    r = HttpResponse()\n    cached(r)\n    return r\n"
        "def cached(response):\n    return patch_cache_control(response, max_age=60)\n"
    ),
    "a helper with a type": (
        f"{HEAD}def view(request):\n    r = HttpResponse()\n    keep(r)\n    return r\n"
        "def keep(response: HttpResponse):\n    return response.set_cookie('a', '1')\n"
    ),
    "a helper inside": view(
        "def keep():", "    return r.set_cookie('a', '1')", "keep()", "return r"
    ),
    "a response that is kept": (
        f"{HEAD}def view(request):\n    box = Box()\n    box.keep()\n    return box.response\n"
        "class Box:\n    def __init__(self):\n        self.response = HttpResponse()\n"
        "    def keep(self):\n        return self.response.set_cookie('a', '1')\n"
    ),
    "a name for nothing": view("_ = r.set_cookie('a', '1')", "return r"),
    "a part of something else": view("r.set_cookie('a', '1') or r.close()", "return r"),
    "a lambda": view("keep = lambda: r.set_cookie('a', '1')", "keep()", "return r"),
    "a suppression": view(
        "x = r.set_cookie('a', '1')  # resp: ignore[patched-result-used]", "return r"
    ),
}


@pytest.mark.parametrize("program", FLAGGED.values(), ids=FLAGGED)
def test_a_lost_response_is_flagged_and_raises(program: str, django: Django) -> None:
    assert codes(program) == ["RSP307"]
    assert (django.run(program).raises or "").endswith(NONE)


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT)
def test_none_that_nobody_takes_for_a_response_is_silent(program: str, django: Django) -> None:
    silent(program)
    assert django.run(program).raises is None


@pytest.mark.parametrize(
    "program",
    [
        "from starlette.responses import Response\ndef f(r):\n    r = Response()\n"
        "    return r.set_cookie('a')",
        "from .cache import patch_cache_control\nfrom django.http import HttpResponse\n"
        "def f():\n    r = HttpResponse()\n    return patch_cache_control(r)",
        "def f(jar):\n    jar = jar.set_cookie('a')",
    ],
)
def test_others_may_give_a_response(program: str) -> None:
    silent(program)


def test_the_message_says_what_becomes_of_it() -> None:
    check("""
        from django.http import HttpResponse
        from django.utils.cache import patch_vary_headers as vary
        def view(request):
            response = HttpResponse()
            response = vary(response, ["Cookie"])
            #          ^^^^^^^^^^^^^^^^^^^^^^^^^^ RSP307 patch_vary_headers() changes the response and gives back None, which is bound to response; call it as a statement.
        def other(request):
            response = HttpResponse()
            return response.delete_cookie("a")
            #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ RSP307 which is returned here; call it as a statement, and return the response.
    """)


@each_call
def test_the_response_is_returned_instead(call: str, django: Django) -> None:
    before, after = view(f"return {call}  # why"), view(f"{call}  # why", "return r")
    fixes(before, after)
    broken, sent = before_and_after(before, django)
    assert (broken.raises or "").endswith(NONE)
    assert sent == django.run(view(call, "return r")) or sent.header("Expires")


@each_call
def test_the_name_is_kept(call: str, django: Django) -> None:
    before, after = view(f"r = {call}", "return r"), view(call, "return r")
    fixes(before, after)
    broken, sent = before_and_after(before, django)
    assert broken.raises
    assert sent.raises is None


@pytest.mark.parametrize(
    "program",
    [
        f"{HEAD}def view(request):\n    return HttpResponse().set_cookie('a', '1')\n",
        view("return (r.set_cookie('a', '1'))"),
        view("answer = r.set_cookie('a', '1')", "return answer"),
        view("if request.GET: return r.set_cookie('a', '1')"),
        view("r.set_cookie('b'); return r.set_cookie('a', '1')"),
    ],
)
def test_what_does_not_stand_alone_gets_no_fix(program: str) -> None:
    unfixed(program)
