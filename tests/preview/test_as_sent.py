"""Where everything is known, what is shown is what Django sends."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from tests.preview.shown import IMPORTS, only

if TYPE_CHECKING:
    from tests.django.matrix import Django

DATE = re.compile(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT")

BODIES = {
    "a plain response": 'return HttpResponse("hello")',
    "json": 'return JsonResponse({"a": [1, None, True, "é"], "b": {"c": 1.5}})',
    "json of a list": "return JsonResponse([1, 2], safe=False)",
    "json parameters": 'return JsonResponse({"b": 1, "a": "é"}, json_dumps_params={"indent": 1})',
    "a status": 'return HttpResponse("gone", status=410)',
    "a reason": 'return HttpResponse(status=299, reason="Odd")',
    "headers": 'return HttpResponse(headers={"X-A": "1", "x-b": 2})',
    "a content type": 'return HttpResponse("<a/>", content_type="application/xml")',
    "a charset": 'return HttpResponse("plain", charset="latin-1")',
    "bytes": 'return HttpResponse(b"abc", content_type="text/plain")',
    "no content": "return HttpResponse(status=204)",
    "a redirect": 'return HttpResponseRedirect("/a b/?c=é")',
    "a permanent redirect": 'return HttpResponsePermanentRedirect("/a/")',
    "not allowed": 'return HttpResponseNotAllowed(["GET", "POST"])',
    "not modified": "return HttpResponseNotModified()",
    "forbidden": 'return HttpResponseForbidden("no")',
    "the shortcut": 'return redirect("/there/")',
    "the permanent shortcut": 'return redirect("/there/", permanent=True)',
    "a header": """
        response = HttpResponse()
        response["X-A"] = "1"
        response.headers["x-a"] = "2"
        return response
    """,
    "a header in words of others": """
        response = HttpResponse()
        response["X-Name"] = "Zoë €"
        return response
    """,
    "a header that is deleted": """
        response = HttpResponse()
        response["X-A"] = "1"
        del response["X-A"]
        del response["Content-Type"]
        return response
    """,
    "a default": """
        response = HttpResponse()
        response["X-A"] = "1"
        response.setdefault("X-A", "2")
        response.headers.setdefault("X-B", "3")
        return response
    """,
    "other headers": """
        response = HttpResponse(headers={"X-A": "1"})
        response.headers = {"X-B": "2"}
        return response
    """,
    "a header that is popped": """
        response = HttpResponse(headers={"X-A": "1", "X-B": "2"})
        response.headers.pop("X-A")
        return response
    """,
    "cookies": """
        response = HttpResponse()
        response.set_cookie("a", "b c", httponly=True, samesite="Lax", secure=True)
        response.set_cookie("d", "e", max_age=60, path="/x")
        response.set_cookie("a", "again")
        response.delete_cookie("gone")
        return response
    """,
    "the cache": """
        response = HttpResponse()
        patch_cache_control(response, max_age=60, public=True)
        patch_cache_control(response, max_age=30, private=True)
        patch_vary_headers(response, ["Accept", "Cookie"])
        patch_vary_headers(response, ["accept", "Origin"])
        return response
    """,
    "never cached": """
        response = HttpResponse("x")
        add_never_cache_headers(response)
        return response
    """,
    "cached for a while": """
        response = HttpResponse("x")
        patch_response_headers(response, cache_timeout=30)
        return response
    """,
    "attributes": """
        response = HttpResponse("first")
        response.status_code = 404
        response.reason_phrase = "Nowhere"
        response.content = "second"
        return response
    """,
    "writes": """
        response = HttpResponse("a")
        response.write("b")
        response.writelines(["c", "d"])
        return response
    """,
    "a loop over known items": """
        response = HttpResponse()
        for name, value in [("X-A", "1"), ("X-B", "2")]:
            response[name] = value
        return response
    """,
    "a branch that is decided": """
        response = HttpResponse()
        if False:
            response["X-A"] = "1"
        return response
    """,
    "a text of many parts": """
        names = ["a", "b"]
        response = HttpResponse("-".join(names) + "%s" % "c" + f"{1}")
        return response
    """,
}
VIEWS = {
    "a function that makes it": """
        def made(text):
            response = HttpResponse(text)
            response["X-A"] = text
            return response

        def view(request):
            |return made("x")
    """,
    "a function that changes it": """
        def marked(response):
            response["X-A"] = "1"
            return response

        def view(request):
            |return marked(HttpResponse("x"))
    """,
    "a class with a status": """
        class Teapot(HttpResponse):
            status_code = 418

        def view(request):
            |return Teapot("x")
    """,
    "a class with a status that is given another": """
        class Teapot(HttpResponse):
            status_code = 418

        def view(request):
            |return Teapot("x", status=200)
    """,
    "decorators": """
        @never_cache
        @cache_control(no_transform=True)
        @vary_on_headers("Accept", "Cookie")
        @xframe_options_deny
        def view(request):
            |return HttpResponse("x")
    """,
    "more decorators": """
        @xframe_options_sameorigin
        @vary_on_cookie
        def view(request):
            response = HttpResponse("x")
            response["X-Frame-Options"] = "DENY"
            response["Vary"] = "Accept"
            |return response
    """,
}


@pytest.mark.parametrize("name", BODIES)
def test_a_view_is_shown_as_django_answers(name: str, django: Django) -> None:
    _compare(_view(BODIES[name]), django)


REFUSED = {
    "a list": "return JsonResponse([])",
    "a newline": 'return HttpResponse(headers={"X-A": "a\\nb"})',
    "a status out of range": "return HttpResponse(status=1000)",
    "a scheme": 'return HttpResponseRedirect("ftpx:there")',
    "what JSON lacks": 'return JsonResponse({"a": {1, 2}})',
    "a cookie of more": """
        response = HttpResponse()
        response.set_cookie("a", "b", samesite="Sometimes")
        return response
    """,
    "headers that are no dict": """
        response = HttpResponse()
        response.headers.update({"X-A": "1"})
        return response
    """,
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_error_is_shown_as_django_raises_it(name: str, django: Django) -> None:
    view = _view(REFUSED[name])
    raised = django.run(IMPORTS + view.replace("|", "")).raises
    assert raised is not None
    error = only(view, django.version).error
    assert error is not None
    # Python's own words differ from release to release; Django's are the model's.
    assert raised.rpartition(": ")[0].rpartition(".")[2].startswith(error.partition(":")[0])
    assert error.partition(": ")[2] in raised


@pytest.mark.parametrize("name", VIEWS)
def test_what_others_do_to_it_is_shown_too(name: str, django: Django) -> None:
    _compare(dedent(VIEWS[name]), django)


def _view(body: str) -> str:
    """A view with the bar at its last statement."""
    body = dedent(body).strip()
    start = body.rindex("return ")
    lines = f"{body[:start]}|{body[start:]}".replace("\n", "\n    ")
    return f"def view(request):\n    {lines}\n"


def _compare(view: str, django: Django) -> None:
    sent = django.run(IMPORTS + view.replace("|", ""))
    assert sent.raises is None
    shown = only(view, django.version)
    assert shown.error is None
    assert shown.status_line == f"HTTP/1.1 {sent.status} {sent.reason}"
    assert _undated(shown.headers) == _undated(sent.headers)
    assert _undated(shown.cookies) == _undated(sent.cookies)
    assert shown.body == sent.body.encode("latin-1").decode()


def _undated(parts: object) -> str:
    """Without the time of day, which goes on between the two answers."""
    return DATE.sub("a date", repr(parts))
