from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import DEFAULT, Version
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = (
    "from datetime import datetime, timedelta\nfrom django.http import HttpResponse\n"
    "HOUR = '3600'\nNAME = 'a b'\n"
)


def view(call: str) -> str:
    return f"{HEAD}def view(request):\n    r = HttpResponse()\n    r.{call}\n    return r\n"


RAISED = {
    "a space": ("set_cookie('a b', '1')", "CookieError"),
    "an equals sign": ("set_cookie('a=b')", "CookieError"),
    "beyond ASCII": ("set_cookie('ä')", "CookieError"),
    "an empty name": ("set_cookie('')", "CookieError"),
    "an attribute's name": ("set_cookie('Path', '1')", "CookieError"),
    "a constant": ("set_cookie(NAME)", "CookieError"),
    "built": ("set_cookie(f'{request.method} b')", "CookieError"),
    "by keyword": ("set_cookie(key='a b')", "CookieError"),
    "signed": ("set_signed_cookie('a b', '1', salt='s')", "CookieError"),
    "deleted": ("delete_cookie('a b')", "CookieError"),
    "bytes": ("set_cookie(b'a')", "TypeError"),
    "no such samesite": ("set_cookie('a', samesite='relaxed')", "ValueError"),
    "samesite of a deletion": ("delete_cookie('a', samesite='no')", "ValueError"),
    "samesite as a flag": ("set_cookie('a', samesite=True)", "AttributeError"),
    "seconds as text": ("set_cookie('a', max_age='60')", "TypeError"),
    "seconds by position": ("set_cookie('a', '1', '60')", "TypeError"),
    "seconds that are built": ("set_cookie('a', max_age=f'{len(HOUR)}')", "TypeError"),
    "no seconds": ("set_cookie('a', max_age='an hour')", "ValueError"),
    "seconds and a date": ("set_cookie('a', max_age=60, expires=datetime.now())", "ValueError"),
    "an unknown argument": ("set_cookie('a', partitioned=True)", "TypeError"),
    "a misspelt argument": ("set_signed_cookie('a', '1', http_only=True)", "TypeError"),
    "a salt for no signature": ("set_cookie('a', salt='s')", "TypeError"),
    "a flag of a deletion": ("delete_cookie('a', httponly=True)", "TypeError"),
    "spread": ("set_cookie('a', **{'samesite': 'no'})", "ValueError"),
}
ACCEPTED = {
    "plain": "set_cookie('a', '1')",
    "any case": "set_cookie('a', samesite='lax')",
    "upper case": "set_cookie('a', samesite='STRICT')",
    "no samesite": "set_cookie('a', samesite=None)",
    "an empty samesite": "set_cookie('a', samesite='')",
    "a colon": "set_cookie('a:b')",
    "seconds": "set_cookie('a', max_age=60.5)",
    "a timedelta": "set_cookie('a', max_age=timedelta(hours=1))",
    "a date": "set_cookie('a', expires=datetime.now())",
    "a date alone": "set_cookie('a', max_age=None, expires=datetime.now())",
    "text with a date in text": "set_cookie('a', max_age='60', expires='Thu, 01 Jan 1970')",
    "signed": "set_signed_cookie('a', '1', salt='s', max_age=60)",
    "deleted": "delete_cookie('a', '/', None, samesite='Lax')",
    "built": "set_cookie(f'{request.method}-b')",
}
SILENT = {
    "an unknown name": "set_cookie(request.name)",
    "an unknown samesite": "set_cookie('a', samesite=request.samesite)",
    "one of two": "set_cookie('a', samesite='no' if request.GET else 'lax')",
    "a text": "set_cookie('a', samesite=str(request.samesite))",
    "unknown arguments": "set_cookie('a', max_age='60', **request.GET)",
    "an unknown date": "set_cookie('a', max_age='60', expires=request.expires)",
    "unknown seconds": "set_cookie('a', max_age=request.age, expires=datetime.now())",
    "a suppression": "set_cookie('a b')  # noqa: RSP701",
}


@pytest.mark.parametrize(("call", "error"), RAISED.values(), ids=RAISED)
def test_what_django_refuses_is_flagged(call: str, error: str, django: Django) -> None:
    assert codes(view(call), min(django.version, DEFAULT)) == ["RSP701"]
    assert f"{error}: " in (django.run(view(call)).raises or "")


@pytest.mark.parametrize("call", ACCEPTED.values(), ids=ACCEPTED)
def test_what_django_accepts_is_silent(call: str, django: Django) -> None:
    silent(view(call))
    assert django.run(view(call)).raises is None


