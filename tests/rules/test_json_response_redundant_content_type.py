from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.check import check, codes, silent, unfixed
from tests.rules.look_alikes import each_look_alike
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "from django.http import JsonResponse\nJSON = 'application/json'\n"
FLAGGED = {
    "a literal": "JsonResponse({'a': 1}, content_type='application/json')",
    "a constant": "JsonResponse({'a': 1}, content_type=JSON)",
    "among others": "JsonResponse({'a': 1}, content_type='application/json', status=201)",
    "a list": "JsonResponse([1], safe=False, content_type='application/json')",
    "before the data": "JsonResponse(content_type='application/json', data={})",
}
SILENT = {
    "a charset": "JsonResponse({}, content_type='application/json; charset=utf-8')",
    "another type": "JsonResponse({}, content_type='application/problem+json')",
    "another case": "JsonResponse({}, content_type='Application/JSON')",
    "unknown": "JsonResponse({}, content_type=request.GET.get('type'))",
    "unknown arguments": "JsonResponse({}, **request.GET, content_type='application/json')",
    "none": "JsonResponse({})",
    "a suppression": "JsonResponse({}, content_type='application/json')  # noqa: RSP108",
}


def program(expression: str) -> str:
    return f"{HEAD}def view(request):\n    return {expression}\n"


@pytest.mark.parametrize("expression", FLAGGED.values(), ids=FLAGGED)
def test_the_same_is_sent_without_it(expression: str, django: Django) -> None:
    assert codes(program(expression), django.version) == ["RSP108"]
    before, after = before_and_after(program(expression), django)
    assert before == after
    assert before.header("Content-Type") == "application/json"


@pytest.mark.parametrize("expression", SILENT.values(), ids=SILENT)
def test_any_other_type_is_silent(expression: str) -> None:
    silent(program(expression))


@each_look_alike("JsonResponse")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    silent(f"import django\n{head}JsonResponse({{}}, content_type='application/json')")


def test_a_parameter_may_be_another_type() -> None:
    silent("""
        from django.http import JsonResponse
        def answer(data, content_type="application/json"):
            return JsonResponse(data, content_type=content_type)
        def view(request):
            return answer({"a": 1})
    """)


def test_the_argument_is_marked() -> None:
    check("""
        from django.http import JsonResponse as JR
        def view(request):
            return JR({}, content_type="application/json")
            #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RSP108
    """)


def test_a_comment_is_not_lost() -> None:
    unfixed(program("JsonResponse({},  # why\n content_type='application/json')"))
