from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from resp_lsp.linter.config import Config
from resp_lsp.linter.fix import UNSAFE, fixed
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = """import json
import json as j
from json import dumps
from django import http
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.http import HttpResponse as HR
JSON = "application/json"
TEXT = json.dumps({"a": 1})
def text():
    return json.dumps([1])
"""
FLAGGED = {
    "the first thing one tries": "return HttpResponse(json.dumps({'a': 1}))",
    "a status": "return HttpResponse(json.dumps({'a': 1}), status=400)",
    "None": "return HttpResponse(json.dumps([1]), content_type=None)",
    "by keyword": "return HttpResponse(content=dumps([1]))",
    "aliases": "return HR(j.dumps([1]))",
    "a module": "return http.HttpResponse(dumps([1]))",
    "another class": "return HttpResponseBadRequest(dumps([1]))",
    "a name": "body = dumps([1])\n    return HttpResponse(body)",
    "a module constant": "return HttpResponse(TEXT)",
    "a function": "return HttpResponse(text())",
    "bytes": "return HttpResponse(dumps([1]).encode('utf-8'))",
    "another header": "r = HttpResponse(dumps([1]))\n    r['X-A'] = 'b'\n    return r",
    "the type of another response": (
        "r = HttpResponse(dumps([1]))\n    s = HttpResponse()\n    s['Content-Type'] = JSON\n"
        "    return r"
    ),
}
SILENT = {
    "a type": "return HttpResponse(dumps([1]), content_type=JSON)",
    "any type": "return HttpResponse(dumps([1]), content_type='text/plain')",
    "HTML that is meant": "return HttpResponse(dumps([1]), content_type='text/html')",
    "an unknown type": "return HttpResponse(dumps([1]), content_type=request.GET.get('type'))",
    "the type in headers=": "return HttpResponse(dumps([1]), headers={'Content-Type': JSON})",
    "unknown headers": "return HttpResponse(dumps([1]), headers=request.own)",
    "the type set later": (
        "r = HttpResponse(dumps([1]))\n    r['Content-Type'] = JSON\n    return r"
    ),
    "in the headers": (
        "r = HttpResponse(dumps([1]))\n    r.headers['content-type'] = JSON\n    return r"
    ),
    "a header of any name": (
        "r = HttpResponse(dumps([1]))\n    for name in request.GET:\n        r[name] = '1'\n"
        "    return r"
    ),
    "an attribute": "r = HttpResponse(dumps([1]))\n    r.content_type = JSON\n    return r",
    "text": "return HttpResponse('saved')",
    "text around it": "return HttpResponse('f(' + dumps([1]) + ')')",
    "a page on one way": (
        "body = dumps([1]) if request.GET else '<p>'\n    return HttpResponse(body)"
    ),
    "unknown text": "return HttpResponse(request.text)",
    "a stream": "return http.StreamingHttpResponse(dumps([1]))",
    "JsonResponse": "return http.JsonResponse({})",
    "unknown arguments": "return HttpResponse(dumps([1]), **request.options)",
    "a suppression": "return HttpResponse(dumps([1]))  # noqa: RSP107",
}


def program(body: str) -> str:
    return f"{HEAD}def view(request):\n    {body}\n"


@pytest.mark.parametrize("body", FLAGGED.values(), ids=FLAGGED)
def test_django_sends_html(body: str, django: Django) -> None:
    assert codes(program(body), django.version) == ["RSP107"]
    outcome = django.run(program(body))
    assert outcome.header("Content-Type") == "text/html; charset=utf-8"
    assert isinstance(json.loads(outcome.body), (dict, list))


@pytest.mark.parametrize("body", SILENT.values(), ids=SILENT)
def test_what_may_be_sent_as_json_is_silent(body: str) -> None:
    silent(program(body))


@each_look_alike("HttpResponse")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    silent(f"import django\nimport json\n{head}HttpResponse(json.dumps([]))")


def test_a_class_of_the_project_may_set_the_type() -> None:
    silent("""
        import json
        from django.http import HttpResponse
        class Answer(HttpResponse):
            @property
            def headers(self):
                return {}
        def view(request):
            return Answer(json.dumps([]))
    """)


def test_the_text_is_marked() -> None:
    check("""
        import json
        from django.http import HttpResponse
        def respond(text):
            return HttpResponse(text)
        def view(request):
            if request.GET:
                return HttpResponse(content=json.dumps({"a": 1}), status=400)
                #                           ^^^^^^^^^^^^^^^^^^^^ RSP107 text/html
            return respond(json.dumps([1]))
            #              ^^^^^^^^^^^^^^^ RSP107
    """)


@pytest.mark.parametrize(
    "expression",
    [
        "HttpResponse(json.dumps({'a': 1}))",
        "HttpResponse(json.dumps([1]), status=400)",
        "HttpResponse(json.dumps([1]), content_type=None)",
        "HttpResponseServerError(content=dumps({}, indent=2))",
    ],
)
def test_json_response_sends_json(expression: str, django: Django) -> None:
    code = program(f"return {expression}")
    unfixed(code, Safety.SAFE)
    before, after = before_and_after(code, django, Safety.SUGGESTED)
    assert after.type == "JsonResponse"
    assert (after.status, after.body) == (before.status, before.body)
    assert after.header("Content-Type") == "application/json"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("TEXT", 'TEXT, content_type="application/json"'),
        ("TEXT, None, 400", 'TEXT, "application/json", 400'),
        ("text(), status=400", 'text(), status=400, content_type="application/json"'),
    ],
)
def test_the_type_is_given(before: str, after: str) -> None:
    old, new = (program(f"return HttpResponse({arguments})") for arguments in (before, after))
    unfixed(old)
    fixes(old, new, title="Give the content type")


def test_a_command_gives_the_type_where_json_response_is_something_else() -> None:
    head = "import json\nfrom django.http import HttpResponse\ndef JsonResponse(): ...\n"
    fixes(
        f"{head}HttpResponse(json.dumps([1]))",
        f'{head}HttpResponse(json.dumps([1]), content_type="application/json")',
        Safety.SUGGESTED,
    )


def test_both_rules_on_json_mend_a_file_together() -> None:
    code = program("return HttpResponse(TEXT)")
    both = Config(select=("RSP106", "RSP107"))
    assert fixed(code, both, UNSAFE).text == code
    code = program("return HttpResponse(json.dumps([1]))")
    assert "JsonResponse([1], safe=False)" in fixed(code, both, UNSAFE).text


def test_both_are_offered() -> None:
    before = program("return HttpResponse(json.dumps(rows))")
    typed = before.replace("(rows)", '(rows), content_type="application/json"')
    fixes(before, typed, title="Give the content type")


def test_spread_arguments_get_no_fix() -> None:
    unfixed(program("return HttpResponse(*[dumps([1])])"))
