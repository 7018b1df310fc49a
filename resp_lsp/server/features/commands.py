"""workspace/executeCommand: what a client can have done by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams

from resp_lsp.analysis.source.text import Edit, Lines, Span
from resp_lsp.linter.baseline import NAME as BASELINE
from resp_lsp.linter.explanation import explained
from resp_lsp.linter.selection import catalogue, rule_named, unknown
from resp_lsp.linter.settings import OWN
from resp_lsp.server.actions import FIX_RULE, WORKSPACE
from resp_lsp.server.baselines import baseline_of
from resp_lsp.server.changes import APPLY_EDIT, Change, can_create_files, encode_changes
from resp_lsp.server.configuration_template import template
from resp_lsp.server.debug_information import debug_information
from resp_lsp.server.feature import feature
from resp_lsp.server.progress import progress
from resp_lsp.server.project_fixes import mended_document
from resp_lsp.server.uris import path_of, uri_of
from resp_lsp.server.workspace_fixes import mended_workspace

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path

    from resp_lsp.rules.rule import Rule
    from resp_lsp.server.connection import Connection
    from resp_lsp.server.documents import Document
    from resp_lsp.server.project_fixes import Mended

FAILED = types.LSPErrorCodes.RequestFailed.value


@dataclass(frozen=True, slots=True)
class Given:
    """The arguments of a command by name, and the client's token for its progress."""

    arguments: dict[str, str]
    token: types.ProgressToken | None = None

    def __getitem__(self, name: str) -> str:
        """
        Raises:
            JsonRpcInvalidParams: it was not given.
        """
        if name not in self.arguments:
            raise JsonRpcInvalidParams(f"the argument {name!r} is missing")
        return self.arguments[name]


@dataclass(frozen=True, slots=True)
class Command:
    """What runs, and the names of its arguments, all of them text."""

    run: Callable[[Connection, Given], Awaitable[Any]]
    parameters: tuple[str, ...] = ()


@feature(types.WORKSPACE_EXECUTE_COMMAND)
async def execute_command(ls: Connection, params: types.ExecuteCommandParams) -> Any:
    command = COMMANDS.get(params.command)
    if command is None:
        raise JsonRpcInvalidParams(f"there is no command {params.command!r}")
    names, given = command.parameters, params.arguments or ()
    values = [value for value in given if isinstance(value, str)]
    if len(values) < len(given) or len(values) > len(names):
        expected = ", ".join(names) or "none"
        raise JsonRpcInvalidParams(f"{params.command} takes text as arguments: {expected}")
    arguments = dict(zip(names, values, strict=False))
    return await command.run(ls, Given(arguments, params.work_done_token))


async def _fix_all(ls: Connection, given: Given) -> dict[str, Any]:
    document = _document(ls, given["uri"])
    return await _fixed_document(ls, document, None)


async def _fix_rule(ls: Connection, given: Given) -> dict[str, Any]:
    code = _rule(given["code"]).code
    if given["scope"] != WORKSPACE:
        return await _fixed_document(ls, _document(ls, given["scope"]), code)
    async with progress(ls, f"Fix all {code}", given.token) as report:
        mended = await mended_workspace(ls, code, report)
    return await _applied(ls, mended, f"Fix all {code} in the workspace")


async def _explain_rule(ls: Connection, given: Given) -> str:
    rules = (_rule(given["code"]),) if "code" in given.arguments else catalogue()
    return "\n".join(await ls.schedule.run(_explanations, rules))


async def _debug_information(ls: Connection, _given: Given) -> str:
    return await ls.schedule.run(debug_information, ls)


async def _create_configuration(ls: Connection, given: Given) -> types.WorkspaceEdit:
    root = ls.configurations.root
    folder = root if root and "folder" not in given.arguments else path_of(given["folder"])
    if folder is None:
        raise JsonRpcInvalidParams(f"{given['folder']!r} is no URI of a folder")
    return _new_file(ls, folder / OWN, template())


async def _create_baseline(ls: Connection, given: Given) -> types.WorkspaceEdit:
    """A new file that knows what is found below a folder; the configuration has to name it."""
    folder = path_of(given["folder"])
    if folder is None:
        raise JsonRpcInvalidParams(f"{given['folder']!r} is no URI of a folder")
    async with progress(ls, "Create a baseline", given.token):
        text = await baseline_of(folder)
    return _new_file(ls, folder / BASELINE, text)


def _new_file(ls: Connection, path: Path, text: str) -> types.WorkspaceEdit:
    if path.exists():
        raise JsonRpcException(f"there is a {path.name} in {path.parent}", FAILED)
    if not can_create_files(ls):
        raise JsonRpcException("the client cannot create files", FAILED)
    new = Change(uri_of(str(path)), None, Lines(""), (Edit(Span(0, 0), text),), is_new=True)
    return encode_changes(ls, (new,))


COMMANDS = {
    "resp-lsp.fixAll": Command(_fix_all, ("uri",)),
    FIX_RULE: Command(_fix_rule, ("code", "scope")),
    "resp-lsp.explainRule": Command(_explain_rule, ("code",)),
    "resp-lsp.debugInformation": Command(_debug_information),
    "resp-lsp.createConfiguration": Command(_create_configuration, ("folder",)),
    "resp-lsp.createBaseline": Command(_create_baseline, ("folder",)),
}


async def _fixed_document(ls: Connection, document: Document, code: str | None) -> dict[str, Any]:
    checked = await ls.schedule.checked(document)
    mended = await ls.schedule.run(mended_document, checked, code)
    return await _applied(ls, () if mended is None else (mended,), f"Fix all {code or 'problems'}")


async def _applied(ls: Connection, mended: Sequence[Mended], label: str) -> dict[str, Any]:
    """What came of the edit, which only the client can make."""
    counts = {"files": len(mended), "findings": sum(each.findings for each in mended)}
    if not mended:
        return {"applied": True, **counts}
    if not ls.client_has(APPLY_EDIT):
        raise JsonRpcException("the client does not apply edits", FAILED)
    edit = encode_changes(ls, (each.change for each in mended))
    answer = await ls.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, label))
    why = {"failureReason": answer.failure_reason} if answer.failure_reason else {}
    return {"applied": answer.applied, **why, **counts}


def _explanations(rules: Sequence[Rule]) -> tuple[str, ...]:
    return tuple(map(explained, rules))


def _document(ls: Connection, uri: str) -> Document:
    document = ls.documents.get(uri)
    if document is None or not document.is_python:
        raise JsonRpcInvalidParams(f"{uri!r} is no open Python document")
    return document


def _rule(word: str) -> Rule:
    found = rule_named(word)
    if found is None:
        raise JsonRpcInvalidParams(next(iter(unknown((word,))), f"{word!r} means several rules"))
    return found
