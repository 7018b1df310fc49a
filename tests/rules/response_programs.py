"""Random views: a response is made, changed and given back, rightly or with faults."""

from __future__ import annotations

from hypothesis import strategies as st

IMPORTS = """\
import io
import json

from django import http
from django.core.serializers.json import DjangoJSONEncoder
from django.http import (
    FileResponse,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseNotModified,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.utils.cache import add_never_cache_headers, patch_cache_control, patch_vary_headers
"""
DATA = st.sampled_from(
    [
        "{'a': 1}",
        "dict(a=1)",
        "[1, 2]",
        "(1, 2)",
        "'text'",
        "None",
        "{'a': {1, 2}}",
        "{'a': range(3)}",
        "{'a': b'x'}",
        "{'a': (c for c in 'ab')}",
        "{1: 2}",
        "{(1, 2): 3}",
        "{'error'}",
        "{'é': 'ü'}",
        "[c for c in request.path]",
        "json.dumps({'a': 1})",
    ]
)
DUMPED = st.builds(
    "json.dumps({}{})".format,
    DATA,
    st.sampled_from(["", ", indent=2", ", cls=DjangoJSONEncoder", ", sort_keys=True"]),
)
BODY = st.one_of(
    st.sampled_from(
        [
            "'x'",
            "b'x'",
            "''",
            "1",
            "None",
            "f'{request.path}!'",
            "{'a': 1}",
            "['a', 'b']",
            "[1, 2]",
            "bytearray(b'x')",
            "memoryview(b'x')",
            "(c for c in 'ab')",
            "io.BytesIO(b'x')",
            "str",
        ]
    ),
    DUMPED,
)
STATUS = ["200", "201", "204", "304", "404", "99", "600", "True", "'404'", "'404 Not Found'"]
HEADERS = {
    "X-A": ["'a'", "'a\\nb'", "'a\\n'", "1", "None", "True", "['a']", "'é'", "'日本'", "b'a'"],
    "Cache-Control": [
        "'no-cache'",
        "'no-cache, max-age=0'",
        "'max-age=0, no-cache, no-store, must-revalidate, private'",
        "'public, max-age=3600'",
        "f'max-age={60 * 2}'",
        "'no-store\\n'",
    ],
    "Vary": ["'Cookie'", "'Cookie, Accept'", "'*'", "f'{request.path}'"],
    "Content-Disposition": [
        "'attachment'",
        "'attachment; filename=\"a.txt\"'",
        "'attachment; filename=a b.txt'",
        "f'attachment; filename=\"{request.path}\"'",
        "'attachment; filename=\"%s\"' % request.path",
        "'attachment; filename={}'.format(request.path)",
    ],
    "Content-Type": ["'text/plain'", "'application/json'"],
    "Content-Length": ["'1'", "len('x')", "str(len(request.path))"],
    "ETag": ["'abc'", "'\"abc\"'", "'W/\"abc\"'"],
    "Expires": ["'0'", "'Thu, 01 Jan 1970 00:00:00 GMT'"],
    "Last-Modified": ["'2020-01-01'", "'Thu, 01 Jan 1970 00:00:00 GMT'"],
    "Set-Cookie": ["'a=b'", "'a=b; Path=/; Secure'"],
    "Connection": ["'close'"],
    "X A": ["'a'"],
    "": ["'a'"],
}
PAIRS = st.sampled_from(
    [(repr(name), value) for name, values in HEADERS.items() for value in values]
)
KEYWORDS = st.one_of(
    st.sampled_from(
        [
            "content_type='text/plain'",
            "content_type='application/json'",
            "content_type='application/problem+json'",
            "content_type='text/html; charset=latin-1'",
            "mimetype='text/plain'",
            "reason='Fine'",
            "reason='a\\nb'",
            "charset='utf-8'",
        ]
    ),
    st.sampled_from(STATUS).map("status={}".format),
    PAIRS.map(lambda pair: f"headers={{{pair[0]}: {pair[1]}}}"),
)
JSON_KEYWORDS = st.one_of(
    KEYWORDS,
    st.sampled_from(
        [
            "safe=False",
            "safe=True",
            "encoder=DjangoJSONEncoder",
            "encoder=DjangoJSONEncoder()",
            "json_dumps_params={'indent': 2}",
            "json_dumps_params={'cls': json.JSONEncoder}",
        ]
    ),
)
FILE_KEYWORDS = st.sampled_from(["as_attachment=True", "filename='a.txt'", "filename='é.txt'"])


