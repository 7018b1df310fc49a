"""Behaviours 96 to 112: Cache-Control, Vary, ETag and conditional requests."""

from __future__ import annotations

from tests.core.claims.claim import Since, bad_header, claims
from tests.core.snippets import Raised

_OLD = "Thu, 01 Jan 1970 00:00:00 GMT"
_CLOCK = 'with mock.patch("time.time", lambda: 1_000_000_000):\n    '


def _patched(header: str, arguments: str) -> str:
    """Cache-Control after a patch."""
    return (
        f"r = HttpResponse(headers={{'Cache-Control': {header!r}}})\n"
        f"patch_cache_control(r, {arguments})\nr['Cache-Control']"
    )


def _age(header: str) -> str:
    return f"get_max_age(HttpResponse(headers={{'Cache-Control': {header!r}}}))"


def _vary(header: str, names: str) -> str:
    return (
        f"r = HttpResponse(headers={{'Vary': {header!r}}})\n"
        f"patch_vary_headers(r, {names})\nr['Vary']"
    )


def _varies(header: str, name: str) -> str:
    return f"has_vary_header(HttpResponse(headers={{'Vary': {header!r}}}), {name!r})"


def _answered(meta: str, etag: str = "'\"a\"'", modified: str = "1000", method: str = "GET") -> str:
    """The status that a conditional request gets."""
    return (
        f"get_conditional_response(request({method!r}, {meta}), {etag}, {modified}, "
        "HttpResponse('x')).status_code"
    )


_AFTER, _BEFORE = "Thu, 01 Jan 1970 01:00:00 GMT", "Thu, 01 Jan 1970 00:10:00 GMT"

