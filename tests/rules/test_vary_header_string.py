from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import DEFAULT
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = (
    "from django.http import HttpResponse\nfrom django.utils.cache import patch_vary_headers\n"
    "from django.views.decorators.vary import vary_on_headers\nNAME = 'Cookie'\nNAMES = ['A', 'B']\n"
)


def view(names: str) -> str:
    return (
        f"{HEAD}def view(request):\n    r = HttpResponse()\n"
        f"    patch_vary_headers(r, {names})\n    return r\n"
    )


def decorated(names: str) -> str:
    return f"{HEAD}@vary_on_headers({names})\ndef view(request):\n    return HttpResponse()\n"


APART = {
    "a name": ("'Cookie'", "C, o, o, k, i, e"),
    "a constant": ("NAME", "C, o, o, k, i, e"),
    "by keyword": ("newheaders='Via'", "V, i, a"),
    "either of two": ("'Via' if request.GET else 'Age'", "A, g, e"),
    "an f-string": ("f'{NAME}!'", "C, o, o, k, i, e, !"),
    "a text of what is unknown": ("str(request.method)", "G, E, T"),
}
RAISED = {
    "None": view("None"),
    "bytes": view("b'Cookie'"),
    "a list of numbers": view("[1]"),
    "a list to the decorator": decorated("['Cookie', 'Accept']"),
    "a tuple to the decorator": decorated("('Cookie',)"),
    "a constant to the decorator": decorated("NAMES"),
    "a list behind a name": decorated("NAME, ['Accept']"),
}
ACCEPTED = {
    "a list": view("['Cookie']"),
    "a tuple": view("('Cookie', 'Accept')"),
    "a set": view("{'Cookie'}"),
    "a star": view("'*'"),
    "no names": view("''"),
    "a generator": view("(n for n in ['A'])"),
    "names in a text": view("'A B'.split()"),
    "names to the decorator": decorated("'Cookie', 'Accept'"),
    "a list with a star": decorated("*NAMES"),
}
SILENT = {
    "unknown": view("request.names"),
    "unknown items": view("[request.name]"),
    "a list or a text": view("['A'] if request.GET else 'A'"),
    "unknown arguments": view("*request.names"),
    "unknown to the decorator": decorated("request_names"),
    "a suppression": view("'A')  # noqa: RSP304\n    (0"),
    "another function": "from .cache import patch_vary_headers\npatch_vary_headers(r, 'Cookie')",
    "an expected error": view("['A']").replace(
        "    return r",
        "    try:\n        patch_vary_headers(r, None)\n    except TypeError:\n        pass",
    ),
}


@pytest.mark.parametrize(("names", "sent"), APART.values(), ids=APART)
def test_a_text_is_taken_apart(names: str, sent: str, django: Django) -> None:
    assert codes(view(names), min(django.version, DEFAULT)) == ["RSP304"]
    assert django.run(view(names)).header("Vary") == sent


@pytest.mark.parametrize("program", RAISED.values(), ids=RAISED)
def test_what_holds_no_names_raises(program: str, django: Django) -> None:
    assert codes(program, min(django.version, DEFAULT)) == ["RSP304"]
    assert (django.run(program).raises or "").startswith(("TypeError: ", "AttributeError: "))


@pytest.mark.parametrize("program", ACCEPTED.values(), ids=ACCEPTED)
def test_names_are_silent(program: str, django: Django) -> None:
    silent(program)
    assert django.run(program).raises is None


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT)
def test_what_is_not_certain_is_silent(program: str) -> None:
    silent(program)


def test_the_message_says_what_django_does() -> None:
    check("""
        from django.utils.cache import patch_vary_headers as vary
        from django.views.decorators.vary import vary_on_headers
        def patch(response, name: str):
            vary(response, "Accept-Language, Cookie")
            #              ^^^^^^^^^^^^^^^^^^^^^^^^^ RSP304 sends Vary: A, c, c, e, p, t, -, L, a, n, …; write a list of names
            vary(response, name)
            #              ^^^^ RSP304 takes each character of the text for the name of a header
        @vary_on_headers(["Cookie"])
        #                ^^^^^^^^^^ RSP304 raises AttributeError: 'list' object has no attribute
        def view(request):
            return None
    """)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (view("'Cookie'"), view("['Cookie']")),
        (view("NAME"), view("[NAME]")),
        (view("'Cookie, Accept'"), view('["Cookie", "Accept"]')),
        (view("newheaders='Via'"), view("newheaders=['Via']")),
        (decorated("['Cookie']"), decorated("*['Cookie']")),
        (decorated("NAMES"), decorated("*NAMES")),
        (decorated("('A', 'B'), 'C'"), decorated("*('A', 'B'), 'C'")),
    ],
)
def test_names_get_their_shape(before: str, after: str, django: Django) -> None:
    fixes(before, after)
    broken, sent = before_and_after(before, django)
    assert (
        broken.raises or ", o, " in str(broken.header("Vary")) or broken.header("Vary") == "V, i, a"
    )
    assert sent.header("Vary") in {"Cookie", "Cookie, Accept", "Via", "A, B", "A, B, C"}


def test_a_text_that_is_not_known_is_a_suggestion() -> None:
    unfixed(view("f'{request.name}'"), Safety.SAFE)
    fixes(view("f'{request.name}'"), view("[f'{request.name}']"), Safety.SUGGESTED)


@pytest.mark.parametrize("names", ["None", "b'Cookie'", "*['Cookie']", "f'A, {NAME}'.title()"])
def test_what_cannot_be_told_gets_no_safe_fix(names: str) -> None:
    unfixed(view(names), Safety.SAFE)


def test_a_decorator_that_is_given_other_things_gets_no_fix() -> None:
    unfixed(decorated("[1]"))
