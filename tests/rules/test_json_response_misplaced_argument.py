from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.linter.lint import lint
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, config, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = """import json
from http import HTTPStatus
from django.core.serializers.json import DjangoJSONEncoder
from django.http import JsonResponse
CODE = 404
class OwnEncoder(DjangoJSONEncoder):
    pass
"""
RAISING = {
    "the first thing one tries": ("JsonResponse({'a': 1}, 400)", "'int' object is not callable"),
    "a constant": ("JsonResponse({'a': 1}, CODE)", "'int' object is not callable"),
    "an int": ("JsonResponse({'a': 1}, len('a' * 200))", "'int' object is not callable"),
    "a bool": ("JsonResponse([1], False)", "the safe parameter to False"),
    "a bool beside a dict": ("JsonResponse({}, False)", "'bool' object is not callable"),
    "parameters": ("JsonResponse({'a': 1}, {'indent': 2})", "'dict' object is not callable"),
    "text": ("JsonResponse({'a': 1}, 'application/json')", "'str' object is not callable"),
    "built text": ("JsonResponse({'a': 1}, f'no {request.path}')", "'str' object is not callable"),
    "an encoder's object": (
        "JsonResponse({'a': 1}, encoder=DjangoJSONEncoder())",
        "'DjangoJSONEncoder' object is not callable",
    ),
    "an own encoder's object": (
        "JsonResponse({'a': 1}, OwnEncoder())",
        "'OwnEncoder' object is not callable",
    ),
    "a status by keyword": (
        "JsonResponse({'a': 1}, encoder=400)",
        "'int' object is not callable",
    ),
    "a parameter of json.dumps": ("JsonResponse({'a': 1}, indent=2)", "argument 'indent'"),
    "content": ("JsonResponse(content={'a': 1})", "'data'"),
    "mimetype": ("JsonResponse({'a': 1}, mimetype='text/json')", "argument 'mimetype'"),
    "another name": ("JsonResponse({'a': 1}, code=400)", "argument 'code'"),
    "no data": ("JsonResponse(status=201)", "'data'"),
    "nothing": ("JsonResponse()", "'data'"),
    "a fifth position": (
        "JsonResponse({}, DjangoJSONEncoder, True, {}, 'text/json')",
        "positional",
    ),
}
TAKEN = {
    "a status in the place of safe": (
        "JsonResponse({}, DjangoJSONEncoder, 404)",
        "application/json",
    ),
    "no content type": ("JsonResponse({}, content_type=None)", "text/html; charset=utf-8"),
}
ACCEPTED = {
    "a status": "JsonResponse({}, status=400)",
    "an encoder": "JsonResponse({}, DjangoJSONEncoder)",
    "an own encoder": "JsonResponse({}, OwnEncoder, False, {'indent': 2})",
    "a function": "JsonResponse({}, lambda **options: OwnEncoder(**options))",
    "None": "JsonResponse({}, None)",
    "safe as a number": "JsonResponse([], DjangoJSONEncoder, 0)",
    "all of HttpResponse's": "JsonResponse({}, reason='a', charset='utf-8', headers={})",
}
SILENT = {
    "unknown": "JsonResponse({}, request.encoder)",
    "an encoder on one way": "JsonResponse({}, 400 if request.GET else None)",
    "unknown arguments": "JsonResponse({}, *request.own)",
    "unknown keywords": "JsonResponse(**request.own)",
    "an object of a class": "JsonResponse({}, request.own())",
    "a suppression": "JsonResponse({}, 400)  # noqa: RSP109",
}


def program(expression: str) -> str:
    return f"{HEAD}def view(request):\n    return {expression}\n"


@pytest.mark.parametrize(("expression", "error"), RAISING.values(), ids=RAISING)
def test_what_is_in_a_wrong_place_raises(expression: str, error: str, django: Django) -> None:
    (finding,) = lint(program(expression), config(django.version, None))
    raised = django.run(program(expression)).raises or ""
    assert raised.startswith("TypeError: ")
    assert error in raised
    assert raised in finding.message or "by position" in finding.message


@pytest.mark.parametrize(("expression", "sent"), TAKEN.values(), ids=TAKEN)
def test_what_django_takes_for_something_else_is_flagged(
    expression: str, sent: str, django: Django
) -> None:
    assert codes(program(expression), django.version) == ["RSP109"]
    outcome = django.run(program(expression))
    assert (outcome.status, outcome.header("Content-Type")) == (200, sent)


