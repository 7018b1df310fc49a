"""Configuration files that cannot be understood: the fault is a diagnostic in the file itself.

They are published to every client, for files of this kind are never pulled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from resp_lsp.analysis.source.text import Lines
from resp_lsp.linter.errors import ConfigError
from resp_lsp.server.dialect import SOURCE
from resp_lsp.server.encoding import encode_range
from resp_lsp.server.turns import Turn
from resp_lsp.server.uris import uri_of

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Mapping

    from resp_lsp.linter.errors import InputError
    from resp_lsp.server.configuration import Configurations
    from resp_lsp.server.connection import Connection
    from resp_lsp.server.encoding import Encoding

CODE = "invalid-configuration"
DOCUMENTS, WORKSPACE = "documents", "workspace"


def show_broken(ls: Connection) -> None:
    """Look at the configurations of the workspace's folders, and at those that were broken."""
    looking = ls.schedule.run(_problems, ls.configurations, turn=Turn.AGAIN)
    looking.add_done_callback(lambda done: _publish_found(ls, done))


def publish_broken(
    ls: Connection, problems: Mapping[str, InputError], source: str = DOCUMENTS
) -> None:
    """Publish the faults that are new, and clear those that are mended.

    `problems` are all that are known from one source: the documents, or the workspace.
    """
    shown = _merged(ls.broken)
    ls.broken = {**ls.broken, source: problems}
    now = _merged(ls.broken)
    for path in shown.keys() - now.keys():
        _publish(ls, path, [])
    for path, error in now.items():
        if path not in shown or shown[path].args != error.args:
            _publish(ls, path, [diagnostic_of_error(error, ls.encoding)])


def diagnostic_of_error(error: InputError, encoding: Encoding) -> types.Diagnostic:
    return types.Diagnostic(
        range=_range(error, encoding),
        message=error.message,
        severity=types.DiagnosticSeverity.Error,
        code=CODE,
        source=SOURCE,
    )


def _merged(broken: Mapping[str, Mapping[str, InputError]]) -> dict[str, InputError]:
    # What a document came by is newer than what the last look at the workspace did.
    return {**broken.get(WORKSPACE, {}), **broken.get(DOCUMENTS, {})}


def _range(error: InputError, encoding: Encoding) -> types.Range:
    if isinstance(error, ConfigError) and error.span is not None:
        return encode_range(Lines(error.text), error.span, encoding)
    line = (error.line or 1) - 1
    return types.Range(types.Position(line, 0), types.Position(line + 1, 0))


def _problems(configurations: Configurations) -> Mapping[str, InputError]:
    for folder in configurations.folders:
        configurations.for_path(folder / "views.py")
    return configurations.problems()


def _publish_found(ls: Connection, done: asyncio.Future[Mapping[str, InputError]]) -> None:
    if not done.cancelled() and done.exception() is None:
        publish_broken(ls, done.result())


def _publish(ls: Connection, path: str, diagnostics: list[types.Diagnostic]) -> None:
    opened = ls.documents.at(path)
    uri = uri_of(path) if opened is None else opened.uri
    ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics))
