from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.check import check, codes, silent, unfixed
from tests.rules.header_programs import HEAD, elsewhere, view

if TYPE_CHECKING:
    from tests.django.matrix import Django

SENT = ["X Frame Options", "Content-Type:", "", "a/b", "X(a)", 'X"a"', "a\tb", "X-A\x00", "a,b"]
REFUSED = ["X-Größe", "Ñ"]
VALID = ["X-A", "x_a", "ETag", "X.A", "1", "!#$%&'*+-.^_`|~"]


@pytest.mark.parametrize("name", SENT)
def test_a_name_that_is_no_token_is_flagged_and_sent(name: str, django: Django) -> None:
    program = view(f"r[{name!r}] = 'a'")
    assert codes(program) == ["RSP202"]
    assert (name, "a") in django.run(program).headers


@pytest.mark.parametrize("name", REFUSED)
def test_a_name_beyond_ascii_is_flagged_and_raises(name: str, django: Django) -> None:
    program = view(f"r[{name!r}] = 'a'")
    assert codes(program) == ["RSP202"]
    raised = django.run(program).raises or ""
    assert raised.startswith("UnicodeEncodeError")
    assert raised.endswith("HTTP response headers must be in ascii format")


@pytest.mark.parametrize("name", VALID)
def test_a_token_is_silent(name: str, django: Django) -> None:
    program = view(f"r[{name!r}] = 'a'")
    silent(program)
    assert (name, "a") in django.run(program).headers


FORMS = {
    "headers=": f"{HEAD}HttpResponse(headers={{'a b': 'c'}})",
    "the headers": view("r.headers['a b'] = 'c'"),
    "setdefault": view("r.setdefault('a b', 'c')"),
    "bytes": view("r[b'a b'] = 'c'"),
    "a constant": f"NAME = 'a b'\n{view('r[NAME] = 1')}",
    "an alias": "from django.http import HttpResponse as R\nr = R(headers={'a b': 'c'})",
    "both ways": view("n = 'a b' if request.GET else 'c d'", "r[n] = 'e'"),
}


@pytest.mark.parametrize("program", FORMS.values(), ids=FORMS)
def test_each_form_is_seen(program: str) -> None:
    assert codes(program) == ["RSP202"]


SILENT = {
    "unknown": view("r[request.GET['a']] = 'b'"),
    "one way": view("n = 'a b' if request.GET else 'a-b'", "r[n] = 'c'"),
    "a newline, which is RSP201's": view(r"r['a\nb'] = 'c'"),
    "a read": view("r['X-A'] = r.get('a b', '')"),
    "a suppression": view("r['a b'] = 'c'  # resp: ignore[header-name-invalid]"),
    "a key of what is only called a response": "import django\ndef f(response):\n    response['a b'] = 1",
}


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT)
def test_what_is_not_certain_is_silent(program: str) -> None:
    silent(program)


@pytest.mark.parametrize("program", elsewhere("a b", "'c'"))
def test_the_header_of_something_else_is_silent(program: str) -> None:
    silent(program)


def test_the_name_is_marked_and_there_is_no_fix() -> None:
    check("""
        from django.http import HttpResponse
        r = HttpResponse(headers={"X Frame": "a", "Ä": "b"})
        #                         ^^^^^^^^^ RSP202 it holds ' ', and Django sends
        #                                         ^^^ RSP202 Django raises UnicodeEncodeError
    """)
    unfixed(view("r['a b'] = 'c'"))
