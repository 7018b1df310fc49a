from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import PRESERVE_REQUEST, Version
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect\n"
OLD, NEW = Version(5, 1), PRESERVE_REQUEST.since
TEXTS = {
    "a text": "HttpResponseRedirect('/x', 'Moved')",
    "an f-string": "HttpResponseRedirect('/x', f'Moved to {1}')",
    "bytes": "HttpResponseRedirect('/x', b'Moved')",
    "permanently": "HttpResponsePermanentRedirect('/x', 'Moved')",
    "more arguments": "HttpResponseRedirect('/x', 'Moved', status=303)",
    "either of two": "HttpResponseRedirect('/x', 'Moved' if request.GET else 'Gone')",
}
NUMBERS = {
    "a status": "HttpResponseRedirect('/x', 301)",
    "in a name": "HttpResponseRedirect('/x', STATUS)",
    "permanently": "HttpResponsePermanentRedirect('/x', 301)",
}
SILENT = {
    "one argument": "HttpResponseRedirect('/x')",
    "by its name": "HttpResponseRedirect('/x', content='Moved')",
    "a status by its name": "HttpResponseRedirect('/x', status=301)",
    "an empty text": "HttpResponseRedirect('/x', '')",
    "zero": "HttpResponseRedirect('/x', 0)",
    "None": "HttpResponseRedirect('/x', None)",
    "unknown": "HttpResponseRedirect('/x', request.GET)",
    "a text or a bool": "HttpResponseRedirect('/x', 'Moved' if request.GET else False)",
    "unknown arguments": "HttpResponseRedirect(*request.args, 'Moved')",
}


def program(expression: str) -> str:
    return f"{HEAD}STATUS = 301\ndef view(request):\n    return {expression}\n"


@pytest.mark.parametrize("expression", TEXTS.values(), ids=TEXTS)
def test_a_text_becomes_a_307_from_5_2(expression: str, django: Django) -> None:
    if django.version < NEW:
        silent(program(expression), django.version)
        assert django.run(program(expression)).body
        return
    assert codes(program(expression), django.version) == ["RSP506"]
    before, after = before_and_after(program(expression), django)
    assert before.status in {307, 308}
    assert before.body == ""
    assert after.status in {301, 302, 303}
    assert after.body in {"Moved", "Moved to 1", "Gone"}


@pytest.mark.parametrize("expression", NUMBERS.values(), ids=NUMBERS)
def test_a_number_is_never_the_status(expression: str, django: Django) -> None:
    assert codes(program(expression), django.version) == ["RSP506"]
    before, after = before_and_after(program(expression), django)
    assert (before.status, before.body) != (after.status, after.body)
    assert after.status == 301
    assert after.body == ""


@pytest.mark.parametrize("expression", SILENT.values(), ids=SILENT)
def test_what_may_be_meant_is_silent(expression: str) -> None:
    silent(program(expression), OLD)
    silent(program(expression), NEW)


def test_a_bool_is_preserve_request_from_5_2(django: Django) -> None:
    code = program("HttpResponseRedirect('/x', True)")
    sent = django.run(code)
    if django.version >= NEW:
        silent(code, django.version)
        assert sent.status == 307
    else:
        assert codes(code, django.version) == ["RSP506"]
        assert (sent.status, sent.body) == (302, "True")


@each_look_alike("HttpResponseRedirect")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    silent(f"import django\n{head}HttpResponseRedirect('/x', 'Moved')\n")


def test_a_constructor_of_the_projects_own_may_take_more() -> None:
    silent("""
        from django.http import HttpResponseRedirect
        class Moved(HttpResponseRedirect):
            def __init__(self, place, text):
                super().__init__(place, content=text)
        Moved("/x", "Moved")
    """)


def test_the_argument_is_marked() -> None:
    check("""
        from django.http import HttpResponseRedirect as Redirect
        Redirect("/x", "Moved")
        #              ^^^^^^^ RSP506 takes the second argument for preserve_request
    """)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("'Moved'", "content='Moved'"),
        ("301", "status=301"),
        ("'no', status=303", "content='no', status=303"),
    ],
)
def test_the_argument_is_named(before: str, after: str) -> None:
    fixes(
        f"{HEAD}HttpResponseRedirect('/x', {before})", f"{HEAD}HttpResponseRedirect('/x', {after})"
    )


@pytest.mark.parametrize(
    "arguments", ["'Moved', 'text/plain'", "99", "301, status=302", "301, *[]"]
)
def test_what_cannot_be_named_gets_no_fix(arguments: str) -> None:
    unfixed(f"{HEAD}HttpResponseRedirect('/x', {arguments})")


def test_a_bool_cannot_be_named_before_5_2() -> None:
    unfixed(f"{HEAD}HttpResponseRedirect('/x', True)", target=OLD)


def test_a_comment_silences_it() -> None:
    silent(f"{HEAD}HttpResponseRedirect('/x', 301)  # noqa: RSP506")
