"""All claims."""

from __future__ import annotations

from tests.core.claims import (
    caching,
    conditional,
    constructor,
    content,
    cookies,
    files,
    headers,
    json_responses,
    redirects,
)

ALL = tuple(
    claim
    for table in (
        constructor,
        headers,
        content,
        files,
        redirects,
        json_responses,
        cookies,
        caching,
        conditional,
    )
    for claim in table.CLAIMS
)
