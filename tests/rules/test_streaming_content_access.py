from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import Version
from tests.rules.check import check, codes, silent
from tests.rules.look_alikes import each_look_alike

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "import io\nfrom django.http import FileResponse, HttpResponse, StreamingHttpResponse\n"

REFUSED = {
    "content": ("response.content", "AttributeError"),
    "the length of the content": ("response['X'] = len(response.content)", "AttributeError"),
    "text": ("response.text", "AttributeError"),
    "content that is assigned": ("response.content = b'a'", "AttributeError"),
    "content that is added to": ("response.content += b'a'", "AttributeError"),
    "write()": ("response.write('a')", "OSError"),
    "writelines()": ("response.writelines(['a'])", "OSError"),
    "behind another question": (
        "if hasattr(response, 'rendered'):\n        pass\n    response.content",
        "AttributeError",
    ),
    "where it streams": ("if response.streaming:\n        response.content", "AttributeError"),
}

GUARDED = {
    "hasattr()": "if hasattr(response, 'content'):\n        response.content",
    "streaming": "if not response.streaming:\n        response.content",
    "an early return": "if response.streaming:\n        return response\n    response.content",
    "getattr()": "if not getattr(response, 'streaming', False):\n        response.content",
    "getattr() with a default": "content = getattr(response, 'content', b'')",
    "a handler": "try:\n        response.content\n    except AttributeError:\n        pass",
    "a handler of write()": (
        "try:\n        response.write('a')\n    except OSError:\n        pass"
    ),
    "streaming_content": "response.streaming_content = map(bytes, response.streaming_content)",
    "getvalue()": "response['X'] = str(len(response.getvalue()))",
}


def program(body: str, response: str = "StreamingHttpResponse(['a'])") -> str:
    return f"{HEAD}def view(request):\n    response = {response}\n    {body}\n    return response\n"


@pytest.mark.parametrize("response", ["StreamingHttpResponse(['a'])", "FileResponse(io.BytesIO())"])
@pytest.mark.parametrize(("body", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_what_it_lacks_is_flagged_and_raises(
    response: str, body: str, error: str, django: Django
) -> None:
    assert codes(program(body, response)) == ["RSP405"]
    assert (django.run(program(body, response)).raises or "").startswith(error)


@pytest.mark.parametrize("body", GUARDED.values(), ids=GUARDED.keys())
def test_what_is_guarded_is_not_flagged_and_does_not_raise(body: str, django: Django) -> None:
    assert codes(program(body)) == []
    assert django.run(program(body)).raises is None


@pytest.mark.parametrize("body", ["response.content", "response.write('a')"])
def test_a_whole_response_is_not_flagged(body: str, django: Django) -> None:
    code = program(body, "HttpResponse('a')")
    assert codes(code) == []
    assert django.run(code).raises is None


@each_look_alike("StreamingHttpResponse")
def test_a_look_alike_is_not_flagged(head: str) -> None:
    assert codes(head + "StreamingHttpResponse(['a']).content") == []


def test_a_response_from_elsewhere_is_not_flagged() -> None:
    silent("""
        from django.http import HttpResponse, StreamingHttpResponse
        def middleware(get_response):
            def inner(request):
                response = get_response(request)
                response["X"] = len(response.content)
                return response
            return inner
        def process_response(self, request, response):
            return HttpResponse(response.content)
    """)


def test_a_class_with_content_of_its_own_is_not_flagged() -> None:
    silent("""
        from django.http import StreamingHttpResponse
        class Stream(StreamingHttpResponse):
            @property
            def content(self):
                return self.getvalue()
        def view(request):
            response = Stream(["a"])
            response["X"] = len(response.content)
            return response
    """)


def test_either_of_two_responses_is_not_flagged() -> None:
    code = "def view(request):\n    response = HttpResponse() if request.GET else FileResponse()\n"
    assert codes(f"{HEAD}{code}    response.content") == []


def test_the_attribute_is_marked() -> None:
    check("""
        from django.http import FileResponse as Download
        def view(request):
            response = Download(open("a", "rb"))
            print(response.content)
            #     ^^^^^^^^^^^^^^^^ RSP405 AttributeError: This FileResponse instance has no `content`
    """)


@pytest.mark.parametrize(
    ("release", "error"),
    [
        ("4.2", "AttributeError: 'StreamingHttpResponse' object has no attribute 'text'"),
        ("5.2", "AttributeError: This StreamingHttpResponse instance has no `text` attribute."),
    ],
)
def test_the_error_is_that_of_the_release(release: str, error: str) -> None:
    check(
        f"""
        from django.http import StreamingHttpResponse
        StreamingHttpResponse(["a"]).text
        #^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RSP405 {error}
        """,
        Version.parse(release),
    )


@pytest.mark.parametrize("comment", ["noqa: RSP405", "resp: ignore[RSP405]"])
def test_a_comment_silences_it(comment: str) -> None:
    assert codes(f"{HEAD}StreamingHttpResponse().content  # {comment}") == []
