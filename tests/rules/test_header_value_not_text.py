from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.header_programs import HEAD, elsewhere, view

if TYPE_CHECKING:
    from tests.django.matrix import Django

NOT_TEXT = {
    "None": "None",
    "True": "True",
    "False": "False",
    "['a', 'b']": "['a', 'b']",
    "('a',)": "('a',)",
    "{'a': 1}": "{'a': 1}",
    "{'a'}": "{'a'}",
    "bytearray(b'a')": "bytearray(b'a')",
    "[x for x in 'ab']": "['a', 'b']",
    "list('ab')": "['a', 'b']",
}


@pytest.mark.parametrize(("value", "sent"), NOT_TEXT.items())
def test_what_is_no_text_is_flagged_and_sent_as_its_repr(
    value: str, sent: str, django: Django
) -> None:
    program = view(f"r['X-A'] = {value}")
    assert codes(program) == ["RSP203"]
    assert django.run(program).header("X-A") == sent


FORMS = {
    "headers=": f"{HEAD}HttpResponse(headers={{'X-A': None}})",
    "the headers": view("r.headers['X-A'] = None"),
    "setdefault": view("r.setdefault('X-A', None)"),
    "content_type=": f"{HEAD}HttpResponse(content_type=['text/html'])",
    "a name bound earlier": view("v = None", "r['X-A'] = v"),
    "a function without a return": (
        f"{HEAD}def value():\n    print()\ndef view():\n    r = HttpResponse()\n"
        "    r['X-A'] = value()"
    ),
    "a coroutine": (
        f"{HEAD}async def value():\n    return 'a'\nasync def view(request):\n"
        "    r = HttpResponse()\n    r['X-A'] = value()"
    ),
    "a header that is popped": view("r['X-A'] = r.headers.pop('X-B')"),
    "an alias": "from django.http import HttpResponse as R\nr = R(headers={'X-A': []})",
    "either way": view("r['X-A'] = None if request.GET else True"),
    "a parameter called response": "import django\ndef f(response):\n    response['X-A'] = None",
}


@pytest.mark.parametrize("program", FORMS.values(), ids=FORMS)
def test_each_form_is_seen(program: str) -> None:
    assert codes(program) == ["RSP203"]


SILENT = {
    "a str": view("r['X-A'] = 'a'"),
    "bytes": view("r['X-A'] = b'a'"),
    "an int": view("r['X-A'] = 1"),
    "a float": view("r['X-A'] = 1.5"),
    "a subclass of str": view("r['X-A'] = S('a')", head=f"{HEAD}class S(str):\n    pass\n"),
    "a lazy string": view(
        "r['X-A'] = gettext_lazy('a')",
        head=f"{HEAD}from django.utils.functional import lazystr as gettext_lazy\n",
    ),
    "a joined list": view("r['X-A'] = ', '.join(['a', 'b'])"),
    "a popped value": view("r['X-B'] = 'b'", "r['X-A'] = r.headers.pop('X-B')[1]"),
    "no content type": f"{HEAD}def view(request):\n    return HttpResponse(content_type=None)",
    "no headers": f"{HEAD}def view(request):\n    return HttpResponse(headers=None)",
    "one way": view("r['X-A'] = None if request.GET else 'a'"),
    "unknown": view("r['X-A'] = request.META.get('A')"),
    "a suppression": view("r['X-A'] = None  # noqa: RSP203"),
}


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT)
def test_text_and_what_is_not_certain_is_silent(program: str, django: Django) -> None:
    silent(program)
    assert django.run(program).raises is None


@pytest.mark.parametrize("program", elsewhere("X-A", "None"))
def test_the_header_of_something_else_is_silent(program: str) -> None:
    silent(program)


def test_the_value_is_marked_and_what_is_sent_is_told() -> None:
    check("""
        from django.http import HttpResponse
        r = HttpResponse(headers={"X-A": None, "X-B": [1]})
        #                                ^^^^ RSP203 sends None as 'None'
        #                                             ^^^ RSP203 sends a list as its repr
    """)


@pytest.mark.parametrize("target", ['r["X-A"]', 'r.headers["X-A"]'])
def test_none_becomes_a_deletion(target: str, django: Django) -> None:
    before, after = view(f"{target} = None"), view(f"del {target}")
    unfixed(before, Safety.SAFE)
    fixes(before, after, Safety.SUGGESTED)
    assert django.run(after).header("X-A") is None


@pytest.mark.parametrize(
    "line", ["r['X-A'] = []", "r.setdefault('X-A', None)", "r['X-A'] = r['X-B'] = None"]
)
def test_for_the_rest_there_is_no_fix(line: str) -> None:
    unfixed(view(line))
