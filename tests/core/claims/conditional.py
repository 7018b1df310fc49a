"""Behaviours 110 to 112: ETags, dates and conditional requests."""

from __future__ import annotations

from tests.core.claims.claim import claims
from tests.core.snippets import Raised

_OLD = "Thu, 01 Jan 1970 00:00:00 GMT"


def _answered(meta: str, etag: str = "'\"a\"'", modified: str = "1000", method: str = "GET") -> str:
    """The status that a conditional request gets."""
    return (
        f"get_conditional_response(request({method!r}, {meta}), {etag}, {modified}, "
        "HttpResponse('x')).status_code"
    )


_DAY = (
    "def day(*numbers):\n"
    "    return datetime.datetime(*numbers, tzinfo=datetime.timezone.utc).timestamp()\n"
)
_AFTER, _BEFORE = "Thu, 01 Jan 1970 01:00:00 GMT", "Thu, 01 Jan 1970 00:10:00 GMT"

CLAIMS = claims(
    [
        (
            110,
            "r = HttpResponse('a', headers={'ETag': 'x'})\n(set_response_etag(r) is r, r['ETag'])",
            (True, '"0cc175b9c0f1b6a831c399e269772661"'),
        ),
        (110, "'ETag' in set_response_etag(HttpResponse())", False),
        (110, "'ETag' in set_response_etag(StreamingHttpResponse(['a']))", False),
        (
            110,
            """[quote_etag(t) for t in ('a', '"a"', 'W/"a"', 'a"')]""",
            ['"a"', '"a"', 'W/"a"', '"a""'],
        ),
        (110, """parse_etags('"a", W/"b" ,c,"d,e", ""')""", ['"a"', 'W/"b"', '""']),
        (110, "[parse_etags(t) for t in (' * ', '*, \"a\"', '')]", [["*"], ['"a"'], []]),
        (
            111,
            (
                "r = HttpResponse(status=404)\n"
                "get_conditional_response(request(HTTP_IF_MATCH='\"b\"'), None, None, r) is r"
            ),
            True,
        ),
        (111, "r = HttpResponse()\nget_conditional_response(request(), None, None, r) is r", True),
        *(
            (
                111,
                (
                    f"r = HttpResponse(status={status})\n"
                    "get_conditional_response(request(HTTP_IF_MATCH='\"b\"'), None, None, r)"
                    ".status_code"
                ),
                answer,
            )
            for status, answer in ((199, 199), (200, 412), (299, 412), (300, 300))
        ),
        (111, _answered(f"HTTP_IF_UNMODIFIED_SINCE={_AFTER!r}", modified="3600"), 200),
        (111, _answered(f"HTTP_IF_UNMODIFIED_SINCE={_AFTER!r}", modified="3601"), 412),
        (111, _answered(f"HTTP_IF_MODIFIED_SINCE={_AFTER!r}", modified="3600"), 304),
        (111, _answered(f"HTTP_IF_MODIFIED_SINCE={_AFTER!r}", modified="3601"), 200),
        (111, _answered("HTTP_IF_NONE_MATCH='\"a\"'", "'X\"a\"'"), 200),
        (111, _answered("HTTP_IF_MATCH='\"b\"'"), 412),
        (111, _answered('HTTP_IF_MATCH=\'"b", "a"\''), 200),
        (111, _answered("HTTP_IF_MATCH='*'"), 200),
        (111, _answered("HTTP_IF_MATCH='*'", "None"), 412),
        (111, _answered("HTTP_IF_MATCH='*'", "'W/\"a\"'"), 200),
        (111, _answered("HTTP_IF_MATCH='W/\"a\"'", "'W/\"a\"'"), 412),
        (111, _answered(f"HTTP_IF_UNMODIFIED_SINCE={_BEFORE!r}"), 412),
        (111, _answered(f"HTTP_IF_UNMODIFIED_SINCE={_AFTER!r}"), 200),
        (111, _answered(f"HTTP_IF_UNMODIFIED_SINCE={_AFTER!r}", modified="None"), 412),
        (111, _answered("HTTP_IF_UNMODIFIED_SINCE='x'"), 200),
        (111, _answered(f"HTTP_IF_MATCH='*', HTTP_IF_UNMODIFIED_SINCE={_BEFORE!r}"), 200),
        (111, _answered("HTTP_IF_NONE_MATCH='\"a\"'"), 304),
        (111, _answered("HTTP_IF_NONE_MATCH='\"a\"'", method="HEAD"), 304),
        (111, _answered("HTTP_IF_NONE_MATCH='\"a\"'", method="PUT"), 412),
        (111, _answered("HTTP_IF_NONE_MATCH='\"b\"'"), 200),
        (111, _answered("HTTP_IF_NONE_MATCH='*'"), 304),
        (111, _answered("HTTP_IF_NONE_MATCH='*'", "None"), 200),
        (111, _answered("HTTP_IF_NONE_MATCH='W/\"a\"'"), 304),
        (111, _answered("HTTP_IF_NONE_MATCH='\"/W\"'", "'\"/W\"'"), 304),
        (111, _answered(f"HTTP_IF_MODIFIED_SINCE={_AFTER!r}"), 304),
        (111, _answered(f"HTTP_IF_MODIFIED_SINCE={_BEFORE!r}"), 200),
        (111, _answered(f"HTTP_IF_MODIFIED_SINCE={_AFTER!r}", method="PUT"), 200),
        (111, _answered(f"HTTP_IF_MODIFIED_SINCE={_AFTER!r}", modified="None"), 200),
        (111, _answered(f"HTTP_IF_MODIFIED_SINCE={_OLD!r}", modified="0"), 200),
        (111, _answered(f"HTTP_IF_NONE_MATCH='\"b\"', HTTP_IF_MODIFIED_SINCE={_AFTER!r}"), 200),
        (111, "get_conditional_response(request(HTTP_IF_MATCH='\"b\"')).status_code", 412),
        (
            112,
            (
                "r = HttpResponse()\nfor h in ('Cache-Control', "
                "'Content-Location', 'Date', 'ETag', "
                "'Expires', 'Last-Modified', 'Vary', 'X-A'):\n    r[h] = h\n"
                "r.set_cookie('a', 'b')\n"
                "n = get_conditional_response(request(HTTP_IF_NONE_MATCH='*'), 'x', None, r)\n"
                "(list(n.headers), n.cookies is r.cookies)"
            ),
            (
                [
                    *("Cache-Control", "Content-Location", "Date", "ETag", "Expires"),
                    *("Last-Modified", "Vary"),
                ],
                True,
            ),
        ),
        (112, "http_date(0)", _OLD),
        (
            112,
            f"{_DAY}[http_date(day(2001, m, m))[:11] for m in range(1, 13)]",
            [
                *("Mon, 01 Jan", "Fri, 02 Feb", "Sat, 03 Mar", "Wed, 04 Apr", "Sat, 05 May"),
                *("Wed, 06 Jun", "Sat, 07 Jul", "Wed, 08 Aug", "Sun, 09 Sep", "Wed, 10 Oct"),
                *("Sun, 11 Nov", "Wed, 12 Dec"),
            ],
        ),
        (
            112,
            f"{_DAY}[http_date(day(2001, 1, d))[:4] for d in range(1, 8)]",
            ["Mon,", "Tue,", "Wed,", "Thu,", "Fri,", "Sat,", "Sun,"],
        ),
        (
            112,
            (
                f"{_DAY}days = [day(2001, m, m) for m in range(1, 13)]\n"
                "[parse_http_date(http_date(d)) for d in days] == days"
            ),
            True,
        ),
        (
            112,
            (
                f"{_DAY}now = datetime.datetime.now(datetime.timezone.utc).year\n"
                "[parse_http_date(f'Monday, 01-Jan-{(now + far) % 100:02d} 00:00:00 GMT')"
                " == day(now + meant, 1, 1) "
                "for far, meant in ((0, 0), (50, 50), (51, -49), (1, 1))]"
            ),
            [True] * 4,
        ),
        (112, "parse_http_date('Xxx, 01 JAN 0100 00:00:00 GMT')", -59011459200),
        (112, "parse_http_date('Fri, 01 Jan 0099 00:00:00 GMT')", 915148800),
        (112, "parse_http_date('Sunday, 06-Nov-94 08:49:37 GMT')", 784111777),
        (112, "parse_http_date('Sun, 06 Nov 1994 08:49:37 GMT')", 784111777),
        (112, "parse_http_date('Sun Nov  6 08:49:37 1994')", 784111777),
        (
            112,
            "parse_http_date('x')",
            Raised("ValueError", "'x' is not in a valid HTTP date format"),
        ),
        (
            112,
            "parse_http_date('Sun, 31 Feb 1994 08:49:37 GMT')",
            Raised("ValueError", "'Sun, 31 Feb 1994 08:49:37 GMT' is not a valid date"),
        ),
        (112, "parse_http_date_safe('x')", None),
    ]
)
