"""What Django 3.2 to 5.1 did otherwise; compared with them by hand, as few still install."""

from __future__ import annotations

from tests.core.claims.claim import Since, claims
from tests.core.snippets import Raised

_NO_LIMIT = Since(
    "5.1",
    "refused",
    Since("5.0", "sent", Since("4.2", "refused", "sent")),
)
_NAMED = """
import tempfile
with tempfile.NamedTemporaryFile(suffix=".css") as f:
    f.write(b"abc")
    f.seek(1)
    r = FileResponse(f, as_attachment=True, filename="dir/x.txt")
"""

CLAIMS = claims(
    [
        (
            58,
            _NAMED + "(r['Content-Length'], r['Content-Type'], r['Content-Disposition'])",
            Since(
                "4.1",
                ("2", "text/plain", 'attachment; filename="x.txt"'),
                ("3", "text/css", 'attachment; filename="dir/x.txt"'),
            ),
        ),
        (
            58,
            "f = io.BytesIO(b'abc')\nf.seek(1)\nFileResponse(f)['Content-Length']",
            Since("4.1", "2", "3"),
        ),
        (
            58,
            "FileResponse(types.SimpleNamespace(read=len)).items()",
            "ItemsView({'Content-Type': 'application/octet-stream'})",
        ),
        (
            59,
            "FileResponse(io.BytesIO(), content_type='text/html')['Content-Type']",
            Since("4.1", "text/html", "application/octet-stream"),
        ),
        (59, "FileResponse(io.BytesIO(), content_type='text/css')['Content-Type']", "text/css"),
        (
            59,
            "FileResponse(io.BytesIO(), 'text/css')['Content-Type']",
            Since("4.1", "application/octet-stream", "text/css"),
        ),
        (
            61,
            "FileResponse(File(name='a.txt'))['Content-Disposition']",
            'inline; filename="a.txt"',
        ),
        (62, "FileResponse(File(name=5), filename='a.css')['Content-Type']", "text/css"),
        (
            60,
            "FileResponse(File(name='a.tar.br'))['Content-Type']",
            Since("5.0", "application/x-brotli", "application/x-tar"),
        ),
        (
            49,
            "StreamingHttpResponse(5)",
            Since(
                "5.0",
                Raised("TypeError", "'int' object is not an async iterable"),
                Since(
                    "4.2",
                    Raised("AttributeError", "'int' object has no attribute '__aiter__'"),
                    Raised("TypeError", "'int' object is not iterable"),
                ),
            ),
        ),
        (
            73,
            (
                "try:\n    HttpResponseRedirect('x' * 16385)\n    r = 'sent'\n"
                "except DisallowedRedirect:\n    r = 'refused'\nr"
            ),
            _NO_LIMIT,
        ),
        (
            17,
            r"ResponseHeaders({'X': b'a\n'})",
            Since(
                "4.1",
                Raised("BadHeaderError", r"Header values can't contain newlines (got 'a\n')"),
                Raised("BadHeaderError", r"Header values can't contain newlines (got b'a\n')"),
            ),
        ),
        (
            5,
            "ResponseHeaders([('é', '1'), (2, '')])",
            Since(
                "4.1",
                Raised(
                    "UnicodeEncodeError",
                    "'ascii' codec can't encode character '\\xe9' in position 0: ordinal not in "
                    "range(128), HTTP response headers must be in ascii format",
                ),
                Raised("ValueError", "Element key 2 invalid, only strings are allowed"),
            ),
        ),
        (
            5,
            "ResponseHeaders(None)",
            Since("4.1", "{}", Raised("TypeError", "'NoneType' object is not iterable")),
        ),
        (
            54,
            "run(collected(StreamingHttpResponse('')))",
            Since(
                "4.2",
                [],
                Raised(
                    "TypeError",
                    "'async for' requires an object with __aiter__ method, "
                    "got StreamingHttpResponse",
                ),
            ),
        ),
        (
            79,
            "repr(StreamingHttpResponse(content_type=''))",
            Since(
                "4.0",
                '<StreamingHttpResponse status_code=200, "">',
                "<StreamingHttpResponse object>",
            ),
        ),
        (
            91,
            (
                "r = HttpResponse()\nr.set_cookie('a', max_age=datetime.timedelta(minutes=1))\n"
                "r.cookies['a']['max-age']"
            ),
            Since(
                "4.1",
                60,
                Raised(
                    "TypeError",
                    "int() argument must be a string, a bytes-like object or a real number, "
                    "not 'datetime.timedelta'",
                ),
            ),
        ),
        (
            92,
            (
                "r = HttpResponse()\nwhen = datetime.datetime(2000, 1, 1)\n"
                "r.set_cookie('a', max_age=9, expires=when)"
                "\nr.cookies['a']['max-age']"
            ),
            Since(
                "4.1",
                Raised("ValueError", "'expires' and 'max_age' can't be used together."),
                0,
            ),
        ),
    ]
)
