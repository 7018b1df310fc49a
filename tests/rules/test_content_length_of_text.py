from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.header_programs import HEAD, elsewhere, view

if TYPE_CHECKING:
    from tests.django.matrix import Django

C = 'r["Content-Length"]'
FLAGGED = {
    "a literal": view("t = 'Grüße'", f"{C} = len(t)"),
    "an f-string": view("t = f'Grü{request.path[:0]}ße'", f"{C} = len(t)"),
    "as text": view("t = 'Grüße'", f"{C} = str(len(t))"),
    "in an f-string": view("t = 'Grüße'", f"{C} = f'{{len(t)}}'"),
    "percent": view("t = 'Grüße'", f"{C} = '%d' % len(t)"),
    "a length bound earlier": view("t = 'Grüße'", "n = len(t)", f"{C} = n"),
    "the headers": view("t = 'Grüße'", "r.headers['content-length'] = len(t)"),
    "headers=": (
        f"{HEAD}def view(request):\n    t = 'Grüße'\n"
        "    return HttpResponse(t, headers={'Content-Length': len(t)})"
    ),
    "an alias": (
        "from django.http import HttpResponse as R\ndef view(request):\n    t = 'Grüße'\n"
        "    return R(t, headers={'Content-Length': len(t)})"
    ),
    "a str of a function": (
        f"{HEAD}def text() -> str:\n    return __import__('base64').b64decode('R3LDvMOfZQ==').decode()\n"
        f"def view(request):\n    r = HttpResponse()\n    {C} = len(text())\n    return r\n"
    ),
    "JSON that may hold any letter": view(
        "t = json.dumps('Grüße', ensure_ascii=False)[1:-1]",
        f"{C} = len(t)",
        head=f"{HEAD}import json\n",
    ),
}


@pytest.mark.parametrize("program", FLAGGED.values(), ids=FLAGGED)
def test_the_length_of_a_str_is_flagged_and_too_small(program: str, django: Django) -> None:
    assert codes(program) == ["RSP211"]
    assert django.run(program).header("Content-Length") == "5"
    assert len("Grüße".encode()) == 7


SILENT = {
    "bytes": view("t = 'Grüße'.encode()", f"{C} = len(t)"),
    "the content": view(f"{C} = len(r.content)"),
    "a constant of ASCII": view("t = 'abc'", f"{C} = len(t)"),
    "digits": view("t = f'a{len(request.path)}'", f"{C} = len(t)"),
    "JSON": view("t = json.dumps({'a': 'ü'})", f"{C} = len(t)", head=f"{HEAD}import json\n"),
    "a list": view("t = ['ü']", f"{C} = len(t)"),
    "unknown": view("t = request.META.get('A', '')", f"{C} = len(t)"),
    "one way": view("t = 'ü' if request.GET else b'u'", f"{C} = len(t)"),
    "another header": view("t = 'ü'", "r['X-Characters'] = len(t)"),
    "a number": view(f"{C} = 7"),
    "a suppression": view("t = 'ü'", f"{C} = len(t)  # noqa: RSP211"),
}


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT)
def test_the_rest_is_silent(program: str, django: Django) -> None:
    silent(program)
    assert django.run(program).raises is None


@pytest.mark.parametrize("program", elsewhere("Content-Length", "len('ü')"))
def test_the_header_of_something_else_is_silent(program: str) -> None:
    silent(program)


def test_the_value_is_marked() -> None:
    check("""
        from django.http import HttpResponse
        def view(request, text: str):
            r = HttpResponse(text)
            r["Content-Length"] = len(text)
        #                         ^^^^^^^^^ RSP211 counts bytes
    """)


@pytest.mark.parametrize(
    ("value", "mended"),
    [("len(t)", "len(t.encode())"), ("str(len(t))", "str(len(t.encode()))")],
)
def test_the_bytes_are_counted(value: str, mended: str, django: Django) -> None:
    before, after = (view("t = 'Grüße'", f"{C} = {code}") for code in (value, mended))
    unfixed(before, Safety.SAFE)
    fixes(before, after, Safety.SUGGESTED)
    assert django.run(after).header("Content-Length") == "7"


def test_elsewhere_there_is_no_fix() -> None:
    unfixed(FLAGGED["a length bound earlier"])
