from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "from django.http import HttpResponse, HttpResponseNotFound\n"

SENT = {
    "None": ("return HttpResponse(None)", "None"),
    "None by keyword": ("return HttpResponse(content=None, status=204)", "None"),
    "the None that a function gives": ("return HttpResponse(print())", "None"),
    "a dict": ("return HttpResponse({'a': 1, 'b': 2})", "ab"),
    "a dict with an unknown value": ("return HttpResponse({'a': request.path})", "a"),
    "an empty dict": ("return HttpResponse({})", ""),
    "dict()": ("return HttpResponse(dict(a=1))", "a"),
    "a dict bound earlier": ("data = {'a': 1}\n    return HttpResponse(data, status=400)", "a"),
    "either of two": (
        "data = {'a': 1}\n    if request.GET:\n        data = None\n    return HttpResponse(data)",
        "a",
    ),
    "another class": ("return HttpResponseNotFound({'a': 1})", "a"),
    "a bytearray": ("return HttpResponse(bytearray(b'ab'))", "9798"),
    "a list of dicts": ("return HttpResponse([{'a': 1}])", "{'a': 1}"),
    "a list with None": ("return HttpResponse(['a', None])", "aNone"),
    "numbers": ("return HttpResponse([1, 2])", "12"),
    "a tuple of lists": ("return HttpResponse(([1], [2]))", "[1][2]"),
    "the items of a dict": ("return HttpResponse({'a': 1}.items())", "('a', 1)"),
    "enumerate()": ("return HttpResponse(enumerate('a'))", "(0, 'a')"),
    "zip()": ("return HttpResponse(zip('a', 'b'))", "('a', 'b')"),
    "an assignment": (
        "response = HttpResponse()\n    response.content = {'a': 1}\n    return response",
        "a",
    ),
}

REPRS = {
    "a function": ("def page():\n    return 'a'\n", "page", "<function page at"),
    "a lambda": ("", "lambda: 'a'", "<function view.<locals>.<lambda> at"),
    "a method": (
        "class Page:\n    def text(self):\n        pass\n",
        "Page().text",
        "<bound method",
    ),
    "a coroutine": ("async def page():\n    return 'a'\n", "page()", "<coroutine object page at"),
    "an asynchronous generator": (
        "async def page():\n    yield 'a'\n",
        "page()",
        "<async_generator object page at",
    ),
}

ACCEPTED = {
    "text": ("return HttpResponse('a')", "a"),
    "bytes": ("return HttpResponse(b'a')", "a"),
    "nothing": ("return HttpResponse()", ""),
    "a number": ("return HttpResponse(5)", "5"),
    "a truth": ("return HttpResponse(True)", "True"),
    "a list of text": ("return HttpResponse(['a', b'b'])", "ab"),
    "text with a number": ("return HttpResponse(['a', 1])", "a1"),
    "one number": ("return HttpResponse([1])", "1"),
    "an empty list": ("return HttpResponse([])", ""),
    "a list of what is not known": ("return HttpResponse([request.path])", "/"),
    "a generator": ("return HttpResponse(x for x in 'ab')", "ab"),
    "a response": ("return HttpResponse(HttpResponse('a'))", "a"),
    "text on one way": (
        "data = None\n    if request.path:\n        data = 'a'\n    return HttpResponse(data)",
        "a",
    ),
    "a template response": (
        "from django.template.response import TemplateResponse\n"
        "    return TemplateResponse(request, 'x', None)",
        "template",
    ),
    "JSON": ("from django.http import JsonResponse\n    return JsonResponse({'a': 1})", '{"a": 1}'),
    "what a function under a decorator is": (
        "@property\n    def page(self):\n        pass\n    return HttpResponse(page.fget and 'a')",
        "a",
    ),
}


def program(body: str) -> str:
    return f"{HEAD}def view(request):\n    {body}\n"


@pytest.mark.parametrize(("body", "sent"), SENT.values(), ids=SENT.keys())
def test_what_is_no_text_is_flagged_and_sent_as_said(body: str, sent: str, django: Django) -> None:
    assert codes(program(body)) == ["RSP401"]
    assert django.run(program(body)).body == sent


@pytest.mark.parametrize(("head", "body", "sent"), REPRS.values(), ids=REPRS.keys())
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_what_is_not_called_or_awaited_is_flagged_and_sent_as_its_repr(
    head: str, body: str, sent: str, django: Django
) -> None:
    code = head + program(f"return HttpResponse({body})")
    assert codes(code) == ["RSP401"]
    assert django.run(code).body.startswith(sent)


