"""Behaviours 14 to 38: header names, values and the mapping that holds them."""

from __future__ import annotations

from tests.core.claims.claim import bad_header, claims
from tests.core.snippets import Raised

_ASCII = ", HTTP response headers must be in ascii format"
_NO_LOWER = Raised("AttributeError", "'int' object has no attribute 'lower'")


def _set(value: str, name: str = '"X-A"') -> str:
    return f"r = HttpResponse()\nr[{name}] = {value}\nr.headers.get({name})"


CLAIMS = claims(
    [
        (
            14,
            _set('"a"', '"X-é"'),
            Raised(
                "UnicodeEncodeError",
                "'ascii' codec can't encode character '\\xe9' in position 2: "
                f"ordinal not in range(128){_ASCII}",
            ),
        ),
        (
            14,
            _set('"a"', r'b"\xff"'),
            Raised(
                "UnicodeDecodeError",
                "'ascii' codec can't decode byte 0xff in position 0: "
                f"ordinal not in range(128){_ASCII}",
            ),
        ),
        (14, 'r = HttpResponse()\nr[b"X-A"] = 1\nr["x-a"]', "1"),
        (15, 'r = HttpResponse()\nr[7] = "a"\nr["7"]', "a"),
        (15, "HttpResponse()[7]", _NO_LOWER),
        (
            16,
            (
                'r = HttpResponse()\nfor n in ("", "a b", "a:", "a,b", "\\0"):\n    r[n] = "v"\n'
                "len(r.headers)"
            ),
            6,
        ),
        (17, _set(r'"a\nb"'), bad_header(r"'a\nb'")),
        (17, _set(r'"a\r"'), bad_header(r"'a\r'")),
        (17, _set(r'b"a\nb"'), bad_header(r"'a\nb'")),
        (17, _set(r'"€\n"'), bad_header(r"'€\n'")),
        (17, _set('"a"', r'"X\n"'), bad_header(r"'X\n'")),
        (17, _set('"a"', r'b"\xff\n"'), bad_header(r"b'\xff\n'")),
        (17, _set('"a"', r'b"\xff\r"'), bad_header(r"b'\xff\r'")),
        (17, _set(r"Exception('a\nb')"), bad_header(r"'a\nb'")),
        (17, "isinstance(BadHeaderError(), ValueError)", True),
        (18, _set(r'"\0\x0b\x1b\x7f\x85"'), "\0\x0b\x1b\x7f\x85"),
        (
            19,
            'r = HttpResponse(headers={"X": "é"})\nr.serialize_headers()',
            b"X: \xe9\r\nContent-Type: text/html; charset=utf-8",
        ),
        (20, _set('"é".encode()'), "Ã©"),
        (
            21,
            _set("'attachment; filename=\"€.txt\"'"),
            "=?utf-8?b?YXR0YWNobWVudDsgZmlsZW5hbWU9IuKCrC50eHQi?=",
        ),
        (
            21,
            "r = HttpResponse()\nr['X'] = '€' * 300\nr['X'].count('=?'), '\\n' in r['X']",
            (1, False),
        ),
        (21, _set("Exception(chr(8364))"), "=?utf-8?b?4oKs?="),
        (22, _set(r'"€\x85a"'), "=?utf-8?b?4oKs?=\n =?utf-8?q?_a?="),
        (22, _set(r'"\u2028"'), ""),
        (
            23,
            _set(r'"\ud800"'),
            Raised(
                "UnicodeEncodeError",
                "'utf-8' codec can't encode character '\\ud800' in position 0: "
                "surrogates not allowed",
            ),
        ),
        (24, _set("None"), "None"),
        (24, _set("True"), "True"),
        (24, _set("['a']"), "['a']"),
        (24, _set("bytearray(b'a')"), "bytearray(b'a')"),
        (25, _set('" a "'), " a "),
        (25, _set('""'), ""),
        (
            26,
            'r = HttpResponse(headers={"X-A": 1, "X-B": 2})\nr["x-a"] = 3\nr.items()',
            "ItemsView({'x-a': '3', 'X-B': '2', 'Content-Type': 'text/html; charset=utf-8'})",
        ),
        (
            26,
            'r = HttpResponse()\n("CONTENT-type" in r, r.has_header("content-type"))',
            (True, True),
        ),
        (27, 'HttpResponse()["X-Missing"]', Raised("KeyError", "'x-missing'")),
        (27, 'r = HttpResponse()\ndel r["X-Missing"]\ndel r["content-type"]\nlen(r.headers)', 0),
        (28, 'HttpResponse().get("X", "a")', "a"),
        (28, 'HttpResponse().get("X", alternate="a")', "a"),
        (28, 'HttpResponse().get("X")', None),
        (
            28,
            'HttpResponse().get("X", default="a")',
            Raised(
                "TypeError", "HttpResponseBase.get() got an unexpected keyword argument 'default'"
            ),
        ),
        (28, 'HttpResponse().headers.get("X", default="a")', "a"),
        (29, 'HttpResponse(headers={"X-A": "b"}).headers.pop("x-a")', ("X-A", "b")),
        (29, 'HttpResponse().headers.pop("X")', None),
        (29, 'HttpResponse().headers.pop("X", 5)', 5),
        (
            30,
            'r = HttpResponse()\n(r.setdefault("X", 1), r.setdefault("X", 2), r["X"])',
            (None, None, "1"),
        ),
        (30, 'r = HttpResponse()\n(r.headers.setdefault("X", 1), r["X"])', (None, "1")),
        (
            31,
            (
                '[hasattr(HttpResponse().headers, n) for n in ("update", '
                '"clear", "popitem", "__or__")]'
            ),
            [False] * 4,
        ),
        (
            31,
            '[hasattr(HttpResponse(), n) for n in ("update", "pop", "keys", "values")]',
            [False] * 4,
        ),
        (32, "h = HttpResponse().headers\nh.copy() is h", True),
        (33, 'b"Content-Type" in HttpResponse()', False),
        (33, "7 in HttpResponse()", _NO_LOWER),
        (33, "HttpResponse().has_header(7)", _NO_LOWER),
        (34, 'HttpResponse(content_type="a").headers == {"content-TYPE": "a"}', True),
        (34, 'HttpResponse(content_type="a").headers == [("Content-Type", "a")]', False),
        (
            34,
            "hash(HttpResponse().headers)",
            Raised("TypeError", "unhashable type: 'ResponseHeaders'"),
        ),
        (34, 'HttpResponse(content_type="a").headers == {"Content-Type": "b"}', False),
        (34, "HttpResponse() == HttpResponse()", False),
        (34, "[bool(HttpResponse(status=s)) for s in (200, 404, 500)]", [True] * 3),
        (
            34,
            "len(HttpResponse())",
            Raised("TypeError", "object of type 'HttpResponse' has no len()"),
        ),
        (34, 'repr(HttpResponse(content_type="a").headers)', "{'Content-Type': 'a'}"),
        (35, 'list(HttpResponse("a"))', [b"a"]),
        (36, "r = HttpResponse()\nr.headers = {}\nr['X'] = 'a\\n'\nr.headers", {"X": "a\n"}),
        (
            37,
            (
                'r = HttpResponse()\nr.set_cookie("a", "b")\nr["Set-Cookie"] = "c=d"\n'
                'r["Set-Cookie"] = "e=f"\n(r.items(), len(r.cookies))'
            ),
            (
                "ItemsView({'Content-Type': 'text/html; charset=utf-8', 'Set-Cookie': 'e=f'})",
                1,
            ),
        ),
        (
            38,
            (
                'r = HttpResponse("body", "a")\nr["X"] = "é"\nr.set_cookie("a", "b")\n'
                "(r.serialize_headers(), bytes(r), r.serialize())"
            ),
            (
                b"Content-Type: a\r\nX: \xe9",
                b"Content-Type: a\r\nX: \xe9\r\n\r\nbody",
                b"Content-Type: a\r\nX: \xe9\r\n\r\nbody",
            ),
        ),
        (38, 'bytes(StreamingHttpResponse(["a"], "a"))', b"Content-Type: a"),
    ]
)
