"""Random programs over Django's responses, as source text, one strategy an operation."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

Source = SearchStrategy[str]

_ODD = "\t\n\r\x00\x0b\x0c\x1b\x1c\x7f\x85\xa0éÿĀ€\u2028😀\ud800,;=:\"'\\/%?#@&-_*()<>[]{} "
_CHARACTERS = st.sampled_from(_ODD + "aAzZ09" * 4)
_HEADERS = ("Content-Type", "content-type", "X-A", "x-a", "Vary", "Cache-Control", "Set-Cookie")
_EXOTIC = (
    *("None", "True", "False", "0", "-1", "1.5", "float('inf')", "float('nan')", "10**20"),
    *(r"b'a\n'", r"b'\xff'", "b'ab'", "bytearray(b'ab')", "memoryview(b'ab')", "b''", "''"),
    *("[1, 'a']", "('a', b'b')", "{'k': 1}", "[]", "()", "{}", "iter(['a', b'b', 1])"),
    *("(c for c in 'ab')", "range(3)", "object", "len", "Exception('x')", "[[1], None]"),
    *("HTTPStatus.NOT_FOUND", "Decimal('1.5')", "datetime.date(2020, 1, 2)", "Path('a/b')"),
    *("UUID(int=1)", "datetime.timedelta(days=1, seconds=2)", "io.BytesIO(b'abc')"),
    *("io.StringIO('abc')", "later('a')", "type('S', (str,), {})('sub')", "' 404 '", "200.9"),
    *("enum.Enum('E', 'A B').A", "enum.Enum('T', {'A': 'x'}, type=str).A", "Ellipsis", "1 / 3"),
    "datetime.datetime(2020, 1, 2, 3, 4, 5, 678901)",
    "datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone.utc)",
    "datetime.time(1, 2, 3, 456789)",
    "datetime.time(1, tzinfo=datetime.timezone.utc)",
    "types.MappingProxyType({'a': 1})",
)

text = st.text(_CHARACTERS, max_size=8).map(repr)
exotic = st.sampled_from(_EXOTIC)
value = st.one_of(text, text, exotic, st.integers(-5, 1000).map(repr))
name = st.one_of(st.sampled_from(_HEADERS).map(repr), text, exotic)


def joined(*parts: Any) -> Source:
    """The parts one after another; a str stands for itself."""
    strategies = [st.just(part) if isinstance(part, str) else part for part in parts]
    return st.tuples(*strategies).map("".join)


def lines(line: Source, most: int = 5) -> Source:
    """Some lines of a program."""
    return st.lists(line, min_size=1, max_size=most).map("\n".join)


def arguments(positional: Any, keywords: dict[str, Source]) -> Source:
    """Arguments of a call: some by position, then some by keyword."""
    by_keyword = st.fixed_dictionaries({}, optional=keywords).map(
        lambda chosen: [f"{key}={argument}" for key, argument in chosen.items()]
    )
    return st.tuples(st.lists(positional, max_size=2), by_keyword).map(
        lambda both: ", ".join([*both[0], *both[1]])
    )


def tried(line: Source) -> Source:
    """A line whose exception is noted in `log`, so that the program goes on."""
    return line.map(
        lambda code: (
            f"try:\n    log.append(told({code}))\nexcept Exception as e:\n"
            "    log.append((type(e).__name__, str(e)))"
        )
    )


def program(start: str | Source, line: Source, end: str = "(r, log)") -> Source:
    """A start, some tried lines and what to look at."""
    return joined("log = []\n", start, "\n", lines(tried(line)), "\n", end)


status = st.one_of(
    st.sampled_from(["200", "204", "304", "404", "599", "99", "600", "'404'", "True"]), value
)
content_type = st.one_of(
    value,
    st.sampled_from(
        ["text/plain", "a/b;charset=latin-1", 'a/b; Charset="x";q=1', "a;charset="]
    ).map(repr),
)
charset = st.one_of(value, st.sampled_from(["latin-1", "utf-16", "nope", "ascii"]).map(repr))
_UNHASHABLE = {"[1, 'a']", "{'k': 1}", "[]", "{}", "bytearray(b'ab')", "[[1], None]"}


def _is_hashable(source: str) -> bool:
    return source not in _UNHASHABLE


pairs = st.one_of(
    st.dictionaries(name.filter(_is_hashable), value, max_size=3).map(
        lambda found: "{" + ", ".join(f"{k}: {v}" for k, v in found.items()) + "}"
    ),
    st.lists(st.tuples(name, value), max_size=3).map(
        lambda found: "[" + ", ".join(f"({k}, {v})" for k, v in found) + "]"
    ),
    value,
)
BASE = {
    "content_type": content_type,
    "status": status,
    "reason": value,
    "charset": charset,
    "headers": pairs,
}
constructor = joined(
    st.sampled_from(
        ["HttpResponse", "HttpResponseNotFound", "HttpResponseNotModified", "HttpResponseBase"]
    ),
    "(",
    arguments(value, {**BASE, "content": value, "mimetype": value}),
    ")",
).map(lambda call: f"r = {call}\n(r, repr(r)) if hasattr(r, 'streaming') else r.items()")

header_line = st.one_of(
    joined("r.__setitem__(", name, ", ", value, ")"),
    joined("r.__delitem__(", name, ")"),
    joined("r[", name, "]"),
    joined("r.get(", name, ", ", value, ")"),
    joined(name, " in r"),
    joined("r.headers.pop(", name, ")"),
    joined("r.headers.setdefault(", name, ", ", value, ")"),
    joined("r.setdefault(", name, ", ", value, ")"),
    joined("r.headers == ", pairs),
    joined("ResponseHeaders(", pairs, ")"),
    st.sampled_from(["bytes(r)", "r.serialize_headers()", "len(r.headers)", "list(r.headers)"]),
    st.sampled_from(["r.headers.copy() is r.headers", "hash(r.headers)", "r.headers", "repr(r)"]),
)
headers = program("r = HttpResponse('b')", header_line)

content_line = st.one_of(
    joined("setattr(r, 'content', ", value, ")"),
    joined("r.write(", value, ")"),
    joined("r.writelines(", value, ")"),
    joined("setattr(r, 'charset', ", charset, ")"),
    joined("setattr(r, 'status_code', ", value, ")"),
    joined("setattr(r, 'reason_phrase', ", value, ")"),
    joined("r.__setitem__('Content-Type', ", content_type, ")"),
    st.sampled_from(["r.text", "r.content", "list(r)", "r.tell()", "r.getvalue()", "bytes(r)"]),
    st.sampled_from(["r.close()", "r.closed", "r.readable()", "r.flush()", "repr(r)", "len(r)"]),
)
content = program(joined("r = HttpResponse(", text, ")"), content_line)

cookie_key = st.one_of(st.sampled_from(["'a'", "'__Secure-a'", "'a b'", "'path'", "''"]), text)
seconds = st.one_of(st.integers(-5, 10**6).map(repr), value)
expires = st.one_of(
    value,
    st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2040, 1, 1)).map(  # noqa: DTZ001 - naive on purpose
        lambda moment: f"datetime.{moment!r}".replace("datetime.datetime.", "datetime.", 1)
    ),
)
samesite = st.one_of(st.sampled_from(["'lax'", "'None'", "'STRICT'", "'no'", "True"]), value)
cookie_line = st.one_of(
    joined(
        "r.set_cookie(",
        cookie_key,
        ", ",
        arguments(
            value,
            {
                "max_age": seconds,
                "expires": expires,
                "path": value,
                "domain": value,
                "secure": value,
                "httponly": value,
                "samesite": samesite,
            },
        ),
        ")",
    ),
    joined(
        "r.delete_cookie(",
        st.one_of(cookie_key, value),
        ", ",
        arguments(value, {"path": value, "domain": value, "samesite": samesite}),
        ")",
    ),
)
cookies = program("r = HttpResponse()", cookie_line)
cookie_header = joined("parse_cookie(", text, " + ';' + ", text, ")")