@pytest.mark.parametrize(("body", "sent"), ACCEPTED.values(), ids=ACCEPTED.keys())
def test_what_is_text_is_not_flagged_and_is_sent(body: str, sent: str, django: Django) -> None:
    assert codes(program(body)) == []
    assert django.run(program(body)).body == sent


@pytest.mark.parametrize("rows", ["values('a')", "all().values_list('a', 'b')"])
def test_the_rows_of_a_query_set_are_flagged(rows: str) -> None:
    head = "from .models import Book\n"
    assert codes(head + program(f"return HttpResponse(Book.objects.{rows})")) == ["RSP401"]
    assert codes(head + program("return HttpResponse(Book.objects.all())")) == []


@each_look_alike("HttpResponse")
def test_a_look_alike_is_not_flagged(head: str) -> None:
    assert codes(head + "def view(request):\n    return HttpResponse({'a': 1})") == []


def test_a_class_with_a_constructor_of_its_own_is_not_flagged() -> None:
    silent("""
        from django.http import HttpResponse
        class Answer(HttpResponse):
            def __init__(self, data, **options):
                super().__init__(str(data), **options)
        def view(request):
            return Answer({"a": 1})
    """)


@pytest.mark.parametrize(
    "unknown", ["request.GET.get('a')", "page", "*args", "**{'content': page}", "page()"]
)
def test_what_is_not_known_is_not_flagged(unknown: str) -> None:
    assert codes(f"{HEAD}def view(request, page, *args):\n    return HttpResponse({unknown})") == []


def test_the_body_is_marked_and_shown() -> None:
    check("""
        from django import http as h
        from django.http import HttpResponse as Answer
        def view(request):
            return Answer({"a": 1}, status=400)
            #             ^^^^^^^^ RSP401 HttpResponse is given a dict: Django sends 'a'; JsonResponse
        def other(request):
            return h.HttpResponse(None)
            #                     ^^^^ RSP401 is given None: Django sends 'None'; leave
    """)


def test_the_none_of_a_function_is_shown() -> None:
    check("""
        from django.http import HttpResponse
        def view(request):
            return HttpResponse(print("page"))
            #                   ^^^^^^^^^^^^^ RSP401 is given None: Django sends 'None'; leave
    """)


@pytest.mark.parametrize("comment", ["noqa: RSP401", "resp: ignore[RSP401]"])
def test_a_comment_silences_it(comment: str) -> None:
    assert codes(f"{HEAD}HttpResponse(None)  # {comment}") == []


AS_JSON = {
    "a position": ("HttpResponse({'a': 1})", "JsonResponse({'a': 1})"),
    "a keyword": ("HttpResponse(content={'a': 1})", "JsonResponse(data={'a': 1})"),
    "a status": ("HttpResponse({'a': 1}, status=400)", "JsonResponse({'a': 1}, status=400)"),
    "a class with a status": (
        "HttpResponseNotFound({'a': 1})",
        "JsonResponse({'a': 1}, status=404)",
    ),
}


@pytest.mark.parametrize(("before", "after"), AS_JSON.values(), ids=AS_JSON.keys())
def test_a_dict_can_be_sent_as_json(before: str, after: str) -> None:
    imported = "from django.http import HttpResponse, HttpResponseNotFound, JsonResponse\n"
    fixes(f"{HEAD}{before}", f"{imported}{after}", Safety.SUGGESTED)


def test_a_class_of_a_module_is_exchanged_in_it() -> None:
    head = "from django import http\n"
    fixes(
        head + "http.HttpResponse({'a': 1})", head + "http.JsonResponse({'a': 1})", Safety.SUGGESTED
    )


@pytest.mark.parametrize(
    "code",
    [
        "HttpResponse({'a': 1}, 'text/plain')",
        "HttpResponse(**{'content': {'a': 1}})",
        "HttpResponse([{'a': 1}])",
        "class Answer(HttpResponse):\n    pass\nAnswer({'a': 1})",
    ],
)
def test_what_would_take_other_arguments_gets_no_fix(code: str) -> None:
    unfixed(HEAD + code)


def test_the_argument_can_be_left_out() -> None:
    fixes(
        HEAD + "HttpResponse(None, status=204)", HEAD + "HttpResponse(status=204)", Safety.SUGGESTED
    )


def test_a_bytearray_becomes_bytes(django: Django) -> None:
    before, after = before_and_after(program("return HttpResponse(bytearray(b'ab'))"), django)
    assert (before.body, after.body) == ("9798", "ab")
