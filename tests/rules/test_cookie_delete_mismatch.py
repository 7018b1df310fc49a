from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import DEFAULT
from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import lint
from resp_lsp.rules.finding import Safety, Severity
from tests.rules.check import check, codes, fixes, silent, unfixed

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = (
    "from django.conf import settings\nfrom django.http import HttpResponse\n"
    "NAME, AREA = 'a', '/shop'\nCOOKIE = settings.SESSION_COOKIE_NAME\n"
)


def module(made: str, deleted: str) -> str:
    return (
        f"{HEAD}def enter(request):\n    r = HttpResponse()\n    r.{made}\n    return r\n"
        f"def leave(request):\n    r = HttpResponse()\n    r.{deleted}\n    return r\n"
    )


def parts(cookie: str) -> tuple[str, ...]:
    """The name, the path and the domain of a cookie that is sent."""
    name, *attributes = cookie.split("; ")
    found = dict(a.partition("=")[::2] for a in attributes)
    return name.partition("=")[0], found.get("Path", ""), found.get("Domain", "").lstrip(".")


MISSED = {
    "another path": ("set_cookie('a', path='/shop')", "delete_cookie('a')"),
    "a path too many": ("set_cookie('a')", "delete_cookie('a', '/shop')"),
    "two paths": ("set_cookie('a', path='/shop')", "delete_cookie('a', path='/shop/')"),
    "a domain": ("set_cookie('a', domain='a.org')", "delete_cookie('a')"),
    "a domain too many": ("set_cookie('a')", "delete_cookie('a', domain='a.org')"),
    "constants": ("set_cookie(NAME, path=AREA)", "delete_cookie('a')"),
    "signed": ("set_signed_cookie('a', '1', path='/shop')", "delete_cookie(key='a')"),
    "a name in the settings": (
        "set_cookie(settings.SESSION_COOKIE_NAME, path='/shop')",
        "delete_cookie(settings.SESSION_COOKIE_NAME)",
    ),
}
DELETED = {
    "the same path": ("set_cookie('a', path='/shop')", "delete_cookie('a', path=AREA)"),
    "the default": ("set_cookie('a')", "delete_cookie('a', '/')"),
    "the same domain": ("set_cookie('a', domain='.A.org')", "delete_cookie('a', domain='a.org')"),
    "no domain": ("set_cookie('a', domain=None)", "delete_cookie('a')"),
}
SILENT = {
    "another cookie": ("set_cookie('b', path='/shop')", "delete_cookie('a')"),
    "set elsewhere": ("close()", "delete_cookie('a', path='/shop')"),
    "no path, which the browser fills in": ("set_cookie('a', path=None)", "delete_cookie('a')"),
    "two settings": ("set_cookie('a', path=settings.A)", "delete_cookie('a', path=settings.B)"),
    "unknown names": ("set_cookie(name, path='/shop')", "delete_cookie(name)"),
    "unknown arguments": ("set_cookie('a', **request.GET)", "delete_cookie('a')"),
    "one of two": ("set_cookie('a', path='/shop')\n    r.set_cookie('a')", "delete_cookie('a')"),
    "a suppression": ("set_cookie('a', path='/b')", "delete_cookie('a')  # noqa: RSP704"),
}


@pytest.mark.parametrize(("made", "deleted"), MISSED.values(), ids=MISSED)
def test_what_is_not_deleted_is_flagged(made: str, deleted: str, django: Django) -> None:
    program = module(made, deleted)
    assert codes(program, min(django.version, DEFAULT)) == ["RSP704"]
    sent = [django.run(program, view).cookies[0] for view in ("enter", "leave")]
    assert parts(sent[0]) != parts(sent[1])


@pytest.mark.parametrize(("made", "deleted"), DELETED.values(), ids=DELETED)
def test_what_is_deleted_is_silent(made: str, deleted: str, django: Django) -> None:
    program = module(made, deleted)
    silent(program)
    sent = [django.run(program, view).cookies[0].lower() for view in ("enter", "leave")]
    assert parts(sent[0]) == parts(sent[1])


@pytest.mark.parametrize(("made", "deleted"), SILENT.values(), ids=SILENT)
def test_what_is_not_certain_is_silent(made: str, deleted: str) -> None:
    silent(module(made, deleted))


@pytest.mark.parametrize(
    ("made", "deleted"),
    [
        ("set_cookie('a', domain=settings.SESSION_COOKIE_DOMAIN)", "delete_cookie('a')"),
        ("set_cookie(COOKIE, path=settings.SESSION_COOKIE_PATH)", "delete_cookie(COOKIE)"),
        ("set_cookie('a')", "delete_cookie('a', domain=settings.SESSION_COOKIE_DOMAIN)"),
    ],
)
def test_what_the_settings_decide_is_a_hint(made: str, deleted: str) -> None:
    program = module(made, deleted)
    silent(program)
    (finding,) = lint(program, Config(select=("RSP704",), hints=True))
    assert finding.severity is Severity.HINT
    assert "browsers may keep it" in finding.message


def test_both_calls_are_shown() -> None:
    check("""
        from django.http import HttpResponse as Answer
        def view(request):
            answer = Answer()
            answer.set_cookie("a", "1", path="/shop")
            return answer
        def other(request):
            answer = Answer()
            answer.delete_cookie("a")
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^ RSP704 deleted with path='/', but set with path="/shop": browsers keep it
            return answer
    """)
    program = module("set_cookie('a', domain='a.org')", "delete_cookie('a')")
    (finding,) = lint(program, Config(select=("RSP704",)))
    assert "deleted with no domain, but set with domain='a.org'" in finding.message
    assert [related.message for related in finding.related] == ["It is set here."]


def test_another_library_s_cookies_are_silent() -> None:
    silent(
        "from starlette.responses import Response\nr = Response()\n"
        "r.set_cookie('a', path='/b')\nr.delete_cookie('a')\n"
    )


@pytest.mark.parametrize(
    ("made", "before", "after"),
    [
        ("set_cookie('a', path='/b')", "delete_cookie('a')", "delete_cookie('a', path='/b')"),
        ("set_cookie('a', path=AREA)", "delete_cookie('a', '/')", "delete_cookie('a', AREA)"),
        ("set_cookie('a')", "delete_cookie('a', path='/b')", "delete_cookie('a')"),
        (
            "set_cookie('a', domain='a.org')",
            "delete_cookie('a')",
            "delete_cookie('a', domain='a.org')",
        ),
    ],
)
def test_what_it_was_set_with_is_suggested(
    made: str, before: str, after: str, django: Django
) -> None:
    unfixed(module(made, before), Safety.SAFE)
    fixes(module(made, before), module(made, after), Safety.SUGGESTED)
    sent = [django.run(module(made, after), view).cookies[0] for view in ("enter", "leave")]
    assert parts(sent[0]) == parts(sent[1])


@pytest.mark.parametrize(
    ("made", "deleted"),
    [
        ("set_cookie('a', path=''.join(['/', 'b']))", "delete_cookie('a')"),
        ("set_cookie('a', path='/b')", "delete_cookie('a', **{'path': '/'})"),
        ("set_cookie('a', path='/b')\n    r.set_cookie('a', path='/c')", "delete_cookie('a')"),
    ],
)
def test_what_cannot_be_told_gets_no_fix(made: str, deleted: str) -> None:
    unfixed(module(made, deleted))
