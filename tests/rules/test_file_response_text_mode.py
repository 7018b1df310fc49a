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
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
NAME = json.__file__
"""

TEXT = {
    "open()": "FileResponse(open(NAME))",
    "the mode by position": "FileResponse(open(NAME, 'r'))",
    "the mode by keyword": "FileResponse(open(NAME, mode='rt', encoding='utf-8'))",
    "io.open()": "FileResponse(io.open(NAME), as_attachment=True)",
    "Path.open()": "FileResponse(Path(NAME).open())",
    "the mode of Path.open()": "FileResponse(Path(NAME).open('r'))",
    "a StringIO": "FileResponse(io.StringIO('JSON'))",
    "a temporary file": "FileResponse(tempfile.TemporaryFile('w+'))",
    "either of two": "FileResponse(open(NAME) if request.path else io.StringIO())",
    "by keyword": "FileResponse(streaming_content=open(NAME))",
}

BYTES = {
    "open()": "FileResponse(open(NAME, 'rb'))",
    "the mode by keyword": "FileResponse(open(NAME, mode='br'))",
    "Path.open()": "FileResponse(Path(NAME).open('rb'))",
    "a BytesIO": "FileResponse(io.BytesIO(b'JSON'))",
    "a temporary file": "FileResponse(tempfile.TemporaryFile())",
    "text that is streamed line by line": "StreamingHttpResponse(open(NAME))",
    "text that is read": "HttpResponse(open(NAME).read())",
    "bytes on one way": "FileResponse(open(NAME, 'rb') if request.path else open(NAME))",
}

FIXES = {
    "no mode": ("open(NAME)", 'open(NAME, "rb")'),
    "a mode by position": ("open(NAME, 'r')", 'open(NAME, "rb")'),
    "a mode by keyword": ("open(NAME, mode='rt')", 'open(NAME, mode="rb")'),
    "a file by keyword": ("open(file=NAME)", 'open(file=NAME, mode="rb")'),
    "Path.open()": ("Path(NAME).open()", 'Path(NAME).open("rb")'),
}


def program(expression: str) -> str:
    return f"{HEAD}def view(request):\n    return {expression}\n"


@pytest.mark.parametrize("expression", TEXT.values(), ids=TEXT.keys())
def test_text_is_flagged_and_never_ends(expression: str, django: Django) -> None:
    assert codes(program(expression)) == ["RSP406"]
    counted = (
        f"{HEAD}import itertools\ndef view(request):\n    response = {expression}\n"
        "    chunks = itertools.islice(response, 5000)\n"
        "    return HttpResponse(str(len(list(chunks))))\n"
    )
    assert django.run(counted).body == "5000"


@pytest.mark.parametrize("expression", BYTES.values(), ids=BYTES.keys())
def test_bytes_are_not_flagged_and_end(expression: str, django: Django) -> None:
    assert codes(program(expression)) == []
    assert django.run(program(expression)).raises is None


@each_look_alike("FileResponse")
def test_a_look_alike_is_not_flagged(head: str) -> None:
    assert codes(head + "def view(request):\n    return FileResponse(open('a'))") == []


@pytest.mark.parametrize("unknown", ["page", "page.open()", "open(page, page)", "open(*page)"])
def test_what_is_not_known_is_not_flagged(unknown: str) -> None:
    assert codes(f"{HEAD}def view(request, page):\n    FileResponse({unknown})") == []


def test_an_open_of_the_projects_own_is_not_flagged() -> None:
    silent("""
        from django.http import FileResponse
        from .storage import open
        def view(request):
            return FileResponse(open("a"))
    """)


def test_the_file_is_marked() -> None:
    check("""
        from django import http
        def view(request):
            report = open("report.csv")
            return http.FileResponse(report)
            #                        ^^^^^^ RSP406 never ends; open it with "rb"
    """)


@pytest.mark.parametrize("comment", ["noqa: RSP406", "resp: ignore[RSP406]"])
def test_a_comment_silences_it(comment: str) -> None:
    assert codes(f"{HEAD}FileResponse(open('a'))  # {comment}") == []


@pytest.mark.parametrize(("before", "after"), FIXES.values(), ids=FIXES.keys())
def test_it_is_opened_as_bytes(before: str, after: str, django: Django) -> None:
    code = program(f"FileResponse({before})")
    fixes(code, code.replace(before, after))
    endless, sent = before_and_after(code, django)
    assert (endless.body, endless.headers) == (sent.body, sent.headers)


@pytest.mark.parametrize(
    "opening",
    [
        "file = open(NAME)\n    return FileResponse(file)",
        "with open(NAME) as file:\n        return FileResponse(file)",
    ],
)
def test_it_is_opened_as_bytes_where_that_is_done(opening: str) -> None:
    code = f"{HEAD}def view(request):\n    {opening}\n"
    fixes(code, code.replace("open(NAME)", 'open(NAME, "rb")'))


@pytest.mark.parametrize(
    "opening", ["io.StringIO('a')", "open(NAME, 'w+')", "open(NAME, encoding='utf-8')"]
)
def test_what_is_more_than_opened_to_read_gets_no_fix(opening: str) -> None:
    unfixed(program(f"FileResponse({opening})"), Safety.SUGGESTED)
    unfixed(program(f"FileResponse({opening})"), Safety.SAFE)
