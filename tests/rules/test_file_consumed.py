from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = """import io, json, tempfile
from pathlib import Path
from django.http import HttpResponse, HttpResponseNotFound
NAME = json.__file__
"""
ATTACHED = 'response["Content-Disposition"] = "attachment; filename=a"\n    return response'

READ = {
    "a file": "return HttpResponse(open(NAME, 'rb'))",
    "a file of text": "return HttpResponse(open(NAME), content_type='text/x-python')",
    "Path.open()": "return HttpResponse(Path(NAME).open('rb'))",
    "a file bound earlier": "file = open(NAME, 'rb')\n    return HttpResponse(content=file)",
    "another class": "return HttpResponseNotFound(open(NAME, 'rb'))",
    "a file that with closes": (
        "with open(NAME, 'rb') as file:\n        return HttpResponse(file)"
    ),
    "an attachment that is read": (
        f"response = HttpResponse(open(NAME, 'rb').read())\n    {ATTACHED}"
    ),
    "an attachment that is read before": (
        f"with open(NAME, 'rb') as file:\n        data = file.read()\n"
        f"    response = HttpResponse(data, content_type='application/pdf')\n    {ATTACHED}"
    ),
    "an attachment of headers=": (
        "return HttpResponse(open(NAME).read(), headers={'Content-Disposition': 'attachment'})"
    ),
    "an attachment with a name": (
        "response = HttpResponse(open(NAME).read())\n"
        "    response.headers['Content-Disposition'] = f'attachment; filename={request.path}'\n"
        "    return response"
    ),
}

HELD = {
    "a text that is read": "return HttpResponse(open(NAME).read(), content_type='text/plain')",
    "a text that is shown": (
        "response = HttpResponse(open(NAME).read())\n"
        "    response['Content-Disposition'] = 'inline'\n    return response"
    ),
    "a part": f"response = HttpResponse(open(NAME).read(100))\n    {ATTACHED}",
    "what is read and changed": (
        f"response = HttpResponse(open(NAME).read().upper())\n    {ATTACHED}"
    ),
    "a buffer": f"response = HttpResponse(io.BytesIO(b'JSON'))\n    {ATTACHED}",
    "the value of a buffer": f"response = HttpResponse(io.BytesIO(b'a').getvalue())\n    {ATTACHED}",
    "a file that is written to a response": (
        "response = HttpResponse(open(NAME, 'rb'))\n    response.write('a')\n    return response"
    ),
    "text": f"response = HttpResponse('JSON')\n    {ATTACHED}",
}


def program(body: str) -> str:
    return f"{HEAD}def view(request):\n    {body}\n"


@pytest.mark.parametrize("body", READ.values(), ids=READ.keys())
def test_a_file_that_is_read_to_be_sent_is_flagged(body: str, django: Django) -> None:
    assert codes(program(body)) == ["RSP403"]
    assert "JSON" in django.run(program(body)).body


@pytest.mark.parametrize("body", HELD.values(), ids=HELD.keys())
def test_what_is_small_or_changed_is_not_flagged(body: str, django: Django) -> None:
    assert codes(program(body)) == []
    assert django.run(program(body)).raises is None


@each_look_alike("HttpResponse")
def test_a_look_alike_is_not_flagged(head: str) -> None:
    assert codes(head + "HttpResponse(open('a', 'rb'))") == []


@pytest.mark.parametrize(
    "unknown", ["page", "page.open()", "open(page, page)", "*page", "page.read()"]
)
def test_what_is_not_known_is_not_flagged(unknown: str) -> None:
    code = f"def view(request, page):\n    response = HttpResponse({unknown})\n    {ATTACHED}"
    assert codes(HEAD + code) == []


def test_an_open_of_the_projects_own_is_not_flagged() -> None:
    silent("""
        from django.http import HttpResponse
        from .storage import open
        def view(request):
            return HttpResponse(open("a"))
    """)


def test_the_file_is_marked() -> None:
    check("""
        from django.http import HttpResponse as Answer
        def view(request):
            return Answer(open("a.pdf", "rb"), content_type="application/pdf")
            #             ^^^^^^^^^^^^^^^^^^^ RSP403 HttpResponse reads the whole file into memory
    """)


@pytest.mark.parametrize("comment", ["noqa: RSP403", "resp: ignore[RSP403]"])
def test_a_comment_silences_it(comment: str) -> None:
    assert codes(f"{HEAD}HttpResponse(open('a', 'rb'))  # {comment}") == []


FIXES = {
    "bytes": (
        "HttpResponse(open(NAME, 'rb'), content_type='text/plain')",
        "FileResponse(open(NAME, 'rb'), content_type='text/plain')",
    ),
    "text": ("HttpResponse(open(NAME))", 'FileResponse(open(NAME, "rb"))'),
    "a keyword": (
        "HttpResponse(content=open(NAME, 'rb'), status=201)",
        "FileResponse(streaming_content=open(NAME, 'rb'), status=201)",
    ),
}


@pytest.mark.parametrize(("before", "after"), FIXES.values(), ids=FIXES.keys())
def test_it_is_sent_with_file_response(before: str, after: str, django: Django) -> None:
    code = program(f"return {before}")
    imported = code.replace("import HttpResponse, ", "import FileResponse, HttpResponse, ")
    fixes(code, imported.replace(before, after), Safety.SUGGESTED)
    whole, streamed = before_and_after(code, django, Safety.SUGGESTED)
    assert (whole.status, whole.body) == (streamed.status, streamed.body)


@pytest.mark.parametrize(
    "body",
    [
        "with open(NAME, 'rb') as file:\n        return HttpResponse(file)",
        "return HttpResponse(open(NAME, encoding='utf-8'))",
        "return HttpResponse(open(NAME, 'rb'), 'text/plain')",
        "return HttpResponse(open(NAME, 'rb'), headers={'Content-Type': 'text/plain'})",
        "return HttpResponseNotFound(open(NAME, 'rb'))",
        f"response = HttpResponse(open(NAME, 'rb').read())\n    {ATTACHED}",
    ],
)
def test_what_is_closed_or_given_more_gets_no_fix(body: str) -> None:
    unfixed(program(body))
