from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from resp_core.versions import Version
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = """import json
import json as j
from json import dumps
from decimal import Decimal
from django import http
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, HttpResponseBadRequest
from django.http import HttpResponse as HR
JSON = "application/json"
TEXT = json.dumps({"a": 1})
def text():
    return json.dumps([1])
class Own(json.JSONEncoder):
    def default(self, o):
        return "own"
"""
SAFE = {
    "the first thing one tries": (
        "HttpResponse(json.dumps({'a': 1}), content_type='application/json')"
    ),
    "by position": "HttpResponse(json.dumps({'a': 1}), 'application/json')",
    "by keyword": "HttpResponse(content=json.dumps({'a': 1}), content_type=JSON)",
    "aliases": "HR(j.dumps({'a': 1}), content_type=JSON)",
    "a module": "http.HttpResponse(dumps({'a': 1}), content_type=JSON)",
    "a list": "HttpResponse(json.dumps([1, 'é']), content_type=JSON)",
    "a string": "HttpResponse(json.dumps('é'), content_type=JSON)",
    "unknown data": "HttpResponse(json.dumps(request.GET), content_type=JSON)",
    "a status": "HttpResponse(json.dumps({}), content_type=JSON, status=404)",
    "a reason and headers": (
        "HttpResponse(json.dumps({}), JSON, reason='Odd', headers={'X-A': 'b'})"
    ),
    "a charset": (
        "HttpResponse(json.dumps({'a': 'é'}, ensure_ascii=False), 'application/json;charset=latin-1')"
    ),
    "a charset by keyword": (
        "HttpResponse(json.dumps('é', ensure_ascii=False), charset='latin-1', content_type=JSON)"
    ),
    "parameters": (
        "HttpResponse(json.dumps({'b': 1, 'a': 2}, indent=2, sort_keys=True), content_type=JSON)"
    ),
    "separators": "HttpResponse(json.dumps([1, 2], separators=(',', ':')), content_type=JSON)",
    "a tuple": "HttpResponse(json.dumps((1, 2)), content_type=JSON)",
    "a tuple by keyword": "HttpResponse(json.dumps(obj = (1, 2)), content_type=JSON)",
    "a condition": "HttpResponse(json.dumps(1 if request.GET else 2), content_type=JSON)",
    "an encoder": "HttpResponse(json.dumps({'a': {1}}, cls=Own), content_type=JSON)",
    "Django's encoder": (
        "HttpResponse(json.dumps(Decimal('1.50'), cls=DjangoJSONEncoder), content_type=JSON)"
    ),
    "a default": "HttpResponse(json.dumps({'a': {1}}, default=list), content_type=JSON)",
    "an encoder with parameters": (
        "HttpResponse(json.dumps({'a': {1}}, indent=1, cls=Own, skipkeys=True), content_type=JSON)"
    ),
    "over lines": (
        "HttpResponse(\n        json.dumps(\n            {'a': 1},\n            indent=2,\n"
        "        ),\n        content_type='application/json',\n        status=201,\n    )"
    ),
}
SUGGESTED = {
    "another class": "return HttpResponseBadRequest(json.dumps({'a': 1}), content_type=JSON)",
    "another class and a status": (
        "return HttpResponseBadRequest(json.dumps({}), content_type=JSON, status=422)"
    ),
    "a name": "body = json.dumps([1])\n    return HttpResponse(body, content_type=JSON)",
    "a name by keyword": (
        "body = json.dumps([1])\n    return HttpResponse(content=body, content_type=JSON)"
    ),
    "an error that is caught": (
        "try:\n        return HttpResponse(json.dumps([1]), content_type=JSON)\n"
        "    except TypeError:\n        return HttpResponse()"
    ),
}
UNFIXED = {
    "a module constant": "return HttpResponse(TEXT, content_type=JSON)",
    "a function": "return HttpResponse(text(), content_type=JSON)",
    "a name that is used again": (
        "body = dumps([1])\n    print(body)\n    return HttpResponse(body, content_type=JSON)"
    ),
    "bytes": "return HttpResponse(dumps([1]).encode(), content_type=JSON)",
    "a status by position": "return HttpResponse(dumps([1]), JSON, 400)",
    "a comment": "return HttpResponse(dumps([1],  # why\n        indent=2), content_type=JSON)",
    "unknown parameters": "return HttpResponse(dumps([1], **request.GET), content_type=JSON)",
    "either of two": (
        "body = dumps([1]) if request.GET else dumps([2])\n"
        "    return HttpResponse(body, content_type=JSON)"
    ),
}
SILENT = {
    "another type": "HttpResponse(json.dumps({}), content_type='application/problem+json')",
    "text": "HttpResponse(json.dumps({}), content_type='text/json')",
    "no type": "HttpResponse(json.dumps({}))",
    "an unknown type": "HttpResponse(json.dumps({}), content_type=request.GET.get('type'))",
    "text that was JSON already": "HttpResponse(request.text, content_type=JSON)",
    "a literal": "HttpResponse('{}', content_type=JSON)",
    "a call around it": "HttpResponse('f(' + json.dumps({}) + ')', content_type=JSON)",
    "a stream": "http.StreamingHttpResponse(json.dumps({}), content_type=JSON)",
    "JsonResponse": "http.JsonResponse({})",
    "unknown arguments": "HttpResponse(json.dumps({}), content_type=JSON, **request.options)",
    "a suppression": "HttpResponse(json.dumps({}), content_type=JSON)  # noqa: RSP106",
}


