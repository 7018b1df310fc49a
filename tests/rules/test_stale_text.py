from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import Version
from tests.rules.check import check, codes, silent
from tests.rules.look_alikes import each_look_alike

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "from django.http import HttpResponse\n"
WITHOUT = Version(5, 1)

STALE = {
    "write()": "response.text\n    response.write('b')",
    "writelines()": "response.text\n    response.writelines(['b'])",
    "write() on both ways": (
        "response.text\n    if request.GET:\n        response.write('b')\n    else:\n"
        "        response.write('c')"
    ),
    "two writes": "response.text\n    response.write('b')\n    response.write('c')",
}

FRESH = {
    "nothing else": "pass",
    "a write before": "response.write('b')",
    "a read before": "response.text",
    "content that is assigned": (
        "response.text\n    response.write('b')\n    response.content = b'ab'"
    ),
    "a write on one way": "response.text\n    if request.GET:\n        response.write('b')",
    "another response": "response.text\n    other = HttpResponse()\n    other.write('b')",
}


def program(body: str) -> str:
    return (
        f"{HEAD}def view(request):\n    response = HttpResponse('a')\n    {body}\n"
        "    return HttpResponse([response.text, '=', response.content])\n"
    )


@pytest.mark.parametrize("body", STALE.values(), ids=STALE.keys())
def test_text_that_is_stale_is_flagged_and_is_not_the_content(body: str, django: Django) -> None:
    assert codes(program(body)) == ["RSP411"]
    if django.version > WITHOUT:
        text, _, content = django.run(program(body)).body.partition("=")
        assert text != content


@pytest.mark.parametrize("body", FRESH.values(), ids=FRESH.keys())
def test_text_that_is_fresh_is_not_flagged_and_is_the_content(body: str, django: Django) -> None:
    assert codes(program(body)) == []
    if django.version > WITHOUT:
        text, _, content = django.run(program(body)).body.partition("=")
        assert text == content


def test_before_5_2_there_is_none(django: Django) -> None:
    code = f"{HEAD}def view(request):\n    return HttpResponse(HttpResponse('a').text)"
    assert codes(code, WITHOUT) == ["RSP411"]
    assert codes(code, Version(5, 2)) == []
    expected = "AttributeError: 'HttpResponse' object has no attribute 'text'"
    assert django.run(code).raises == (expected if django.version <= WITHOUT else None)


@pytest.mark.parametrize(
    "body",
    [
        "if hasattr(response, 'text'):\n        response.text",
        "try:\n        response.text\n    except AttributeError:\n        pass",
        "response.text = 'a'",
        "getattr(response, 'text', '')",
    ],
)
def test_code_for_several_releases_is_not_flagged(body: str) -> None:
    code = f"{HEAD}def view(request):\n    response = HttpResponse('a')\n    {body}"
    assert codes(code, WITHOUT) == []


@each_look_alike("HttpResponse")
def test_a_look_alike_is_not_flagged(head: str) -> None:
    assert codes(head + "HttpResponse('a').text", WITHOUT) == []


def test_what_is_not_known_to_be_djangos_is_not_flagged() -> None:
    silent(
        """
        import requests
        from django.http import HttpResponse
        class Page(HttpResponse):
            text = "a"
        def view(request, page):
            return HttpResponse([Page().text, requests.get("/").text, page.text])
        """,
        WITHOUT,
    )


def test_the_attribute_is_marked() -> None:
    check("""
        from django.http import HttpResponse as Answer
        def view(request):
            answer = Answer("a")
            log(answer.text)
            answer.write("b")
            log(answer.text)
            #   ^^^^^^^^^^^ RSP411 answer.text is what it was when it was read before; write answer.
    """)


@pytest.mark.parametrize("comment", ["noqa: RSP411", "resp: ignore[RSP411]"])
def test_a_comment_silences_it(comment: str) -> None:
    assert codes(f"{HEAD}HttpResponse('a').text  # {comment}", WITHOUT) == []
