"""The harness itself: what it says about a Django is what that Django does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from tests.django.matrix import Django


def test_a_response_is_told_as_sent(django: Django) -> None:
    outcome = django.run("""
        from django.http import JsonResponse
        def view(request):
            response = JsonResponse({"a": 1}, status=201)
            response["X-B"] = "1"
            response["X-A"] = "2"
            response.set_cookie("c", "d")
            return response
    """)
    assert (outcome.raises, outcome.type) == (None, "JsonResponse")
    assert (outcome.status, outcome.reason) == (201, "Created")
    assert [name for name, _ in outcome.headers] == ["Content-Type", "X-B", "X-A"]
    assert outcome.header("content-type") == "application/json"
    assert outcome.header("Vary") is None
    assert outcome.cookies == ("c=d; Path=/",)
    assert outcome.body == '{"a": 1}'


def test_an_exception_is_told_with_its_qualified_name(django: Django) -> None:
    refused = django.run(r"""
        from django.http import HttpResponse
        def view(request):
            return HttpResponse(headers={"X-A": "a\n"})
    """)
    assert refused.raises is not None
    assert refused.raises.startswith("django.http.response.BadHeaderError: Header values can't")
    assert django.run("def view(request): raise TypeError('no')").raises == "TypeError: no"


def test_a_view_that_gives_no_response_raises(django: Django) -> None:
    raises = django.run("def view(request): return None").raises
    assert raises is not None
    assert "didn't return an HttpResponse object" in raises


def test_middleware_gets_a_plain_response(django: Django) -> None:
    source = """
        def middleware(get_response):
            def inner(request):
                return process_response(request, get_response(request))
            return inner

        def process_response(request, response):
            response["X-A"] = "1"
            return response
    """
    for name in ("middleware", "process_response"):
        outcome = django.run(source, name)
        assert (outcome.body, outcome.header("X-A")) == ("plain", "1")


def test_a_stream_that_never_ends_is_cut_off(django: Django) -> None:
    outcome = django.run("""
        import itertools
        from django.http import StreamingHttpResponse
        def view(request):
            return StreamingHttpResponse(itertools.repeat("a"))
    """)
    assert outcome.body == "a" * 1000


def test_an_async_view_and_an_async_stream_are_read(django: Django) -> None:
    outcome = django.run("""
        from django.http import StreamingHttpResponse
        async def parts():
            yield "a"
            yield "b"
        async def view(request):
            return StreamingHttpResponse(parts())
    """)
    assert (outcome.raises, outcome.body) == (None, "ab")


def test_a_view_that_prints_does_not_disturb_the_harness(django: Django) -> None:
    outcome = django.run("""
        from django.http import HttpResponse
        def view(request):
            print("noise")
            return HttpResponse("ok")
    """)
    assert outcome.body == "ok"


def test_models_and_templates_are_there(django: Django) -> None:
    outcome = django.run("""
        from django.contrib.auth.models import User
        from django.shortcuts import render
        def view(request):
            nobody = User.objects.filter(username="-")
            return render(request, "any.html", status=200 + nobody.count())
    """)
    assert (outcome.raises, outcome.status, outcome.body) == (None, 200, "template")


def test_an_environment_holds_the_release_it_is_named_after(
    django: Django, request: pytest.FixtureRequest
) -> None:
    assert django.version == request.node.callspec.params["django"]
