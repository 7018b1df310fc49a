from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rules.check import check, codes, fixes, unfixed
from tests.rules.look_alikes import each_look_alike
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = """import io, json
from django.http import FileResponse
NAME = json.__file__
def rows():
    yield "a"
"""

IGNORED = {
    "as_attachment of a generator": (
        "FileResponse(rows(), as_attachment=True)",
        "FileResponse(rows())",
    ),
    "as_attachment of a list": ("FileResponse(['a'], as_attachment=True)", "FileResponse(['a'])"),
    "the name of a map": (
        "FileResponse(map(str, 'ab'), filename=request.path)",
        "FileResponse(map(str, 'ab'))",
    ),
    "a type by position": (
        "FileResponse(open(NAME, 'rb'), 'text/csv')",
        "FileResponse(open(NAME, 'rb'))",
    ),
    "a type by position for a buffer": (
        "FileResponse(io.BytesIO(b'a'), 'text/csv', as_attachment=True)",
        "FileResponse(io.BytesIO(b'a'), as_attachment=True)",
    ),
    "an attachment by position": (
        "FileResponse(open(NAME, 'rb'), True)",
        "FileResponse(open(NAME, 'rb'))",
    ),
    "a length": (
        "FileResponse(io.BytesIO(b'a'), headers={'Content-Length': 500})",
        "FileResponse(io.BytesIO(b'a'))",
    ),
    "a type in headers": (
        "FileResponse(io.BytesIO(b'a'), headers={'content-type': 'text/csv'})",
        "FileResponse(io.BytesIO(b'a'))",
    ),
    "a disposition": (
        "FileResponse(open(NAME, 'rb'), headers={'Content-Disposition': 'attachment'})",
        "FileResponse(open(NAME, 'rb'))",
    ),
    "a disposition beside a name": (
        "FileResponse(io.BytesIO(), filename='a', headers={'Content-Disposition': 'attachment'})",
        "FileResponse(io.BytesIO(), filename='a')",
    ),
}

HEEDED = {
    "a type by keyword": (
        "FileResponse(io.BytesIO(), content_type='text/csv')",
        "Content-Type: text/csv",
    ),
    "an attachment": (
        "FileResponse(io.BytesIO(), as_attachment=True)",
        "Content-Disposition: attachment",
    ),
    "a name": (
        "FileResponse(io.BytesIO(), filename='a.csv')",
        'Content-Disposition: inline; filename="a.csv"',
    ),
    "a type by position for an iterator": (
        "FileResponse(rows(), 'text/csv')",
        "Content-Type: text/csv",
    ),
    "the type that is guessed": (
        "FileResponse(io.BytesIO(), 'text/csv', filename='a.csv')",
        "Content-Type: text/csv",
    ),
    "a header of an iterator": (
        "FileResponse(rows(), headers={'Content-Length': '1'})",
        "Content-Length: 1",
    ),
    "a disposition without a name": (
        "FileResponse(io.BytesIO(), headers={'Content-Disposition': 'attachment'})",
        "Content-Disposition: attachment",
    ),
    "another header": ("FileResponse(io.BytesIO(), headers={'X-A': 'a'})", "X-A: a"),
    "no attachment": ("FileResponse(rows(), as_attachment=False, filename='')", "X: None"),
}


def program(expression: str) -> str:
    return f"{HEAD}def view(request):\n    return {expression}\n"


@pytest.mark.parametrize(("expression", "without"), IGNORED.values(), ids=IGNORED.keys())
def test_what_is_ignored_is_flagged_and_changes_nothing(
    expression: str, without: str, django: Django
) -> None:
    assert codes(program(expression)) == ["RSP409"]
    given, left_out = (django.run(program(code)) for code in (expression, without))
    assert {k.lower(): v for k, v in given.headers} == {k.lower(): v for k, v in left_out.headers}


@pytest.mark.parametrize(("expression", "header"), HEEDED.values(), ids=HEEDED.keys())
def test_what_is_heeded_is_not_flagged(expression: str, header: str, django: Django) -> None:
    assert codes(program(expression)) == []
    name, _, value = header.partition(": ")
    assert str(django.run(program(expression)).header(name)) == value


@each_look_alike("FileResponse")
def test_a_look_alike_is_not_flagged(head: str) -> None:
    assert codes(head + "FileResponse(open('a', 'rb'), 'text/csv')") == []


@pytest.mark.parametrize(
    "unknown",
    [
        "page, 'text/csv'",
        "page, as_attachment=True",
        "page, headers={'Content-Length': 5}",
        "io.BytesIO(), **page",
        "*page",
        "io.BytesIO(), headers=page",
    ],
)
def test_what_is_not_known_is_not_flagged(unknown: str) -> None:
    assert codes(f"{HEAD}def view(request, page):\n    FileResponse({unknown})") == []


def test_an_attachment_by_position_is_flagged_for_any_body() -> None:
    assert codes(f"{HEAD}def view(request, page):\n    FileResponse(page, True)") == ["RSP409"]


def test_the_argument_is_marked() -> None:
    check("""
        from django.http import FileResponse as Download
        def view(request):
            file = open("a", "rb")
            headers = {"X-A": "a", "Content-Disposition": "attachment; filename=b"}
            #                      ^^^^^^^^^^^^^^^^^^^^^ RSP409 itself and overwrites this one; pass as_att
            return Download(file, "text/csv", headers=headers)
            #                     ^^^^^^^^^^ RSP409 by position; write content_type="text/csv".
        def other(request):
            return Download([b"a"], as_attachment=True, headers={"Content-Length": "1"})
            #                                     ^^^^ RSP409 ignores as_attachment for what is no file
    """)


@pytest.mark.parametrize("comment", ["noqa: RSP409", "resp: ignore[RSP409]"])
def test_a_comment_silences_it(comment: str) -> None:
    assert codes(f"{HEAD}FileResponse(rows(), as_attachment=True)  # {comment}") == []


def test_a_type_is_given_by_its_keyword(django: Django) -> None:
    code = program("FileResponse(io.BytesIO(b'a'), 'text/csv', as_attachment=True)")
    fixes(code, code.replace("'text/csv'", "content_type='text/csv'"))
    before, after = before_and_after(code, django)
    assert before.header("Content-Type") == "application/octet-stream"
    assert after.header("Content-Type") == "text/csv"


def test_an_attachment_is_given_by_its_keyword(django: Django) -> None:
    code = program("FileResponse(io.BytesIO(b'a'), True)")
    fixes(code, code.replace("True", "as_attachment=True"))
    before, after = before_and_after(code, django)
    assert before.header("Content-Disposition") is None
    assert after.header("Content-Disposition") == "attachment"


@pytest.mark.parametrize(
    "expression",
    ["FileResponse(rows(), as_attachment=True)", "FileResponse(io.BytesIO(), True, 200)"],
)
def test_what_no_keyword_mends_gets_no_fix(expression: str) -> None:
    unfixed(program(expression))
