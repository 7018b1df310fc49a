from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.check import check, codes, silent, unfixed
from tests.rules.look_alikes import each_look_alike
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = """import json
from django.http import JsonResponse
PARAMS = {"cls": json.JSONEncoder}
class Own(json.JSONEncoder):
    def default(self, o):
        return "own"
"""
ERROR = "TypeError: json.dumps() got multiple values for keyword argument 'cls'"
FIXED = {
    "the only one": "JsonResponse({'a': 1}, json_dumps_params={'cls': json.JSONEncoder})",
    "the first one": (
        "JsonResponse({'a': {1}}, json_dumps_params={'cls': Own, 'indent': 2}, status=201)"
    ),
    "the last one": "JsonResponse({'a': 1}, json_dumps_params={'indent': 2, 'cls': Own})",
    "over lines": (
        "JsonResponse(\n        {'a': 1},\n"
        "        json_dumps_params={\n            'indent': 2,\n            'cls': Own,\n        },\n    )"
    ),
}
UNFIXED = {
    "a name": "JsonResponse({'a': 1}, json_dumps_params=PARAMS)",
    "by position": "JsonResponse({'a': 1}, Own, True, {'cls': Own})",
    "an encoder, too": "JsonResponse({'a': 1}, encoder=Own, json_dumps_params={'cls': Own})",
}
SILENT = {
    "other parameters": "JsonResponse({'a': 1}, json_dumps_params={'indent': 2})",
    "the encoder": "JsonResponse({'a': 1}, encoder=Own)",
    "none": "JsonResponse({'a': 1}, json_dumps_params=None)",
}


def program(expression: str) -> str:
    return f"{HEAD}def view(request):\n    return {expression}\n"


@pytest.mark.parametrize("expression", FIXED.values(), ids=FIXED)
def test_django_raises_and_the_fix_sends_what_was_meant(expression: str, django: Django) -> None:
    assert codes(program(expression), django.version) == ["RSP110"]
    before, after = before_and_after(program(expression), django)
    assert before.raises == ERROR
    assert after.raises is None
    assert ("\n" in after.body) is ("indent" in expression)


@pytest.mark.parametrize("expression", UNFIXED.values(), ids=UNFIXED)
def test_where_the_encoder_cannot_be_moved_there_is_no_fix(expression: str, django: Django) -> None:
    unfixed(program(expression))
    assert django.run(program(expression)).raises == ERROR


@pytest.mark.parametrize("expression", SILENT.values(), ids=SILENT)
def test_what_django_takes_is_silent(expression: str, django: Django) -> None:
    silent(program(expression))
    assert django.run(program(expression)).raises is None


@pytest.mark.parametrize(
    "expression",
    [
        "JsonResponse({}, json_dumps_params=request.params)",
        "JsonResponse({}, json_dumps_params={'cls': Own} if request.GET else None)",
        "JsonResponse({}, json_dumps_params={**request.params})",
        "JsonResponse({}, json_dumps_params={'cls': Own})  # noqa: RSP110",
    ],
)
def test_what_is_not_certain_is_silent(expression: str) -> None:
    silent(program(expression))


@each_look_alike("JsonResponse")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    silent(f"import django\n{head}JsonResponse({{}}, json_dumps_params={{'cls': 1}})")


def test_an_error_that_is_caught_is_meant() -> None:
    silent("""
        from django.http import JsonResponse
        def view(request):
            try:
                return JsonResponse({}, json_dumps_params={"cls": None})
            except TypeError:
                return JsonResponse({})
    """)


def test_the_key_is_marked() -> None:
    check("""
        from django.http import JsonResponse as JR
        def view(request, encoder):
            return JR({}, json_dumps_params={"indent": 2, "cls": encoder})
            #                                             ^^^^^ RSP110 pass encoder=
    """)


def test_a_name_is_marked_where_it_is_given() -> None:
    check("""
        from django.http import JsonResponse
        def view(request, encoder):
            params = {"cls": encoder}
            return JsonResponse({}, json_dumps_params=params)
            #                                         ^^^^^^ RSP110
    """)
