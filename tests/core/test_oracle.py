"""The oracle answers with Django's own errors and never raises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_core import RELEASES, BadHeaderError, DisallowedRedirect, Version, oracle
from resp_core.wire import Refused, Sent, Step, sent

anything = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.datetimes()
    ),
    lambda inner: st.one_of(
        st.lists(inner), st.dictionaries(st.text(), inner), st.sets(st.text()), st.tuples(inner)
    ),
    max_leaves=4,
)
releases = st.sampled_from(RELEASES)


@given(anything, anything, releases)
def test_no_question_raises(first: object, second: object, target: Version) -> None:
    answers = (
        oracle.header_error(first, second, target),
        oracle.status_error(first, target),
        oracle.assigned_status_error(first, target),
        oracle.reason_error(first, target),
        oracle.content_type_error(first, {"Content-Type": str(second)}, target),
        oracle.argument_error(str(first), str(second), target),
        oracle.body_error(first, target=target),
        oracle.cookie_error(first, second, target, max_age=second),
        oracle.delete_cookie_error(first, target, samesite=second),
        oracle.redirect_error(first, target),
        oracle.json_response_error(first, safe=second, target=target),
        oracle.json_call_error(first, second, target=target, content_type=second),
    )
    assert all(answer is None or isinstance(answer, Exception) for answer in answers)


@given(st.lists(anything, max_size=1))
def test_what_may_be_allowed_is_always_answered(arguments: list[object]) -> None:
    assert isinstance(oracle.allowed(*arguments), str | Exception)


@given(anything, anything, st.one_of(st.none(), st.text()), releases)
def test_no_question_about_what_is_sent_raises(
    first: object, second: object, held: str | None, target: Version
) -> None:
    directives = {"max_age": first, "no_cache": second}
    sent = oracle.cache_control("patch_cache_control", held, (), directives, target)
    timed = oracle.cache_control("patch_response_headers", held, (first,), None, target)
    for answer in (sent, timed, oracle.vary(first, target)):
        assert isinstance(answer, str | Exception)
    assert isinstance(oracle.cookie_sent(first, second, target, expires=second), str)


def test_what_is_sent_is_told() -> None:
    patched = oracle.cache_control("patch_cache_control", "max-age=60", (), {"max_age": 30})
    assert patched == "max-age=30"
    assert oracle.cache_control("patch_response_headers", None, (30,)) == "max-age=30"
    assert oracle.vary("ab") == "a, b"
    assert isinstance(oracle.vary(None), TypeError)
    assert oracle.cookie_sent("a", "b", secure=True) == "a=b; Path=/; Secure"
    assert not oracle.cookie_sent("a b")


@given(anything, releases)
def test_a_body_is_sent_or_refused(content: object, target: Version) -> None:
    assert isinstance(oracle.body(content, target), bytes | Exception)
    assert isinstance(oracle.streamed(content, target), bytes | Exception)


def test_a_body_is_what_django_makes_of_it() -> None:
    assert oracle.body(None) == b"None"
    assert oracle.body({"a": 1}) == b"a"
    assert oracle.body(bytearray(b"ab")) == b"9798"
    assert isinstance(oracle.body("\ud800"), UnicodeEncodeError)
    assert oracle.streamed(b"ab") == b"9798"
    assert isinstance(oracle.streamed(None), TypeError)
    assert isinstance(oracle.streamed(None, Version(4, 2)), AttributeError)


def test_an_attribute_is_there_or_refused() -> None:
    assert oracle.attribute_error("HttpResponse", "content") is None
    assert oracle.attribute_error("Response", "content") is None
    assert isinstance(oracle.attribute_error("FileResponse", "content"), AttributeError)
    assert oracle.attribute_error("HttpResponse", "text") is None
    assert isinstance(oracle.attribute_error("HttpResponse", "text", Version(5, 1)), AttributeError)


@given(st.text(), st.lists(anything, max_size=3), st.text(), releases)
def test_replaying_never_raises(
    name: str, arguments: list[object], step: str, target: Version
) -> None:
    steps = [Step(step, tuple(arguments)), Step("__setitem__", tuple(arguments))]
    for class_name in (name, "HttpResponse", "FileResponse"):
        assert isinstance(sent(class_name, arguments, {}, steps, target), Sent | Refused)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (oracle.header_error("X", "a\n"), BadHeaderError),
        (oracle.status_error(99), ValueError),
        (oracle.headers_error("headers", "update"), AttributeError),
        (oracle.headers_error("headers", "__ior__"), TypeError),
        (oracle.headers_error("response", "get", "default"), TypeError),
        (oracle.status_error("x"), TypeError),
        (oracle.assigned_status_error(99), ValueError),
        (oracle.assigned_status_error("404"), TypeError),
        (oracle.assigned_status_error(None), TypeError),
        (oracle.reason_error("a\n"), BadHeaderError),
        (oracle.content_type_error("a/b", {"content-type": "a/b"}), ValueError),
        (oracle.argument_error("HttpResponse", "mimetype"), TypeError),
        (oracle.argument_error("HttpResponseRedirect", "max_length", Version(6, 0)), TypeError),
        (oracle.body_error("é", "ascii"), UnicodeEncodeError),
        (oracle.cookie_error("a", samesite="no"), ValueError),
        (oracle.delete_cookie_error("a", secure=True), TypeError),
        (oracle.redirect_error("javascript:x"), DisallowedRedirect),
        (oracle.json_response_error([1]), TypeError),
        (oracle.json_call_error(), TypeError),
        (oracle.json_call_error({}, indent=2), TypeError),
    ],
)
def test_what_django_refuses_is_answered_with_its_error(
    answer: Exception | None, kind: type[Exception]
) -> None:
    assert type(answer) is kind


def test_what_django_accepts_is_answered_with_none() -> None:
    assert oracle.header_error("X", "a") is None
    assert oracle.status_error(None) is None
    assert oracle.headers_error("headers", "pop") is None
    assert oracle.headers_error("headers", "get", "default") is None
    assert oracle.status_error("404") is None
    assert oracle.assigned_status_error(404.5) is None
    assert oracle.reason_error("a\n", Version(6, 0)) is None
    assert oracle.argument_error("HttpResponse", "reason") is None
    assert oracle.argument_error("HttpResponseRedirect", "max_length") is None
    assert oracle.argument_error("Response", "anything") is None
    assert oracle.body_error("é") is None
    assert oracle.cookie_error("a", 5, max_age=1) is None
    assert oracle.delete_cookie_error("a", path="/b") is None
    assert oracle.redirect_error("/") is None
    assert oracle.json_response_error([1], safe=False) is None
    assert oracle.json_response_error({}, encoder=None) is None
    assert oracle.json_call_error({}, status=201) is None


def test_the_methods_of_a_not_allowed_are_joined_or_refused() -> None:
    assert oracle.allowed(["GET", "HEAD"]) == "GET, HEAD"
    assert oracle.allowed("GET") == "G, E, T"
    assert isinstance(oracle.allowed(), TypeError)
    assert isinstance(oracle.allowed(None), TypeError)


def test_a_charset_is_read_in_a_content_type() -> None:
    assert oracle.declared_charset('text/html; Charset="latin-1"') == "latin-1"
    assert oracle.declared_charset("text/html, charset=latin-1") is None
    assert oracle.declared_charset("text/html\n; charset=latin-1") is None
    assert isinstance(oracle.body_error("é", content_type="a/b; charset=ascii"), UnicodeError)


def test_a_replay_gives_what_is_sent() -> None:
    steps = [
        Step("__setitem__", ("X-A", 1)),
        Step("status_code=", (404,)),
        Step("set_cookie", ("a",), {"value": "b"}),
        Step("write", ("!",)),
        Step("patch_vary_headers", (["Cookie"],)),
    ]
    assert sent("HttpResponse", ("body",), {"content_type": "text/plain"}, steps) == Sent(
        "HTTP/1.1 404 Not Found",
        (("Content-Type", "text/plain"), ("X-A", "1"), ("Vary", "Cookie")),
        ("a=b; Path=/",),
        b"body!",
    )


@pytest.mark.parametrize(
    "step",
    [
        *(Step(f"{name}=", ("a",)) for name in ("charset", "content", "reason_phrase")),
        *(Step("status_code=", (201,)), Step("headers=", ({},)), Step("close"), Step("flush")),
        *(Step("streaming_content=", ("a",)), Step("__delitem__", ("X",))),
        *(Step("setdefault", ("X", 1)), Step("delete_cookie", ("a",)), Step("writelines", ("a",))),
        *(Step("add_never_cache_headers"), Step("patch_cache_control", (), {"private": True})),
        *(Step("patch_response_headers"), Step("set_response_etag")),
    ],
    ids=lambda step: step.name,
)
def test_every_step_is_known(step: Step) -> None:
    assert isinstance(sent("HttpResponse", (), {}, [step]), Sent)


def test_a_streamed_body_is_not_known() -> None:
    answer = sent("StreamingHttpResponse", (["a"],))
    assert isinstance(answer, Sent)
    assert answer.body is None


def test_a_replay_tells_where_django_refuses() -> None:
    steps = [Step("write", ("a",)), Step("__setitem__", ("X", "a\n"))]
    refused = sent("HttpResponse", (), {}, steps)
    assert isinstance(refused, Refused)
    assert refused.step == 1
    assert isinstance(refused.error, BadHeaderError)
    unmade = sent("JsonResponse", ([1],))
    assert isinstance(unmade, Refused)
    assert unmade.step == -1


@pytest.mark.parametrize("name", ["Response", "HttpResponse.", ""])
def test_an_unknown_class_is_a_lookup_error(name: str) -> None:
    refused = sent(name)
    assert isinstance(refused, Refused)
    assert isinstance(refused.error, LookupError)


@pytest.mark.parametrize("name", ["__class__=", "content", "make_bytes", "nothing"])
def test_an_unknown_step_is_a_lookup_error(name: str) -> None:
    refused = sent("HttpResponse", (), {}, [Step(name, ("a",))])
    assert isinstance(refused, Refused)
    assert (refused.step, type(refused.error)) == (0, KeyError)
