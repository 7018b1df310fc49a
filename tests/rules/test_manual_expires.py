from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import lint
from resp_lsp.rules.finding import Safety, Severity
from tests.rules.check import check, codes, fixes, silent, unfixed

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = (
    "from django.http import HttpResponse\n"
    "from django.utils.cache import add_never_cache_headers, patch_cache_control, "
    "patch_response_headers\n"
)


def view(*lines: str) -> str:
    body = "\n".join(f"    {line}" for line in ("r = HttpResponse()", *lines, "return r"))
    return f"{HEAD}def view(request):\n{body}\n"


BY_HAND = "r['Cache-Control'] = 'no-store'"
EXPIRES = "r['Expires'] = '0'"
FLAGGED = {
    "Expires": view(BY_HAND, EXPIRES),
    "Pragma": view("r['Cache-Control'] = 'no-cache'", "r['Pragma'] = 'no-cache'"),
    "before it": view(EXPIRES, BY_HAND),
    "any case": view(BY_HAND, "r.headers['expires'] = -1"),
    "setdefault": view(BY_HAND, "r.setdefault('Expires', '0')"),
    "beside a call": view("patch_cache_control(r, max_age=60)", EXPIRES),
    "beside what writes it": view("add_never_cache_headers(r)", EXPIRES),
    "of what is a response for a helper": (
        f"{HEAD}def view(request):\n    return wrapped(lambda: HttpResponse())\n"
        "def wrapped(function):\n    answer = function()\n"
        "    patch_cache_control(answer, max_age=300)\n"
        "    answer.headers['Expires'] = '0'\n    return answer\n"
    ),
    "in a branch": view(BY_HAND, "if not request.GET:", f"    {EXPIRES}"),
    "an unknown value": view(BY_HAND, "r['Expires'] = request.method"),
    "headers=": (
        f"{HEAD}def view(request):\n"
        "    return HttpResponse(headers={'Cache-Control': 'no-store', 'Expires': '0'})\n"
    ),
}
SILENT = {
    "alone": view(EXPIRES),
    "what OAuth wants": view(BY_HAND, "r['Pragma'] = 'no-cache'"),
    "a copy of many": view(
        "o = request.o", "for name in ('Cache-Control', 'Expires'):", "    r[name] = o[name]"
    ),
    "Pragma alone": view("r['Pragma'] = 'no-cache'"),
    "another response": view("HttpResponse()['Cache-Control'] = 'no-store'", EXPIRES),
    "a read": view(BY_HAND, "x = r.get('Expires')"),
    "a copy": view("o = HttpResponse()", BY_HAND, "r['Expires'] = o.get('Expires', '')"),
    "the helper": view("add_never_cache_headers(r)"),
    "a dict": view(BY_HAND, "headers = {}", "headers['Expires'] = '0'"),
    "a suppression": view(BY_HAND, f"{EXPIRES}  # noqa: RSP306"),
}


@pytest.mark.parametrize("program", FLAGGED.values(), ids=FLAGGED)
def test_what_stands_beside_cache_control_is_flagged_and_sent(program: str, django: Django) -> None:
    assert codes(program) == ["RSP306"]
    sent = django.run(program)
    assert sent.header("Cache-Control")
    assert sent.header("Expires") or sent.header("Pragma")


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT)
def test_what_stands_alone_is_silent(program: str) -> None:
    silent(program)


def test_functions_that_share_a_name_are_apart() -> None:
    silent("""
        from django.utils import timezone
        def one(response):
            response["Cache-Control"] = "no-store"
        def other(response):
            response["Expires"] = "0"
    """)


def test_another_library_s_response_is_silent() -> None:
    silent(
        "from starlette.responses import Response\ndef f():\n    r = Response()\n"
        f"    {BY_HAND}\n    {EXPIRES}\n    return r\n"
    )


def test_it_is_a_hint_that_tells_where_cache_control_is() -> None:
    check("""
        from django.http import HttpResponse
        def view(request):
            response = HttpResponse()
            response["Cache-Control"] = "no-cache"
            response["Pragma"] = "no-cache"
        #   ^^^^^^^^^^^^^^^^^^ RSP306 Pragma is written by hand beside Cache-Control
            return response
    """)
    (finding,) = lint(view(BY_HAND, EXPIRES), Config(select=("RSP306",), hints=True))
    assert finding.severity is Severity.HINT
    assert [related.message for related in finding.related] == ["Cache-Control is written here."]


@pytest.mark.parametrize(
    ("lines", "call"),
    [
        ((BY_HAND, EXPIRES), "add_never_cache_headers(r)"),
        (
            ("r['Cache-Control'] = 'no-cache'", "r['Pragma'] = 'no-cache'"),
            "add_never_cache_headers(r)",
        ),
        (("r['Cache-Control'] = 'max-age=60'", EXPIRES), "patch_response_headers(r, 60)"),
        (("patch_cache_control(r, max_age=60)", EXPIRES), "patch_response_headers(r, 60)"),
    ],
)
def test_the_helper_is_suggested(lines: tuple[str, str], call: str, django: Django) -> None:
    fixes(view(*lines), view(lines[0], call), Safety.SUGGESTED)
    unfixed(view(*lines), Safety.SAFE)
    assert django.run(view(lines[0], call)).header("Expires")


@pytest.mark.parametrize(
    "lines",
    [
        ("r['Cache-Control'] = request.path", EXPIRES),
        ("r['Cache-Control'] = 'public'", EXPIRES),
        ("r['Cache-Control'] = 'max-age=60'", "r['Pragma'] = 'cache'"),
        (BY_HAND, "r['Expires'] = (  # long ago\n        '0')"),
    ],
)
def test_what_cannot_be_told_gets_no_fix(lines: tuple[str, str]) -> None:
    unfixed(view(*lines))
