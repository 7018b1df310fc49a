from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "import json\nfrom django.http import HttpResponseNotAllowed\n"
SENT = {
    "a method": ("HttpResponseNotAllowed('GET')", "G, E, T"),
    "by keyword": ("HttpResponseNotAllowed(permitted_methods='GET')", "G, E, T"),
    "with content": ("HttpResponseNotAllowed('GET', 'no')", "G, E, T"),
    "a sentence": ("HttpResponseNotAllowed('Only GET')", "O, n, l, y,  , G, E, T"),
    "an f-string": ("HttpResponseNotAllowed(f'{request.method}!')", "G, E, T, !"),
    "a text of JSON": ("HttpResponseNotAllowed(json.dumps([1]))", "[, 1, ]"),
    "a dict": ("HttpResponseNotAllowed({'error': 'no'})", "error"),
    "either of two": ("HttpResponseNotAllowed('GET' if request.GET else 'PUT')", "P, U, T"),
}
RAISED = {
    "no argument": "HttpResponseNotAllowed()",
    "content alone": "HttpResponseNotAllowed(content='no')",
    "None": "HttpResponseNotAllowed(None)",
    "a number": "HttpResponseNotAllowed(405)",
    "bytes": "HttpResponseNotAllowed(b'GET')",
    "a list of other things": "HttpResponseNotAllowed([None, 'GET'])",
}
ACCEPTED = {
    "a list": "HttpResponseNotAllowed(['GET'])",
    "a tuple": "HttpResponseNotAllowed(('GET', 'POST'), 'no')",
    "a set": "HttpResponseNotAllowed({'GET'})",
    "no methods": "HttpResponseNotAllowed([])",
    "an empty text": "HttpResponseNotAllowed('')",
    "a dict by methods": "HttpResponseNotAllowed({'GET': 1})",
    "a generator": "HttpResponseNotAllowed(m for m in ['GET'])",
    "a split text": "HttpResponseNotAllowed('GET POST'.split())",
    "spread": "HttpResponseNotAllowed(*[['GET']])",
}
SILENT = {
    "unknown": "HttpResponseNotAllowed(request.methods)",
    "unknown arguments": "HttpResponseNotAllowed(*request.args)",
    "unknown keywords": "HttpResponseNotAllowed(**request.kwargs)",
    "a list or a text": "HttpResponseNotAllowed(['GET'] if request.GET else 'GET')",
    "a list of unknown things": "HttpResponseNotAllowed([request.method])",
}


def program(expression: str) -> str:
    return f"{HEAD}def view(request):\n    return {expression}\n"


@pytest.mark.parametrize(("expression", "allow"), SENT.values(), ids=SENT)
def test_django_takes_the_text_apart(expression: str, allow: str, django: Django) -> None:
    assert codes(program(expression), django.version) == ["RSP503"]
    assert django.run(program(expression)).header("Allow") == allow


@pytest.mark.parametrize("expression", RAISED.values(), ids=RAISED)
def test_django_raises_what_is_said(expression: str, django: Django) -> None:
    assert codes(program(expression), django.version) == ["RSP503"]
    assert (django.run(program(expression)).raises or "").startswith("TypeError: ")


@pytest.mark.parametrize("expression", ACCEPTED.values(), ids=ACCEPTED)
def test_what_django_joins_to_methods_is_silent(expression: str, django: Django) -> None:
    silent(program(expression), django.version)
    assert django.run(program(expression)).status == 405


@pytest.mark.parametrize("expression", SILENT.values(), ids=SILENT)
def test_what_is_not_certain_is_silent(expression: str) -> None:
    silent(program(expression))


@each_look_alike("HttpResponseNotAllowed")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    silent(f"import django\n{head}HttpResponseNotAllowed('GET')\n")


def test_an_own_constructor_may_make_the_list() -> None:
    silent("""
        from django.http import HttpResponseNotAllowed
        class PostOnly(HttpResponseNotAllowed):
            def __init__(self, text=""):
                super().__init__(["POST"], text)
        PostOnly()
        PostOnly("Only POST")
    """)


def test_the_argument_is_marked() -> None:
    check("""
        from django.http import HttpResponseNotAllowed as NotAllowed
        NotAllowed("GET")
        #          ^^^^^ RSP503 Django sends Allow: G, E, T; write a list of methods first
    """)


def test_a_long_text_is_cut() -> None:
    check("""
        from django.http import HttpResponseNotAllowed
        HttpResponseNotAllowed("Only POST requests are allowed")
        #                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RSP503 O, n, l, y,  , P, O, S, T,  , …;
    """)


def test_without_methods_the_call_is_marked() -> None:
    check("""
        from django import http
        response = http.HttpResponseNotAllowed()
        #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RSP503 TypeError: HttpResponseNotAllowed.__init__()
    """)


def test_a_class_attribute_is_followed() -> None:
    check("""
        from django.http import HttpResponseNotAllowed
        class View:
            allowed = "GET"
            def get(self, request):
                return HttpResponseNotAllowed(self.allowed)
                #                             ^^^^^^^^^^^^ RSP503
    """)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("'GET'", "['GET']"),
        ('"GET, POST"', '["GET", "POST"]'),
        ("'GET|POST'", "['GET', 'POST']"),
        ("'GET', 'no'", "['GET'], 'no'"),
        ("permitted_methods='GET'", "permitted_methods=['GET']"),
        ("METHOD", "[METHOD]"),
    ],
)
def test_methods_become_a_list(before: str, after: str, django: Django) -> None:
    head = f"{HEAD}METHOD = 'GET'\ndef view(request):\n    return HttpResponseNotAllowed("
    fixes(f"{head}{before})\n", f"{head}{after})\n")
    sent, fixed = before_and_after(f"{head}{before})\n", django)
    assert (sent.header("Allow") or "").startswith("G, E, T")
    assert (fixed.header("Allow") or "") in {"GET", "GET, POST"}


@pytest.mark.parametrize(
    ("text", "methods"),
    [
        ("Only POST requests are allowed", '"POST"'),
        ("Use GET or POST.", '"GET", "POST"'),
        ("POST required", '"POST"'),
    ],
)
def test_a_sentence_becomes_the_content(text: str, methods: str) -> None:
    fixes(
        f'{HEAD}HttpResponseNotAllowed("{text}")',
        f'{HEAD}HttpResponseNotAllowed([{methods}], "{text}")',
        Safety.SUGGESTED,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        "'GET is not allowed, use another'",
        "'Method not allowed'",
        "'GET requests'",
        "'Only POST', 'sorry'",
        "permitted_methods='Only POST'",
        "json.dumps('Only POST')",
        "f'Only {1}'",
        "",
        "*['GET']",
    ],
)
def test_a_list_that_cannot_be_told_is_not_offered(arguments: str) -> None:
    unfixed(f"{HEAD}HttpResponseNotAllowed({arguments})")


def test_a_comment_silences_it() -> None:
    silent(f"{HEAD}HttpResponseNotAllowed('GET')  # noqa: RSP503")
