"""Behaviours 88 to 95: cookies."""

from __future__ import annotations

from tests.core.claims.claim import claims
from tests.core.snippets import Raised

_TOGETHER = Raised("ValueError", "'expires' and 'max_age' can't be used together.")
_SAME_SITE = Raised("ValueError", 'samesite must be "lax", "none", or "strict".')
_EPOCH = "Thu, 01 Jan 1970 00:00:00 GMT"
_CLOCK = 'with mock.patch("time.time", lambda: 1_000_000_000):\n'


def _set(arguments: str, then: str = "") -> str:
    return (
        f"r = HttpResponse()\n{_CLOCK}    r.set_cookie({arguments})\n{then}"
        "[c.OutputString() for c in r.cookies.values()]"
    )


def _expires_in(delta: str, zone: str = "None") -> str:
    """Max-Age of a cookie that expires so far from now."""
    now = "datetime.datetime.now(datetime.timezone.utc)"
    return (
        f"r = HttpResponse()\nwhen = ({now} + datetime.timedelta({delta})).replace(tzinfo={zone})\n"
        "r.set_cookie('a', expires=when)\nr.cookies['a']['max-age']"
    )


CLAIMS = claims(
    [
        (88, _set("'a b'"), Raised("CookieError", "Illegal key 'a b'")),
        (88, _set("'é'"), Raised("CookieError", "Illegal key 'é'")),
        (88, _set("''"), Raised("CookieError", "Illegal key ''")),
        (88, _set("'Path'"), Raised("CookieError", "Attempt to set a reserved key 'Path'")),
        (88, _set("'a:b', 1"), ["a:b=1; Path=/"]),
        (89, _set("'a', None"), ["a=None; Path=/"]),
        (89, _set("""'a', 'b; "é"'"""), ['a="b\\073 \\"\\351\\""; Path=/']),
        (90, _set("'a', 'b', path='/x;y'"), ["a=b; Path=/x;y"]),
        (90, _set("'a', 'b', path=None, domain='x.y'"), ["a=b; Domain=x.y"]),
        (90, _set("'a', 'b', domain=''"), ["a=b; Path=/"]),
        (
            91,
            _set("'a', 'b', 10"),
            ["a=b; expires=Sun, 09 Sep 2001 01:46:50 GMT; Max-Age=10; Path=/"],
        ),
        (
            91,
            _set("'a', max_age=-1.9, path=None"),
            ['a=""; expires=Sun, 09 Sep 2001 01:46:38 GMT; Max-Age=-1'],
        ),
        (
            91,
            _set("'a', max_age=0, path=None"),
            ['a=""; expires=Sun, 09 Sep 2001 01:46:40 GMT; Max-Age=0'],
        ),
        (
            91,
            _set("'a', max_age=datetime.timedelta(minutes=1), path=None"),
            ['a=""; expires=Sun, 09 Sep 2001 01:47:40 GMT; Max-Age=60'],
        ),
        (
            91,
            _set("'a', max_age='10'"),
            Raised("TypeError", "unsupported operand type(s) for +: 'int' and 'str'"),
        ),
        (
            91,
            _set("'a', max_age='x'"),
            Raised("ValueError", "invalid literal for int() with base 10: 'x'"),
        ),
        (
            91,
            _set("'a', max_age=10, expires='soon', path=None"),
            ['a=""; expires=soon; Max-Age=10'],
        ),
        (92, _expires_in("days=1"), 86400),
        (92, _expires_in("seconds=10", "datetime.timezone.utc"), 10),
        (
            92,
            _expires_in("hours=5", "datetime.timezone(datetime.timedelta(hours=3))"),
            7200,
        ),
        (92, _expires_in("days=-30"), 0),
        (
            92,
            _set("'a', expires=datetime.datetime(2000, 1, 1), path=None"),
            ['a=""; expires=Sun, 09 Sep 2001 01:46:40 GMT; Max-Age=0'],
        ),
        (92, _set("'a', max_age=1, expires=datetime.datetime(2000, 1, 1)"), _TOGETHER),
        (
            92,
            _set("'a', expires=datetime.date(2000, 1, 1), path=None"),
            ['a=""; expires=2000-01-01'],
        ),
        (92, _set("'a', expires='never', path=None"), ['a=""; expires=never']),
        (93, _set("'a', samesite='LaX', path=None"), ['a=""; SameSite=LaX']),
        (
            93,
            "[len(HttpResponse().set_cookie('a', samesite=s) or 'x') for s in ('Strict', 'None')]",
            [1, 1],
        ),
        (93, _set("'a', samesite='no'"), _SAME_SITE),
        (93, _set("'a', samesite=''"), ['a=""; Path=/']),
        (
            93,
            _set("'a', samesite=True"),
            Raised("AttributeError", "'bool' object has no attribute 'lower'"),
        ),
        (
            93,
            _set("'a', partitioned=True"),
            Raised(
                "TypeError",
                "HttpResponseBase.set_cookie() got an unexpected keyword argument 'partitioned'",
            ),
        ),
        (
            94,
            _set(
                "'a', 'b', 10, None, '/x', 'd', True, True, 'Lax'",
                "r.set_cookie('a', 'c')\n",
            ),
            ["a=c; Domain=d; HttpOnly; Max-Age=10; Path=/; SameSite=Lax; Secure"],
        ),
        (94, _set("'a', 'b', expires='soon'", "r.set_cookie('a', 'c')\n"), ["a=c; Path=/"]),
        (
            94,
            (
                "r = HttpResponse()\nr.delete_cookie('a')\nr.set_cookie('a', 'b')\n"
                "r.cookies['a'].OutputString()"
            ),
            "a=b; Max-Age=0; Path=/",
        ),
        (94, _set("'a', 1, path='/x'", "r.set_cookie('a', 2, path='/y')\n"), ["a=2; Path=/y"]),
        (
            95,
            "r = HttpResponse()\nr.delete_cookie('a')\nr.cookies['a'].OutputString()",
            f'a=""; expires={_EPOCH}; Max-Age=0; Path=/',
        ),
        (
            95,
            (
                "r = HttpResponse()\nr.delete_cookie('a', '/x', 'd', 'lax')\n"
                "r.cookies['a'].OutputString()"
            ),
            f'a=""; Domain=d; expires={_EPOCH}; Max-Age=0; Path=/x; SameSite=lax',
        ),
        (
            95,
            (
                "r = HttpResponse()\nfor k in ('__Secure-a', '__Host-a', '__secure-a'):\n"
                "    r.delete_cookie(k)\n[bool(c['secure']) for c in r.cookies.values()]"
            ),
            [True, True, False],
        ),
        (
            95,
            (
                "r = HttpResponse()\nr.delete_cookie('a', samesite='NONE')\n"
                "bool(r.cookies['a']['secure'])"
            ),
            True,
        ),
        (
            95,
            "HttpResponse().delete_cookie('a', secure=True)",
            Raised(
                "TypeError",
                "HttpResponseBase.delete_cookie() got an unexpected keyword argument 'secure'",
            ),
        ),
        (
            95,
            r"""parse_cookie('a=b; c="\\101 d" ;e;=f;; g=h=i')""",
            {"a": "b", "c": "A d", "": "f", "g": "h=i"},
        ),
    ]
)
