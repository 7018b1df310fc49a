"""HTTP dates (RFC 9110, 5.6.7)."""

from __future__ import annotations

import re
import time
from datetime import datetime, timezone

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LOWER_MONTHS = [month.lower() for month in _MONTHS]
_CLOCK = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})"
_FORMATS = (
    # IMF-fixdate, which is RFC 1123's
    re.compile(
        rf"^\w{{3}}, (?P<day>[0-9]{{2}}) (?P<month>\w{{3}}) (?P<year>[0-9]{{4}}) {_CLOCK} GMT$"
    ),
    # RFC 850
    re.compile(
        rf"^\w{{6,9}}, (?P<day>[0-9]{{2}})-(?P<month>\w{{3}})-(?P<year>[0-9]{{2}}) {_CLOCK} GMT$"
    ),
    # the form of C's asctime
    re.compile(rf"^\w{{3}} (?P<month>\w{{3}}) (?P<day>[ 0-9][0-9]) {_CLOCK} (?P<year>[0-9]{{4}})$"),
)


def http_date(epoch_seconds: float | None = None) -> str:
    """Seconds since the epoch (now when None) as `Wed, 21 Oct 2015 07:28:00 GMT`."""
    seconds = time.time() if epoch_seconds is None else epoch_seconds
    moment = datetime.fromtimestamp(seconds, timezone.utc)
    return (
        f"{_DAYS[moment.weekday()]}, {moment.day:02d} {_MONTHS[moment.month - 1]} "
        f"{moment.year:04d} {moment:%H:%M:%S} GMT"
    )


def parse_http_date(date: str) -> int:
    """Seconds since the epoch of a date in any of the three forms of RFC 9110.

    Raises:
        ValueError: another form, or no such day.
    """
    found = next(filter(None, (form.match(date) for form in _FORMATS)), None)
    if found is None:
        raise ValueError(f"{date!r} is not in a valid HTTP date format")
    try:
        month = _LOWER_MONTHS.index(found["month"].lower()) + 1
        day, hour, minute, second = map(int, found.group("day", "hour", "minute", "second"))
        year = _full_year(int(found["year"]))
        moment = datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)
        return int(moment.timestamp())
    except Exception as error:
        raise ValueError(f"{date!r} is not a valid date") from error


def parse_http_date_safe(date: str) -> int | None:
    """The same, or None for what is not a date."""
    try:
        return parse_http_date(date)
    except Exception:  # noqa: BLE001 - Django swallows any error here
        return None


def _full_year(year: int) -> int:
    """Two digits mean the past when they would be more than 50 years ahead."""
    if year >= 100:
        return year
    this_year = datetime.now(tz=timezone.utc).year
    century, now = this_year - this_year % 100, this_year % 100
    return century - 100 + year if year - now > 50 else century + year
