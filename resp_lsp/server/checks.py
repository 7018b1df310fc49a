"""One check of one document: configuration, then linter. It runs on the schedule's thread."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from resp_lsp.linter.lint import lint
from resp_lsp.linter.walk import excluded
from resp_lsp.server.schedule import Checked
from resp_lsp.server.uris import path_of

if TYPE_CHECKING:
    from resp_lsp.analysis.source.tree import Memo
    from resp_lsp.linter.config import Config
    from resp_lsp.rules.finding import Finding
    from resp_lsp.server.configuration import Configurations
    from resp_lsp.server.documents import Document

log = logging.getLogger(__name__)


def check(document: Document, configurations: Configurations, memo: Memo) -> Checked:
    path = path_of(document.uri)
    configured = configurations.for_path(path)
    left_out = path is not None and excluded(str(path), configured.config)
    wanted = configured.enabled and not left_out
    findings = _findings(document, configured.config, memo) if wanted else ()
    return Checked(document, configured.config, findings, configured.problem)


def _findings(document: Document, config: Config, memo: Memo) -> tuple[Finding, ...]:
    try:
        return lint(document.text, config, memo)
    except Exception:  # a fault of ours must not end the conversation
        log.exception("could not check %s, version %s", document.uri, document.version)
        return ()
