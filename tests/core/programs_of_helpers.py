"""Random programs over Django's helpers and the other response classes."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.core.programs import (
    BASE,
    Source,
    arguments,
    charset,
    exotic,
    joined,
    program,
    text,
    tried,
    value,
)

_DIRECTIVES = (
    *("max-age=60", "max-age", "max-age=x", "Max-Age=5", " max-age = 7", "private", "public"),
    *("no-cache", 'no-cache="a, b"', "no-store", "s-maxage=3", "", " ", "x_y=1", "PUBLIC"),
)
directive_list = st.lists(st.sampled_from(_DIRECTIVES), max_size=4).map(", ".join).map(repr)
keywords = (
    *("max_age", "private", "public", "no_cache", "no_store", "s_maxage", "X_y", "must_revalidate"),
)
cache_values = st.one_of(
    st.sampled_from(["True", "False", "None", "0", "60", "'a'", "['a']", "{'a'}", "{1}"]), value
)
patches = st.dictionaries(st.sampled_from(keywords), cache_values, max_size=3).map(
    lambda chosen: "".join(f", {key}={given}" for key, given in chosen.items())
)
cache_line = st.one_of(
    joined("patch_cache_control(r", patches, ")"),
    joined("patch_response_headers(r, ", st.one_of(st.sampled_from(["None", "5"]), value), ")"),
    st.sampled_from(["get_max_age(r)", "add_never_cache_headers(r)", "set_response_etag(r)"]),
    joined("r.__setitem__('Cache-Control', ", st.one_of(directive_list, value), ")"),
)
cache_control = program(joined("r = HttpResponse(", text, ")"), cache_line)

_NAMES = ("Cookie", "cookie", "Accept", " Accept ", "*", " * ", "", "Accept-Language", "X")
vary_names = st.lists(st.one_of(st.sampled_from(_NAMES).map(repr), text), max_size=3).map(
    lambda names: "[" + ", ".join(names) + "]"
)
vary_header = st.lists(st.sampled_from(_NAMES), max_size=4).map(",".join).map(repr)
vary_line = st.one_of(
    joined("patch_vary_headers(r, ", st.one_of(vary_names, vary_names, value), ")"),
    joined("has_vary_header(r, ", st.one_of(st.sampled_from(_NAMES).map(repr), value), ")"),
    joined("r.__setitem__('Vary', ", st.one_of(vary_header, text), ")"),
)
vary = program("r = HttpResponse()", vary_line)

leaf = st.one_of(
    text,
    exotic,
    st.timedeltas().map(lambda d: f"datetime.{d!r}".replace("datetime.datetime.", "datetime.")),
    st.datetimes().map(lambda d: f"datetime.{d!r}".replace("datetime.datetime.", "datetime.", 1)),
    st.times().map(lambda d: f"datetime.{d!r}".replace("datetime.datetime.", "datetime.", 1)),
)
data = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
        st.dictionaries(
            st.one_of(text, st.sampled_from(["1", "True", "None", "1.5", "(1, 2)"])),
            inner,
            max_size=3,
        ).map(lambda found: "{" + ", ".join(f"{k}: {v}" for k, v in found.items()) + "}"),
    ),
    max_leaves=5,
)
json = joined(
    "JsonResponse(",
    st.one_of(data, data.map(lambda inner: f"{{'a': {inner}}}")),
    ", ",
    arguments(
        st.one_of(st.just("DjangoJSONEncoder"), value),
        {
            **BASE,
            "safe": st.one_of(st.just("False"), value),
            "encoder": st.one_of(st.sampled_from(["None", "DjangoJSONEncoder"]), value),
            "json_dumps_params": st.one_of(
                st.sampled_from(
                    ["{'indent': 1}", "{'ensure_ascii': False}", "{'sort_keys': True}"]
                ),
                value,
            ),
        },
    ),
    ")",
)

_URLS = (
    *(
        "/a b",
        "http://é/%20",
        "//host",
        "javascript:x",
        "HTTPS://a",
        "c:/x",
        "http://[x",
        "mailto:a",
    ),
    *("localhost:8000/x", "///x", "ftp://a", "a\\b", "a\nb", "data:,", "", "?q=ü#f", "x" * 40),
)
url = st.one_of(
    st.sampled_from(_URLS).map(repr), value, st.integers(16380, 16390).map("'x' * {}".format)
)
redirect = joined(
    st.sampled_from(["HttpResponseRedirect", "HttpResponsePermanentRedirect"]),
    "(",
    url,
    ", ",
    arguments(
        value,
        {
            **BASE,
            "preserve_request": value,
            "max_length": st.one_of(st.sampled_from(["5", "None", "20"]), value),
            "permanent": value,
        },
    ),
    ")",
).map(lambda call: f"r = {call}\n(r, r.url, repr(r))")

named = joined(
    st.sampled_from(
        [
            *("HttpResponseNotAllowed", "HttpResponseNotModified", "HttpResponseBadRequest"),
            *("HttpResponseForbidden", "HttpResponseGone", "HttpResponseServerError"),
        ]
    ),
    "(",
    arguments(
        st.one_of(st.sampled_from(["['GET', 'POST']", "'GET'", "b''", "[b'x']"]), value),
        {"content": value, **BASE},
    ),
    ")",
).map(
    lambda call: (
        f"r = {call}\n(r, repr(r), pickle.loads(pickle.dumps(r)), copy.deepcopy(r).items())"
    )
)

chunks = st.one_of(
    value,
    st.lists(value, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
    st.lists(value, max_size=3).map(lambda items: f"later({', '.join(items)})"),
)
stream_line = st.one_of(
    joined("setattr(r, 'streaming_content', ", chunks, ")"),
    joined("setattr(r, 'charset', ", charset, ")"),
    joined("r.write(", value, ")"),
    st.sampled_from(["list(r)", "r.getvalue()", "run(collected(r))", "list(r.streaming_content)"]),
    st.sampled_from(["r.content", "r.text", "r.tell()", "r.close()", "r.is_async", "r.closed"]),
    st.sampled_from(
        ["repr(r)", "bytes(r)", "len(r)", "r.writable()", "setattr(r, 'content', 'x')"]
    ),
)
stream = program(
    joined("r = StreamingHttpResponse(", chunks, ", ", arguments(value, BASE), ")"), stream_line
)

_FILE_NAMES = (
    *("a.txt", "a.tar.gz", "a.br", "x.Z", "b.tar.xz", "b.bz2", "dir/a.html", "é.pdf", 'a"b\\c.txt'),
    *("a\nb", "a\n", "tab\t.txt", "noext", "", "/tmp/nowhere/a.css", "\x7f", "\ud800"),
)
file_name = st.one_of(st.sampled_from(_FILE_NAMES).map(repr), value)
file = st.one_of(
    joined("File(b'abcdef', ", file_name, ")"),
    joined("File(b'abcdef', ", file_name, ", seek=True)"),
    joined("io.BytesIO(b'0123456789' * ", st.sampled_from(["0", "1", "500"]), ")"),
    st.just("types.SimpleNamespace(read=io.BytesIO(b'xy').read)"),
    st.sampled_from(["types.SimpleNamespace(read=f.read, seek=f.seek)", "f"]),
    chunks,
)
file_response = joined(
    "f = io.BytesIO(b'0123456789')\nf.seek(3)\nr = FileResponse(",
    file,
    ", ",
    arguments(value, {**BASE, "as_attachment": value, "filename": file_name}),
    ")\nlog = []\n",
    tried(st.sampled_from(["list(r)[:4]", "r.close()", "r.getvalue()[:9]", "repr(r)"])),
    "\n(r, log, r.block_size, r.closed, f.closed, f.tell())",
    # A text-mode file never ends, which is known.
).filter(lambda source: "StringIO" not in source)

disposition = joined("content_disposition_header(", value, ", ", file_name, ")")

_DATES = (
    *(
        "Wed, 21 Oct 2015 07:28:00 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ),
    *(
        "Wed, 31 Feb 2015 07:28:00 GMT",
        "Sun, 06-Nov-77 08:49:37 GMT",
        "xxx, 01 JAN 0050 00:00:60 GMT",
    ),
)
date_text = st.one_of(
    st.sampled_from(_DATES).map(repr),
    value,
    st.builds(
        "{}, {:02d}-{}-{:02d} 01:02:03 GMT".format,
        st.sampled_from(["Monday", "Sunday"]),
        st.integers(0, 32),
        st.sampled_from(["Jan", "FEB", "dec", "xxx"]),
        st.integers(0, 99),
    ).map(repr),
)
dates = st.one_of(
    joined("http_date(", st.one_of(st.floats(-1e12, 1e12).map(repr), value), ")"),
    joined("parse_http_date(", date_text, ")"),
    joined("parse_http_date_safe(", date_text, ")"),
)

tag = st.sampled_from(
    ['"a"', 'W/"a"', "a", '"b"', "*", '"a,b"', 'W/"W"', '"/a"', "", '" "', 'w/"a"']
)
tags = st.lists(tag, max_size=3).map(", ".join).map(repr)
etags = st.one_of(
    joined("parse_etags(", st.one_of(tags, text), ")"),
    joined("quote_etag(", st.one_of(tag.map(repr), value), ")"),
)
_META = {
    "HTTP_IF_MATCH": tags,
    "HTTP_IF_NONE_MATCH": tags,
    "HTTP_IF_MODIFIED_SINCE": date_text,
    "HTTP_IF_UNMODIFIED_SINCE": date_text,
}


def _conditions() -> Source:
    return st.fixed_dictionaries({}, optional=_META).map(
        lambda chosen: "".join(f", {key}={given}" for key, given in chosen.items())
    )


conditional = joined(
    "r = HttpResponse('x', status=",
    st.sampled_from(["200", "204", "404", "301"]),
    ")\nr.set_cookie('a', 'b')\nr['Vary'] = 'Cookie'\nr['X-A'] = '1'\nr['ETag'] = '\"a\"'\n",
    "get_conditional_response(request(",
    st.sampled_from(["'GET'", "'HEAD'", "'PUT'"]),
    _conditions().filter(lambda given: "=None" not in given),
    "), ",
    st.one_of(st.just("None"), tag.map(repr)),
    ", ",
    st.sampled_from(["None", "0", "1445412480", "784111777", "784111776", "10**10"]),
    ", ",
    st.sampled_from(["r", "r", "None"]),
    ")",
)
_SCHEMES = ("", "http:", "https:", "ftp:", "HTTP:", "javascript:", "\x08", " ", "\\", "/")
_HOSTS = ("", "//a.b", "//evil", "//a.b:80", "//u@a.b", "\\\\a.b", "///a.b", "/\\evil", "//[x", "/")
safe_url = joined(
    "url_has_allowed_host_and_scheme(",
    st.one_of(
        st.tuples(st.sampled_from(_SCHEMES), st.sampled_from(_HOSTS), st.sampled_from(["", "/x?y"]))
        .map("".join)
        .map(repr),
        text,
        st.sampled_from(["None", "''", "'/' + 'x' * 2047", "'/' + 'x' * 2048", "'//a.b'"]),
    ),
    ", ",
    st.sampled_from(["None", "'a.b'", "{'a.b', 'a.b:80'}", "[]", "['u@a.b']"]),
    st.sampled_from(["", ", True", ", require_https=1"]),
    ")",
)
uri = joined("iri_to_uri(", url, ")")
