"""resp-lsp/status: what an editor shows of the server beside a document, without waiting for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from resp_lsp import __version__
from resp_lsp.server.feature import feature

if TYPE_CHECKING:
    from resp_lsp.server.connection import Connection
    from resp_lsp.server.schedule import Checked

METHOD = "resp-lsp/status"


@dataclass(frozen=True, slots=True)
class Django:
    version: str
    source: str | None
    """Where it was found; None where it is assumed."""


@dataclass(frozen=True, slots=True)
class Check:
    """The last one of the document, maybe of an earlier version of it."""

    version: int
    milliseconds: float
    findings: int


@dataclass(frozen=True, slots=True)
class StatusResult:
    """The version is the server's own; of a document that was not checked no more is known."""

    version: str
    django: Django | None = None
    check: Check | None = None


@feature(METHOD)
def status(ls: Connection, params: Any) -> StatusResult:
    """The parameters are `{textDocument}`.

    Raises:
        JsonRpcInvalidParams: there is no document in them.
    """
    uri = getattr(getattr(params, "textDocument", None), "uri", None)
    if not isinstance(uri, str):
        raise JsonRpcInvalidParams(f"{METHOD}: there is no document in the parameters")
    last = ls.schedule.latest(uri)
    return StatusResult(__version__) if last is None else _of(last)


def _of(last: Checked) -> StatusResult:
    config = last.config
    milliseconds = round(last.seconds * 1000, 1)
    return StatusResult(
        __version__,
        Django(str(config.target_django), config.target_from),
        Check(last.document.version, milliseconds, len(last.findings)),
    )