def program(body: str) -> str:
    return f"{HEAD}def view(request):\n    {body}\n"


@pytest.mark.parametrize("expression", SAFE.values(), ids=SAFE)
def test_json_response_sends_the_same(expression: str, django: Django) -> None:
    code = program(f"return {expression}")
    assert codes(code, django.version) == ["RSP106"]
    before, after = before_and_after(code, django)
    assert (before.type, after.type) == ("HttpResponse", "JsonResponse")
    assert (after.status, after.reason, after.body) == (before.status, before.reason, before.body)
    assert sorted(after.headers) == sorted(before.headers)
    assert before.raises is None


@pytest.mark.parametrize("body", SUGGESTED.values(), ids=SUGGESTED)
def test_what_may_differ_is_a_suggestion(body: str, django: Django) -> None:
    assert codes(program(body), django.version) == ["RSP106"]
    unfixed(program(body), Safety.SAFE)
    before, after = before_and_after(program(body), django, Safety.SUGGESTED)
    assert (after.status, after.body, after.headers) == (before.status, before.body, before.headers)


@pytest.mark.parametrize("body", UNFIXED.values(), ids=UNFIXED)
def test_where_it_cannot_be_written_so_there_is_no_fix(body: str, django: Django) -> None:
    unfixed(program(body), target=django.version)
    assert isinstance(json.loads(django.run(program(body)).body), (dict, list))


@pytest.mark.parametrize("expression", SILENT.values(), ids=SILENT)
def test_what_json_response_does_not_do_is_silent(expression: str) -> None:
    silent(program(f"return {expression}"))


@each_look_alike("HttpResponse")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    call = "HttpResponse(json.dumps([]), content_type='application/json')"
    silent(f"import django\nimport json\n{head}{call}")


def test_a_class_of_the_project_is_silent() -> None:
    silent("""
        import json
        from django.http import HttpResponse
        class Answer(HttpResponse):
            pass
        def view(request):
            return Answer(json.dumps([]), content_type="application/json")
    """)


def test_what_stands_for_json_response_in_older_djangos_is_silent() -> None:
    silent("""
        import json
        from django.http import HttpResponse
        try:
            from django.http import JsonResponse
        except ImportError:
            def JsonResponse(data):
                return HttpResponse(json.dumps(data), content_type="application/json")
    """)


def test_a_function_that_takes_text_is_silent() -> None:
    silent("""
        import json
        from django.http import HttpResponse
        def respond(text):
            return HttpResponse(text, content_type="application/json")
        def view(request):
            return respond(json.dumps({"a": 1}))
    """)


def test_the_class_is_marked() -> None:
    check("""
        import json
        from django import http
        def view(request):
            return http.HttpResponse(json.dumps([]), content_type="application/json")
            #      ^^^^^^^^^^^^^^^^^ RSP106 JsonResponse does both
    """)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("json.dumps({'a': 1}), content_type=JSON", "{'a': 1}"),
        ("json.dumps(rows), content_type=JSON", "rows, safe=False"),
        ("content=json.dumps(obj=rows), content_type=JSON", "data=rows, safe=False"),
        (
            "json.dumps(rows, cls=X, indent=2), JSON, status=201",
            'rows, status=201, encoder=X, json_dumps_params={"indent": 2}, safe=False',
        ),
        (
            "json.dumps({}), 'application/json; charset=utf-8'",
            "{}, content_type='application/json; charset=utf-8'",
        ),
    ],
)
def test_it_is_written_with_an_import(before: str, after: str) -> None:
    head = "import json\n\nfrom django.http import HttpResponse{}\n\nJSON = 'application/json'\n"
    fixes(
        f"{head.format('')}HttpResponse({before})",
        f"{head.format(', JsonResponse')}JsonResponse({after})",
    )


def test_from_6_2_on_any_data_goes_without_safe() -> None:
    head = "import json\n\nfrom django import http\n\n"
    fixes(
        f"{head}http.HttpResponse(json.dumps(rows), content_type='application/json')",
        f"{head}http.JsonResponse(rows)",
        target=Version(6, 2),
    )