@pytest.mark.parametrize("call", SILENT.values(), ids=SILENT)
def test_what_is_not_certain_is_silent(call: str) -> None:
    silent(view(call))


def test_an_expected_error_is_silent() -> None:
    silent(
        view(
            "close()\n    try:\n        r.set_cookie('a', max_age='1')\n    except TypeError:\n        pass"
        )
    )


def test_before_4_1_a_timedelta_is_refused_and_a_date_is_not() -> None:
    duration = view("set_cookie('a', max_age=timedelta(hours=1))")
    both = view("set_cookie('a', max_age=60, expires=datetime.now())")
    for program, older, newer in ((duration, ["RSP701"], []), (both, [], ["RSP701"])):
        assert codes(program, Version(4, 0)) == older
        assert codes(program, Version(4, 1)) == newer


def test_the_message_says_what_is_raised_and_what_to_write() -> None:
    check("""
        from django.http import HttpResponse as Answer
        class Middleware:
            def process_response(self, request, response):
                response.set_cookie("a b", "1")
                #                   ^^^^^ RSP701 Django raises CookieError: Illegal key 'a b'; give the cookie a name
                response.set_cookie("a", samesite="no")
                #                                 ^^^^ RSP701 samesite must be "lax", "none", or "strict"; give it as text.
                response.delete_cookie("a", secure=True)
                #                           ^^^^^^^^^^^ RSP701 unexpected keyword argument 'secure'; leave it out.
                return response
        def view(request):
            answer = Answer()
            answer.set_cookie("a", httpOnly=True)
            #                      ^^^^^^^^^^^^^ RSP701 TypeError: HttpResponseBase.set_cookie() got an unexpected keyword argument 'httpOnly'; write httponly.
            return answer
    """)


def test_a_wrapper_is_reported_at_its_call() -> None:
    check("""
        from django.http import HttpResponse
        def remember(response: HttpResponse, name):
            response.set_cookie(name, "1")
        def view(request):
            response = HttpResponse()
            remember(response, "last visit")
            #                  ^^^^^^^^^^^^ RSP701
            return response
    """)


@pytest.mark.parametrize(
    "head",
    [
        "from starlette.responses import Response\nr = Response()\n",
        "def f(jar):\n    r = jar\n    ",
    ],
)
def test_another_library_s_cookie_is_silent(head: str) -> None:
    silent(f"{head}r.set_cookie('a b', partitioned=True)\n")


SAFE = [
    ("set_cookie('a', max_age='60')", "set_cookie('a', max_age=60)"),
    ("set_cookie('a', samesite=' lax')", "set_cookie('a', samesite=\"Lax\")"),
    ("set_cookie('a', http_only=True)", "set_cookie('a', httponly=True)"),
    ("set_cookie('a', sameSite='Lax')", "set_cookie('a', samesite='Lax')"),
    ("set_cookie('a', maxage=60)", "set_cookie('a', max_age=60)"),
    ("delete_cookie('a', secure=True)", "delete_cookie('a')"),
    ("delete_cookie('a', httponly=True, path='/a')", "delete_cookie('a', path='/a')"),
]


@pytest.mark.parametrize(("before", "after"), SAFE)
def test_what_was_evidently_meant_is_safe(before: str, after: str, django: Django) -> None:
    fixes(view(before), view(after))
    broken, sent = before_and_after(view(before), django)
    assert broken.raises
    assert sent.raises is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("set_cookie('a', samesite='stric')", "set_cookie('a', samesite=\"Strict\")"),
        ("set_cookie('a', expiry=None)", "set_cookie('a', expires=None)"),
        ("set_cookie('a', max_age=60, expires=datetime.now())", "set_cookie('a', max_age=60)"),
    ],
)
def test_what_may_have_been_meant_is_suggested(before: str, after: str) -> None:
    unfixed(view(before), Safety.SAFE)
    fixes(view(before), view(after), Safety.SUGGESTED)


@pytest.mark.parametrize(
    "call",
    [
        "set_cookie('a b')",
        "set_cookie('a', samesite=True)",
        "set_cookie('a', samesite='x')",
        "set_cookie('a', partitioned=True)",
        "set_cookie('a', max_age=HOUR)",
        "set_cookie('a', **{'http_only': True})",
        "set_cookie('a', http_only=True, httponly=True)",
        "delete_cookie('a',  # why\n        secure=True)",
    ],
)
def test_what_cannot_be_told_gets_no_fix(call: str) -> None:
    unfixed(view(call))
