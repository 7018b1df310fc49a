"""The server's side of one conversation: its state, and answers to messages out of order."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import replace
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
    JsonRpcParseError,
    JsonRpcServerNotInitialized,
)
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from resp_lsp import __version__
from resp_lsp.server.checks import Kept, check
from resp_lsp.server.configuration import Configurations
from resp_lsp.server.dialect import Dialect
from resp_lsp.server.documents import Documents
from resp_lsp.server.encoding import Encoding
from resp_lsp.server.refresh import Refresh
from resp_lsp.server.registrations import advertised
from resp_lsp.server.schedule import Checked, Schedule
from resp_lsp.server.workspace.changes import Changes
from resp_lsp.server.workspace.publishing import Publishing
from resp_lsp.server.workspace.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from concurrent.futures import Future

    from cattrs import Converter
    from pygls.server import ServerErrors

    from resp_lsp.linter.errors import InputError
    from resp_lsp.server.documents import Document
    from resp_lsp.server.schedule import Checkpoint

log = logging.getLogger(__name__)


class Phase(Enum):
    """Where a conversation is in its life."""

    NEW = "not initialized"
    READY = "initialized"
    SHUT_DOWN = "shut down"


class Protocol(LanguageServerProtocol):
    """pygls' protocol, with an answer to each request that pygls leaves without one."""

    exit_code: int | None = None
    """What the process ends with, once the client has said `exit`."""

    def __init__(self, server: Connection, converter: Converter) -> None:
        super().__init__(server, converter)
        self.connection = server
        self.phase = Phase.NEW
        for method in REPLACED:
            del self.fm.builtin_features[method]

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(
        self, params: types.InitializeParams
    ) -> Generator[Any, Any, types.InitializeResult]:
        """pygls' answer, less what this client is not to be told."""
        result = yield from super().lsp_initialize(params)
        advertised(self.connection, result.capabilities)
        return result

    def receive(self, body: bytes) -> None:
        """Handle the body of one message."""
        try:
            message = json.loads(body)
        except (ValueError, RecursionError) as error:
            self._refuse(None, JsonRpcParseError(f"no JSON: {error}"))
            return
        match message:
            case {"method": "exit"}:
                self.exit_code = 0 if self.phase is Phase.SHUT_DOWN else 1
            case {"method": str(method), "id": int() | str() as request}:
                self._take_request(request, method, message)
            case {"method": str(method)} if "id" not in message:
                self._take_notification(method, message)
            case {"id": int() | str()} if "result" in message or "error" in message:
                self._take("response", message)  # a malformed one is in pygls' log
            case _:
                self._refuse(None, JsonRpcInvalidRequest("neither a request nor a notification"))

    def send(self, method: str, params: dict[str, Any]) -> None:
        """Send a notification whose parts are encoded already."""
        self._send_data({"jsonrpc": "2.0", "method": method, "params": params})

    def _take_request(self, request: int | str, method: str, message: dict[str, Any]) -> None:
        error = self._untimely(method) or self._unknown(method)
        if error is None:
            error = self._take(method, _without_context(message))
        if error is not None:
            self._refuse(request, error)

    def _take_notification(self, method: str, message: dict[str, Any]) -> None:
        if self.phase is not Phase.READY:
            log.warning("ignored %s: %s", method, self.phase.value)
        elif method == types.CANCEL_REQUEST or self._unknown(method) is None:
            if error := self._take(method, message):
                log.error("%s", error.message)
        elif not method.startswith("$/"):
            log.info("ignored %s, which this server does not know", method)

    def _take(self, what: str, message: dict[str, Any]) -> JsonRpcException | None:
        """Give a message to pygls; an error when its parts are not of LSP's types."""
        try:
            decoded = self.structure_message({"jsonrpc": "2.0", **message})
        except JsonRpcException as error:
            return JsonRpcInvalidParams(f"malformed {what}: {_reason(error)}")
        try:
            self.handle_message(decoded)
        except Exception as error:  # noqa: BLE001 (no message ends the conversation)
            return JsonRpcInvalidParams(f"malformed {what}: {_reason(error)}")
        return None

    def _send_handler_result(self, future: Future[Any], *, msg_id: int | str) -> None:
        """What a handler refuses is an answer; pygls would log its traceback, twice."""
        error = None if future.cancelled() else future.exception()
        if isinstance(error, JsonRpcException):
            self._request_futures.pop(msg_id, None)
            self._refuse(msg_id, error)
        else:
            super()._send_handler_result(future, msg_id=msg_id)

    def _untimely(self, method: str) -> JsonRpcException | None:
        if self.phase is Phase.NEW and method != types.INITIALIZE:
            return JsonRpcServerNotInitialized(f"{method} came before initialize")
        if self.phase is Phase.READY and method == types.INITIALIZE:
            return JsonRpcInvalidRequest("initialize came twice")
        if self.phase is Phase.SHUT_DOWN:
            return JsonRpcInvalidRequest(f"{method} came after shutdown")
        return None

    def _unknown(self, method: str) -> JsonRpcException | None:
        known = method in self.fm.builtin_features or method in self.fm.features
        return None if known else JsonRpcMethodNotFound(f"unknown method {method}")

    def _refuse(self, request: int | str | None, error: JsonRpcException) -> None:
        log.warning("refused request %r: %s", request, error.message)
        answer = {"jsonrpc": "2.0", "id": request}
        self._send_data({**answer, "error": {"code": error.code, "message": error.message}})


