"""Runs views on the Django of its environment: a line of JSON in, a line of JSON out.

A request is `{"source": a module's text, "view": a name in it}`; the first line out
is `{"django": version}`. Imports nothing but Django, and runs on Python 3.10 to 3.14.
"""

from __future__ import annotations

import asyncio
import inspect
import itertools
import json
import sys
from collections import defaultdict
from typing import IO, TYPE_CHECKING, Any

import django
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.locmem.Loader", defaultdict(lambda: "template")),
            ]
        },
    }
]
ENDLESS = 1000  # chunks; a body that has more is cut off


def main() -> None:
    replies, sys.stdout = sys.stdout, sys.stderr  # a view that prints must not break the protocol
    configure()
    tell(replies, {"django": django.get_version()})
    for line in sys.stdin:
        tell(replies, outcome(**json.loads(line)))


def configure() -> None:
    settings.configure(
        SECRET_KEY="not a secret",
        ALLOWED_HOSTS=["*"],
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        TEMPLATES=TEMPLATES,
        ROOT_URLCONF=__name__,
    )
    django.setup()
    call_command("migrate", verbosity=0)


def tell(stream: IO[str], reply: dict[str, Any]) -> None:
    stream.write(json.dumps(reply) + "\n")
    stream.flush()


def outcome(source: str, view: str) -> dict[str, Any]:
    """What Django sends for GET / or raises when the view is the only one in the project."""
    try:
        namespace: dict[str, Any] = {"__name__": "program"}
        exec(compile(source, "<program>", "exec"), namespace)
        return sent(answer(as_view(namespace, view)))
    except Exception as error:  # noqa: BLE001 -- whatever the program raises is the answer
        return {"raises": f"{qualified(type(error))}: {error}"}


def as_view(namespace: dict[str, Any], name: str) -> Callable[[HttpRequest], Any]:
    """The view of that name; the two names of middleware are put around a plain view."""
    named: Callable[..., Any] = namespace[name]
    if name == "middleware":
        view: Callable[[HttpRequest], Any] = named(plain)
        return view
    if name == "process_response":
        return lambda request: named(request, plain(request))
    return named


def plain(_: HttpRequest) -> HttpResponse:
    return HttpResponse("plain")


urlpatterns = [path("page/", plain, name="page")]


def answer(view: Callable[[HttpRequest], Any]) -> HttpResponse:
    response = view(RequestFactory().get("/"))
    if inspect.iscoroutinefunction(view):
        response = asyncio.run(response)
    BaseHandler().check_response(response, view)
    if hasattr(response, "render"):
        response = response.render()
    return response


def sent(response: HttpResponse) -> dict[str, Any]:
    body = b"".join(itertools.islice(chunks(response), ENDLESS))
    return {
        "type": type(response).__name__,
        "status": response.status_code,
        "reason": str(response.reason_phrase),
        "headers": [[str(k), str(v)] for k, v in response.items() if k.lower() != "date"],
        "cookies": [cookie.OutputString() for cookie in response.cookies.values()],
        "body": body.decode("latin-1"),
    }


def chunks(response: HttpResponse) -> Iterator[bytes]:
    if not response.streaming:
        return iter([response.content])
    if getattr(response, "is_async", False):
        return iter(asyncio.run(collected(response)))
    return iter(response)


async def collected(response: HttpResponse) -> list[bytes]:
    return [chunk async for chunk in response]


def qualified(kind: type[Exception]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")


if __name__ == "__main__":
    main()
