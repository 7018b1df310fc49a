"""One check of one document: configuration, then linter. It runs on the schedule's thread."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.tree import Memo
from resp_lsp.analysis.versions import Versions
from resp_lsp.linter.lint import Linted, Origin, linted
from resp_lsp.linter.modules import Files, Texts, source_roots
from resp_lsp.linter.walk import excluded
from resp_lsp.server.notebooks import cut
from resp_lsp.server.schedule import Checked
from resp_lsp.server.uris import path_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from resp_lsp.analysis.source.source import Source
    from resp_lsp.linter.config import Config
    from resp_lsp.server.configuration import Configurations
    from resp_lsp.server.documents import Document

NOTHING = Linted(())

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """What one check leaves for the next ones: trees, and modules as they are on disk."""

    memo: Memo = field(default_factory=lambda: Memo(versions=Versions()))
    texts: Texts = field(default_factory=Texts)


def check(
    document: Document,
    checkpoint: Callable[[], None],
    modules: Mapping[str, Source],
    configurations: Configurations,
    kept: Kept,
) -> Checked:
    """`modules` are those that are open in the editor, by path; the checkpoint as in `linted`."""
    if document.notebook is not None:
        module = document.notebook.module
        return cut(check(module, checkpoint, modules, configurations, kept), document)
    path = path_of(document.uri)
    configured = configurations.for_path(path)
    left_out = path is not None and excluded(str(path), configured.config)
    wanted = configured.editor.enabled and not left_out
    files = _files(configured.config, modules, kept) if path is not None and wanted else None
    origin = Origin(document.path, files)
    linter = partial(linted, document.text, configured.config, kept.memo, origin, checkpoint)
    try:
        done = _linted(document, linter) if wanted else NOTHING
    finally:
        kept.memo.versions.rest()
    return Checked(
        document,
        configured.config,
        done.findings,
        configured.problem,
        origin,
        files,
        silenced=done.silenced,
        broken=configurations.problems(),
    )


def _files(config: Config, modules: Mapping[str, Source], kept: Kept) -> Files | None:
    """The project as it is now: what is where is looked up anew for each check."""
    return Files(source_roots(config), modules, kept.texts) if config.follow_imports else None


def _linted(document: Document, linter: Callable[[], Linted]) -> Linted:
    try:
        done = linter()
    except Exception:  # a fault of ours must not end the conversation
        log.exception("could not check %s, version %s", document.uri, document.version)
        return NOTHING
    for skipped in done.skipped:
        line = skipped.span and document.lines.position(skipped.span.start).line + 1
        log.info("%s:%s: not followed further: %s", document.uri, line, skipped.reason)
    return done
