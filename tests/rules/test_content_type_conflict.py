from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "from io import BytesIO\nfrom django.http import FileResponse, HttpResponse, JsonResponse\n"
ERROR = "ValueError: 'headers' must not contain 'Content-Type' when the 'content_type' parameter is provided."
FLAGGED = {
    "both": "HttpResponse('a', content_type='text/csv', headers={'Content-Type': 'text/plain'})",
    "in any case": "HttpResponse('a', content_type='text/csv', headers={'content-type': 'a/b'})",
    "by position": "HttpResponse('a', 'text/csv', headers={'Content-Type': 'text/plain'})",
    "JSON": "JsonResponse({}, headers={'Content-Type': 'application/problem+json'})",
    "JSON with a type": "JsonResponse({}, content_type='a/b', headers={'Content-Type': 'a/b'})",
    "a name": "HttpResponse('a', content_type='text/csv', headers=HEADERS)",
    "an f-string": "HttpResponse('a', content_type=f'a/{request.path}', headers=HEADERS)",
}
SILENT = {
    "a type": "HttpResponse('a', content_type='text/csv', headers={'X-A': 'a'})",
    "a header": "HttpResponse('a', headers={'Content-Type': 'text/csv'})",
    "None": "HttpResponse('a', content_type=None, headers={'Content-Type': 'text/csv'})",
    "an empty type": "HttpResponse('a', content_type='', headers={'Content-Type': 'text/csv'})",
    "JSON without a type": "JsonResponse({}, content_type=None, headers={'Content-Type': 'a/b'})",
    "a file": "FileResponse(BytesIO(b'a'), headers={'Content-Type': 'a/b'})",
    "one way": "HttpResponse('a', content_type='a/b' if request.GET else None, headers=HEADERS)",
    "unknown": "HttpResponse('a', content_type=request.META.get('A'), headers=HEADERS)",
    "a suppression": "JsonResponse({}, headers=dict(HEADERS, a='b'))  # noqa: RSP208",
}


def program(expression: str) -> str:
    return (
        f"{HEAD}HEADERS = {{'Content-Type': 'a/b'}}\ndef view(request):\n    return {expression}\n"
    )


@pytest.mark.parametrize("expression", FLAGGED.values(), ids=FLAGGED)
def test_two_types_are_flagged_and_raise(expression: str, django: Django) -> None:
    assert codes(program(expression)) == ["RSP208"]
    assert django.run(program(expression)).raises == ERROR


@pytest.mark.parametrize("expression", SILENT.values(), ids=SILENT)
def test_one_type_is_silent(expression: str) -> None:
    silent(program(expression))


@pytest.mark.parametrize("name", [n for n in SILENT if n != "a suppression"])
def test_one_type_is_accepted(name: str, django: Django) -> None:
    assert django.run(program(SILENT[name])).raises is None


def test_an_error_that_is_caught_and_a_look_alike_are_silent() -> None:
    silent("""
        from django.http import JsonResponse
        def view(request):
            try:
                return JsonResponse({}, headers={"Content-Type": "a/b"})
            except ValueError:
                return None
    """)
    silent("""
        import django
        from starlette.responses import JSONResponse as JsonResponse
        JsonResponse({}, headers={"Content-Type": "a/b"})
    """)


def test_the_headers_are_marked() -> None:
    check("""
        from django.http import JsonResponse as R
        r = R({}, headers={"Content-Type": "a/b"})
        #                 ^^^^^^^^^^^^^^^^^^^^^^^ RSP208 'headers' must not contain 'Content-Type'
    """)


def test_either_can_be_removed() -> None:
    before = program(FLAGGED["both"])
    unfixed(before, Safety.SAFE)
    kept = program("HttpResponse('a', headers={'Content-Type': 'text/plain'})")
    fixes(before, kept, Safety.SUGGESTED, title="Remove content_type")
    kept = program("HttpResponse('a', content_type='text/csv')")
    fixes(before, kept, Safety.SUGGESTED, title="Remove the header")


def test_headers_with_others_are_kept() -> None:
    unfixed(program("JsonResponse({}, headers={'Content-Type': 'a/b', 'X-A': 'a'})"))
