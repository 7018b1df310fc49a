"""Cache-Control and Vary as data."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_core import HttpResponse, parse_vary, patch_cache_control
from resp_core.cache_directives import (
    KNOWN,
    Argument,
    Directive,
    format_cache_control,
    nearest,
    parse_cache_control,
)

token = st.from_regex(re.compile(r"[a-z0-9!#$%&'*+.^_`|~-]+"), fullmatch=True)
quoted = st.text(st.sampled_from('ab ,=;\\"')).map(
    lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
)
directives = st.lists(st.builds(Directive, token, st.none() | token | quoted)).map(tuple)


@given(directives)
def test_what_is_formatted_parses_back(written: tuple[Directive, ...]) -> None:
    assert parse_cache_control(format_cache_control(written)) == written


@given(st.text(st.sampled_from('ab="\\, \t-')))
def test_any_text_parses_to_what_formats_stably(header: str) -> None:
    once = parse_cache_control(header)
    assert parse_cache_control(format_cache_control(once)) == once


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", ()),
        (" , ,", ()),
        ("Max-Age=60", (Directive("max-age", "60"),)),
        ("no-store,private", (Directive("no-store"), Directive("private"))),
        ('no-cache="A, B", x', (Directive("no-cache", '"A, B"'), Directive("x"))),
        ('a="\\", b", c', (Directive("a", '"\\", b"'), Directive("c"))),
        ('a="b, c', (Directive("a", '"b, c'),)),
        ("a = b=c ", (Directive("a", "b=c"),)),
        ("a=", (Directive("a", ""),)),
        ("=b", (Directive("", "b"),)),
    ],
)
def test_a_header_parses_to_its_directives(header: str, expected: tuple[Directive, ...]) -> None:
    assert parse_cache_control(header) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("max-age=60", ("max_age", 60)),
        ("max-age=0", ("max_age", 0)),
        ("max-age=-5", ("max_age", -5)),
        ("max-age=060", ("max_age", "060")),
        ("max-age=-0", ("max_age", "-0")),
        ("max-age=+5", ("max_age", "+5")),
        ("max-age=1_0", ("max_age", "1_0")),
        ("max-age=5x", ("max_age", "5x")),
        ("no-cache", ("no_cache", True)),
        ('no-cache="Set-Cookie"', ("no_cache", '"Set-Cookie"')),
        ("x_y=1", None),
        ("class", None),
        ("a b", None),
        ("1a", None),
        ("=b", None),
    ],
)
def test_a_directive_knows_its_keyword_argument(header: str, expected: object) -> None:
    (directive,) = parse_cache_control(header)
    assert directive.argument == expected


@given(directives)
def test_an_argument_gives_the_directive_back(written: tuple[Directive, ...]) -> None:
    for directive in written:
        if directive.argument:
            name, value = directive.argument
            response = HttpResponse()
            patch_cache_control(response, **{name: value})
            assert response["Cache-Control"] == str(directive)


def test_known_directives_tell_argument_and_source() -> None:
    assert all(directive.name == name for name, directive in KNOWN.items())
    assert all(re.match(r"RFC (9111|5861|8246), \d", known.source) for known in KNOWN.values())
    seconds = {name for name, known in KNOWN.items() if known.argument is Argument.SECONDS}
    fields = {name for name, known in KNOWN.items() if known.argument is Argument.FIELDS}
    assert seconds == {"max-age", "s-maxage", "stale-while-revalidate", "stale-if-error"}
    assert fields == {"no-cache", "private"}
    assert set(KNOWN) - seconds - fields == {
        *("immutable", "must-revalidate", "must-understand", "no-store", "no-transform"),
        *("proxy-revalidate", "public"),
    }


def test_a_directive_finds_what_is_known_of_it() -> None:
    assert Directive("max-age", "5").known is KNOWN["max-age"]
    assert Directive("maxage").known is None


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", ()),
        ("*", ("*",)),
        (" A ,,\tCookie\t", ("A", "Cookie")),
        ("A,A", ("A", "A")),
        ("X,YX", ("X", "YX")),
    ],
)
def test_vary_parses_to_its_names(header: str, expected: tuple[str, ...]) -> None:
    assert parse_vary(header) == expected


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("public", {True}),
        ("private", {True, "Set-Cookie"}),
        ("max-age", {60}),
        ("s-maxage", {60, "60"}),
    ],
)
def test_a_directive_takes_what_makes_it(name: str, values: set[object]) -> None:
    given: list[object] = [True, False, None, 60, 6.5, "60", "Set-Cookie", []]
    # 1 == True, so what is found is compared by its code.
    taken = {repr(value) for value in given if KNOWN[name].takes(value)}
    assert taken >= set(map(repr, values))
    assert taken <= {*map(repr, values), repr("60") if name == "private" else ""}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("maxage", "max-age"),
        ("max-age", "max-age"),
        ("s-max-age", "s-maxage"),
        ("No-Cach", "no-cache"),
        ("max-stale", None),
        ("only-if-cached", None),
        ("surrogate", None),
    ],
)
def test_the_nearest_directive_is_what_is_meant(name: str, meant: str | None) -> None:
    found = nearest(name)
    assert (found and found.name) == meant
