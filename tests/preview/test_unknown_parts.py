"""What is only known at run time is shown as the code that gives it."""

from __future__ import annotations

import pytest

from tests.preview.shown import http, only, previewed

HTML = "Content-Type: text/html; charset=utf-8"


def response(arguments: str, maker: str = "HttpResponse") -> str:
    return f"""
    def view(request, **given):
        |return {maker}({arguments})
    """


SHOWN = {
    "request.user": f"HTTP/1.1 200 OK\n{HTML}\n\n⟨request.user⟩",
    'f"Hello {request.user}!"': f"HTTP/1.1 200 OK\n{HTML}\n\nHello ⟨request.user⟩!",
    '"a", status=code()': f"HTTP/1.1 ⟨code()⟩\n{HTML}\n\na",
    '"a", status=code(), reason="Odd"': f"HTTP/1.1 ⟨code()⟩ Odd\n{HTML}\n\na",
    "content_type=kind(1)": "HTTP/1.1 200 OK\nContent-Type: ⟨kind(1)⟩",
    'headers={"X-A": value(), name: "1"}': (f"HTTP/1.1 200 OK\nX-A: ⟨value()⟩\n⟨name⟩: 1\n{HTML}"),
}


@pytest.mark.parametrize("arguments", SHOWN)
def test_an_argument_stands_for_itself(arguments: str) -> None:
    assert http(response(arguments)) == SHOWN[arguments]


JSON = {
    "data()": "⟨data()⟩",
    '{"a": request.user, "b": [x, 1]}': '{"a": ⟨request.user⟩, "b": [⟨x⟩, 1]}',
    "{key: 1}": "{⟨key⟩: 1}",
    '{"a": f"<{x}>"}': '{"a": "<⟨x⟩>"}',
    "[row(1)], safe=False": "[⟨row(1)⟩]",
    '{"a": 1}, encoder=own()': '{"a": 1}',
}


@pytest.mark.parametrize("arguments", JSON)
def test_a_part_of_json_has_no_quotes(arguments: str) -> None:
    shown = only(response(arguments, "JsonResponse"))
    assert (shown.error, shown.body) == (None, JSON[arguments])


OTHERS = {
    'HttpResponseRedirect(url("a"))': f'HTTP/1.1 302 Found\n{HTML}\nLocation: ⟨url("a")⟩',
    'redirect("home")': f'HTTP/1.1 302 Found\n{HTML}\nLocation: ⟨"home"⟩',
    "HttpResponseNotAllowed(methods())": (
        f"HTTP/1.1 405 Method Not Allowed\n{HTML}\nAllow: ⟨methods()⟩"
    ),
    'render(request, "a.html", {}, status=404)': (
        f'HTTP/1.1 404 Not Found\n{HTML}\n\n⟨rendered: "a.html"⟩'
    ),
    'TemplateResponse(request, "a.html")': f'HTTP/1.1 200 OK\n{HTML}\n\n⟨rendered: "a.html"⟩',
    'StreamingHttpResponse(rows(), content_type="text/csv")': (
        "HTTP/1.1 200 OK\nContent-Type: text/csv\n\n⟨streamed: rows()⟩"
    ),
    'FileResponse(open("/a/b.pdf", "rb"), as_attachment=True)': (
        "HTTP/1.1 200 OK\nContent-Type: application/pdf\n"
        'Content-Disposition: attachment; filename="b.pdf"\n'
        'Content-Length: ⟨size of open("/a/b.pdf", "rb")⟩\n\n'
        '⟨streamed: open("/a/b.pdf", "rb")⟩'
    ),
    "FileResponse(f)": (
        "HTTP/1.1 200 OK\nContent-Type: ⟨by the name of f⟩\n"
        "Content-Disposition: ⟨by the name of f⟩\nContent-Length: ⟨size of f⟩\n\n⟨streamed: f⟩"
    ),
}


@pytest.mark.parametrize("code", OTHERS)
def test_each_kind_of_response_has_its_own(code: str) -> None:
    shown = http(f"def view(request, f):\n    |return {code}")
    assert sorted(shown.split("\n")) == sorted(OTHERS[code].split("\n"))


CHANGES = {
    'response["X-A"] = str(f(1))': "X-A: ⟨str(f(1))⟩",
    'response["X-A"] = f"a {f(1)}"': "X-A: a ⟨f(1)⟩",
    'response["X-A"] = "a" if f() else f(2)': 'X-A: ⟨"a" if f() else f(2)⟩',
    'response.set_cookie("a", f())': "Set-Cookie: a=⟨f()⟩; Path=/",
    'response.set_cookie("a", "b", max_age=f())': "Set-Cookie: a=b; Path=/; ⟨max_age=f()⟩",
    'response.set_signed_cookie("a", "b")': 'Set-Cookie: a=⟨signed "b"⟩; Path=/',
    "patch_cache_control(response, max_age=f())": "Cache-Control: max-age=⟨f()⟩",
    "patch_vary_headers(response, [f()])": "Vary: ⟨f()⟩",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_stands_for_itself(change: str) -> None:
    lines = http(f"""
    def view(request):
        response = HttpResponse()
        {change}
        |return response
    """).splitlines()
    assert lines[2:] == [CHANGES[change]]


def test_what_follows_an_unknown_directive_is_unknown() -> None:
    shown = only("""
    def view(request):
        response = HttpResponse()
        patch_cache_control(response, max_age=f())
        patch_cache_control(response, max_age=60)
        |return response
    """)
    assert dict(shown.headers)["Cache-Control"] == "⟨patch_cache_control(max_age=60)⟩"


def test_long_code_and_long_bodies_are_cut() -> None:
    code = "f(" + ", ".join("abcdefgh" for _ in range(20)) + ")"
    assert len(only(response(code)).body) == 62
    assert len(only(response(f'"{"a" * 5_000}"')).body) == 1_001


def test_a_body_of_bytes_is_counted() -> None:
    shown = only(response(r'b"\xff\xfe", content_type="image/png"'))
    assert shown.body == "⟨2 bytes⟩"


def test_more_headers_may_be_in_what_is_spread() -> None:
    shown = only(response('"a", **given'))
    assert shown.notes == ("There may be other headers.",)


def test_nothing_is_shown_where_nothing_is_known() -> None:
    assert previewed("def view(request):\n    |return unknown(request)") is None
    assert previewed("def view(request):\n    x = |1\n    return HttpResponse()") is None
    assert previewed("def view(request):|\n    return HttpResponse()") is None
    assert previewed("|import os") is None
    assert previewed("def view(request):\n    return |HttpResponse(") is None


def test_what_cannot_be_replayed_at_all_is_not_shown() -> None:
    assert (
        previewed("""
    def view(request):
        response = HttpResponse()
        response.set_cookie("a", f(), max_age=f(), path=f(), samesite="Sometimes")
        |return response
    """)
        is None
    )


def test_a_path_of_none_is_the_default() -> None:
    shown = only("""
    def view(request):
        response = HttpResponse()
        response.set_cookie("a", "b", path=None, max_age=f())
        |return response
    """)
    assert shown.cookies == ("a=b; Path=/; ⟨max_age=f()⟩",)