@pytest.mark.parametrize("expression", ACCEPTED.values(), ids=ACCEPTED)
def test_what_django_takes_is_silent(expression: str, django: Django) -> None:
    silent(program(expression), django.version)
    assert django.run(program(expression)).raises is None


@pytest.mark.parametrize("expression", SILENT.values(), ids=SILENT)
def test_what_is_not_certain_is_silent(expression: str) -> None:
    silent(program(expression))


@each_look_alike("JsonResponse")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    silent(f"import django\n{head}JsonResponse({{}}, 400)")


def test_a_constructor_of_the_projects_own_may_take_a_status() -> None:
    silent("""
        from django.http import JsonResponse
        class Answer(JsonResponse):
            def __init__(self, data, status, indent=None):
                super().__init__(data, status=status, json_dumps_params={"indent": indent})
        def view(request):
            return Answer({}, 404, indent=2)
    """)


def test_an_error_that_is_caught_is_meant() -> None:
    silent("""
        from django.http import JsonResponse
        def view(request):
            try:
                return JsonResponse({}, indent=2)
            except TypeError:
                return JsonResponse({})
    """)


def test_the_argument_is_marked() -> None:
    check("""
        from django.http import JsonResponse as JR
        def view(request):
            JR({}, 404)
            #      ^^^ RSP109 name it status=
            JR({}, indent=2)
            #      ^^^^^^^^ RSP109 put it in json_dumps_params
            JR(status=201)
        #   ^^^^^^^^^^^^^^ RSP109 no data
    """)


def test_a_function_of_the_project_is_blamed_where_it_is_called() -> None:
    check("""
        from django.http import JsonResponse
        def answer(data, encoder):
            return JsonResponse(data, encoder)
        def view(request):
            return answer({}, 404)
            #                 ^^^ RSP109 'int' object is not callable
    """)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{}, 400", "{}, status=400"),
        ("{}, CODE", "{}, status=CODE"),
        ("{}, encoder=400", "{}, status=400"),
        ("[1], False", "[1], safe=False"),
        ("{}, {'indent': 2}", "{}, json_dumps_params={'indent': 2}"),
        ("{}, DjangoJSONEncoder()", "{}, DjangoJSONEncoder"),
        ("{}, encoder=OwnEncoder()", "{}, encoder=OwnEncoder"),
        ("{}, indent=2, status=201", '{}, json_dumps_params={"indent": 2}, status=201'),
        ("{}, separators=(',', ':')", "{}, json_dumps_params={\"separators\": (',', ':')}"),
        ("content={}", "data={}"),
        ("{}, mimetype='text/json'", "{}, content_type='text/json'"),
        ("{}, status_code=201", "{}, status=201"),
        ("{}, cls=OwnEncoder", "{}, encoder=OwnEncoder"),
    ],
)
def test_what_raised_is_named(before: str, after: str, django: Django) -> None:
    old, new = (program(f"JsonResponse({arguments})") for arguments in (before, after))
    fixes(old, new)
    raised, sent = before_and_after(old, django)
    assert raised.raises is not None
    assert sent.raises is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{}, DjangoJSONEncoder, 404", "{}, DjangoJSONEncoder, status=404"),
        ("{}, content_type=None", "{}"),
        ("status=201", "{}, status=201"),
        ("", "{}"),
    ],
)
def test_what_the_author_should_look_at_is_a_suggestion(before: str, after: str) -> None:
    old, new = (program(f"JsonResponse({arguments})") for arguments in (before, after))
    unfixed(old, Safety.SAFE)
    fixes(old, new, Safety.SUGGESTED)


@pytest.mark.parametrize(
    "arguments",
    [
        "{}, 99",
        "{}, 'text/json'",
        "{}, 400, status=200",
        "{}, 400, False",
        "{}, indent=2, sort_keys=True",
        "{}, indent=2, json_dumps_params={}",
        "{}, code=400",
        "{}, status_code=201, status=200",
        "*[{}, 400]",
        "**{'data': {}, 'indent': 2}",
    ],
)
def test_what_cannot_be_named_gets_no_fix(arguments: str) -> None:
    unfixed(program(f"JsonResponse({arguments})"))
