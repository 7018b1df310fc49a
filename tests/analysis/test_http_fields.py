from __future__ import annotations

import re

from resp_lsp.analysis.knowledge.http_fields import GONE, http_fields

TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""RFC 9110, 5.6.2."""

SET_BY_DJANGO = (
    "Allow",
    "Cache-Control",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Language",
    "Content-Length",
    "Content-Security-Policy",
    "Content-Type",
    "Cross-Origin-Opener-Policy",
    "ETag",
    "Expires",
    "Last-Modified",
    "Location",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "Vary",
    "X-Content-Type-Options",
    "X-Frame-Options",
)


def test_fields_stand_in_the_order_of_their_names() -> None:
    names = [field.name.lower() for field in http_fields().values()]
    assert names == sorted(set(names)) == list(http_fields())


def test_each_row_says_what_the_columns_promise() -> None:
    for field in http_fields().values():
        assert TOKEN.fullmatch(field.name)
        assert field.side in ("request", "response", "both")
        assert field.usual in ("", field.side) or field.side == "both"
        assert field.status in {"permanent", "provisional", "unregistered", *GONE}
        assert field.reference
        assert field.about.endswith(".")


def test_what_is_obsolete_is_not_usual() -> None:
    assert [f.name for f in http_fields().values() if f.is_obsolete and f.usual] == []


def test_what_django_sets_is_usual_in_responses() -> None:
    fields = http_fields()
    assert [n for n in SET_BY_DJANGO if not fields[n.lower()].is_usual_in("response")] == []


def test_a_field_of_both_sides_is_of_each() -> None:
    content_type, host = http_fields()["content-type"], http_fields()["host"]
    assert [content_type.is_of(side) for side in ("request", "response")] == [True, True]
    assert [host.is_of(side) for side in ("request", "response")] == [True, False]
