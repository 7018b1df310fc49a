from __future__ import annotations

import io
from wsgiref.handlers import SimpleHandler
from wsgiref.util import setup_testing_defaults

import pytest

from tests.rules.check import check, codes, silent, unfixed
from tests.rules.header_programs import HEAD, elsewhere, view

NAMES = [
    "Connection",
    "Keep-Alive",
    "Proxy-Authenticate",
    "Proxy-Authorization",
    "TE",
    "Transfer-Encoding",
    "Upgrade",
]


def serve(name: str, value: str) -> str:
    """What the server of the standard library, which runserver extends, says of the header."""
    errors = io.StringIO()
    environ: dict[str, str] = {}
    setup_testing_defaults(environ)
    handler = SimpleHandler(io.BytesIO(), io.BytesIO(), errors, environ)

    def application(_environ: object, start_response: object) -> list[bytes]:
        start_response("200 OK", [(name, value)])  # type: ignore[operator] # WSGI's callable
        return [b""]

    handler.run(application)
    return errors.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_a_header_of_the_connection_is_flagged_and_fails_on_wsgi(name: str) -> None:
    assert codes(view(f"r[{name!r}] = 'a'")) == ["RSP210"]
    assert codes(view(f"r[{name.lower()!r}] = 'a'")) == ["RSP210"]
    assert "AssertionError: Hop-by-hop header" in serve(name, "a")


@pytest.mark.parametrize("name", ["Content-Length", "Trailer", "X-Connection", "Date", "Via"])
def test_another_header_is_silent(name: str) -> None:
    silent(view(f"r[{name!r}] = 'a'"))
    assert serve(name, "a") == ""


FORMS = {
    "headers=": f"{HEAD}HttpResponse(headers={{'Connection': 'close'}})",
    "the headers": view("r.headers['Connection'] = 'close'"),
    "setdefault": view("r.setdefault('Connection', 'close')"),
    "a constant": f"NAME = 'Connection'\n{view('r[NAME] = 1')}",
    "an alias": "from django.http import HttpResponse as R\nr = R(headers={'Connection': 'a'})",
    "a value that is not known": view("r['Connection'] = request.META['A']"),
}


@pytest.mark.parametrize("program", FORMS.values(), ids=FORMS)
def test_each_form_is_seen(program: str) -> None:
    assert codes(program) == ["RSP210"]


@pytest.mark.parametrize(
    "program",
    [
        *elsewhere("Connection", "'close'"),
        view("r[request.META['A']] = 'b'"),
        view("del r['Connection']"),
        view("r['Connection'] = 'close'  # noqa: RSP210"),
    ],
)
def test_the_rest_is_silent(program: str) -> None:
    silent(program)


def test_the_target_is_marked_and_there_is_no_fix() -> None:
    check("""
        from django.http import HttpResponse
        def view(request):
            r = HttpResponse()
            r["Connection"] = "close"
        #   ^^^^^^^^^^^^^^^ RSP210 Connection is between servers and their clients
    """)
    unfixed(view("r['Connection'] = 'close'"))
