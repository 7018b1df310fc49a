"""What follows when settings, folders or files of configurations are not as they were."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from resp_lsp.server.broken_files import show_broken
from resp_lsp.server.diagnostics import publish_anew
from resp_lsp.server.editor_settings import SECTION, EditorSettings, decode_settings
from resp_lsp.server.logs import set_level
from resp_lsp.server.registrations import register_pull_anew
from resp_lsp.server.workspace.scan import wanted_folders

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from concurrent.futures import Future
    from pathlib import Path

    from resp_lsp.server.connection import Connection

log = logging.getLogger(__name__)


def take_settings(
    ls: Connection, editor: EditorSettings, folders: Mapping[Path, EditorSettings]
) -> None:
    """Put settings in force; what is wrong with them is said once, until it is mended."""
    before = ls.configurations
    if (before.editor, list(before.folders.items())) == (editor, list(folders.items())):
        return
    was_pulled = bool(wanted_folders(ls))
    ls.configurations.take(editor, folders)
    put_in_force(ls)
    if bool(wanted_folders(ls)) != was_pulled:
        register_pull_anew(ls)
    check_anew(ls)


def put_in_force(ls: Connection) -> None:
    """Do what the settings say of the conversation itself, and say what is wrong in them."""
    editor, folders = ls.configurations.editor, ls.configurations.folders
    ls.say(*(problem for each in (editor, *folders.values()) for problem in each.problems))
    if editor.log_level is not None:
        set_level(editor.log_level)
    if editor.trace is not None:
        ls.protocol.trace = types.TraceValue(editor.trace)
    ls.publishing.follow_settings()


def take_folders(ls: Connection, folders: Iterable[Path]) -> None:
    """The folders of the workspace; new ones have the settings for all until the client answers."""
    known, editor = ls.configurations.folders, ls.configurations.editor
    take_settings(ls, editor, {folder: known.get(folder, editor) for folder in folders})


def ask_for_settings(ls: Connection) -> None:
    """Ask for the settings for all, and for those of each folder, where the client can tell."""
    if not ls.client_has("workspace.configuration"):
        return
    folders = tuple(ls.configurations.folders)
    scopes = (None, *(folder.as_uri() for folder in folders))
    items = [types.ConfigurationItem(scope_uri=scope, section=SECTION) for scope in scopes]
    answer = ls.workspace_configuration(types.ConfigurationParams(items))
    answer.add_done_callback(partial(_take_answer, ls, folders))


def check_anew(ls: Connection) -> None:
    """Read configurations anew, those of the workspace's folders too, and check under them."""
    ls.configurations.forget()
    publish_anew(ls, *ls.documents)
    show_broken(ls)
    ls.changes.touch()


def _take_answer(ls: Connection, folders: tuple[Path, ...], answer: Future[Any]) -> None:
    """A client that has no section for us leaves what it said before."""
    if answer.cancelled() or answer.exception() is not None:
        log.warning("the client did not say its settings")
        return
    known, before = ls.configurations.folders, ls.configurations.editor
    match answer.result():
        case [given, *scoped]:
            # Some clients answer with an empty object where they have nothing to say.
            editor = _settings(given, before if given is None else ls.configurations.initial)
            by_folder = dict(zip(folders, scoped, strict=False))
            # The folders may have changed since the client was asked.
            take_settings(ls, editor, {f: _settings(by_folder.get(f), editor) for f in known})


def _settings(given: object, otherwise: EditorSettings) -> EditorSettings:
    return decode_settings(given) if isinstance(given, dict) and given else otherwise
