from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import Version
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = """
from io import BytesIO
from django.http import (
    FileResponse,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse, TemplateResponse
"""
RENAMED = {
    "the old content type": ("HttpResponse('x', mimetype='text/csv')", "content_type"),
    "a status": ("HttpResponse('x', status_code=404)", "status"),
    "a code": ("HttpResponseBadRequest('x', code=422)", "status"),
    "data": ("HttpResponse(data='x')", "content"),
    "a body": ("HttpResponse(body='x', status=201)", "content"),
    "content of a stream": ("StreamingHttpResponse(content=['x'])", "streaming_content"),
    "content of a file": ("FileResponse(content=BytesIO(b'x'))", "streaming_content"),
    "a URL": ("HttpResponseRedirect(url='/x')", "redirect_to"),
    "methods": ("HttpResponseNotAllowed(methods=['GET'])", "permitted_methods"),
    "the name of a template": ("SimpleTemplateResponse(template_name='a.html')", "template"),
    "of a page": ("render(request, 'a.html', status_code=404)", "status"),
    "the template of a page": ("render(request, template='a.html')", "template_name"),
    "of one with a request": (
        "TemplateResponse(request, 'a.html', {}, mimetype='text/plain')",
        "content_type",
    ),
}
UNKNOWN = {
    "anything": "HttpResponse('x', indent=2)",
    "what only JsonResponse has": "HttpResponse('x', safe=False)",
    "what only FileResponse has": "HttpResponse('x', as_attachment=True)",
    "a second name": "HttpResponse('x', 'text/csv', mimetype='text/csv')",
    "headers of a page": "render(request, 'a.html', headers={'X-A': 'b'})",
    "spread": "HttpResponse('x', **{'mimetype': 'text/csv'})",
}
ACCEPTED = {
    "all it has": "HttpResponse('x', content_type='a/b', status=404, reason='a', charset='utf-8')",
    "headers": "HttpResponse('x', headers={'X-A': 'b'})",
    "a file's": "FileResponse(BytesIO(b'x'), as_attachment=True, filename='x.csv')",
    "a template's": "SimpleTemplateResponse(template='a.html', context={}, using=None)",
    "a page's": "render(request, template_name='a.html', context={}, status=404)",
    "a redirect's": "HttpResponseRedirect(redirect_to='/x', content='Moved')",
}
SILENT = {
    "unknown keywords": "HttpResponse('x', **request.kwargs)",
    "the shortcut's, which is RSP505": "HttpResponseRedirect('/x', permanent=True)",
}
ERROR = "got an unexpected keyword argument"


def program(expression: str) -> str:
    return f"{HEAD}\ndef view(request):\n    return {expression}\n"


@pytest.mark.parametrize(("expression", "meant"), RENAMED.values(), ids=RENAMED)
def test_what_is_renamed_was_refused(expression: str, meant: str, django: Django) -> None:
    assert codes(program(expression), django.version) == ["RSP511"]
    before, after = before_and_after(program(expression), django)
    # A redirect without its place is refused for that.
    assert ERROR in (before.raises or "") or "missing 1 required" in (before.raises or "")
    assert after.raises is None


@pytest.mark.parametrize("expression", UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_unknown_is_refused(expression: str, django: Django) -> None:
    assert codes(program(expression), django.version) == ["RSP511"]
    assert ERROR in (django.run(program(expression)).raises or "")
    unfixed(program(expression), target=django.version)


@pytest.mark.parametrize("expression", ACCEPTED.values(), ids=ACCEPTED)
def test_what_django_takes_is_silent(expression: str, django: Django) -> None:
    silent(program(expression), django.version)
    assert django.run(program(expression)).raises is None


@pytest.mark.parametrize("expression", SILENT.values(), ids=SILENT)
def test_what_is_not_certain_is_silent(expression: str) -> None:
    silent(program(expression))


def test_a_parameter_is_unknown_before_its_release(django: Django) -> None:
    code = program("HttpResponseRedirect('/x', preserve_request=True)")
    is_known = django.version >= Version(5, 2)
    assert codes(code, django.version) == ([] if is_known else ["RSP511"])
    assert (django.run(code).raises is None) == is_known


@each_look_alike("HttpResponse")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    silent(f"import django\n{head}HttpResponse('x', mimetype='text/csv')\n")


@pytest.mark.parametrize(
    "constructor",
    [
        "def __init__(self, data, **kw):\n        super().__init__(data, **kw)",
        "def __new__(cls, *args, **kw):\n        return HttpResponse('x')",
    ],
)
def test_a_constructor_of_the_projects_own_may_take_it(constructor: str) -> None:
    silent(
        "from django.http import HttpResponse\n"
        f"class Answer(HttpResponse):\n    {constructor}\n"
        "Answer(data='x')\n"
    )


def test_a_class_of_the_project_without_one_takes_what_django_takes() -> None:
    check("""
        from django.http import HttpResponse
        class Csv(HttpResponse):
            pass
        Csv("x", mimetype="text/csv")
        #        ^^^^^^^^^^^^^^^^^^^ RSP511
    """)


def test_classes_of_others_are_silent() -> None:
    silent("""
        from rest_framework.response import Response
        Response(data={}, mimetype="text/csv")
    """)


def test_the_arguments_of_json_response_are_another_rules() -> None:
    silent("""
        from django.http import JsonResponse
        JsonResponse({}, mimetype="text/json")
    """)


def test_the_argument_is_marked() -> None:
    check("""
        from django.http import HttpResponse as R
        R("x", mimetype="text/csv")
        #      ^^^^^^^^^^^^^^^^^^^ RSP511 unexpected keyword argument 'mimetype'; write content_type=.
    """)


def test_the_argument_is_renamed() -> None:
    fixes(
        "from django.http import HttpResponse\nHttpResponse('x', mimetype = 'a/b')",
        "from django.http import HttpResponse\nHttpResponse('x', content_type = 'a/b')",
    )


def test_what_is_caught_is_meant() -> None:
    silent("""
        from django.http import HttpResponse
        try:
            response = HttpResponse("x", mimetype="text/csv")
        except TypeError:
            response = HttpResponse("x", content_type="text/csv")
    """)


def test_a_comment_silences_it() -> None:
    silent("from django.http import HttpResponse\nHttpResponse('x', mimetype='a')  # noqa: RSP511")
