from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import Version
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.header_programs import HEAD, elsewhere, view

if TYPE_CHECKING:
    from tests.django.matrix import Django

FLAGGED = {
    "a literal": view("r['X-A'] = 'Łódź'"),
    "an f-string": view("n = str(request.path)", "r['X-A'] = f'{n} Łódź'"),
    "a sum": view("r['X-A'] = 'Łódź' + str(request.path)"),
    "a name bound earlier": view("v = 'Łódź'", "r['X-A'] = v"),
    "the headers": view("r.headers['X-A'] = '日本'"),
    "setdefault": view("r.setdefault('X-A', '“a”')"),
    "headers=": f"{HEAD}def view(request):\n    return HttpResponse(headers={{'X-A': 'a…b'}})",
    "an alias": (
        "from django.http import HttpResponse as R\n"
        "def view(request):\n    return R(headers={'X-A': '—'})"
    ),
    "either way": view("r['X-A'] = 'Ł' if request.GET else '…'"),
}


@pytest.mark.parametrize("program", FLAGGED.values(), ids=FLAGGED)
def test_what_is_beyond_latin_1_is_flagged_and_encoded(program: str, django: Django) -> None:
    assert codes(program) == ["RSP204"]
    assert (django.run(program).header("X-A") or "").startswith("=?utf-8?")


SILENT = {
    "ASCII": view("r['X-A'] = 'a'"),
    "Latin-1": view("r['X-A'] = 'Zürich'"),
    "bytes": view("r['X-A'] = 'Łódź'.encode()"),
    "percent-encoded": view(
        "r['X-A'] = quote('Łódź')", head=f"{HEAD}from urllib.parse import quote\n"
    ),
    "one way": view("r['X-A'] = 'Ł' if request.GET else 'a'"),
    "unknown": view("r['X-A'] = request.META.get('A', '')"),
    "a redirect, which encodes it": (
        "from django.http import HttpResponseRedirect\n"
        "def view(request):\n    return HttpResponseRedirect('/Łódź')"
    ),
    "a cookie": view("r.set_cookie('a', 'Łódź')"),
}


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT)
def test_what_is_sent_as_it_is_is_silent(program: str, django: Django) -> None:
    silent(program)
    assert "=?utf-8?" not in str(django.run(program).headers)


@pytest.mark.parametrize("program", elsewhere("X-A", "'Łódź'"))
def test_the_header_of_something_else_is_silent(program: str) -> None:
    silent(program)


@pytest.mark.parametrize("value", ["'Łódź\\n'", "f'Łódź\\r {request.path}'"])
def test_a_value_that_django_refuses_for_its_newline_is_left_to_that(
    value: str, django: Django
) -> None:
    program = view(f"r['X-A'] = {value}")
    silent(program)
    assert "BadHeaderError" in str(django.run(program))


def test_the_value_is_marked_and_shown_as_sent() -> None:
    check("""
        from django.http import HttpResponse
        r = HttpResponse(headers={"X-A": "Łódź"})
        #                                ^^^^^^ RSP204 'Ł' is beyond Latin-1, so Django sends the whole value as =?utf-8?b?xYHDs2TFug==?=;
    """)


NAMES = {
    "'attachment; filename=\"отчёт.pdf\"'": '"отчёт.pdf"',
    "f'attachment; filename=\"отчёт-{len(request.path)}.pdf\"'": 'f"отчёт-{len(request.path)}.pdf"',
    "f'attachment; filename=\"{NAME}\"'": "NAME",
}


@pytest.mark.parametrize(("value", "name"), NAMES.items())
def test_the_name_of_a_file_is_given_to_the_helper(value: str, name: str, django: Django) -> None:
    head = f"{HEAD}{{}}NAME = 'отчёт.pdf'\n"
    before = view(f"r['Content-Disposition'] = {value}", head=head.format(""))
    after = view(
        f"r['Content-Disposition'] = content_disposition_header(True, {name})",
        head=head.format("from django.utils.http import content_disposition_header\n"),
    )
    unfixed(before, Safety.SAFE)
    fixes(before, after, Safety.SUGGESTED)
    unfixed(before, target=Version(4, 1))
    sent = django.run(after).header("Content-Disposition") or ""
    assert sent.startswith("attachment; filename*=utf-8''%D0%BE")


def test_a_comment_silences_it() -> None:
    silent(view("r['X-A'] = 'Ł'  # noqa: RSP204"))
