from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import Origin, linted
from resp_lsp.linter.modules import Files
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.django.matrix import Django

HEAD = """
import json
from django.http import HttpResponse, JsonResponse
from django.views import View
from django.views.decorators.http import require_GET
"""
WRONG = {
    "None": ("return None", "ValueError: "),
    "a str": ("return 'ok'", "AttributeError: 'str' object "),
    "an f-string": ("return f'{request.path}'", "AttributeError: 'str' object "),
    "a text of JSON": ("return json.dumps({})", "AttributeError: 'str' object "),
    "a dict": ("return {'ok': True}", "AttributeError: 'dict' object "),
    "a list": ("return [1]", "AttributeError: 'list' object "),
    "a number": ("return 404", "AttributeError: 'int' object "),
    "a bool": ("return True", "AttributeError: 'bool' object "),
    "bytes": ("return b'ok'", "AttributeError: 'bytes' object "),
    "a pair of text and status": ("return 'no', 404", "AttributeError: 'tuple' object "),
    "a name": (
        "data = {'ok': 1}\n    if request.GET:\n        return JsonResponse(data)\n    return data",
        "AttributeError: 'dict' object ",
    ),
    "either of two": ("return 'a' if request.GET else {}", "AttributeError: 'dict' object "),
}
RIGHT = {
    "a response": "return HttpResponse('x')",
    "unknown": "return request.response",
    "a call": "return make(request)",
    "a response or None": "return HttpResponse() if request.GET else None",
    "a response in a tuple, which is RSP514": "return HttpResponse(), 404",
    "an exception, which is RSP509": "return ValueError()",
}
NO_VIEWS = {
    "a function that no URL names": "def view(request):\n    return {}",
    "an unknown decorator": "from x import api\n@require_GET\n@api\ndef view(request):\n    return {}",
    "an API framework's": "from ninja import Router\n@Router().get('/')\ndef view(request):\n    return {}",
    "REST framework's": "from rest_framework.decorators import api_view\n@api_view()\ndef view(request):\n    return {}",
    "another method of a view": "class V(View):\n    def get_data(self, request):\n        return {}",
    "an unknown base": "from x import B\nclass V(B, View):\n    def get(self, request):\n        return {}",
    "an API view": "from rest_framework.views import APIView\nclass V(APIView):\n    def get(self, request):\n        return {}",
    "a decorated method": "class V(View):\n    @api\n    def get(self, request):\n        return {}",
    "an own dispatch": "class V(View):\n    def dispatch(self, r):\n        return JsonResponse(super().dispatch(r))\n    def get(self, request):\n        return {}",
    "a nested function": "@require_GET\ndef view(request):\n    def data():\n        return {}\n    return JsonResponse(data())",
}


def program(statement: str) -> str:
    return f"{HEAD}@require_GET\ndef view(request):\n    {statement}\n"


@pytest.mark.parametrize(("statement", "error"), WRONG.values(), ids=WRONG)
def test_django_refuses_what_is_no_response(statement: str, error: str, django: Django) -> None:
    assert codes(program(statement), django.version) == ["RSP515"]
    assert (django.run(program(statement)).raises or "").startswith(error)


@pytest.mark.parametrize("statement", RIGHT.values(), ids=RIGHT)
def test_what_may_be_a_response_is_silent(statement: str) -> None:
    silent(program(statement))


@pytest.mark.parametrize("code", NO_VIEWS.values(), ids=NO_VIEWS)
def test_what_may_be_no_view_is_silent(code: str) -> None:
    silent(f"{HEAD}{code}\n")


def test_a_method_of_a_view_is_one() -> None:
    check("""
        from django.views.generic import TemplateView
        class Page(TemplateView):
            def post(self, request):
                return {"saved": True}
                #      ^^^^^^^^^^^^^^^ RSP515 The view post returns a dict, not a response
    """)


def test_a_function_that_a_url_names_is_one() -> None:
    check("""
        from django.urls import path
        def page(request):
            return "<p>page</p>"
            #      ^^^^^^^^^^^^^ RSP515 The view page returns a str
        urlpatterns = [path("page/", page)]
    """)


@pytest.mark.parametrize(
    ("before", "after"),
    [("{'a': 1}", "JsonResponse({'a': 1})"), ("'ok'", "HttpResponse('ok')")],
)
def test_it_can_be_wrapped(before: str, after: str) -> None:
    fixes(program(f"return {before}"), program(f"return {after}"), Safety.SUGGESTED)


@pytest.mark.parametrize("value", ["None", "[1]", "404", "json.dumps({})"])
def test_what_else_was_meant_is_not_known(value: str) -> None:
    unfixed(program(f"return {value}"))


def test_a_comment_silences_it() -> None:
    silent(program("return None  # noqa: RSP515"))


ON_TEXT = "from django.template.loader import render_to_string\ndef view(request):\n    r = {made}\n    r.set_cookie('a', 'b')\n    return r\n"


@pytest.mark.parametrize("made", ["'text'", "f'a{request.path}'"])
def test_a_text_takes_no_cookie(made: str, django: Django) -> None:
    program = ON_TEXT.format(made=made)
    assert codes(program, django.version) == ["RSP515"]
    assert (
        django.run(program).raises == "AttributeError: 'str' object has no attribute 'set_cookie'"
    )


@pytest.mark.parametrize("made", ["request.make()", "{}", "render_to_string"])
def test_what_is_no_text_may_take_one(made: str) -> None:
    silent(ON_TEXT.format(made=made))


def test_the_cookie_of_a_text_is_marked() -> None:
    check("""
        import django
        def view(request):
            answer = "text"
            answer.set_cookie("a", "b")
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ RSP515 This is a str, not a response
    """)


URLS = {
    "of the module": ("from . import views\nurlpatterns = [path('', views.rows)]", True),
    "imported by its name": ("from .views import rows\nurlpatterns = [path('', rows)]", True),
    "of another module": ("from . import others\nurlpatterns = [path('', others.rows)]", False),
    "of another class": ("from .others import rows\nurlpatterns = [path('', rows)]", False),
    "of nobody": ("urlpatterns = []", False),
}


@pytest.mark.parametrize("name", URLS)
def test_a_url_configuration_names_a_view_of_this_module(name: str, tmp_path: Path) -> None:
    urls, is_view = URLS[name]
    package = tmp_path / "shop"
    package.mkdir()
    text = "import django\ndef rows(request):\n    return [1], 2\n"
    files = {
        "__init__.py": "",
        "others.py": "class View: pass\nrows = View()\n",
        "urls.py": f"from django.urls import path\n{urls}\n",
        "views.py": text,
    }
    for file, content in files.items():
        (package / file).write_text(content)
    origin = Origin(str(package / "views.py"), Files())
    found = linted(text, Config(select=("RSP515",)), origin=origin).findings
    assert [f.code for f in found] == (["RSP515"] if is_view else [])
