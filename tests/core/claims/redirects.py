"""Behaviours 69 to 79: redirects and the other subclasses."""

from __future__ import annotations

from tests.core.claims.claim import Since, claims
from tests.core.snippets import Raised

_NO_KEYWORD = "HttpResponseBase.__init__() got an unexpected keyword argument {!r}"
_MULTIPLE = "HttpResponseRedirectBase.__init__() got multiple values for argument {!r}"


def _unsafe(scheme: str) -> Raised:
    return Raised("DisallowedRedirect", f"Unsafe redirect to URL with protocol {scheme!r}")


def _too_long(limit: int) -> Raised:
    return Raised("DisallowedRedirect", f"Unsafe redirect exceeding {limit} characters")


CLAIMS = claims(
    [
        (69, "HttpResponseRedirect('/').status_code", 302),
        (69, "HttpResponsePermanentRedirect('/').status_code", 301),
        (
            69,
            (
                "[c('/', preserve_request=True).status_code "
                "for c in (HttpResponseRedirect, HttpResponsePermanentRedirect)]"
            ),
            Since("5.2", [307, 308], Raised("TypeError", _NO_KEYWORD.format("preserve_request"))),
        ),
        (
            69,
            "HttpResponseRedirect('/', 1, status=303).status_code",
            Since("5.2", 307, 303),
        ),
        (
            70,
            "r = HttpResponseRedirect('/', 'body')\n(r.status_code, r.content)",
            Since("5.2", (307, b""), (302, b"body")),
        ),
        (
            70,
            "r = HttpResponseRedirect('/', False, 'body', 'type')\n(r.status_code, r.content)",
            Since(
                "5.2",
                (302, b"body"),
                Raised("TypeError", "HTTP status code must be an integer."),
            ),
        ),
        (
            70,
            "HttpResponseRedirect('/', True, preserve_request=True)",
            Since(
                "5.2",
                Raised("TypeError", _MULTIPLE.format("preserve_request")),
                Raised("TypeError", _NO_KEYWORD.format("preserve_request")),
            ),
        ),
        (71, r"HttpResponseRedirect('/é %20 \r\n\\').url", "/%C3%A9%20%20%20%0D%0A%5C"),
        (71, 'HttpResponseRedirect("/#%[]=:;$&()+,!?*@\'~").url', "/#%[]=:;$&()+,!?*@'~"),
        (71, "HttpResponseRedirect('/a', headers={'location': '/b'}).url", "/a"),
        (
            72,
            (
                "[HttpResponseRedirect(u).url for u in ('http://a', "
                "'HTTPS://a', 'ftp://a', '//h', '///x', '')]"
            ),
            ["http://a", "HTTPS://a", "ftp://a", "//h", "///x", ""],
        ),
        (72, "HttpResponseRedirect('javascript:x')", _unsafe("javascript")),
        (72, "HttpResponseRedirect('localhost:8000/x')", _unsafe("localhost")),
        (72, "HttpResponseRedirect('c:/x')", _unsafe("c")),
        (72, "HttpResponseRedirectBase.allowed_schemes", ["http", "https", "ftp"]),
        (
            72,
            (
                "class Own(HttpResponseRedirect):\n    allowed_schemes = ['myapp']\n"
                "Own('myapp://a').url"
            ),
            "myapp://a",
        ),
        (
            72,
            (
                "[url_has_allowed_host_and_scheme(u, 'a.b') for u in ('http://a.b/', '//a.b', "
                "'/x', ' /x ', 'HTTPS://a.b')]"
            ),
            [True] * 5,
        ),
        (
            72,
            (
                "[url_has_allowed_host_and_scheme(u, 'a.b') for u in (None, '', ' ', '//evil', "
                "'///a.b', 'http:///a.b', 'ftp://a.b', 'javascript:x', '\\x08//a.b', '//[x', "
                r"'\\\\evil', '/\\evil', '//a.b:80', 'http://a.b\\@evil')]"
            ),
            [False] * 14,
        ),
        (
            72,
            "[url_has_allowed_host_and_scheme(u, None) for u in ('/x', '//a.b')]",
            [True, False],
        ),
        (72, "url_has_allowed_host_and_scheme('//c', ['a.b', 'c'])", True),
        (
            72,
            (
                "[url_has_allowed_host_and_scheme(u, 'a.b', require_https=True) "
                "for u in ('https://a.b', '/x', 'http://a.b', '//a.b')]"
            ),
            [True, True, False, False],
        ),
        (
            72,
            "[url_has_allowed_host_and_scheme('//a.b/' + 'x' * n, 'a.b') for n in (2042, 2043)]",
            Since("5.0", [True, False], [True, True]),
        ),
        (73, "HttpResponseRedirect('x' * 16384).url == 'x' * 16384", True),
        (73, "HttpResponseRedirect('x' * 16385)", _too_long(16384)),
        (73, "HttpResponseRedirect('javascript:' + 'x' * 16384)", _too_long(16384)),
        (
            73,
            "len(HttpResponseRedirect('é' * 16384).url)",
            Since("6.1", _too_long(16384), 98304),
        ),
        (
            73,
            "HttpResponseRedirect('/abc', max_length=3)",
            Since("6.1", _too_long(3), Raised("TypeError", _NO_KEYWORD.format("max_length"))),
        ),
        (
            73,
            "len(HttpResponseRedirect('x' * 20000, max_length=None).url)",
            Since("6.1", 20000, Raised("TypeError", _NO_KEYWORD.format("max_length"))),
        ),
        (74, "HttpResponseRedirect(None).url", "None"),
        (
            74,
            "HttpResponseRedirect(5)",
            Raised("TypeError", "quote_from_bytes() expected bytes"),
        ),
        (74, "HttpResponseRedirect('http://[x')", Raised("ValueError", "Invalid IPv6 URL")),
        (
            74,
            "HttpResponseRedirect('/', permanent=True)",
            Raised("TypeError", _NO_KEYWORD.format("permanent")),
        ),
        (
            74,
            "HttpResponseRedirect()",
            Raised(
                "TypeError",
                "HttpResponseRedirectBase.__init__() missing 1 required positional argument: "
                "'redirect_to'",
            ),
        ),
        (75, "HttpResponseRedirect('/', status=200).status_code", 200),
        (75, "r = HttpResponseRedirect('/')\nr['Location'] = '/b'\nr.url", "/b"),
        (
            76,
            "r = HttpResponseNotModified(content_type='a')\n(r.status_code, len(r.headers))",
            (304, 0),
        ),
        (
            76,
            "HttpResponseNotModified('a')",
            Raised("AttributeError", "You cannot set content to a 304 (Not Modified) response"),
        ),
        (
            76,
            "r = HttpResponseNotModified()\nr.content = ''\nr.write('a')\nr.write('b')\nr.content",
            b"ab",
        ),
        (77, "HttpResponseNotAllowed(['get', 'POST', 'get'])['Allow']", "get, POST, get"),
        (77, "HttpResponseNotAllowed(['GET'], headers={'Allow': 'x'})['Allow']", "GET"),
        (77, "HttpResponseNotAllowed('GET')['Allow']", "G, E, T"),
        (77, "HttpResponseNotAllowed([])['Allow']", ""),
        (77, "HttpResponseNotAllowed(['GET'], 'body').content", b"body"),
        (
            77,
            "HttpResponseNotAllowed([5])",
            Raised("TypeError", "sequence item 0: expected str instance, int found"),
        ),
        (77, "HttpResponseNotAllowed(None)", Raised("TypeError", "can only join an iterable")),
        (
            77,
            "HttpResponseNotAllowed()",
            Raised(
                "TypeError",
                "HttpResponseNotAllowed.__init__() missing 1 required positional argument: "
                "'permitted_methods'",
            ),
        ),
        (
            78,
            (
                "[c().status_code for c in (HttpResponseBadRequest, HttpResponseForbidden, "
                "HttpResponseNotFound, HttpResponseGone, HttpResponseServerError)]"
            ),
            [400, 403, 404, 410, 500],
        ),
        (78, "HttpResponseNotAllowed([]).status_code", 405),
        (78, "HttpResponseNotFound(status=200).status_code", 200),
        (78, "issubclass(Http404, Exception)", True),
        (
            79,
            (
                "[repr(r) for r in (HttpResponse(content_type='a', status=404), "
                "HttpResponseRedirect('/b', content_type='a'), "
                "HttpResponseNotAllowed(['GET', 'PUT'], content_type='a'), "
                "StreamingHttpResponse(content_type='a'), HttpResponseNotModified())]"
            ),
            [
                '<HttpResponse status_code=404, "a">',
                '<HttpResponseRedirect status_code=302, "a", url="/b">',
                '<HttpResponseNotAllowed [GET, PUT] status_code=405, "a">',
                '<StreamingHttpResponse status_code=200, "a">',
                "<HttpResponseNotModified status_code=304>",
            ],
        ),
        (
            79,
            (
                "class Outer:\n    class Stream(StreamingHttpResponse):\n        pass\n"
                "    class Whole(HttpResponse):\n        pass\n"
                "(repr(Outer.Stream(content_type='')), repr(Outer.Whole(content_type='')))"
            ),
            ('<Outer.Stream status_code=200, "">', '<Whole status_code=200, "">'),
        ),
        (
            79,
            "r = HttpResponse()\nr.status_code = 'abc'\nrepr(r)",
            Raised("TypeError", "%d format: a real number is required, not str"),
        ),
    ]
)
