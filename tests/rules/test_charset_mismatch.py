from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.linter.lint import lint
from resp_lsp.rules.finding import Safety, Severity
from tests.rules.check import SUBJECT, check, codes, config, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "from django.http import FileResponse, HttpResponse, JsonResponse, StreamingHttpResponse\n"
DIFFERENT = {
    "two charsets": "HttpResponse('é', 'text/plain; charset=utf-8', charset='latin-1')",
    "in capitals": "HttpResponse('é', 'text/plain; CHARSET=UTF-8', charset='latin-1')",
    "in quotes": "HttpResponse('é', 'text/plain; charset=\"utf-8\"', charset='latin-1')",
    "in names": "HttpResponse('é', CONTENT_TYPE, charset=CHARSET)",
}
RAISING = {
    "an unknown charset": ("HttpResponse('x', charset='utf8mb4')", "LookupError: "),
    "an unknown one in the type": (
        "HttpResponse('x', content_type='text/plain; charset=utf8mb4')",
        "LookupError: ",
    ),
    "an unknown one for JSON": (
        "JsonResponse({}, content_type='application/json; charset=utf8mb4')",
        "LookupError: ",
    ),
    "a text that does not fit": ("HttpResponse('é', charset='ascii')", "UnicodeEncodeError: "),
    "an f-string that does not fit": (
        "HttpResponse(f'{1} €', 'text/csv; charset=latin-1')",
        "UnicodeEncodeError: ",
    ),
}
UNREAD = {
    "a comma": "HttpResponse('x', 'text/html, charset=utf-8')",
    "a colon": "HttpResponse('x', 'text/html; charset:utf-8')",
    "a space": "HttpResponse('x', 'text/html; charset =utf-8')",
    "no semicolon": "HttpResponse('x', content_type='text/html charset=utf-8')",
    "no value": "HttpResponse('x', 'text/html; charset=')",
}
SILENT = {
    "one charset": "HttpResponse('é', 'text/plain; charset=latin-1')",
    "one charset alone": "HttpResponse('é', charset='latin-1')",
    "a type without one": "HttpResponse('é', 'text/plain', charset='latin-1')",
    "the same twice": "HttpResponse('é', 'text/plain; charset=UTF8', charset='utf-8')",
    "no space": "HttpResponse('é', 'text/plain;charset=utf-8')",
    "another parameter before": "HttpResponse('x', 'text/plain; format=flowed; charset=utf-8')",
    "bytes in an unknown charset": "HttpResponse(b'x', 'application/pdf; charset=binary')",
    "bytes that are encoded": "HttpResponse(b'x', 'text/plain; charset=utf-8', charset='latin-1')",
    "a file in an unknown charset": "FileResponse(request, content_type='a/b; charset=binary')",
    "a word": "HttpResponse('x', 'text/x-charset')",
    "an unknown content": "HttpResponse(request.body, charset='utf8mb4')",
    "an unknown charset": "HttpResponse('é', 'text/plain; charset=utf-8', charset=request.charset)",
    "an unknown type": "HttpResponse('é', request.content_type, charset='ascii')",
    "unknown arguments": "HttpResponse('é', charset='ascii', **request.kwargs)",
}


def program(expression: str) -> str:
    return (
        f"{HEAD}CONTENT_TYPE = 'text/plain; charset=utf-8'\nCHARSET = 'latin-1'\n"
        f"def view(request):\n    return {expression}\n"
    )


@pytest.mark.parametrize("expression", DIFFERENT.values(), ids=DIFFERENT)
def test_the_body_is_not_what_the_header_says(expression: str, django: Django) -> None:
    assert codes(program(expression), django.version) == ["RSP513"]
    sent = django.run(program(expression))
    assert "utf-8" in (sent.header("Content-Type") or "").lower()
    assert sent.body.encode("latin-1") == "é".encode("latin-1")


@pytest.mark.parametrize(("expression", "error"), RAISING.values(), ids=RAISING)
def test_django_cannot_encode_it(expression: str, error: str, django: Django) -> None:
    found = lint(program(expression), config(django.version, SUBJECT.get()))
    assert [(f.code, f.severity) for f in found] == [("RSP513", Severity.ERROR)]
    assert (django.run(program(expression)).raises or "").startswith(error)


@pytest.mark.parametrize("expression", UNREAD.values(), ids=UNREAD)
def test_a_misspelled_parameter_is_sent_as_it_is(expression: str, django: Django) -> None:
    assert codes(program(expression), django.version) == ["RSP513"]
    assert "charset" in (django.run(program(expression)).header("Content-Type") or "")


@pytest.mark.parametrize("expression", SILENT.values(), ids=SILENT)
def test_what_fits_or_is_not_known_is_silent(expression: str) -> None:
    silent(program(expression))


@each_look_alike("HttpResponse")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    silent(f"import django\n{head}HttpResponse('x', charset='utf8mb4')\n")


def test_what_is_caught_is_meant() -> None:
    silent("""
        from django.http import HttpResponse
        try:
            response = HttpResponse("é", charset="ascii")
        except UnicodeEncodeError:
            response = HttpResponse("e")
    """)


def test_the_charset_is_marked() -> None:
    check("""
        from django.http import HttpResponse as R
        R("é", "text/plain; charset=utf-8", charset="latin-1")
        #                                           ^^^^^^^^^ RSP513 encoded as latin-1, but Content-Type says utf-8
    """)


@pytest.mark.parametrize(
    "wrong", ["text/html, charset=x", "text/html charset: x", "text/html; charset =x"]
)
def test_the_parameter_is_put_right(wrong: str) -> None:
    head = "from django.http import HttpResponse\nHttpResponse(b'', '"
    fixes(f"{head}{wrong}')", f"{head}text/html; charset=x')", Safety.SUGGESTED)


@pytest.mark.parametrize(
    "arguments",
    ["'é', 'a/b; charset=utf-8', charset='latin-1'", "'é', 'a/b; charset='", "'é', TYPE"],
)
def test_what_cannot_be_told_gets_no_fix(arguments: str) -> None:
    unfixed(f"{HEAD}TYPE = 'text/html, charset=utf-8'\nHttpResponse({arguments})")


def test_a_comment_silences_it() -> None:
    silent(f"{HEAD}HttpResponse('é', charset='ascii')  # noqa: RSP513")
