"""Behaviours 96 to 109: Cache-Control and Vary."""

from __future__ import annotations

from tests.core.claims.claim import Since, bad_header, claims
from tests.core.snippets import Raised

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
    ]
)
