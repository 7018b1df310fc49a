"""Behaviours 1 to 13: what the constructor of a response takes."""

from __future__ import annotations

from tests.core.claims.claim import Since, bad_header, claims
from tests.core.snippets import Raised

_UNEXPECTED = "HttpResponseBase.__init__() got an unexpected keyword argument 'mimetype'"
_NO_INTEGER = Raised("TypeError", "HTTP status code must be an integer.")
_NO_STATUS = Raised("ValueError", "HTTP status code must be an integer from 100 to 599.")
_BOTH = Raised(
    "ValueError",
    "'headers' must not contain 'Content-Type' when the 'content_type' parameter is provided.",
)
_CONTROL = Raised("BadHeaderError", "reason_phrase can't contain control characters.")

CLAIMS = claims(
    [
        (
            1,
            (
                'r = HttpResponse("é", "text/x", 404, "No", "latin-1", {"X-A": "b"})\n'
                "(r.content, r.items(), r.status_code, r.reason_phrase, r.charset)"
            ),
            (b"\xe9", "ItemsView({'X-A': 'b', 'Content-Type': 'text/x'})", 404, "No", "latin-1"),
        ),
        (1, 'HttpResponse(mimetype="a")', Raised("TypeError", _UNEXPECTED)),
        (
            1,
            "HttpResponseBase(content=1)",
            Raised("TypeError", _UNEXPECTED.replace("mimetype", "content")),
        ),
        (
            1,
            "HttpResponse(1, 2, 3, 4, 5, 6, 7)",
            Raised(
                "TypeError",
                "HttpResponseBase.__init__() takes from 1 to 6 positional arguments "
                "but 7 were given",
            ),
        ),
        (2, 'HttpResponse()["Content-Type"]', "text/html; charset=utf-8"),
        (2, 'HttpResponse(charset="x")["Content-Type"]', "text/html; charset=x"),
        (3, 'HttpResponse(content_type="text/plain")["Content-Type"]', "text/plain"),
        (3, 'HttpResponse(content_type="")["Content-Type"]', ""),
        (4, 'HttpResponse(content_type="a", headers={"content-TYPE": "b"})', _BOTH),
        (4, 'HttpResponse(content_type="", headers={"Content-Type": "b"})["Content-Type"]', "b"),
        (5, 'HttpResponse(headers=[("X-A", "b")])["x-a"]', "b"),
        (
            5,
            'HttpResponse(headers=[("X-A", "b", "c")])',
            Raised(
                "ValueError", "dictionary update sequence element #0 has length 3; 2 is required."
            ),
        ),
        (
            5,
            'HttpResponse(headers=[(b"X", "b")])',
            Raised("ValueError", "Element key b'X' invalid, only strings are allowed"),
        ),
        (5, 'HttpResponse(headers={b"X-A": b"b"})["x-a"]', "b"),
        (5, "HttpResponse(headers=7)", Raised("TypeError", "'int' object is not iterable")),
        (
            6,
            "[HttpResponse(status=s).status_code for s in (' 404 ', 200.9, '599')]",
            [404, 200, 599],
        ),
        (6, "int(HttpResponse(status=HTTPStatus.GONE).status_code)", 410),
        (6, "HttpResponse(status=100).status_code", 100),
        (6, 'HttpResponse(status="abc")', _NO_INTEGER),
        (6, "HttpResponse(status=[])", _NO_INTEGER),
        (6, "HttpResponse(status=99)", _NO_STATUS),
        (6, "HttpResponse(status=600)", _NO_STATUS),
        (6, "HttpResponse(status=True)", _NO_STATUS),
        (6, "HttpResponse(status=0)", _NO_STATUS),
        (
            6,
            'HttpResponse(status=float("inf"))',
            Raised("OverflowError", "cannot convert float infinity to integer"),
        ),
        (7, "r = HttpResponse()\nr.status_code = 'abc'\nr.status_code", "abc"),
        (8, "r = HttpResponse()\nr.status_code = 404\nr.reason_phrase", "Not Found"),
        (8, "HttpResponse(status=599).reason_phrase", "Unknown Status Code"),
        (8, 'HttpResponse(reason="").reason_phrase', ""),
        (8, 'HttpResponse(reason="Fine", status=404).reason_phrase', "Fine"),
        (9, r'HttpResponse(reason="a\x00").reason_phrase', Since("6.1", _CONTROL, "a\x00")),
        (9, r'HttpResponse(reason="\x1f").reason_phrase', Since("6.1", _CONTROL, "\x1f")),
        (9, r'HttpResponse(reason="\x7f").reason_phrase', Since("6.1", _CONTROL, "\x7f")),
        (9, r'HttpResponse(reason="\x9f").reason_phrase', Since("6.1", _CONTROL, "\x9f")),
        (9, r'HttpResponse(reason="a\xa0 ~").reason_phrase', "a\xa0 ~"),
        (
            9,
            "r = HttpResponse()\nr.reason_phrase = 'a\\nb'\nr.reason_phrase",
            Since("6.1", _CONTROL, "a\nb"),
        ),
        (
            9,
            (
                "try:\n    r = HttpResponse(reason=5).reason_phrase\n"
                "except TypeError:\n    r = 'no'\nr"
            ),
            Since("6.1", "no", 5),
        ),
        (9, "HttpResponse(reason=0).reason_phrase", 0),
        (10, 'HttpResponse(content_type="a; charset=x", charset="y").charset', "y"),
        (10, """HttpResponse(content_type='a;CHARSET="x y"').charset""", "x"),
        (10, """HttpResponse(content_type='a;  Charset="x";b').charset""", "x"),
        (10, 'HttpResponse(content_type="a charset=x").charset', "utf-8"),
        (10, 'HttpResponse(content_type="a").charset', "utf-8"),
        (
            11,
            (
                'r = HttpResponse("é", "a; charset=utf-8", charset="latin-1")\n'
                '(r.content, r["Content-Type"])'
            ),
            (b"\xe9", "a; charset=utf-8"),
        ),
        (12, 'HttpResponse(b"a", charset="nope").content', b"a"),
        (12, 'HttpResponse("a", charset="nope")', Raised("LookupError", "unknown encoding: nope")),
        (
            12,
            'HttpResponse("é", charset="ascii")',
            Raised(
                "UnicodeEncodeError",
                "'ascii' codec can't encode character '\\xe9' in position 0: "
                "ordinal not in range(128)",
            ),
        ),
        (
            13,
            'r = HttpResponse("é")\nr.charset = "latin-1"\nr.write("é")\nr.content',
            b"\xc3\xa9\xe9",
        ),
        (
            13,
            (
                'r = HttpResponse("é")\nr["Content-Type"] = "a; charset=latin-1"\nr.write("é")\n'
                "r.content"
            ),
            b"\xc3\xa9\xe9",
        ),
        (17, r'HttpResponse(content_type="a\n")', bad_header(r"'a\n'")),
        (17, r'HttpResponse(charset="a\n")', bad_header(r"'text/html; charset=a\n'")),
    ]
)
