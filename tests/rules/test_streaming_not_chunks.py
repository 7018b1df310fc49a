from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import Version
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, unfixed
from tests.rules.look_alikes import each_look_alike
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "import json\nfrom pathlib import Path\n"
HEAD += "from django.http import FileResponse, StreamingHttpResponse\n"

GARBAGE = {
    "text": ("return StreamingHttpResponse('ab')", "ab"),
    "text that is built": ("return StreamingHttpResponse(json.dumps({}))", "{}"),
    "text with a hole": ("return StreamingHttpResponse(f'{request.path}a')", "/a"),
    "bytes": ("return StreamingHttpResponse(b'ab', content_type='text/csv')", "9798"),
    "a bytearray": ("return StreamingHttpResponse(bytearray(b'ab'))", "9798"),
    "a dict": ("return StreamingHttpResponse({'a': 1, 'b': 2})", "ab"),
    "by keyword": ("return StreamingHttpResponse(streaming_content='ab')", "ab"),
    "either of two": ("return StreamingHttpResponse('ab' if request.path else b'')", "ab"),
    "a path": ("return FileResponse('ab.pdf')", "ab.pdf"),
    "the content of a file": ("return FileResponse(b'ab', as_attachment=True)", "9798"),
    "an assignment": (
        "response = StreamingHttpResponse()\n    response.streaming_content = 'ab'\n"
        "    return response",
        "ab",
    ),
}

REFUSED = {
    "None": "return StreamingHttpResponse(None)",
    "a number": "return StreamingHttpResponse(1)",
    "a function": "def rows():\n        yield 'a'\n    return StreamingHttpResponse(rows)",
    "a path": "return FileResponse(Path('a.pdf'))",
    "None of a function": "return FileResponse(print())",
}

CHUNKS = {
    "a list": "return StreamingHttpResponse(['ab'])",
    "a tuple": "return StreamingHttpResponse((b'a', 'b'))",
    "a generator": "return StreamingHttpResponse(x for x in 'ab')",
    "iter()": "return StreamingHttpResponse(iter(['ab']))",
    "a file": ("import io\n    return FileResponse(io.BytesIO(b'ab'), filename='a.txt')"),
    "a map": "return StreamingHttpResponse(map(str, 'ab'))",
    "an asynchronous generator": (
        "async def rows():\n        yield 'ab'\n    return StreamingHttpResponse(rows())"
    ),
    "chunks on one way": "return StreamingHttpResponse(['ab'] if request.path else 'ab')",
    "a wrapped stream": (
        "response = StreamingHttpResponse(['ab'])\n"
        "    response.streaming_content = (x for x in response.streaming_content)\n"
        "    return response"
    ),
}


def program(body: str) -> str:
    return f"{HEAD}def view(request):\n    {body}\n"


@pytest.mark.parametrize(("body", "sent"), GARBAGE.values(), ids=GARBAGE.keys())
def test_what_is_taken_apart_is_flagged(body: str, sent: str, django: Django) -> None:
    assert codes(program(body)) == ["RSP404"]
    assert django.run(program(body)).body == sent


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_iterated_over_is_flagged_and_raises(body: str, django: Django) -> None:
    assert codes(program(body)) == ["RSP404"]
    expected = "TypeError" if django.version >= Version(5, 0) else "AttributeError"
    assert (django.run(program(body)).raises or "").startswith(expected)


@pytest.mark.parametrize("body", CHUNKS.values(), ids=CHUNKS.keys())
@pytest.mark.filterwarnings("ignore")
def test_chunks_are_not_flagged_and_are_sent(body: str, django: Django) -> None:
    assert codes(program(body)) == []
    assert django.run(program(body)).body == "ab"


@each_look_alike("StreamingHttpResponse")
def test_a_look_alike_is_not_flagged(head: str) -> None:
    assert codes(head + "def view(request):\n    return StreamingHttpResponse('ab')") == []


@pytest.mark.parametrize("unknown", ["rows", "rows()", "*rows", "**rows"])
def test_what_is_not_known_is_not_flagged(unknown: str) -> None:
    assert codes(f"{HEAD}def view(request, rows):\n    StreamingHttpResponse({unknown})") == []


def test_an_error_that_is_handled_is_not_flagged() -> None:
    code = program("try:\n        StreamingHttpResponse(None)\n    except TypeError:\n        pass")
    assert codes(code) == []
    assert codes(code, Version(4, 2)) == ["RSP404"]


@pytest.mark.parametrize(
    ("release", "error"),
    [
        ("4.2", "AttributeError: 'NoneType' object has no attribute '__aiter__'"),
        ("5.2", "TypeError: 'NoneType' object is not an async iterable"),
    ],
)
def test_the_error_is_that_of_the_release(release: str, error: str) -> None:
    check(
        f"""
        from django.http import StreamingHttpResponse as Stream
        Stream(None)
        #      ^^^^ RSP404 is given None: Django raises {error}; Str
        """,
        Version.parse(release),
    )


@pytest.mark.parametrize("comment", ["noqa: RSP404", "resp: ignore[RSP404]"])
def test_a_comment_silences_it(comment: str) -> None:
    assert codes(f"{HEAD}StreamingHttpResponse('a')  # {comment}") == []


@pytest.mark.parametrize(
    ("before", "after", "sent"),
    [
        ("StreamingHttpResponse('ab')", "StreamingHttpResponse(['ab'])", ["ab", "ab"]),
        ("StreamingHttpResponse(b'ab')", "StreamingHttpResponse([b'ab'])", ["9798", "ab"]),
    ],
)
def test_text_is_put_in_a_list(before: str, after: str, sent: list[str], django: Django) -> None:
    code = program(f"return {before}")
    fixes(code, code.replace(before, after))
    assert [outcome.body for outcome in before_and_after(code, django)] == sent


def test_a_path_is_opened(django: Django) -> None:
    code = program("return FileResponse(Path(json.__file__))")
    fixes(code, code.replace("Path(json.__file__)", 'open(Path(json.__file__), "rb")'))
    refused, sent = before_and_after(code, django)
    assert refused.raises is not None
    assert "JSON" in sent.body


@pytest.mark.parametrize(
    "code",
    [
        "StreamingHttpResponse(None)",
        "StreamingHttpResponse({'a': 1})",
        "StreamingHttpResponse(**{'streaming_content': 'ab'})",
        "FileResponse('a.pdf')",
    ],
)
def test_what_else_may_be_meant_gets_no_fix(code: str) -> None:
    unfixed(HEAD + code, Safety.SUGGESTED)
    unfixed(HEAD + code, Safety.SAFE)