def _called(
    names: list[str], first: st.SearchStrategy[str], keywords: st.SearchStrategy[str]
) -> st.SearchStrategy[str]:
    """Calls with one argument and some keywords, on one line or on several."""
    more = st.lists(keywords, max_size=2, unique_by=lambda word: word.partition("=")[0])
    position = st.sampled_from(["", "", "", "", "404", "'text/plain'"])

    def written(name: str, argument: str, second: str, others: list[str], apart: bool) -> str:  # noqa: FBT001
        given = [argument, *filter(None, (second,)), *others]
        if apart:
            return f"{name}(\n        " + ",\n        ".join(given) + ",\n    )"
        return f"{name}({', '.join(given)})"

    return st.builds(written, st.sampled_from(names), first, position, more, st.booleans())


RESPONSES = st.one_of(
    _called(["HttpResponse", "http.HttpResponse", "HttpResponseNotModified"], BODY, KEYWORDS),
    _called(["JsonResponse", "http.JsonResponse"], DATA, JSON_KEYWORDS),
    _called(
        ["StreamingHttpResponse"],
        st.sampled_from(["['a', 'b']", "'ab'", "b'ab'", "(c for c in 'ab')", "{'a': 1}", "[1]"]),
        KEYWORDS,
    ),
    _called(
        ["FileResponse"],
        st.sampled_from(["io.BytesIO(b'x')", "io.StringIO('x')", "[b'x']"]),
        FILE_KEYWORDS,
    ),
    _called(
        ["HttpResponseNotAllowed"],
        st.sampled_from(["['GET']", "'GET'", "('GET', 'POST')", "'Only POST is allowed'"]),
        KEYWORDS,
    ),
    _called(
        ["HttpResponseRedirect"],
        st.sampled_from(["'/x'", "'javascript:x'", "'mailto:a@b'", "'app:view'", "'é'"]),
        KEYWORDS,
    ),
)
WRITTEN = st.one_of(
    *(
        PAIRS.map(lambda pair, form=form: form.format(*pair))  # type: ignore[misc]
        for form in (
            "response[{}] = {}",
            "response.headers[{}] = {}",
            "response.setdefault({}, {})",
            "response.headers.update({{{}: {}}})",
            "response.update({{{}: {}}})",
            "response.headers = {{{}: {}}}",
            "if {0} in response:\n        del response[{0}]",
            "try:\n        del response[{0}]\n    except KeyError:\n        pass",
        )
    )
)
COOKIE_KEYWORDS = st.lists(
    st.sampled_from(
        [
            "max_age=60",
            "max_age='60'",
            "expires='60'",
            "expires=60",
            "samesite='Lax'",
            "samesite='None'",
            "samesite='bad'",
            "secure=True",
            "httponly=True",
            "path='/x'",
        ]
    ),
    max_size=2,
    unique_by=lambda word: word.partition("=")[0],
).map(lambda words: "".join(f", {word}" for word in words))
CHANGES = st.one_of(
    WRITTEN,
    st.builds(
        "response.set_cookie({}, 'v'{})".format,
        st.sampled_from(["'a'", "'__Host-a'", "'a b'"]),
        COOKIE_KEYWORDS,
    ),
    st.sampled_from(
        [
            "response.delete_cookie('a')",
            "response.delete_cookie('a', path='/x')",
            "response.status_code = 204",
            "response.status_code = 99",
            "response.status = 404",
            "response.content_type = 'text/plain'",
            "response.write('more')",
            "response.content = 'other'",
            "patch_cache_control(response, public=True)",
            "patch_cache_control(response, public=False)",
            "patch_cache_control(response, max_age='60', no_cache=True)",
            "patch_cache_control(response, private=True, max_age=0)",
            "patch_vary_headers(response, ['Cookie'])",
            "patch_vary_headers(response, 'Cookie')",
            "response = patch_vary_headers(response, ['Cookie'])",
            "add_never_cache_headers(response)",
            "http.HttpResponse('dropped')",
        ]
    ),
)
ENDS = st.sampled_from(
    [
        *("return response",) * 6,
        "return response, 404",
        "raise response",
        "return patch_cache_control(response, public=True)",
        "return {'a': 1}",
    ]
)


def _program(made: str, changes: list[str], end: str, name: str) -> str:
    lines = [f"response = {made}", *changes, end]
    body = "\n".join(f"    {line}" for line in lines)
    if name != "response":
        body = body.replace("response", name).replace(f"django.{name}", "django.response")
    return f"{IMPORTS}\n\ndef view(request):\n{body}\n"


PROGRAMS = st.builds(
    _program,
    RESPONSES,
    st.lists(CHANGES, max_size=3),
    ENDS,
    st.sampled_from(["response", "answer"]),
)
"""The text of a module with a `view`."""
