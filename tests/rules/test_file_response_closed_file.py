from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, unfixed
from tests.rules.look_alikes import each_look_alike

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = """import io, json, tempfile
from pathlib import Path
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
NAME = json.__file__
"""

CLOSED = {
    "open()": "with open(NAME, 'rb') as f:\n        return FileResponse(f)",
    "Path.open()": (
        "with Path(NAME).open('rb') as f:\n        return FileResponse(f, as_attachment=True)"
    ),
    "a temporary file": "with tempfile.TemporaryFile() as f:\n        return FileResponse(f)",
    "a buffer": (
        "with io.BytesIO() as f:\n        f.write(b'a')\n        f.seek(0)\n"
        "        return FileResponse(f)"
    ),
    "a stream": "with open(NAME) as f:\n        return StreamingHttpResponse(f)",
    "a name": (
        "with open(NAME, 'rb') as f:\n        response = FileResponse(f)\n"
        "        response['X'] = 'a'\n        return response"
    ),
    "a name that is returned later": (
        "with open(NAME, 'rb') as f:\n        response = FileResponse(f)\n    return response"
    ),
    "two managers": (
        "with open(NAME) as other, open(NAME, 'rb') as f:\n        return FileResponse(f)"
    ),
    "a manager around it": (
        "with open(NAME, 'rb') as f:\n        if f:\n            return FileResponse(f)"
    ),
}

OPEN = {
    "without with": "return FileResponse(open(NAME, 'rb'))",
    "a body that is read": "with open(NAME, 'rb') as f:\n        return HttpResponse(f.read())",
    "a response that holds its body": "with open(NAME, 'rb') as f:\n        return HttpResponse(f)",
    "a copy": ("with open(NAME, 'rb') as f:\n        return FileResponse(io.BytesIO(f.read()))"),
    "a list": "with open(NAME, 'rb') as f:\n        return StreamingHttpResponse([f.read()])",
    "another file": (
        "with open(NAME, 'rb') as f:\n        f = open(NAME, 'rb')\n        return FileResponse(f)"
    ),
    "a stream that is read": (
        "with open(NAME, 'rb') as f:\n        response = FileResponse(f)\n"
        "        body = b''.join(response.streaming_content)\n    return HttpResponse(body)"
    ),
}


def program(body: str) -> str:
    return f"{HEAD}def view(request):\n    {body}\n"


@pytest.mark.parametrize("body", CLOSED.values(), ids=CLOSED.keys())
def test_a_closed_file_is_flagged_and_raises(body: str, django: Django) -> None:
    assert codes(program(body)) == ["RSP407"]
    assert "closed file" in (django.run(program(body)).raises or "")


@pytest.mark.parametrize("body", OPEN.values(), ids=OPEN.keys())
def test_an_open_file_is_not_flagged_and_is_sent(body: str, django: Django) -> None:
    assert codes(program(body)) == []
    assert "JSON" in django.run(program(body)).body


@each_look_alike("FileResponse")
def test_a_look_alike_is_not_flagged(head: str) -> None:
    code = "def view(request):\n    with open('a', 'rb') as f:\n        return FileResponse(f)"
    assert codes(head + code) == []


@pytest.mark.parametrize(
    "manager", ["page", "page.open()", "transaction()", "zipfile.ZipFile(page)"]
)
def test_what_is_not_known_to_be_a_file_is_not_flagged(manager: str) -> None:
    code = f"def view(request, page):\n    with {manager} as f:\n        return FileResponse(f)"
    assert codes(f"import zipfile\n{HEAD}{code}") == []


def test_a_response_that_is_not_given_back_is_not_flagged() -> None:
    body = (
        "with open(NAME, 'rb') as f:\n        response = FileResponse(f)\n        print(response)"
    )
    assert codes(program(body)) == []


def test_the_file_is_marked() -> None:
    check("""
        from django.http import FileResponse as Download
        def view(request):
            with open("report.pdf", "rb") as report:
                return Download(report, filename="a.pdf")
                #               ^^^^^^ RSP407 closes report before Django reads it
    """)


@pytest.mark.parametrize("comment", ["noqa: RSP407", "resp: ignore[RSP407]"])
def test_a_comment_silences_it(comment: str) -> None:
    body = f"with open(NAME, 'rb') as f:\n        return FileResponse(f)  # {comment}"
    assert codes(program(body)) == []


def test_the_with_statement_is_taken_away(django: Django) -> None:
    before = program(
        "with open(NAME, 'rb') as f:\n        return FileResponse(f, filename='a.txt')"
    )
    after = program("return FileResponse(open(NAME, 'rb'), filename='a.txt')")
    fixes(before, after, Safety.SUGGESTED)
    assert "JSON" in django.run(after).body


@pytest.mark.parametrize(
    "body",
    [
        "with open(NAME, 'rb') as f:\n        print()\n        return FileResponse(f)",
        "with open(NAME, 'rb') as f:  # why\n        return FileResponse(f)",
        "with open(NAME, 'rb') as f, open(NAME):\n        return FileResponse(f)",
        "with open(NAME, 'rb') as f:\n        return FileResponse(f, filename=f.name)",
    ],
)
def test_a_statement_that_does_more_gets_no_fix(body: str) -> None:
    unfixed(program(body))
