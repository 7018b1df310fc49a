from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import DEFAULT
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "from django.http import HttpResponse\nNONE = 'None'\n"


def view(call: str) -> str:
    return f"{HEAD}def view(request):\n    r = HttpResponse()\n    r.{call}\n    return r\n"


REJECTED = {
    "SameSite=None": ("set_cookie('a', '1', samesite='None')", "a=1; Path=/; SameSite=None"),
    "in any case": ("set_cookie('a', '1', samesite='none')", "a=1; Path=/; SameSite=none"),
    "a constant": ("set_cookie('a', '1', samesite=NONE)", "a=1; Path=/; SameSite=None"),
    "said to be insecure": (
        "set_cookie('a', '1', secure=False, samesite='None')",
        "a=1; Path=/; SameSite=None",
    ),
    "__Secure-": ("set_cookie('__Secure-a', '1')", "__Secure-a=1; Path=/"),
    "__Host-": ("set_cookie(key='__Host-a', value='1')", "__Host-a=1; Path=/"),
    "in lower case": ("set_cookie('__host-a', '1', secure=0)", "__host-a=1; Path=/"),
    "with a path": (
        "set_cookie('__Host-a', '1', path='/a', secure=True)",
        "__Host-a=1; Path=/a; Secure",
    ),
    "with a domain": (
        "set_cookie('__Host-a', '1', domain='a.org', secure=True)",
        "__Host-a=1; Domain=a.org; Path=/; Secure",
    ),
}
KEPT = {
    "Secure": "set_cookie('a', '1', samesite='None', secure=True)",
    "a Secure name": "set_cookie('__Host-a', '1', secure=True)",
    "a domain for __Secure-": "set_cookie('__Secure-a', '1', domain='a.org', secure=True)",
    "SameSite=Lax": "set_cookie('a', '1', samesite='Lax')",
    "no SameSite": "set_cookie('a', '1', samesite=None)",
    "a deletion": "delete_cookie('__Host-a')",
    "a deletion across sites": "delete_cookie('a', samesite='None')",
}
SILENT = {
    "a setting": "set_cookie('a', '1', samesite='None', secure=settings.SECURE)",
    "an unknown samesite": "set_cookie('a', '1', samesite=settings.SAMESITE)",
    "an unknown name": "set_cookie(settings.NAME, '1')",
    "unknown arguments": "set_cookie('__Host-a', '1', **request.GET)",
    "one of two": "set_cookie('a', '1', samesite='None' if request.GET else 'Lax')",
    "an unknown path": "set_cookie('__Host-a', '1', path=settings.PATH, secure=True)",
    "a suppression": "set_cookie('__Host-a', '1')  # noqa: RSP702",
}


@pytest.mark.parametrize(("call", "sent"), REJECTED.values(), ids=REJECTED)
def test_what_browsers_ignore_is_flagged_and_sent(call: str, sent: str, django: Django) -> None:
    assert codes(view(call), min(django.version, DEFAULT)) == ["RSP702"]
    assert django.run(view(call)).cookies == (sent,)


@pytest.mark.parametrize("call", KEPT.values(), ids=KEPT)
def test_what_browsers_keep_is_silent(call: str, django: Django) -> None:
    silent(view(call))
    assert django.run(view(call)).raises is None


@pytest.mark.parametrize("call", SILENT.values(), ids=SILENT)
def test_what_is_not_certain_is_silent(call: str) -> None:
    silent(view(call))


def test_a_signed_cookie_is_like_any_other(django: Django) -> None:
    program = view("set_signed_cookie('a', '1', samesite='None')")
    assert codes(program) == ["RSP702"]
    assert "SameSite=None" in django.run(program).cookies[0]


def test_the_message_cites_the_section() -> None:
    check("""
        from django.http import HttpResponse as Answer
        def view(request):
            answer = Answer()
            answer.set_cookie("a", samesite="None")
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RSP702 one with SameSite=None must be Secure; give secure=True (RFC 6265bis, 5.7).
            answer.set_cookie("__Secure-a", secure=False)
            #                               ^^^^^^^^^^^^ RSP702 one named __Secure- must be Secure
            answer.set_cookie("__Host-a", secure=True, path="/a")
            #                                          ^^^^^^^^^ RSP702 must have the path "/" (RFC 6265bis, 4.1.3.2)
            return answer
    """)


def test_another_library_s_cookie_is_silent() -> None:
    silent(
        "from starlette.responses import Response\nr = Response()\n"
        "r.set_cookie('a', samesite='None')\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("set_cookie('a', samesite='None')", "set_cookie('a', samesite='None', secure=True)"),
        ("set_cookie('__Host-a')", "set_cookie('__Host-a', secure=True)"),
        ("set_cookie('__Host-a', secure=False)", "set_cookie('__Host-a', secure=True)"),
        (
            "set_cookie(\n        '__Host-a',\n        '1',\n    )",
            "set_cookie(\n        '__Host-a',\n        '1',\n        secure=True,\n    )",
        ),
    ],
)
def test_secure_is_suggested(before: str, after: str, django: Django) -> None:
    unfixed(view(before), Safety.SAFE)
    fixes(view(before), view(after), Safety.SUGGESTED)
    assert django.run(view(after)).cookies[0].endswith("; Secure")


@pytest.mark.parametrize(
    "call",
    [
        "set_cookie('__Host-a', secure=True, domain='a.org')",
        "set_cookie('__Host-a', **{'secure': False})",
    ],
)
def test_what_cannot_be_told_gets_no_fix(call: str) -> None:
    unfixed(view(call))
