from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.header_programs import HEAD, elsewhere, view

if TYPE_CHECKING:
    from tests.django.matrix import Django

S = 'r["Set-Cookie"]'
FORMS = {
    "a literal": view(f"{S} = 'a=b'"),
    "in lower case": view("r['set-cookie'] = 'a=b'"),
    "the headers": view("r.headers['Set-Cookie'] = 'a=b'"),
    "setdefault": view("r.setdefault('Set-Cookie', 'a=b')"),
    "headers=": (
        f"{HEAD}def view(request):\n    return HttpResponse(headers={{'Set-Cookie': 'a=b'}})"
    ),
    "what is not known": view(f"{S} = 'a=b' + request.path[:0]"),
    "an alias": (
        "from django.http import HttpResponse as R\n"
        "def view(request):\n    return R(headers={'Set-Cookie': 'a=b'})"
    ),
}


@pytest.mark.parametrize("program", FORMS.values(), ids=FORMS)
def test_each_form_is_flagged_and_is_no_cookie_of_django(program: str, django: Django) -> None:
    assert codes(program) == ["RSP209"]
    outcome = django.run(program)
    assert outcome.header("Set-Cookie") == "a=b"
    assert outcome.cookies == ()


SILENT = {
    "a cookie": view("r.set_cookie('a', 'b')"),
    "another header": view("r['X-A'] = 'a=b'"),
    "a header that is not known": view("r[request.META['A']] = 'a=b'"),
    "a deletion": view(f"del {S}"),
    "a suppression": view(f"{S} = 'a=b'  # noqa: RSP209"),
}


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT)
def test_the_rest_is_silent(program: str) -> None:
    silent(program)


@pytest.mark.parametrize("program", elsewhere("Set-Cookie", "'a=b'"))
def test_the_header_of_something_else_is_silent(program: str) -> None:
    silent(program)


def test_the_target_is_marked() -> None:
    check("""
        from django.http import HttpResponse
        def view(request):
            r = HttpResponse()
            r["Set-Cookie"] = "a=b"
        #   ^^^^^^^^^^^^^^^ RSP209 call set_cookie()
    """)


COOKIES = {
    "a=b; Path=/": '"a", "b"',
    "a=b": '"a", "b", path=None',
    "a=b; Path=/x; HttpOnly; Secure": '"a", "b", path="/x", httponly=True, secure=True',
    "a=b; path=/; SameSite=Lax; Max-Age=60": '"a", "b", samesite="Lax", max_age=60',
    "a=; Path=/; Domain=example.org": '"a", "", domain="example.org"',
    "a=b; Path=/; Expires=Wed, 21 Oct 2015 07:28:00 GMT": (
        '"a", "b", expires="Wed, 21 Oct 2015 07:28:00 GMT"'
    ),
}


@pytest.mark.parametrize(("header", "arguments"), COOKIES.items())
def test_a_literal_is_read(header: str, arguments: str, django: Django) -> None:
    before, after = view(f'{S} = "{header}"'), view(f"r.set_cookie({arguments})")
    unfixed(before, Safety.SAFE)
    fixes(before, after, Safety.SUGGESTED)
    (cookie,) = django.run(after).cookies
    sent = {part.strip().lower() for part in cookie.replace('""', "").split(";")}
    assert {part.strip().lower() for part in header.split(";")} <= sent


@pytest.mark.parametrize(
    "value",
    [
        "'a'",
        "'a=b; Priority=High'",
        "'a=b c'",
        "'a=\"b\"'",
        "'a b=c'",
        "'a=b; Max-Age=soon'",
        "'a=b; SameSite=Never'",
        "f'a={request.path}'",
        "VALUE",
    ],
)
def test_what_set_cookie_cannot_say_gets_no_fix(value: str) -> None:
    unfixed("VALUE = 'a=b'\n" + view(f"{S} = {value}"))
