from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import DEFAULT, Version
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = (
    "import time\nfrom datetime import date, datetime, timedelta\n"
    "from django.http import HttpResponse\nfrom django.utils import timezone\n"
    "WEEK = timedelta(days=7)\n"
)


def view(arguments: str) -> str:
    return (
        f"{HEAD}def view(request):\n    r = HttpResponse()\n"
        f"    r.set_cookie('a', '1', {arguments})\n    return r\n"
    )


SENT = {
    "a timedelta": ("expires=timedelta(days=7)", "7 days, 0:00:00"),
    "a constant": ("expires=WEEK", "7 days, 0:00:00"),
    "a date": ("expires=date(2030, 1, 1)", "2030-01-01"),
    "a float": ("expires=3600.0", "3600.0"),
    "a float that is made": ("expires=float('60')", "60.0"),
    "by position": ("None, timedelta(days=7)", "7 days, 0:00:00"),
    "with an age": ("expires=WEEK, max_age=60", "7 days, 0:00:00"),
    "one of two": ("expires=WEEK if request.GET else 60.5", "60.5"),
}
READ = {
    "a datetime": "expires=datetime(2030, 1, 1)",
    "a time from now": "expires=datetime.now() + timedelta(days=7)",
    "Django's now": "expires=timezone.now()",
    "text": "expires='Thu, 01 Jan 2030 00:00:00 GMT'",
    "seconds, which Python makes a date": "expires=3600",
    "none": "expires=None",
    "an age": "max_age=WEEK",
}
SILENT = {
    "unknown": "expires=request.expires",
    "unknown arguments": "**request.GET",
    "a date or a datetime": "expires=date.today() if request.GET else datetime.now()",
    "a suppression": "expires=WEEK)  # noqa: RSP703\n    (0",
}


@pytest.mark.parametrize(("arguments", "sent"), SENT.values(), ids=SENT)
def test_what_is_no_time_is_flagged_and_sent(arguments: str, sent: str, django: Django) -> None:
    assert codes(view(arguments), min(django.version, DEFAULT)) == ["RSP703"]
    assert f"; expires={sent};" in django.run(view(arguments)).cookies[0]


@pytest.mark.parametrize("arguments", READ.values(), ids=READ)
def test_a_time_is_silent(arguments: str, django: Django) -> None:
    silent(view(arguments))
    assert django.run(view(arguments)).raises is None


@pytest.mark.parametrize("arguments", SILENT.values(), ids=SILENT)
def test_what_is_not_certain_is_silent(arguments: str) -> None:
    silent(view(arguments))


def test_the_message_shows_what_is_sent() -> None:
    check("""
        from datetime import date, timedelta
        from django import http
        def view(request, day: date):
            r = http.HttpResponse()
            r.set_cookie("a", expires=timedelta(days=1))
            #                         ^^^^^^^^^^^^^^^^^ RSP703 sent with expires=1:00:00 or the like, which browsers cannot read; give it as max_age.
            r.set_signed_cookie("a", "1", expires=day)
            #                                     ^^^ RSP703 expires=2030-01-01 or the like, which browsers cannot read; give a datetime.
            r.set_cookie("a", expires=60.5)
            #                         ^^^^ RSP703 sent with expires=60.5, which browsers cannot read; give seconds as max_age
            return r
    """)


def test_another_library_s_cookie_is_silent() -> None:
    silent(
        "from datetime import timedelta\nfrom starlette.responses import Response\n"
        "r = Response()\nr.set_cookie('a', expires=timedelta(days=1))\n"
    )


@pytest.mark.parametrize("value", ["timedelta(days=7)", "WEEK"])
def test_a_duration_becomes_the_age(value: str, django: Django) -> None:
    before, after = view(f"expires={value}"), view(f"max_age={value}")
    unfixed(before, Safety.SAFE)
    fixes(before, after, Safety.SUGGESTED)
    assert "Max-Age" not in django.run(before).cookies[0]
    assert "Max-Age=604800" in django.run(after).cookies[0]


@pytest.mark.parametrize(
    "arguments",
    [
        "expires=WEEK, max_age=60",
        "None, WEEK",
        "**{'expires': WEEK}",
        "expires=date.today()",
        "expires=60.5",
    ],
)
def test_what_cannot_be_told_gets_no_fix(arguments: str) -> None:
    unfixed(view(arguments))


def test_before_4_1_max_age_takes_no_timedelta() -> None:
    unfixed(view("expires=WEEK"), target=Version(4, 0))
