"""The names of HTTP header fields: those of IANA's registry that are in use, and the usual others.

The status is the registry's, or `unregistered`, or `abandoned` for what the browsers that
read it once read no more. What the registry calls obsolete is there if it is still met.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from resp_lsp.analysis.knowledge import table_text

if TYPE_CHECKING:
    from collections.abc import Mapping

GONE = frozenset({"deprecated", "obsoleted", "abandoned"})


@dataclass(frozen=True, slots=True)
class HttpField:
    """A header field.

    `side` is `request`, `response` or `both`; so is `usual`, which tells where it is an everyday
    one, or it is empty.
    """

    name: str
    side: str
    usual: str
    status: str
    reference: str
    about: str

    @property
    def is_obsolete(self) -> bool:
        return self.status in GONE

    def is_of(self, side: str) -> bool:
        return self.side in (side, "both")

    def is_usual_in(self, side: str) -> bool:
        return self.usual in (side, "both")


@cache
def http_fields() -> Mapping[str, HttpField]:
    """The fields by their lower-case names, in the order of these."""
    rows = csv.DictReader(table_text("http_fields.csv").splitlines())
    return {row["name"].lower(): HttpField(**row) for row in rows}
