"""Where responses come from, and how they are written to, in code that is in use.

The rows of the tables were counted over 247 open-source code bases; each has its test.
"""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from resp_core.versions import Version
from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import Origin, lint
from resp_lsp.linter.modules import Files
from tests.rules.check import check, codes, silent

if TYPE_CHECKING:
    from pathlib import Path

ORIGINS = {
    "constructed in the same function": """
        from django.http import HttpResponse
        def view(request):
            answer = HttpResponse("x")
            answer["Vary"] = "Cookie"
    """,
    "a parameter of an untyped function": """
        from django.conf import settings
        def tag(response):
            response["Vary"] = "Cookie"
    """,
    "the headers of a parameter of an untyped function": """
        from django.conf import settings
        def tag(resp):
            resp.headers["Vary"] = "Cookie"
    """,
    "a parameter of process_response": """
        class Tag:
            def process_response(self, request, answer):
                answer["Vary"] = "Cookie"
                return render(answer)
        import django
    """,
    "an annotated parameter": """
        from django.http import HttpResponse
        def tag(answer: HttpResponse):
            answer["Vary"] = "Cookie"
    """,
    "a parameter of finalize_response": """
        from rest_framework.views import APIView
        class Tag(APIView):
            def finalize_response(self, request, answer, *args, **kwargs):
                answer["Vary"] = "Cookie"
                return super().finalize_response(request, answer, *args, **kwargs)
    """,
    "self in a response class": """
        from django.http import HttpResponse
        class Tagged(HttpResponse):
            def tag(self):
                self["Vary"] = "Cookie"
    """,
    "self.headers in a response class": """
        from django.http import HttpResponse
        class Tagged(HttpResponse):
            def tag(self):
                self.headers["Vary"] = "Cookie"
    """,
    "super() of a Django view": """
        from django.views.generic import TemplateView
        class Tagged(TemplateView):
            def dispatch(self, request):
                answer = super().dispatch(request)
                answer["Vary"] = "Cookie"
                return answer
    """,
    "super() of a view of REST framework": """
        from rest_framework.viewsets import ModelViewSet
        class Tagged(ModelViewSet):
            def list(self, request):
                answer = super().list(request)
                answer["Vary"] = "Cookie"
                return answer
    """,
    "the view that a decorator wraps": """
        from django.conf import settings
        def tagged(view_func):
            def inner(request, *args, **kwargs):
                answer = view_func(request, *args, **kwargs)
                answer["Vary"] = "Cookie"
                return answer
            return inner
    """,
    "self.get_response": """
        from django.conf import settings
        class Tag:
            def __init__(self, get_response):
                self.get_response = get_response
            def __call__(self, request):
                answer = self.get_response(request)
                answer["Vary"] = "Cookie"
                return answer
    """,
    "get_response of a function": """
        from django.conf import settings
        def tag(get_response):
            def middleware(request):
                answer = get_response(request)
                answer["Vary"] = "Cookie"
                return answer
            return middleware
    """,
    "REST framework's Response": """
        from rest_framework.response import Response
        def view(request):
            answer = Response({})
            answer["Vary"] = "Cookie"
        import django
    """,
    "render": """
        from django.shortcuts import render
        def view(request):
            answer = render(request, "a.html")
            answer["Vary"] = "Cookie"
    """,
    "redirect": """
        from django.shortcuts import redirect
        def view(request):
            answer = redirect("/")
            answer["Vary"] = "Cookie"
    """,
    "a function of the same module": """
        from django.http import HttpResponse
        def made():
            return HttpResponse("x")
        def view(request):
            answer = made()
            answer["Vary"] = "Cookie"
    """,
    "a class of the same module": """
        from django.http import HttpResponse
        class Made(HttpResponse):
            pass
        def view(request):
            answer = Made("x")
            answer["Vary"] = "Cookie"
    """,
    "a method of self": """
        from django.http import HttpResponse
        from django.views import View
        class Page(View):
            def made(self):
                return HttpResponse("x")
            def get(self, request):
                answer = self.made()
                answer["Vary"] = "Cookie"
                return answer
    """,
    "serve": """
        from django.views.static import serve
        def view(request, path):
            answer = serve(request, path, "files")
            answer["Vary"] = "Cookie"
            return answer
    """,
    "a tuple": """
        from django.http import HttpResponse
        def view(request):
            answer, status = HttpResponse("x"), 200
            answer["Vary"] = "Cookie"
    """,
    "a conditional expression": """
        from django.http import HttpResponse, HttpResponseGone
        def view(request):
            answer = HttpResponse("x") if request.GET else HttpResponseGone()
            answer["Vary"] = "Cookie"
    """,
    "self.response": """
        from django.http import HttpResponse
        class Exporter:
            def __init__(self):
                self.response = HttpResponse("x")
            def finish(self):
                self.response["Vary"] = "Cookie"
    """,
}

