"""Django's JSON encoder (django.core.serializers.json)."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from resp_core.lazy_text import is_lazy


class DjangoJSONEncoder(json.JSONEncoder):
    """JSON with dates, durations, Decimal, UUID and lazy strings, as ECMA-262 dates go.

    Raises:
        ValueError: a time with a time zone.
        TypeError: any other type that JSON does not have.
    """

    def default(self, o: object) -> object:
        """The text of a value that JSON does not have; fractions are cut to milliseconds."""
        if isinstance(o, datetime):
            return _moment(o)
        if isinstance(o, date):
            return o.isoformat()
        if isinstance(o, time):
            if o.utcoffset() is not None:
                raise ValueError("JSON can't represent timezone-aware times.")
            return o.isoformat()[:12] if o.microsecond else o.isoformat()
        if isinstance(o, timedelta):
            return _duration(o)
        if isinstance(o, Decimal) or _is_uuid(o) or is_lazy(o):
            return str(o)
        return super().default(o)


def _is_uuid(value: object) -> bool:
    # No UUID can be there before someone imported its slow module.
    uuid = sys.modules.get("uuid")
    return uuid is not None and isinstance(value, uuid.UUID)


def _moment(value: datetime) -> str:
    text = value.isoformat()
    if value.microsecond:
        text = text[:23] + text[26:]
    return text[:-6] + "Z" if text.endswith("+00:00") else text


def _duration(value: timedelta) -> str:
    """ISO 8601 in days, hours, minutes and seconds, as `-P1DT02H00M03.500000S`."""
    sign = "-" if value < timedelta(0) else ""
    value = abs(value)
    minutes, seconds = divmod(value.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{value.microseconds:06d}" if value.microseconds else ""
    return f"{sign}P{value.days}DT{hours:02d}H{minutes:02d}M{seconds:02d}{fraction}S"
