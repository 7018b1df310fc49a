from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, unfixed
from tests.rules.look_alikes import each_look_alike

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = (
    "import itertools\n"
    "from django.http import HttpResponse, HttpResponseNotFound, StreamingHttpResponse\n"
    "def lines():\n    yield 'a'\n    yield 'b'\n"
)

CONSUMED = {
    "a generator expression": "return HttpResponse(x for x in 'ab')",
    "one in brackets": "return HttpResponse((x for x in 'ab'), status=200)",
    "one bound earlier": "parts = (x for x in 'ab')\n    return HttpResponse(parts)",
    "one by keyword": "return HttpResponse(content=(x for x in 'ab'))",
    "a generator function": "return HttpResponse(lines())",
    "map()": "return HttpResponse(map(str, 'ab'))",
    "filter()": "return HttpResponse(filter(None, 'ab'))",
    "itertools.chain()": "return HttpResponse(itertools.chain('a', 'b'))",
    "another class": "return HttpResponseNotFound(x for x in 'ab')",
    "either of two": "return HttpResponse(lines() if request.GET else map(str, 'ab'))",
}

HELD = {
    "text": "return HttpResponse('ab')",
    "a list": "return HttpResponse(['a', 'b'])",
    "a list of a generator": "return HttpResponse(list(lines()))",
    "a list comprehension": "return HttpResponse([x for x in 'ab'])",
    "joined text": "return HttpResponse(''.join(lines()))",
    "a stream": "return StreamingHttpResponse(lines())",
    "text on one way": "return HttpResponse(lines() if request.GET else 'ab')",
    "a body that is read": (
        "response = HttpResponse(lines())\n    response['X'] = response.content.decode()\n"
        "    return response"
    ),
    "a body that is written to": (
        "response = HttpResponse(x for x in 'a')\n    response.write('b')\n    return response"
    ),
}


def program(body: str) -> str:
    return f"{HEAD}def view(request):\n    {body}\n"


@pytest.mark.parametrize("body", CONSUMED.values(), ids=CONSUMED.keys())
def test_an_iterator_is_flagged_and_read_at_once(body: str, django: Django) -> None:
    assert codes(program(body)) == ["RSP402"]
    assert django.run(program(body)).body == "ab"


@pytest.mark.parametrize("body", HELD.values(), ids=HELD.keys())
def test_what_is_held_or_streamed_is_not_flagged(body: str, django: Django) -> None:
    assert codes(program(body)) == []
    assert django.run(program(body)).body == "ab"


@each_look_alike("HttpResponse")
def test_a_look_alike_is_not_flagged(head: str) -> None:
    assert codes(head + "def view(request):\n    return HttpResponse(x for x in 'ab')") == []


@pytest.mark.parametrize("unknown", ["rows", "rows()", "*rows", "request.GET.get('a')"])
def test_what_is_not_known_is_not_flagged(unknown: str) -> None:
    code = f"from django.http import HttpResponse\ndef view(request, rows):\n    HttpResponse({unknown})"
    assert codes(code) == []


def test_the_generator_is_marked_and_named() -> None:
    check("""
        from django.http import HttpResponse as Answer
        def view(request):
            return Answer(x for x in "abc")
            #             ^^^^^^^^^^^^^^^^ RSP402 a generator
    """)


@pytest.mark.parametrize("comment", ["noqa: RSP402", "resp: ignore[RSP402]"])
def test_a_comment_silences_it(comment: str) -> None:
    assert codes(f"{HEAD}HttpResponse(lines())  # {comment}") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("HttpResponse(x for x in y)", "StreamingHttpResponse(x for x in y)"),
        ("HttpResponse(map(str, y), status=201)", "StreamingHttpResponse(map(str, y), status=201)"),
        (
            "HttpResponse(content=map(str, y), content_type='text/csv')",
            "StreamingHttpResponse(streaming_content=map(str, y), content_type='text/csv')",
        ),
        ("HttpResponse(map(str, y), 'text/csv')", "StreamingHttpResponse(map(str, y), 'text/csv')"),
    ],
)
def test_it_can_be_streamed(before: str, after: str, django: Django) -> None:
    head, imported = (
        f"from django.http import {names}\ny = 'ab'\ndef view(request):\n    return "
        for names in ("HttpResponse", "HttpResponse, StreamingHttpResponse")
    )
    fixes(f"{head}{before}\n", f"{imported}{after}\n", Safety.SUGGESTED)
    sent = [django.run(f"{code}\n") for code in (head + before, imported + after)]
    assert sent[0].body == sent[1].body
    assert sent[0].headers == sent[1].headers


@pytest.mark.parametrize(
    "code",
    ["HttpResponseNotFound(lines())", "class Own(HttpResponse):\n    pass\nOwn(lines())"],
)
def test_what_has_no_streaming_counterpart_gets_no_fix(code: str) -> None:
    unfixed(HEAD + code)