WRITES = {
    "set": 'response["Vary"] = "Cookie"',
    "set in another case": 'response["vary"] = "Cookie"',
    "set in the headers": 'response.headers["Vary"] = "Cookie"',
    "setdefault": 'response.setdefault("Vary", "Cookie")',
    "augmented": 'response["Vary"] += ", Cookie"',
    "read, joined and set": 'response["Vary"] = response.get("Vary", "") + ", Cookie"',
    "set in a loop": 'for name in ("Vary", "X-A"):\n    response[name] = "Cookie"',
    "set from the items of a dict": (
        'for name, value in {"Vary": "Cookie", "X-A": "1"}.items():\n    response[name] = value'
    ),
}
SILENT_WRITES = {
    "deleted": 'del response["Vary"]',
    "popped": 'response.headers.pop("Vary", None)',
    "read": 'vary = response["Vary"]',
    "another header": 'response["X-Vary"] = "Cookie"',
}
IMPORTS = {
    "from django.http": "from django.http import JsonResponse",
    "from django.http.response": "from django.http.response import JsonResponse",
    "under another name": "from django.http import JsonResponse as Json",
    "of the package": "from django import http",
    "of the module": "import django.http",
    "of the module under a name": "import django.http as dh",
    "of everything": "from django.http import *",
}
CALLED = {
    "from django.http": "JsonResponse",
    "from django.http.response": "JsonResponse",
    "under another name": "Json",
    "of the package": "http.JsonResponse",
    "of the module": "django.http.JsonResponse",
    "of the module under a name": "dh.JsonResponse",
    "of everything": "JsonResponse",
}
FLAGGED_DATA = {
    "a lazy string": "return JsonResponse(lazy('x'))",
    "a tuple with safe=True": 'return JsonResponse(("a", 1), safe=True)',
    "a queryset": "return JsonResponse(Item.objects.values())",
    "another response": "return JsonResponse(JsonResponse({}))",
}
SILENT_DATA = {
    "safe from the type": "return JsonResponse(rv, safe=type(rv) is dict)",
    "safe from a test": "return JsonResponse(data, safe=not isinstance(data, list))",
    "no data at all": "return JsonResponse(status=201)",
    "a dict with safe=False": 'return JsonResponse({"a": 1}, safe=False)',
}


@pytest.mark.parametrize("code", ORIGINS.values(), ids=ORIGINS)
def test_a_response_is_known_wherever_it_comes_from(code: str) -> None:
    assert codes(dedent(code)) == ["RSP302"]


@pytest.mark.parametrize("code", WRITES.values(), ids=WRITES)
def test_a_header_is_known_however_it_is_set(code: str) -> None:
    start = 'from django.http import HttpResponse\nresponse = HttpResponse("x")\n'
    assert codes(start + code + "\n") == ["RSP302"]


@pytest.mark.parametrize("code", SILENT_WRITES.values(), ids=SILENT_WRITES)
def test_a_header_that_is_not_set_by_hand_is_none(code: str) -> None:
    start = 'from django.http import HttpResponse\nresponse = HttpResponse("x")\n'
    assert codes(start + code + "\n") == []


@pytest.mark.parametrize("form", IMPORTS)
def test_a_class_is_known_however_it_is_imported(form: str) -> None:
    code = f"{IMPORTS[form]}\ndef view(request):\n    return {CALLED[form]}([1])\n"
    assert codes(code) == ["RSP101"]


def test_a_name_is_known_that_a_comment_above_all_code_mentions() -> None:
    check("""
        # Licensed as http://www.apache.org/licenses says
        from django import http
        def view(request):
            return http.JsonResponse([1])
            #                        ^^^ RSP101
    """)


def test_http_response_is_known_from_the_shortcuts() -> None:
    check("""
        from django.shortcuts import HttpResponse
        def view(request):
            answer = HttpResponse("x")
            answer["Vary"] = "Cookie"
            #^^^^^^^^^^^^^ RSP302
    """)


def test_a_class_of_the_module_hides_the_imported_one() -> None:
    silent("""
        from django.http import JsonResponse
        class JsonResponse(JsonResponse):
            def __init__(self, data, safe=False):
                super().__init__(data, safe=safe)
        def view(request):
            return JsonResponse([1])
    """)


START = (
    "from django.http import JsonResponse\n"
    "from django.utils.translation import gettext_lazy as lazy\n"
)


