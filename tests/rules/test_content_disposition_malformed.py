from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.header_programs import HEAD, elsewhere, view

if TYPE_CHECKING:
    from tests.django.matrix import Django

D = 'r["Content-Disposition"]'
MALFORMED = {
    "a space in the name": ("attachment; filename=a b.csv", 'attachment; filename="a b.csv"'),
    "no semicolon": ('attachment filename="a.csv"', 'attachment; filename="a.csv"'),
    "an open quote": ('attachment; filename="a.csv', 'attachment; filename="a.csv"'),
    "a quote at the end": ('inline; filename=a.csv"', 'inline; filename="a.csv"'),
    "a path": ("attachment; filename=/tmp/a.csv", 'attachment; filename="/tmp/a.csv"'),
    "a comma": ("attachment; filename=a,b.csv", 'attachment; filename="a,b.csv"'),
    "no disposition": ('filename="a.csv"', None),
    "a colon": ("attachment: filename=a.csv", None),
    "a name that is not encoded": ("attachment; filename*=UTF-8''a b.csv", None),
    "two semicolons in the name": ("attachment; filename=a;b;c.csv", None),
}
WELL_FORMED = [
    "attachment",
    "inline",
    "attachment; filename=a.csv",
    'attachment; filename="a b.csv"',
    "attachment;filename=a.csv",
    "attachment; filename = a.csv",
    'attachment; filename="say \\"a\\".csv"',
    "attachment; filename=a.csv;",
    "ATTACHMENT; FILENAME=a.csv",
    "attachment; filename=\"a.csv\"; filename*=UTF-8''%C3%A4.csv",
    'form-data; name="a"',
]


@pytest.mark.parametrize(("value", "mended"), MALFORMED.values(), ids=MALFORMED)
def test_what_is_malformed_is_flagged_and_sent(
    value: str, mended: str | None, django: Django
) -> None:
    program = view(f"{D} = {value!r}")
    assert codes(program) == ["RSP602"]
    assert django.run(program).header("Content-Disposition") == value
    unfixed(program, Safety.SAFE)
    if mended is None:
        unfixed(program)
    else:
        fixes(program, view(f"{D} = {mended!r}"), Safety.SUGGESTED)


@pytest.mark.parametrize("value", WELL_FORMED)
def test_what_is_well_formed_is_silent(value: str) -> None:
    silent(view(f"{D} = {value!r}"))


FILLED_IN = {
    "f'attachment; filename=\"{n}.csv'": True,
    "f'attachment filename=\"{n}\"'": True,
    "f'attachment; filename={n} (copy).csv'": True,
    "'attachment; filename=%s.csv\"' % n": True,
    "f'attachment; filename=\"{n}\"'": False,
    "f'attachment; filename={n}'": False,
    "'attachment; filename=\"' + n": False,
    "f'attachment; {n}'": False,
    "f'{n} filename=a.csv'": False,
    "f'{n}; filename=a.csv'": False,
    "f'attachment; filename=\"a.csv{n}'": False,
    "n": False,
}


@pytest.mark.parametrize(("value", "is_malformed"), FILLED_IN.items())
def test_what_is_filled_in_may_hold_quotes(value: str, is_malformed: bool) -> None:  # noqa: FBT001
    program = view(f"{D} = {value}").replace("(request)", "(request, n)")
    assert codes(program) == ["RSP602"] * is_malformed


def test_what_is_filled_in_is_given_to_the_helper() -> None:
    before = view(f"{D} = f'attachment; filename=\"{{n}}.csv'").replace("(request)", "(request, n)")
    after = view(
        f'{D} = content_disposition_header(True, f"{{n}}.csv")',
        head=HEAD + "from django.utils.http import content_disposition_header\n",
    ).replace("(request)", "(request, n)")
    fixes(before, after, Safety.SUGGESTED)


FORMS = {
    "a constant": f'VALUE = "attachment filename=a"\n{view(f"{D} = VALUE")}',
    "headers=": f"{HEAD}HttpResponse(headers={{'Content-Disposition': 'attachment filename=a'}})",
    "setdefault": view("r.setdefault('content-disposition', 'attachment filename=a')"),
    "an alias": (
        "from django import http\ndef view(request):\n    answer = http.HttpResponse()\n"
        "    answer.headers['Content-Disposition'] = 'attachment filename=a'"
    ),
    "both ways": view(
        "v = 'attachment filename=a' if request.GET else 'inline filename=a'", f"{D} = v"
    ),
}


@pytest.mark.parametrize("program", FORMS.values(), ids=FORMS)
def test_each_form_is_seen(program: str) -> None:
    assert codes(program) == ["RSP602"]


SILENT = {
    "one way": view("v = 'attachment filename=a' if request.GET else 'inline'", f"{D} = v"),
    "unknown": view(f"{D} = request.META['a']"),
    "empty": view(f"{D} = ''"),
    "a suppression": view(f"{D} = 'attachment filename=a'  # noqa: RSP602"),
}


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT)
def test_what_is_not_certain_is_silent(program: str) -> None:
    silent(program)


@pytest.mark.parametrize("program", elsewhere("Content-Disposition", "'attachment filename=a'"))
def test_the_header_of_something_else_is_silent(program: str) -> None:
    silent(program)


def test_the_value_is_marked() -> None:
    check("""
        from django.http import HttpResponse
        r = HttpResponse()
        r["Content-Disposition"] = "attachment filename=a.csv"
        #                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^ RSP602 'attachment filename=a.csv' is
    """)
