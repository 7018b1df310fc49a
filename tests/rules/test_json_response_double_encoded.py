from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from resp_core.versions import Version
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = """import json
import json as j
from json import dumps
from django.core import serializers
from django.core.serializers import serialize
from django.core.serializers.json import DjangoJSONEncoder
from django.http import JsonResponse
TEXT = json.dumps({"a": 1})
def text():
    return json.dumps([1])
"""
FLAGGED = {
    "the first thing one tries": "return JsonResponse(json.dumps({'a': 1}), safe=False)",
    "an alias": "return JsonResponse(j.dumps([1]), safe=False)",
    "the function": "return JsonResponse(dumps([1], indent=2), safe=False)",
    "a name": "rows = json.dumps([1])\n    return JsonResponse(rows, safe=False)",
    "a module constant": "return JsonResponse(TEXT, safe=False)",
    "a function": "return JsonResponse(text(), safe=False)",
    "by keyword": "return JsonResponse(data=TEXT, safe=False, status=201)",
    "an encoder's method": "return JsonResponse(DjangoJSONEncoder().encode({}), safe=False)",
    "a serializer": "return JsonResponse(serializers.serialize('json', []), safe=False)",
    "its function": "return JsonResponse(serialize('json', []), safe=False)",
    "a literal": "return JsonResponse('{\"a\": 1}', safe=False)",
    "either of two": (
        "rows = dumps([1]) if request.GET else '[]'\n    return JsonResponse(rows, safe=False)"
    ),
}
SILENT = {
    "a string": "return JsonResponse('saved', safe=False)",
    "digits": "return JsonResponse('12', safe=False)",
    "a quoted string": "return JsonResponse('\"a\"', safe=False)",
    "a dict": "return JsonResponse({'a': 1})",
    "what is loaded again": "return JsonResponse(json.loads(TEXT))",
    "text inside of the data": "return JsonResponse({'config': json.dumps({'a': 1})})",
    "text around it": "return JsonResponse('saved ' + TEXT, safe=False)",
    "a string on one way": (
        "rows = TEXT if request.GET else 'none'\n    return JsonResponse(rows, safe=False)"
    ),
    "another format": "return JsonResponse(serialize('python', []), safe=False)",
    "a suppression": "return JsonResponse(TEXT, safe=False)  # noqa: RSP104",
}


def program(body: str) -> str:
    return f"{HEAD}def view(request):\n    {body}\n"


@pytest.mark.parametrize("body", FLAGGED.values(), ids=FLAGGED)
def test_django_sends_a_string_that_holds_json(body: str, django: Django) -> None:
    assert codes(program(body), django.version) == ["RSP104"]
    sent = json.loads(django.run(program(body)).body)
    assert isinstance(json.loads(sent), (dict, list))


@pytest.mark.parametrize("body", SILENT.values(), ids=SILENT)
def test_what_is_no_json_is_silent(body: str) -> None:
    silent(program(body))


@pytest.mark.parametrize(
    "body", ["JsonResponse(request.data, safe=False)", "JsonResponse(TEXT, safe=request.GET)"]
)
def test_what_is_not_known_is_silent(body: str) -> None:
    silent(program(f"return {body}"))


@each_look_alike("JsonResponse")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    silent(f"import django\nimport json\n{head}JsonResponse(json.dumps([]), safe=False)")


def test_another_librarys_dumps_is_silent() -> None:
    silent("""
        from django.http import JsonResponse
        from yaml import dump as dumps
        def view(request):
            return JsonResponse(dumps({"a": 1}), safe=False)
    """)


def test_text_that_django_refuses_is_another_rules() -> None:
    code = program("return JsonResponse(json.dumps({'a': 1}))")
    silent(code)
    assert codes(code, Version(6, 2)) == ["RSP104"]


def test_the_text_is_marked() -> None:
    check("""
        import json
        from django.http import JsonResponse
        def answer(data):
            return JsonResponse(data, safe=False)
        def view(request):
            return answer(json.dumps({"a": 1}))
            #             ^^^^^^^^^^^^^^^^^^^^ RSP104
    """)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("json.dumps({'a': 1}), safe=False", "{'a': 1}"),
        ("json.dumps({'a': 1}), safe=False, status=201", "{'a': 1}, status=201"),
        ("json.dumps([1]), safe=False", "[1], safe=False"),
        ("json.dumps(obj=rows), safe=False", "rows, safe=False"),
        ("data=dumps(rows), safe=False", "data=rows, safe=False"),
        ("dumps(rows, cls=X), safe=False", "rows, safe=False, encoder=X"),
        (
            "dumps(rows, indent=2, default=str), safe=False",
            'rows, safe=False, json_dumps_params={"indent": 2, "default": str}',
        ),
    ],
)
def test_the_data_are_given_themselves(before: str, after: str) -> None:
    code = program(f"return JsonResponse({before})")
    unfixed(code, Safety.SAFE)
    fixes(code, program(f"return JsonResponse({after})"), Safety.SUGGESTED)


def test_a_name_that_is_bound_for_the_response_is_bound_to_the_data() -> None:
    before = "body = json.dumps(rows)\n    return JsonResponse(body, safe=False)"
    after = "body = rows\n    return JsonResponse(body, safe=False)"
    fixes(program(before), program(after), Safety.SUGGESTED)


@pytest.mark.parametrize(
    "body",
    [
        "return JsonResponse(TEXT, safe=False)",
        "return JsonResponse(serialize('json', []), safe=False)",
        "return JsonResponse('[1]', safe=False)",
        "return JsonResponse(dumps(*rows), safe=False)",
        "return JsonResponse(dumps([1], **rows), safe=False)",
        "return JsonResponse(dumps([1], cls=X), X, False)",
        "body = dumps([1])\n    print(body)\n    return JsonResponse(body, safe=False)",
        "return JsonResponse(dumps([1], indent=2), json_dumps_params={}, safe=False)",
        "return JsonResponse(dumps(  # why\n        [1]), safe=False)",
    ],
)
def test_where_the_data_cannot_be_given_there_is_no_fix(body: str) -> None:
    unfixed(program(body))