@pytest.mark.parametrize("code", FLAGGED_DATA.values(), ids=FLAGGED_DATA)
def test_what_json_response_cannot_take_is_flagged(code: str) -> None:
    assert codes(f"{START}from shop.models import Item\ndef view(request):\n    {code}\n") == [
        "RSP101"
    ]


@pytest.mark.parametrize("code", SILENT_DATA.values(), ids=SILENT_DATA)
def test_what_json_response_may_take_is_not(code: str) -> None:
    assert codes(f"{START}def view(request, rv, data):\n    {code}\n") == []


def test_a_name_that_is_a_dict_first_and_a_response_later_is_each_in_its_turn() -> None:
    check("""
        from django.http import HttpResponse
        def view(request):
            answer = {}
            answer["Vary"] = "Cookie"
            if request.GET:
                return HttpResponse(answer)
            answer = HttpResponse("x")
            answer["Vary"] = "Cookie"
            #^^^^^^^^^^^^^ RSP302
            return answer
    """)


def test_a_header_in_a_dict_is_found_where_it_is_written() -> None:
    check("""
        from django.http import HttpResponse
        def view(request):
            headers = {"X-A": "1"}
            headers["Cache-Control"] = "no-store"
            #       ^^^^^^^^^^^^^^^ RSP301
            return HttpResponse("x", headers=headers)
    """)


def test_a_header_in_a_dict_display_is_found_in_it() -> None:
    check("""
        from django.http import HttpResponse
        def view(request):
            headers = {
                "Vary": "Cookie",
                #^^^^^ RSP302
            }
            return HttpResponse("x", headers=headers)
    """)


def found(folder: Path, view: str, **modules: str) -> list[str]:
    """The codes found in `shop/views.py` of a project with other modules."""
    package = folder / "shop"
    package.mkdir()
    for name, text in {"__init__": "", **modules, "views": view}.items():
        (package / f"{name}.py").write_text(dedent(text))
    path = package / "views.py"
    config = Config(target_django=Version(5, 2))
    return [f.code for f in lint(path.read_text(), config, origin=Origin(str(path), Files()))]


def test_a_function_imported_from_the_project_gives_a_response(tmp_path: Path) -> None:
    assert found(
        tmp_path,
        """
        from shop.answers import made
        def view(request):
            response = made()
            response["Vary"] = "Cookie"
            return response
        """,
        answers="""
        from django.http import HttpResponse
        def made():
            return HttpResponse("x")
        """,
    ) == ["RSP302"]


def test_a_response_from_the_project_is_known_under_any_name(tmp_path: Path) -> None:
    assert found(
        tmp_path,
        """
        from shop import answers
        def view(request):
            page = answers.made()
            page["Vary"] = "Cookie"
            return page
        from django.conf import settings
        """,
        answers="""
        from django.http import HttpResponse
        def made():
            return HttpResponse("x")
        """,
    ) == ["RSP302"]


def test_a_response_class_imported_from_the_project_is_one(tmp_path: Path) -> None:
    assert found(
        tmp_path,
        """
        from .answers import RowsResponse
        def view(request):
            return RowsResponse([1])
        """,
        answers="""
        from django.http import JsonResponse
        class RowsResponse(JsonResponse):
            def __init__(self, rows, **kwargs):
                super().__init__(rows, **kwargs)
        """,
    ) == ["RSP101"]


def test_a_wrapper_imported_from_the_project_is_followed(tmp_path: Path) -> None:
    assert found(
        tmp_path,
        """
        from .answers import json_ok
        def view(request):
            return json_ok([1])
        """,
        answers="""
        from django.http import JsonResponse
        def json_ok(data, **kwargs):
            return JsonResponse(data, **kwargs)
        """,
    ) == ["RSP101"]


def test_headers_of_a_constant_imported_from_the_project_are_known(tmp_path: Path) -> None:
    assert found(
        tmp_path,
        """
        from django.http import HttpResponse
        from shop.constants import NO_CACHE
        def view(request):
            return HttpResponse("x", headers={**NO_CACHE, "X-A": "1"})
        """,
        constants="""
        NO_CACHE = {"Cache-Control": "no-store"}
        """,
    ) == ["RSP301"]


def test_a_service_object_imported_from_the_project_is_asked(tmp_path: Path) -> None:
    assert found(
        tmp_path,
        """
        from django.http import JsonResponse
        from shop.services import service
        def view(request):
            return JsonResponse(service.rows())
        """,
        services="""
        class Service:
            def rows(self):
                return [1]
        service = Service()
        """,
    ) == ["RSP101"]
