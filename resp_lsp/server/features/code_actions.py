"""textDocument/codeAction and codeAction/resolve: what can be done about what is in a range."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcContentModified, JsonRpcException, JsonRpcInvalidParams

from resp_lsp.server.actions import Action, Kind, Reach, Work, fix_all, quick_fixes
from resp_lsp.server.changes import APPLY_EDIT, Change, can_create_files, encode_changes
from resp_lsp.server.configuration_files import file_to_write
from resp_lsp.server.configuring import can_ignore, disabled_in
from resp_lsp.server.diagnostics import encode_finding
from resp_lsp.server.encoding import decode_range
from resp_lsp.server.feature import feature
from resp_lsp.server.fixing import fix_all_edits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lsp.server.configuration_files import ConfigurationFile
    from resp_lsp.server.connection import Connection
    from resp_lsp.server.documents import Document
    from resp_lsp.server.schedule import Checked

OPTIONS = types.CodeActionOptions([kind.value for kind in Kind], resolve_provider=True)
RESOLVED = "text_document.code_action.resolve_support.properties"
FAILED = types.LSPErrorCodes.RequestFailed.value
PREFERRED = "text_document.code_action.is_preferred_support"


@feature(types.TEXT_DOCUMENT_CODE_ACTION, OPTIONS)
async def code_actions(
    ls: Connection, params: types.CodeActionParams
) -> list[types.CodeAction] | None:
    document = ls.documents.get(params.text_document.uri)
    if document is None or not document.is_python:
        return None
    checked = await ls.schedule.checked(document)
    offered = await ls.schedule.run(_offered, ls, checked, params)
    _refuse_if_changed(ls, document)
    return offered


@feature(types.CODE_ACTION_RESOLVE)
async def resolve(ls: Connection, action: types.CodeAction) -> types.CodeAction:
    match action.data:
        case {"uri": str(uri), "version": version, "work": str(work), "code": code} if (
            work in WORKS
        ):
            document = ls.documents.get(uri)
        case None:  # some clients ask for the edit of each action without one
            return action
        case _:
            raise JsonRpcInvalidParams(f"not an action of this server: {action.title!r}")
    if document is None or document.version != version:
        raise JsonRpcContentModified(f"the action is for version {version} of {uri}")
    checked = await ls.schedule.checked(document)
    changes = await ls.schedule.run(WORKS[work], ls, checked, code)
    _refuse_if_changed(ls, document)
    if not changes:
        raise JsonRpcException("there is nothing that can be edited", FAILED)
    action.edit = encode_changes(ls, changes)
    return action


def _refuse_if_changed(ls: Connection, document: Document) -> None:
    """
    Raises:
        JsonRpcContentModified: edits are for a text that the client has no more.
    """
    if not ls.documents.is_current(document):
        raise JsonRpcContentModified(f"{document.uri} has changed meanwhile")


def _offered(
    ls: Connection, checked: Checked, params: types.CodeActionParams
) -> list[types.CodeAction]:
    """The actions as they are sent; there may be hundreds in a long range."""
    actions: tuple[Action, ...] = ()
    if _wants(params.context.only, Kind.QUICK_FIX):
        span = decode_range(checked.document.lines, params.range, ls.encoding)
        reach = Reach(_has_workspace(ls), partial(_can_ignore, ls, checked))
        actions += quick_fixes(checked, span, reach)
    if _wants(params.context.only, Kind.FIX_ALL) and _fixes_all(ls, checked.document):
        actions += fix_all(checked)
    at_once = _is_asked_for(params.context)
    encoded = (_encode(ls, checked, action, at_once=at_once) for action in actions)
    return [action for action in encoded if action is not None]


def _encode(
    ls: Connection, checked: Checked, action: Action, *, at_once: bool
) -> types.CodeAction | None:
    """The action without its edit where the client will ask for that.

    None for one that comes to nothing, or takes too long for a client that will not ask.
    """
    document, finding = checked.document, action.finding
    encoded = types.CodeAction(
        title=action.title,
        kind=action.kind.value,
        diagnostics=None if finding is None else [encode_finding(ls, document, finding)],
        is_preferred=(action.preferred and ls.client_has(PREFERRED)) or None,
    )
    changes = action.changes
    if action.command:
        name, *arguments = action.command
        encoded.command = types.Command(action.title, name, arguments=arguments)
        return encoded
    if action.work is not None and _will_resolve(ls):
        encoded.data = _data(document, action.work, action.code)
        return encoded
    if action.work is not None and at_once:
        changes = WORKS[action.work.value](ls, checked, action.code)
    encoded.edit = encode_changes(ls, changes)
    return encoded if changes else None


def _data(document: Document, work: Work, code: str | None) -> dict[str, object]:
    return {"uri": document.uri, "version": document.version, "work": work.value, "code": code}


def _fixing(_ls: Connection, checked: Checked, code: str | None) -> tuple[Change, ...]:
    edits = fix_all_edits(checked, code)
    return (Change.of(checked.document, edits),) if edits else ()


def _disabling(ls: Connection, checked: Checked, code: str | None) -> tuple[Change, ...]:
    return disabled_in(_configuration_file(ls, checked), code) if code else ()


WORKS = {
    Work.FIX_ALL.value: _fixing,
    Work.FIX_RULE.value: _fixing,
    Work.DISABLE.value: _disabling,
}
"""What makes the changes of an action, off the event loop."""


def _fixes_all(ls: Connection, document: Document) -> bool:
    """Whether the editor wants to be offered all fixes at once, as on saving."""
    path = document.file
    return ls.configurations.editor_for(path).fix_all


def _has_workspace(ls: Connection) -> bool:
    """Whether there are folders whose files can be edited on the server's initiative."""
    return ls.client_has(APPLY_EDIT) and bool(ls.configurations.folders)


def _can_ignore(ls: Connection, checked: Checked, code: str) -> bool:
    """Whether a file can be edited, or made, so that a rule is off."""
    document = checked.document
    if not document.path or checked.problem is not None:
        return False
    if not can_ignore(ls.configurations.editor_for(Path(document.path)), code):
        return False
    return can_create_files(ls) or not _configuration_file(ls, checked).is_new


def _configuration_file(ls: Connection, checked: Checked) -> ConfigurationFile:
    path = Path(checked.document.path)
    return file_to_write(path, ls.documents, ls.configurations.workspace_folder(path))


def _will_resolve(ls: Connection) -> bool:
    return "edit" in (get_capability(ls.client_capabilities, RESOLVED) or ())


def _is_asked_for(context: types.CodeActionContext) -> bool:
    """Whether somebody wants actions, rather than having moved the cursor."""
    return context.trigger_kind is not types.CodeActionTriggerKind.Automatic or bool(context.only)


def _wants(only: Sequence[str] | None, kind: Kind) -> bool:
    """Whether a kind is asked for: itself, or one that it is a part of (`source` of `source.a`)."""
    return only is None or any(
        not asked or f"{kind.value}.".startswith(f"{asked}.") for asked in map(_name, only)
    )


def _name(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind
