"""Previews of the responses in an open document."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from resp_lsp.analysis.interpreter.project import Project
from resp_lsp.analysis.source.source import Source
from resp_lsp.preview.preview import previews_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lsp.analysis.source.tree import Memo
    from resp_lsp.preview.preview import Previewed
    from resp_lsp.server.connection import Connection
    from resp_lsp.server.schedule import Checked

log = logging.getLogger(__name__)


async def previewed(
    ls: Connection, checked: Checked, offsets: Sequence[int]
) -> tuple[Previewed, ...]:
    """What Django would send at those of the offsets where there is a response."""
    return await ls.schedule.run(_previewed, checked, offsets, ls.kept.memo)


def _previewed(checked: Checked, offsets: Sequence[int], memo: Memo) -> tuple[Previewed, ...]:
    document = checked.document
    module, start = document.module
    project = Project(checked.origin.sources, checked.config.target_django, memo)
    try:
        found = previews_at(Source(module.text, module.path), [start + o for o in offsets], project)
        return tuple(replace(one, statement=one.statement.moved(-start)) for one in found)
    except Exception:  # a fault of ours must not end the conversation
        log.exception("could not preview %s, version %s", document.uri, document.version)
        return ()
