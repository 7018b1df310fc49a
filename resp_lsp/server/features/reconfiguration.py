"""workspace/didChangeConfiguration and didChangeWatchedFiles: check again under what is new."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from resp_lsp.linter.target_django.discovery import is_told_by
from resp_lsp.server.configuration import SECTION, decode_settings
from resp_lsp.server.diagnostics import publish_anew, publish_dependents
from resp_lsp.server.feature import feature
from resp_lsp.server.uris import path_of

if TYPE_CHECKING:
    from concurrent.futures import Future

    from resp_lsp.server.connection import Connection

MODULE = ".py"

log = logging.getLogger(__name__)


@feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
def did_change_configuration(ls: Connection, params: types.DidChangeConfigurationParams) -> None:
    """Take the new settings; a client that sends none of ours may expect to be asked for them."""
    given = params.settings
    if isinstance(given, dict) and SECTION in given:
        _take_settings(ls, given)
    elif ls.client_has("workspace.configuration"):
        section = types.ConfigurationItem(section=SECTION)
        answer = ls.workspace_configuration(types.ConfigurationParams([section]))
        answer.add_done_callback(lambda future: _take_answer(ls, future))


@feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
def did_change_watched_files(ls: Connection, params: types.DidChangeWatchedFilesParams) -> None:
    """A configuration may concern every document, a module only those that depend on it."""
    paths = {str(path) for change in params.changes if (path := path_of(change.uri))}
    if all(path.endswith(MODULE) and not is_told_by(path) for path in paths):
        publish_dependents(ls, paths)
    else:
        ls.reconfigured()
        publish_anew(ls, *ls.documents)


def _take_answer(ls: Connection, answer: Future[Any]) -> None:
    if answer.cancelled() or answer.exception() is not None:
        log.warning("the client did not say its settings")
        return
    match answer.result():
        case [dict(section)]:
            _take_settings(ls, section)


def _take_settings(ls: Connection, given: object) -> None:
    settings = decode_settings(given)
    ls.reconfigured()
    for problem in settings.problems:
        ls.show(problem)
    ls.configurations.take(settings)
    publish_anew(ls, *ls.documents)
