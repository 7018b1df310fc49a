from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.header_programs import HEAD, elsewhere, view

if TYPE_CHECKING:
    from tests.django.matrix import Django

LIBRARIES = f"{HEAD}import hashlib\nimport uuid\n"
E = 'r["ETag"]'
FLAGGED = {
    "a literal": view(f"{E} = 'abc'"),
    "weak": view(f"{E} = 'W/abc'"),
    "half": view(f"{E} = '\"abc'"),
    "single quotes": view(f"{E} = \"'abc'\""),
    "a hash": view(f"{E} = hashlib.md5(b'a').hexdigest()", head=LIBRARIES),
    "a hash bound earlier": view(
        "h = hashlib.new('sha1', b'a')", "t = h.hexdigest()", f"{E} = t", head=LIBRARIES
    ),
    "a UUID": view(f"{E} = str(uuid.uuid4())", head=LIBRARIES),
    "a number": view(f"{E} = str(len(request.path))"),
    "an f-string": view(f"{E} = f'v{{request.path}}'"),
    "the headers": view("r.headers['etag'] = 'abc'"),
    "setdefault": view("r.setdefault('ETag', 'abc')"),
    "headers=": f"{HEAD}def view(request):\n    return HttpResponse(headers={{'ETag': 'abc'}})",
    "an alias": (
        "from django.http import HttpResponse as R\n"
        "def view(request):\n    return R(headers={'ETag': 'abc'})"
    ),
}
SILENT = {
    "quoted": view(f"{E} = '\"abc\"'"),
    "weak": view(f"{E} = 'W/\"abc\"'"),
    "empty": view(f"{E} = '\"\"'"),
    "an f-string": view(f"{E} = f'\"{{request.path}}\"'"),
    "a weak f-string": view(f"{E} = f'W/\"{{len(request.path)}}\"'"),
    "the helper": view(
        f"{E} = quote_etag('abc')", head=f"{HEAD}from django.utils.http import quote_etag\n"
    ),
    "unknown": view(f"{E} = request.META.get('A', '')"),
    "a text that may have them": view(f"{E} = str(request)"),
    "one way": view(f"{E} = 'abc' if request.GET else '\"abc\"'"),
    "what another response has": view(
        "other = HttpResponse()", "other['ETag'] = '\"a\"'", f"{E} = other['ETag']"
    ),
    "a suppression": view(f"{E} = 'abc'  # noqa: RSP212"),
}
CONDITIONAL = """
from django.middleware.http import ConditionalGetMiddleware
answer = view
def view(request):
    tag = answer(request)["ETag"]
    request.META["HTTP_IF_NONE_MATCH"] = tag
    return ConditionalGetMiddleware(answer)(request)
"""


@pytest.mark.parametrize("program", FLAGGED.values(), ids=FLAGGED)
def test_a_tag_without_quotes_is_flagged_and_sent(program: str, django: Django) -> None:
    assert codes(program) == ["RSP212"]
    assert not (django.run(program).header("ETag") or "").endswith('"')


@pytest.mark.parametrize(("value", "status"), [("abc", 200), ('"abc"', 304)])
def test_only_a_quoted_tag_matches(value: str, status: int, django: Django) -> None:
    assert django.run(view(f"{E} = {value!r}") + CONDITIONAL).status == status


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT)
def test_the_rest_is_silent(program: str) -> None:
    silent(program)


@pytest.mark.parametrize("program", elsewhere("ETag", "'abc'"))
def test_the_header_of_something_else_is_silent(program: str) -> None:
    silent(program)


def test_the_value_is_marked() -> None:
    check("""
        from django.http import HttpResponse
        r = HttpResponse(headers={"ETag": "abc"})
        #                                 ^^^^^ RSP212 The ETag "abc" has no quotes
    """)


def test_a_literal_gets_its_quotes(django: Django) -> None:
    before, after = view(f'{E} = "abc"'), view(f"{E} = '\"abc\"'")
    unfixed(before, Safety.SAFE)
    fixes(before, after, Safety.SUGGESTED)
    assert django.run(after).header("ETag") == '"abc"'


@pytest.mark.parametrize("value", ["hashlib.md5(b'a').hexdigest()", "f'v{request.path}'", "TAG"])
def test_anything_else_is_given_to_the_helper(value: str, django: Django) -> None:
    head = LIBRARIES.replace("import hashlib", "{}import hashlib") + "TAG = 'abc'\n"
    before = view(f"{E} = {value}", head=LIBRARIES + "TAG = 'abc'\n")
    after = view(
        f"{E} = quote_etag({value})",
        head=head.format("from django.utils.http import quote_etag\n"),
    )
    fixes(before, after, Safety.SUGGESTED)
    tag = django.run(after).header("ETag") or ""
    assert tag[0] == tag[-1] == '"'


def test_what_would_lose_a_comment_gets_no_fix() -> None:
    unfixed(view(f"{E} = ('abc'  # why\n        'def')"))
