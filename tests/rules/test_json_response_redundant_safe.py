from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import Version
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "from django.http import JsonResponse\n"
FLAGGED = {
    "a dict": "return JsonResponse({'a': 1}, safe=False)",
    "by keyword": "return JsonResponse(status=201, safe=False, data={'a': 1})",
    "a name": "data = {'a': 1}\n    return JsonResponse(data, safe=False)",
    "either of two": (
        "data = {'a': 1} if request.GET else {'b': 2}\n    return JsonResponse(data, safe=False)"
    ),
    "safe=0": "return JsonResponse({'a': 1}, safe=0)",
    "over lines": "return JsonResponse(\n        {'a': 1},\n        safe=False,\n    )",
}
SUGGESTED = {
    "a comprehension": "return JsonResponse({x: 1 for x in 'ab'}, safe=False)",
    "a call": "return JsonResponse(dict(a=1), safe=False)",
    "something is spread": "return JsonResponse({**request.GET}, safe=False)",
}
SILENT = {
    "a list": "return JsonResponse([1], safe=False)",
    "a list on one way": (
        "data = {'a': 1} if request.GET else [1]\n    return JsonResponse(data, safe=False)"
    ),
    "unknown data": "return JsonResponse(request.data, safe=False)",
    "safe=True": "return JsonResponse({'a': 1}, safe=True)",
    "a test": ("data = {'a': 1}\n    return JsonResponse(data, safe=not isinstance(data, list))"),
    "unknown arguments": "return JsonResponse({'a': 1}, *request.GET, safe=False)",
    "a suppression": "return JsonResponse({'a': 1}, safe=False)  # noqa: RSP103",
}


def program(body: str) -> str:
    return f"{HEAD}def view(request):\n    {body}\n"


@pytest.mark.parametrize("body", FLAGGED.values(), ids=FLAGGED)
def test_the_same_is_sent_without_it(body: str, django: Django) -> None:
    assert codes(program(body), django.version) == ["RSP103"]
    before, after = before_and_after(program(body), django)
    assert before == after
    assert before.raises is None


@pytest.mark.parametrize("body", SUGGESTED.values(), ids=SUGGESTED)
def test_a_dict_that_is_not_written_out_is_a_suggestion(body: str) -> None:
    assert codes(program(body)) == ["RSP103"]
    unfixed(program(body), Safety.SAFE)
    fixes(program(body), program(body.replace(", safe=False", "")), Safety.SUGGESTED)


@pytest.mark.parametrize("body", SILENT.values(), ids=SILENT)
def test_what_may_need_it_is_silent(body: str) -> None:
    silent(program(body))


@each_look_alike("JsonResponse")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    silent(f"import django\n{head}JsonResponse({{}}, safe=False)")


def test_a_function_that_takes_any_data_needs_it() -> None:
    silent("""
        from django.http import JsonResponse
        def answer(data):
            return JsonResponse(data, safe=False)
        def view(request):
            return answer({"a": 1})
    """)


def test_the_argument_is_marked() -> None:
    check("""
        from django import http as h
        def view(request):
            return h.JsonResponse({"a": 1}, safe=False, status=201)
            #                               ^^^^^^^^^^ RSP103
    """)


def test_from_6_2_on_another_rule_tells() -> None:
    silent(program("return JsonResponse({}, safe=False)"), Version(6, 2))
