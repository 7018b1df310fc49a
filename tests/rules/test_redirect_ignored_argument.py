from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import PRESERVE_REQUEST, Version
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = (
    "from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect\n"
    "from django.shortcuts import redirect\n"
)
IGNORED = {
    "a status": "redirect('/x', status=303)",
    "headers": "redirect('/x', headers={'X-A': 'b'})",
    "a content type": "redirect('https://a.example/', content_type='text/plain')",
    "anything": "redirect('/x', next='/y')",
    "a position": "redirect('/x', 303)",
    "beside an f-string": "redirect(f'/x/{1}', status=303)",
    "beside a relative URL": "redirect('../x', status=303)",
    "beside either of two": "redirect('/x' if request.GET else '/y', status=303)",
}
UNMATCHED = {
    "a status": "redirect('page', status=303)",
    "headers": "redirect('page', headers={'X-A': 'b'})",
    "a content type": "redirect('page', content_type='text/plain')",
}
TAKEN = {
    "a page": "redirect('page')",
    "a URL": "redirect('/x')",
    "permanent": "redirect('/x', permanent=True)",
}
SILENT = {
    "an argument of a view": "redirect('page', pk=1)",
    "a position of a view": "redirect('page', 1)",
    "a status of a view": "redirect('page', status='open')",
    "a number that is no redirect": "redirect('page', status=5)",
    "an unknown status": "redirect('page', status=request.GET['s'])",
    "an unknown place": "redirect(request.path, 'x')",
    "a content type that is a number": "redirect('page', content_type=3)",
    "unknown arguments": "redirect('/x', *request.args)",
    "unknown keywords": "redirect('/x', **request.kwargs)",
}


def program(expression: str) -> str:
    return f"{HEAD}def view(request):\n    return {expression}\n"


@pytest.mark.parametrize("expression", IGNORED.values(), ids=IGNORED)
def test_beside_a_url_it_is_ignored(expression: str, django: Django) -> None:
    assert codes(program(expression), django.version) == ["RSP505"]
    sent = django.run(program(expression))
    assert sent.status == 302
    assert {name for name, _ in sent.headers} == {"Content-Type", "Location"}
    assert sent.header("Content-Type") == "text/html; charset=utf-8"


@pytest.mark.parametrize("expression", UNMATCHED.values(), ids=UNMATCHED)
def test_beside_a_view_it_must_fit_the_pattern(expression: str, django: Django) -> None:
    assert codes(program(expression), django.version) == ["RSP505"]
    assert "NoReverseMatch" in (django.run(program(expression)).raises or "")


@pytest.mark.parametrize("expression", TAKEN.values(), ids=TAKEN)
def test_what_it_takes_is_silent(expression: str, django: Django) -> None:
    silent(program(expression), django.version)
    assert django.run(program(expression)).status in {301, 302}


@pytest.mark.parametrize("expression", SILENT.values(), ids=SILENT)
def test_what_may_be_for_a_view_is_silent(expression: str) -> None:
    silent(program(expression))


def test_a_model_takes_no_status_either() -> None:
    check("""
        from django.shortcuts import redirect
        def view(request, article):
            return redirect(article, status=303)
            #                        ^^^^^^^^^^ RSP505
    """)


def test_preserve_request_is_ignored_before_5_2(django: Django) -> None:
    code = program("redirect('/x', preserve_request=True)")
    is_known = django.version >= PRESERVE_REQUEST.since
    assert codes(code, django.version) == ([] if is_known else ["RSP505"])
    assert django.run(code).status == (307 if is_known else 302)


@pytest.mark.parametrize("name", ["HttpResponseRedirect", "HttpResponsePermanentRedirect"])
@pytest.mark.parametrize("value", ["True", "False"])
def test_permanent_is_the_shortcuts(name: str, value: str, django: Django) -> None:
    code = program(f"{name}('/x', permanent={value})")
    assert codes(code, django.version) == ["RSP505"]
    assert (django.run(code).raises or "").startswith("TypeError: HttpResponseBase.__init__()")


@each_look_alike("redirect", "HttpResponseRedirect")
def test_others_of_the_same_name_are_silent(head: str) -> None:
    silent(f"import django\n{head}redirect('/x', status=303)\n")
    silent(f"import django\n{head}HttpResponseRedirect('/x', permanent=True)\n")


def test_a_function_of_the_module_may_take_a_status() -> None:
    silent("""
        from django.http import HttpResponseRedirect
        def redirect(place, status=302):
            return HttpResponseRedirect(place, status=status)
        def view(request):
            return redirect("/x", status=303)
    """)


def test_the_argument_is_marked() -> None:
    check("""
        from django.shortcuts import redirect as to
        def view(request):
            return to("/x", status=303)
            #               ^^^^^^^^^^ RSP505 it is ignored beside a URL.
    """)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("redirect('/x', status=301)", "redirect('/x', permanent=True)"),
        ("redirect('/x', status=302)", "redirect('/x')"),
        ("redirect('/x', status=307)", "redirect('/x', preserve_request=True)"),
        ("redirect('page', status=308)", "redirect('page', permanent=True, preserve_request=True)"),
        ("redirect('/x', status=303)", "HttpResponseRedirect('/x', status=303)"),
        ("redirect('/x', headers={})", "HttpResponseRedirect('/x', headers={})"),
        ("HttpResponseRedirect('/x', permanent=False)", "HttpResponseRedirect('/x')"),
        ("HttpResponseRedirect('/x', permanent=True)", "HttpResponsePermanentRedirect('/x')"),
        (
            "HttpResponsePermanentRedirect('/x', permanent=True)",
            "HttpResponsePermanentRedirect('/x')",
        ),
    ],
)
def test_what_sends_it_is_written(before: str, after: str) -> None:
    fixes(program(before), program(after), Safety.SUGGESTED)


@pytest.mark.parametrize(
    "expression",
    [
        "redirect('page', status=303)",
        "redirect('/x', next='/y')",
        "redirect('/x', status=303, permanent=True)",
        "redirect('/x', status=303, next='/y')",
        "redirect('page', headers={})",
        "HttpResponseRedirect('/x', permanent=request.GET)",
    ],
)
def test_what_cannot_be_written_so_gets_no_fix(expression: str) -> None:
    unfixed(program(expression))


def test_a_307_cannot_be_written_before_5_2() -> None:
    code = program("redirect('page', status=307)")
    unfixed(code, target=Version(5, 1))


def test_a_comment_silences_it() -> None:
    silent(program("redirect('/x', status=303)  # noqa: RSP505"))
