from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, unfixed
from tests.rules.look_alikes import each_look_alike

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "import csv, io, zipfile\n"
HEAD += "from django.http import FileResponse, HttpResponse, StreamingHttpResponse\n"
BUFFER = "buffer = io.BytesIO()\n    buffer.write(b'ab')\n    "

EMPTY = {
    "a file": BUFFER + "return FileResponse(buffer)",
    "an attachment": BUFFER + "return FileResponse(buffer, as_attachment=True, filename='a')",
    "a name": BUFFER + "response = FileResponse(buffer)\n    return response",
    "managed by with": (
        "with io.BytesIO() as buffer:\n        buffer.write(b'ab')\n"
        "        return HttpResponse(buffer)"
    ),
    "a whole response": BUFFER + "return HttpResponse(buffer)",
    "a stream": BUFFER + "return StreamingHttpResponse(buffer)",
    "text": "buffer = io.StringIO()\n    buffer.write('ab')\n    return HttpResponse(buffer)",
    "written on both ways": (
        "buffer = io.BytesIO()\n    if request.GET:\n        buffer.write(b'a')\n    else:\n"
        "        buffer.write(b'b')\n    return FileResponse(buffer)"
    ),
    "read": "buffer = io.BytesIO(b'ab')\n    buffer.read()\n    return FileResponse(buffer)",
    "looked at": BUFFER + "size = buffer.tell()\n    return FileResponse(buffer)",
    "by keyword": BUFFER + "return FileResponse(streaming_content=buffer)",
}

FULL = {
    "rewound": BUFFER + "buffer.seek(0)\n    return FileResponse(buffer)",
    "asked for its value": BUFFER + "return HttpResponse(buffer.getvalue())",
    "asked for its value as a chunk": BUFFER + "return StreamingHttpResponse([buffer.getvalue()])",
    "managed by with": (
        "with io.BytesIO() as buffer:\n        buffer.write(b'ab')\n        buffer.seek(0)\n"
        "        return HttpResponse(buffer)"
    ),
    "asked for its value in with": (
        "with io.BytesIO() as buffer:\n        buffer.write(b'ab')\n"
        "        return HttpResponse(buffer.getvalue())"
    ),
    "new": "buffer = io.BytesIO(b'ab')\n    return FileResponse(buffer)",
    "rewound in a function": (
        "def rewind(file):\n        file.seek(0)\n    "
        + BUFFER
        + "rewind(buffer)\n    return FileResponse(buffer)"
    ),
    "new after all": BUFFER + "buffer = io.BytesIO(b'ab')\n    return FileResponse(buffer)",
    "rewound by a seek from its end": (
        BUFFER + "buffer.seek(-2, io.SEEK_END)\n    return FileResponse(buffer)"
    ),
    "rewound on one way": (
        BUFFER + "if request.path:\n        buffer.seek(0)\n    return FileResponse(buffer)"
    ),
    "rewound later": (
        BUFFER + "response = StreamingHttpResponse(iter(buffer))\n    buffer.seek(0)\n"
        "    return response"
    ),
}


def program(body: str) -> str:
    return f"{HEAD}def view(request):\n    {body}\n"


@pytest.mark.parametrize("body", EMPTY.values(), ids=EMPTY.keys())
def test_a_buffer_at_its_end_is_flagged_and_sent_empty(body: str, django: Django) -> None:
    assert codes(program(body)) == ["RSP408"]
    outcome = django.run(program(body))
    assert (outcome.raises, outcome.body) == (None, "")


@pytest.mark.parametrize("body", FULL.values(), ids=FULL.keys())
def test_a_buffer_that_is_rewound_is_not_flagged_and_is_sent(body: str, django: Django) -> None:
    assert codes(program(body)) == []
    assert django.run(program(body)).body == "ab"


@each_look_alike("FileResponse")
def test_a_look_alike_is_not_flagged(head: str) -> None:
    code = f"import io\ndef view(request):\n    {BUFFER}return FileResponse(buffer)"
    assert codes(head + code) == []


@pytest.mark.parametrize(
    "unknown",
    [
        "buffer.write(b'a')\n    return FileResponse(buffer)",
        "file = io.BytesIO()\n    with zipfile.ZipFile(file, 'w') as z:\n        z.writestr('a', 'b')\n"
        "    return FileResponse(file)",
        "file = io.BytesIO()\n    buffer.save(file)\n    return FileResponse(file)",
    ],
)
def test_what_is_not_known_is_not_flagged(unknown: str) -> None:
    assert codes(f"{HEAD}def view(request, buffer):\n    {unknown}") == []


def test_the_buffer_is_marked_and_named() -> None:
    check("""
        from io import BytesIO
        from django.http import FileResponse as Download
        def view(request):
            report = BytesIO()
            report.write(b"id")
            return Download(report)
            #               ^^^^^^ RSP408 report stands at its end, so FileResponse sends
    """)


@pytest.mark.parametrize("comment", ["noqa: RSP408", "resp: ignore[RSP408]"])
def test_a_comment_silences_it(comment: str) -> None:
    assert codes(program(f"{BUFFER}return FileResponse(buffer)  # {comment}")) == []


@pytest.mark.parametrize(
    "statement",
    ["return FileResponse(buffer)", "response = FileResponse(buffer)\n    return response"],
)
def test_it_is_rewound_before(statement: str, django: Django) -> None:
    after = program(f"{BUFFER}buffer.seek(0)\n    {statement}")
    fixes(program(BUFFER + statement), after, Safety.SUGGESTED)
    assert django.run(after).body == "ab"


@pytest.mark.parametrize(
    "statement",
    [
        "if request: return FileResponse(buffer)",
        "return wrapped(FileResponse(buffer))",
        "request = 1; return FileResponse(buffer)",
    ],
)
def test_where_no_line_can_stand_before_there_is_no_fix(statement: str) -> None:
    unfixed(program(BUFFER + statement))
