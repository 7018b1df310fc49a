from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.dates import parse_http_date_safe
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.header_programs import HEAD, elsewhere, view

if TYPE_CHECKING:
    from tests.django.matrix import Django

TIMES = "import time\nfrom datetime import date, datetime, timedelta, timezone\n"
DATES = f"{TIMES}{HEAD}"
X = 'r["Expires"]'
FLAGGED = {
    "a datetime": f"{X} = datetime.now(timezone.utc)",
    "a datetime as text": f"{X} = str(datetime.now(timezone.utc))",
    "an ISO date": f"{X} = datetime.now(timezone.utc).isoformat()",
    "a date": f"{X} = date.today()",
    "a time span": f"{X} = timedelta(days=1)",
    "seconds": f"{X} = time.time()",
    "a literal": f"{X} = '2015-10-21'",
    "a number": f"{X} = 3600",
    "another time zone": f"{X} = 'Wed, 21 Oct 2015 07:28:00 CET'",
    "no such day": f"{X} = 'Wed, 31 Feb 2015 07:28:00 GMT'",
    "zero": "r['Last-Modified'] = 0",
    "lower case": "r['last-modified'] = datetime.now(timezone.utc)",
    "the headers": "r.headers['Date'] = datetime.now(timezone.utc)",
    "setdefault": "r.setdefault('Expires', datetime.now(timezone.utc))",
}
SILENT = {
    "an HTTP date": f"{X} = 'Wed, 21 Oct 2015 07:28:00 GMT'",
    "an old form": f"{X} = 'Wed Oct 21 07:28:00 2015'",
    "the helper": f"{X} = http_date(time.time())",
    "zero for the past": f"{X} = 0",
    "zero as text": f"{X} = '0'",
    "minus one": f"{X} = '-1'",
    "a format": f"{X} = datetime.now(timezone.utc).strftime('%a, %d %b %Y %H:%M:%S GMT')",
    "unknown": f"{X} = request.META.get('A', '')",
    "one way": f"{X} = datetime.now(timezone.utc) if request.GET else http_date()",
    "another header": "r['X-Date'] = datetime.now(timezone.utc)",
    "a suppression": f"{X} = date.today()  # noqa: RSP215",
}


def program(line: str, helper: str = "") -> str:
    return view(line, head=DATES + helper)


HELPER = "from django.utils.http import http_date\n"


@pytest.mark.parametrize("line", FLAGGED.values(), ids=FLAGGED)
def test_what_is_no_date_is_flagged_and_sent(line: str, django: Django) -> None:
    assert codes(program(line)) == ["RSP215"]
    outcome = django.run(program(line))
    for name, sent in outcome.headers:
        assert name == "Content-Type" or parse_http_date_safe(sent) is None


@pytest.mark.parametrize("line", SILENT.values(), ids=SILENT)
def test_a_date_and_what_is_not_certain_is_silent(line: str, django: Django) -> None:
    silent(program(line, HELPER))
    assert django.run(program(line, HELPER)).raises is None


@pytest.mark.parametrize("code", elsewhere("Expires", "'soon'"))
def test_the_header_of_something_else_is_silent(code: str) -> None:
    silent(code)


def test_other_forms_are_seen() -> None:
    check("""
        from datetime import datetime
        from django.http import HttpResponse as R
        def view(request, until: datetime):
            return R(headers={"Expires": until})
            #                            ^^^^^ RSP215 Expires holds a datetime, until,
    """)


@pytest.mark.parametrize(
    ("value", "given"), [("until", "until.timestamp()"), ("seconds", "seconds")]
)
def test_the_helper_writes_the_date(value: str, given: str, django: Django) -> None:
    lines = ("until = datetime(2015, 10, 21, tzinfo=timezone.utc)", "seconds = 1445385600.0")
    before = view(*lines, f"{X} = {value}", head=DATES)
    after = view(*lines, f"{X} = http_date({given})", head=DATES + HELPER)
    unfixed(before, Safety.SAFE)
    fixes(before, after, Safety.SUGGESTED)
    assert django.run(after).header("Expires") == "Wed, 21 Oct 2015 00:00:00 GMT"


@pytest.mark.parametrize("value", ["date.today()", "'soon'", "timedelta(days=1)"])
def test_what_is_no_moment_gets_no_fix(value: str) -> None:
    unfixed(program(f"{X} = {value}"))