class Connection(LanguageServer):
    """The server as features see it."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__(
            "resp-lsp", __version__, protocol_cls=Protocol, notebook_document_sync=NOTEBOOKS
        )
        self.client = "unknown"
        self.documents = Documents()
        self.configurations = Configurations()
        self.schedule = Schedule(self._check)
        self.refresh = Refresh(self._ask_to_look_anew)
        self.kept = Kept()
        self.broken: Mapping[str, Mapping[str, InputError]] = {}
        """The configuration files that the client was told of, by path, for each source."""
        self.worker = Worker()
        self.changes = Changes()
        self.publishing = Publishing(self)
        self.workspace_told = False
        """Whether the client has had an answer about the whole workspace."""
        self._said: frozenset[str] = frozenset()

    @property
    def encoding(self) -> Encoding:
        return Encoding(self.server_capabilities.position_encoding)

    @cached_property
    def dialect(self) -> Dialect:
        """Known once the client has said what it can."""
        return Dialect(
            encoding=self.encoding,
            related_information=bool(self._shows("related_information")),
            code_description=bool(self._shows("code_description_support")),
            tags=frozenset(self._shows("tag_support.value_set") or ()),
        )

    @property
    def pulls(self) -> bool:
        """Whether the client asks for diagnostics; those of documents are never published then."""
        return self.client_has("text_document.diagnostic")

    @property
    def watches_files(self) -> bool:
        """Whether the client can be asked to report changes of files."""
        return self.client_has("workspace.did_change_watched_files.dynamic_registration")

    def client_has(self, capability: str) -> bool:
        """Whether the client said so, by the capability's dotted name in lsprotocol's spelling."""
        return bool(get_capability(self.client_capabilities, capability, False))

    def say(self, *problems: str) -> None:
        """Tell what is wrong with the settings now: each problem once, until it is mended."""
        for problem in dict.fromkeys(problems):
            if problem not in self._said:
                log.warning("%s", problem)
                message = types.ShowMessageParams(types.MessageType.Warning, problem)
                self.window_show_message(message)
        self._said = frozenset(problems)

    def trace(self, message: str, details: str) -> None:
        """Tell a client that traces the server, with the details if it wants to know them."""
        if (level := self.protocol.trace) is not types.TraceValue.Off:
            verbose = details if level is types.TraceValue.Verbose else None
            self.log_trace(types.LogTraceParams(message, verbose))

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Log it. pygls would open a window, for a fault in typing at each keystroke."""
        log.error("%s", source.__name__, exc_info=error)

    def _shows(self, capability: str) -> Any:
        """What the client says of diagnostics; an older one that pulls says it once, of those that
        are published."""
        fields = (
            f"text_document.{way}.{capability}" for way in ("diagnostic", "publish_diagnostics")
        )
        return next(
            filter(None, (get_capability(self.client_capabilities, f) for f in fields)), None
        )

    def _ask_to_look_anew(self) -> None:
        if self.pulls and self.client_has("workspace.diagnostics.refresh_support"):
            self.workspace_diagnostic_refresh(None)
        if self.client_has("workspace.inlay_hint.refresh_support"):
            self.workspace_inlay_hint_refresh(None)

    def _check(self, document: Document, checkpoint: Checkpoint) -> Checked:
        begun = time.perf_counter()
        modules = self.documents.modules
        checked = check(document, checkpoint, modules, self.configurations, self.kept)
        return replace(checked, seconds=time.perf_counter() - begun)


REPLACED = (
    types.TEXT_DOCUMENT_DID_OPEN,
    types.TEXT_DOCUMENT_DID_CHANGE,
    types.TEXT_DOCUMENT_DID_CLOSE,
    types.NOTEBOOK_DOCUMENT_DID_OPEN,
    types.NOTEBOOK_DOCUMENT_DID_CHANGE,
    types.NOTEBOOK_DOCUMENT_DID_CLOSE,
    types.SET_TRACE,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,
    types.WORKSPACE_EXECUTE_COMMAND,
)
"""Notifications that pygls would apply to state of its own, keeping a future for each; and
commands, which it could not cancel."""


NOTEBOOKS = types.NotebookDocumentSyncOptions(
    [types.NotebookDocumentFilterWithNotebook("*", [types.NotebookCellLanguage("python")])],
    save=True,
)
"""The cells that the client is to send, of notebooks of any kind."""


def _without_context(message: dict[str, Any]) -> dict[str, Any]:
    """A code action request without the client's diagnostics, which take long to decode.

    1,000 of them take 60 ms; actions follow from the range alone.
    """
    match message:
        case {"method": types.TEXT_DOCUMENT_CODE_ACTION, "params": {"context": dict(context)}}:
            params = {**message["params"], "context": {**context, "diagnostics": []}}
            return {**message, "params": params}
    return message


def _reason(error: BaseException) -> str:
    """The innermost cause of the first fault."""
    inner = error
    while following := getattr(inner, "exceptions", None) or (inner.__cause__,):
        if following[0] is None:
            break
        inner = following[0]
    return f"{type(inner).__name__}: {inner}"
