"""Behind each return: what the view answers with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.server.client import URI, Client, at
from tests.server.conftest import EDITOR

if TYPE_CHECKING:
    from collections.abc import Callable

VIEWS = """\
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control


def plain(request):
    é = "😀"; return_ = 1
    return HttpResponse("a")


@cache_control(max_age=60)
def cached(request):
    return JsonResponse({}, status=201)  # a comment


def either(request):
    if request.GET:
        return HttpResponse(
            status=404,
        )
    return JsonResponse([])


def unknown(request):
    return other(request)
"""


def hints(client: Client, first: int = 0, last: int = 99) -> Any:
    given = {"start": at(first, 0), "end": at(last, 0)}
    return client.request("textDocument/inlayHint", textDocument={"uri": URI}, range=given)


def wanting(start: Callable[..., Client], **settings: Any) -> Client:
    client = start()
    client.initialize(EDITOR, initializationOptions={"targetDjango": "5.2", **settings})
    client.open(VIEWS)
    return client


def test_status_type_and_cache_stand_behind_each_return(start: Callable[..., Client]) -> None:
    found = hints(wanting(start, inlayHints=True))
    assert [(h["position"], h["label"]) for h in found] == [
        (at(6, 28), "200 OK · text/html; charset=utf-8"),
        (at(11, 39), "201 Created · application/json · max-age=60"),
        (at(18, 9), "404 Not Found · text/html; charset=utf-8"),
        (at(19, 27), "raises TypeError"),
    ]
    assert all("As Django 5.2 would send it" in hint["tooltip"]["value"] for hint in found)


def test_only_those_in_the_range_are_given(start: Callable[..., Client]) -> None:
    assert [h["position"]["line"] for h in hints(wanting(start, inlayHints=True), 10, 14)] == [11]


def test_they_are_off_unless_they_are_asked_for(start: Callable[..., Client]) -> None:
    assert hints(wanting(start)) is None


def test_the_client_is_asked_to_look_again_when_settings_change(
    start: Callable[..., Client],
) -> None:
    client = start()
    client.initialize({**EDITOR, "workspace": {"inlayHint": {"refreshSupport": True}}})
    client.open(VIEWS)
    client.notify("workspace/didChangeConfiguration", settings={"resp-lsp": {"inlayHints": True}})
    client.take(lambda message: message.get("method") == "workspace/inlayHint/refresh")
    assert len(hints(client)) == 4


def test_a_change_of_the_settings_switches_them_on(start: Callable[..., Client]) -> None:
    client = wanting(start)
    settings = {"resp-lsp": {"inlayHints": True}}
    client.notify("workspace/didChangeConfiguration", settings=settings)
    assert len(hints(client)) == 4
