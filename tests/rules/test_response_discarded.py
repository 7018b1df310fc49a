from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import Origin, lint
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent
from tests.rules.look_alikes import each_look_alike

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = """
import contextlib
from django.http import HttpResponse, HttpResponseForbidden, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
"""
DROPPED = {
    "a refusal": "HttpResponseForbidden()",
    "JSON": "JsonResponse({'error': 'no'}, status=400)",
    "a redirect": "HttpResponseRedirect('/login')",
    "of the shortcut": "redirect('/login')",
    "a page": "render(request, 'a.html')",
    "in a branch": "if request.method == 'GET':\n        HttpResponseForbidden()",
    "in a branch on its line": "if request.method == 'GET': HttpResponseForbidden()",
    "in a handler": (
        "try:\n        int('x')\n    except ValueError:\n        HttpResponseForbidden()"
    ),
}
SILENT = {
    "returned": "return HttpResponseForbidden()",
    "bound": "response = HttpResponseForbidden()",
    "given": "print(HttpResponseForbidden())",
    "yielded": "yield HttpResponseForbidden()",
    "raised, which is RSP509": "raise HttpResponseForbidden()",
    "a method of it": "HttpResponse('x').close()",
    "a class": "HttpResponseForbidden",
    "tried": "try:\n        HttpResponse('x', status=request.GET['s'])\n    except ValueError:\n        pass",
    "expected to raise": "with contextlib.suppress(ValueError):\n        HttpResponse('x')",
    "a method of the same name": "self.render(request)",
}


def program(statement: str) -> str:
    return f"{HEAD}\ndef view(request):\n    {statement}\n    return HttpResponse('went on')\n"


@pytest.mark.parametrize("statement", DROPPED.values(), ids=DROPPED)
def test_the_view_goes_on(statement: str, django: Django) -> None:
    assert codes(program(statement), django.version) == ["RSP508"]
    assert django.run(program(statement)).body == "went on"


@pytest.mark.parametrize("statement", SILENT.values(), ids=SILENT)
def test_what_is_used_is_silent(statement: str) -> None:
    silent(program(statement))


@each_look_alike("HttpResponse", "redirect")
def test_others_of_the_same_name_are_silent(head: str) -> None:
    silent(f"import django\n{head}def view(request):\n    HttpResponse()\n    redirect('/')\n")


def test_a_function_of_the_same_name_is_silent() -> None:
    silent("""
        from django.http import HttpResponse
        def redirect(place):
            print(place)
            return HttpResponse()
        def view(request):
            redirect("/")
            return HttpResponse()
    """)


def test_a_constructor_of_the_project_is_silent() -> None:
    silent("""
        from django.http import HttpResponse
        class Logged(HttpResponse):
            def __init__(self, text):
                super().__init__(text)
                print(text)
        class Plain(HttpResponse):
            pass
        def view(request):
            Logged("x")
            Plain("x")
    """)


def test_outside_a_function_nothing_is_sent_anyway() -> None:
    silent("from django.http import HttpResponse\nHttpResponse('x')\n")


@pytest.mark.parametrize(
    "path",
    ["/p/tests/views.py", "/p/test/a.py", "/p/test_views.py", "/p/views_test.py", "/p/tests.py"],
)
def test_tests_are_silent(path: str) -> None:
    config = Config(select=("RSP508",))
    assert lint(program("HttpResponseForbidden()"), config, origin=Origin("/p/contest.py"))
    assert lint(program("HttpResponseForbidden()"), config, origin=Origin(path)) == ()


def test_what_imports_tests_is_one() -> None:
    silent(f"from django.test import TestCase{program('HttpResponseForbidden()')}")


def test_the_call_is_marked() -> None:
    check("""
        from django.http import HttpResponseForbidden as Forbidden
        def view(request):
            if not request.user:
                Forbidden("log in")
                #^^^^^^^^^^^^^^^^^^ RSP508 What Forbidden() gives is dropped here
    """)


def test_it_can_be_returned() -> None:
    head = "from django.http import HttpResponse\ndef view(request):\n    if 1:\n        "
    fixes(f"{head}HttpResponse('x')\n", f"{head}return HttpResponse('x')\n", Safety.SUGGESTED)


def test_a_comment_silences_it() -> None:
    silent(program("HttpResponseForbidden()  # noqa: RSP508"))