CLAIMS = claims(
    [
        (96, "r = HttpResponse()\npatch_cache_control(r, X_Yz=True)\nr['Cache-Control']", "X-Yz"),
        (96, _patched("Max-Age=5, No-Store", "x=1"), "max-age=5, no-store, x=1"),
        (96, _patched("a=1, b=2, a=3", "b=4"), "a=3, b=4"),
        (97, _patched("a", "private=False, max_age=None"), "a, private=False, max-age=None"),
        (97, _patched("a", "b=[1], c=datetime.timedelta(1)"), "a, b=[1], c=1 day, 0:00:00"),
        (97, _patched("a", "b=1, c=True"), "a, b=1, c"),
        (98, _patched("max-age=10", "max_age=20"), "max-age=10"),
        (98, _patched("max-age=20", "max_age=10"), "max-age=10"),
        (98, _patched("max-age", "max_age=10"), "max-age=1"),
        (
            98,
            _patched("max-age=x", "max_age=10"),
            Raised("ValueError", "invalid literal for int() with base 10: 'x'"),
        ),
        (
            98,
            _patched("max-age=5", "max_age='10'"),
            Raised("TypeError", "'<' not supported between instances of 'str' and 'int'"),
        ),
        (98, _patched("s-maxage=5", "s_maxage=10"), "s-maxage=10"),
        (98, _patched("max-age=5", "**{'max-age': 10}"), "max-age=10"),
        (99, _patched("private", "public=True"), "public"),
        (99, _patched("public, a", "private=True"), "a, private"),
        (99, _patched("private", "public=False"), "public=False"),
        (99, _patched("a", "public=True, private=True"), "a, public, private"),
        (99, _patched("private, public", "public=True, private=True"), "public, private"),
        (100, _patched('no-cache="a"', "no_cache=True"), "no-cache"),
        (100, _patched("no-cache", "no_cache='b'"), "no-cache"),
        (
            100,
            (
                "r = HttpResponse()\npatch_cache_control(r, no_cache='a')\n"
                "patch_cache_control(r, no_cache='b')\nsorted(r['Cache-Control'].split(', '))"
            ),
            ["no-cache=a", "no-cache=b"],
        ),
        (100, _patched("a", "no_cache=['b']"), Raised("TypeError", "unhashable type: 'list'")),
        (101, _patched('private="Cookie, Set-Cookie"', "x=1"), 'private="Cookie, set-cookie", x=1'),
        (102, "r = HttpResponse()\npatch_cache_control(r)\nr['Cache-Control']", ""),
        (102, _patched("a", "maxage=5"), "a, maxage=5"),
        (102, _patched("a", r"b='c\n'"), bad_header(r"'a, b=c\n'")),
        (103, _patched("a, ,b,", "c=True"), Since("6.1", "a, b, c", "a, , b, c")),
        (
            103,
            _patched(" max-age = 5", "c=1"),
            Since("6.1", "max-age= 5, c=1", " max-age = 5, c=1"),
        ),
        (104, _age("max-age=5"), 5),
        (104, _age("no-store, MAX-AGE=5"), 5),
        (104, _age("max-age"), 1),
        (104, _age('max-age="5"'), None),
        (104, _age("max-age=1.5"), None),
        (104, _age("no-store"), None),
        (104, "get_max_age(HttpResponse())", None),
        (104, _age("max-age=-1"), -1),
        (104, _age("max-age=+5"), 5),
        (104, _age("max-age=1_000"), 1000),
        (104, _age("max-age=5, max-age=3"), 3),
        (104, _age(" max-age=5"), Since("6.1", 5, None)),
        (104, _age("max-age =5"), None),
        (
            105,
            (
                f"r = HttpResponse()\n{_CLOCK}patch_response_headers(r)\n"
                "(r['Cache-Control'], r['Expires'])"
            ),
            ("max-age=600", "Sun, 09 Sep 2001 01:56:40 GMT"),
        ),
        (
            105,
            (
                f"r = HttpResponse()\n{_CLOCK}patch_response_headers(r, -5)\n"
                "(r['Cache-Control'], r['Expires'])"
            ),
            ("max-age=0", "Sun, 09 Sep 2001 01:46:40 GMT"),
        ),
        (
            105,
            (
                "r = HttpResponse(headers={'Expires': 'x', 'Cache-Control': 'max-age=9'})\n"
                "patch_response_headers(r, 20)\n(r['Cache-Control'], r['Expires'])"
            ),
            ("max-age=9", "x"),
        ),
        (
            105,
            "r = HttpResponse()\npatch_response_headers(r, 0.5)\nr['Cache-Control']",
            "max-age=0.5",
        ),
        (
            105,
            "patch_response_headers(HttpResponse(), '5')",
            Raised("TypeError", "'<' not supported between instances of 'str' and 'int'"),
        ),
        (
            105,
            "patch_response_headers(HttpResponse(), datetime.timedelta(1))",
            Raised(
                "TypeError", "'<' not supported between instances of 'datetime.timedelta' and 'int'"
            ),
        ),
        (
            106,
            (
                f"r = HttpResponse()\n{_CLOCK}n = add_never_cache_headers(r)\n"
                "(n, r['Cache-Control'], r['Expires'])"
            ),
            (
                None,
                "max-age=0, no-cache, no-store, must-revalidate, private",
                "Sun, 09 Sep 2001 01:46:40 GMT",
            ),
        ),
        (
            106,
            (
                "r = HttpResponse(headers={'Expires': 'x', 'Cache-Control': "
                "'public, s-maxage=9'})\n"
                "add_never_cache_headers(r)\n(r['Cache-Control'], r['Expires'])"
            ),
            ("s-maxage=9, max-age=0, no-cache, no-store, must-revalidate, private", "x"),
        ),
        (107, _vary("Cookie, A", "['cookie', 'B', 'b']"), "Cookie, A, B, b"),
        (107, _vary("A", "['*']"), "*"),
        (107, _vary("*", "['A']"), "*"),
        (107, "r = HttpResponse()\npatch_vary_headers(r, 'Cookie')\nr['Vary']", "C, o, o, k, i, e"),
        (107, "r = HttpResponse()\npatch_vary_headers(r, [])\nr['Vary']", ""),
        (
            107,
            "patch_vary_headers(HttpResponse(), [5])",
            Since(
                "6.1",
                Raised("AttributeError", "'int' object has no attribute 'strip'"),
                Raised("AttributeError", "'int' object has no attribute 'lower'"),
            ),
        ),
        (
            107,
            "patch_vary_headers(HttpResponse(), None)",
            Raised("TypeError", "'NoneType' object is not iterable"),
        ),
        (108, _vary(" A ,,B ", "[' a', 'C ']"), Since("6.1", "A, B, C", " A, , B , C ")),
        (108, _vary(" * ", "['A']"), Since("6.1", "*", " * , A")),
        (108, _vary("A", "[' * ']"), Since("6.1", "*", "A,  * ")),
        (109, _varies("Accept, COOKIE", "cookie"), True),
        (109, _varies("Accept", "Cookie"), False),
        (109, "has_vary_header(HttpResponse(), 'Cookie')", False),
        (109, _varies("*", "Cookie"), False),
        (109, _varies("*", "*"), True),
        (109, _varies("A, Cookie ", "Cookie"), Since("5.2", True, False)),
        (109, _varies("Cookie", " Cookie "), Since("5.2", True, False)),
        (109, _varies("", ""), Since("6.1", False, True)),
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
