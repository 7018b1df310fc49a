"""Behaviours 39 to 55: whole and streamed bodies."""

from __future__ import annotations

from tests.core.claims.claim import Since, claims
from tests.core.snippets import Raised

_NO_CONTENT = Raised(
    "AttributeError",
    "This StreamingHttpResponse instance has no `content` attribute. "
    "Use `streaming_content` instead.",
)


def _no_iterable(kind: str) -> Since:
    return Since(
        "5.2",
        Raised("TypeError", f"{kind!r} object is not an async iterable"),
        Raised("AttributeError", f"{kind!r} object has no attribute '__aiter__'"),
    )


_CLOSING = """
class Lines:
    closed = 0
    def __iter__(self):
        yield from self.lines
    def close(self):
        self.closed += 1
        raise ValueError
lines = Lines()
"""

CLAIMS = claims(
    [
        (39, "HttpResponse(None).content", b"None"),
        (39, 'HttpResponse(b"\\xff").content', b"\xff"),
        (39, 'HttpResponse(memoryview(b"ab")).content', b"ab"),
        (39, "HttpResponse(5).content", b"5"),
        (39, "HttpResponse(len).content", b"<built-in function len>"),
        (39, 'HttpResponse(enum.Enum("T", {"A": "x"}, type=str).A).content', b"x"),
        (40, 'HttpResponse(["a", b"b", 1, None]).content', b"ab1None"),
        (40, 'HttpResponse({"k": "v"}).content', b"k"),
        (40, 'HttpResponse(bytearray(b"ab")).content', b"9798"),
        (40, "HttpResponse(c for c in 'ab').content", b"ab"),
        (41, 'HttpResponse(later("a")).content[:23]', b"<async_generator object"),
        (
            42,
            _CLOSING + "lines.lines = 'ab'\n(HttpResponse(lines).content, lines.closed)",
            (b"ab", 1),
        ),
        (
            42,
            "HttpResponse(1 / n for n in (1, 0))",
            Raised("ZeroDivisionError", "division by zero"),
        ),
        (
            43,
            'r = HttpResponse("a")\n(r.write(1), r.write(None), r.content)',
            (None, None, b"a1None"),
        ),
        (43, 'r = HttpResponse("a")\n(r.writelines("bc"), list(r))', (None, [b"a", b"b", b"c"])),
        (44, 'r = HttpResponse("é")\n(r.tell(), r.getvalue())', (2, b"\xc3\xa9")),
        (
            44,
            (
                "r = HttpResponse()\n(r.writable(), r.readable(), "
                "r.seekable(), r.flush(), hasattr(r, 'read'))"
            ),
            (True, False, False, None, False),
        ),
        (
            45,
            'r = HttpResponse("a")\nr.write("b")\n(list(r), list(r))',
            ([b"a", b"b"], [b"a", b"b"]),
        ),
        (
            46,
            'r = HttpResponse("é")\nr.text',
            Since(
                "5.2",
                "é",
                Raised("AttributeError", "'HttpResponse' object has no attribute 'text'"),
            ),
        ),
        (
            46,
            (
                'r = HttpResponse("é")\ns = hasattr(r, "text") and r.text\nr.write("b")\n'
                't = hasattr(r, "text") and r.text\nr.content = "c"\n'
                '(s, t, hasattr(r, "text") and r.text)'
            ),
            Since("5.2", ("é", "é", "c"), (False, False, False)),
        ),
        (
            46,
            'hasattr(HttpResponse(), "text") and HttpResponse(b"\\xe9", charset="latin-1").text',
            Since("5.2", "é", False),
        ),
        (
            46,
            "r = HttpResponse(b'a', charset='')\nhasattr(r, 'text') and r.text",
            Since("5.2", "a", False),
        ),
        (
            47,
            (
                "log = []\nr = HttpResponse('a')\nr._resource_closers += [lambda: log.append(1), "
                "lambda: 1 / 0, lambda: log.append(2)]\n"
                "r.close()\nr.close()\n(log, r.closed, r._resource_closers, r.content)"
            ),
            ([1, 2], True, [], b"a"),
        ),
        (47, "HttpResponse().closed", False),
        (
            47,
            "HttpResponseBase().write('a')",
            Raised("OSError", "This HttpResponseBase instance is not writable"),
        ),
        (
            47,
            "HttpResponseBase().writelines(['a'])",
            Raised("OSError", "This HttpResponseBase instance is not writable"),
        ),
        (
            47,
            "HttpResponseBase().tell()",
            Raised("OSError", "This HttpResponseBase instance cannot tell its position"),
        ),
        (48, 'list(StreamingHttpResponse("ab"))', [b"a", b"b"]),
        (48, 'list(StreamingHttpResponse(b"ab"))', [b"97", b"98"]),
        (48, 'list(StreamingHttpResponse({"k": 1}))', [b"k"]),
        (48, "list(StreamingHttpResponse([None, 1, b'x']))", [b"None", b"1", b"x"]),
        (49, "StreamingHttpResponse(None)", _no_iterable("NoneType")),
        (49, "StreamingHttpResponse(5)", _no_iterable("int")),
        (50, "r = StreamingHttpResponse(['a'])\n(list(r), list(r))", ([b"a"], [])),
        (
            50,
            "r = StreamingHttpResponse(1 / n for n in (1, 0))\ni = iter(r)\n(next(i), next(i))",
            Raised("ZeroDivisionError", "division by zero"),
        ),
        (
            51,
            _CLOSING
            + (
                "lines.lines = 'ab'\nr = StreamingHttpResponse(lines)\nr.streaming_content = "
                "(c.upper() for c in r.streaming_content)\n"
                "(list(r), r.close(), lines.closed, r.closed)"
            ),
            ([b"A", b"B"], None, 1, True),
        ),
        (52, "StreamingHttpResponse().content", _NO_CONTENT),
        (52, "hasattr(StreamingHttpResponse(), 'content')", False),
        (
            52,
            "StreamingHttpResponse(content='a')",
            Raised(
                "TypeError",
                "HttpResponseBase.__init__() got an unexpected keyword argument 'content'",
            ),
        ),
        (
            52,
            "StreamingHttpResponse().text",
            Since(
                "5.2",
                Raised(
                    "AttributeError",
                    "This StreamingHttpResponse instance has no `text` attribute.",
                ),
                Raised("AttributeError", "'StreamingHttpResponse' object has no attribute 'text'"),
            ),
        ),
        (
            53,
            "StreamingHttpResponse().write('a')",
            Raised("OSError", "This StreamingHttpResponse instance is not writable"),
        ),
        (
            53,
            "StreamingHttpResponse().tell()",
            Raised("OSError", "This StreamingHttpResponse instance cannot tell its position"),
        ),
        (53, "StreamingHttpResponse(['a', 'b']).getvalue()", b"ab"),
        (53, "StreamingHttpResponse().writable()", False),
        (
            53,
            "StreamingHttpResponse(later('a')).getvalue()",
            Raised("TypeError", "can only join an iterable"),
        ),
        (
            54,
            (
                "with warnings.catch_warnings(record=True) as w:\n"
                "    warnings.simplefilter('always')\n"
                "    found = list(StreamingHttpResponse(later('a', 1)))\n(found, str(w[0].message))"
            ),
            (
                [b"a", b"1"],
                (
                    "StreamingHttpResponse must consume asynchronous iterators in order to serve "
                    "them synchronously. Use a synchronous iterator instead."
                ),
            ),
        ),
        (
            54,
            (
                "with warnings.catch_warnings(record=True) as w:\n"
                "    warnings.simplefilter('always')\n"
                "    found = run(collected(StreamingHttpResponse(['a', 1])))\n"
                "(found, str(w[0].message))"
            ),
            (
                [b"a", b"1"],
                (
                    "StreamingHttpResponse must consume synchronous iterators in order to serve "
                    "them asynchronously. Use an asynchronous iterator instead."
                ),
            ),
        ),
        (54, "run(collected(StreamingHttpResponse(later('a', 1))))", [b"a", b"1"]),
        (54, "[StreamingHttpResponse(c).is_async for c in (['a'], later('a'))]", [False, True]),
        (
            54,
            (
                "async def inside():\n    return list(StreamingHttpResponse(later('a')))\n"
                "run(inside())"
            ),
            Raised(
                "RuntimeError",
                "You cannot use AsyncToSync in the same thread as an async event loop - "
                "just await the async function directly.",
            ),
        ),
        (
            55,
            "pickle.loads(pickle.dumps(StreamingHttpResponse(['a']))).getvalue()",
            b"a",
        ),
        (
            55,
            "pickle.dumps(StreamingHttpResponse(c for c in 'a'))",
            Raised("TypeError", "cannot pickle 'generator' object"),
        ),
        (
            113,
            "pickle.loads(pickle.dumps(HttpResponse('a', 'b', 404))).serialize()",
            b"Content-Type: b\r\n\r\na",
        ),
        (113, "r = HttpResponse()\ncopy.copy(r).headers is r.headers", True),
        (113, "r = HttpResponse()\nd = copy.deepcopy(r)\nd['X'] = '1'\n'X' in r", False),
    ]
)
