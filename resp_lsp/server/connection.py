"""The server's side of one conversation: its state, and answers to messages out of order."""

from __future__ import annotations

import json
import logging
import time
from dataclasses import replace
from enum import Enum
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
from pygls.protocol import LanguageServerProtocol

from resp_lsp import __version__
from resp_lsp.server.checks import Kept, check
from resp_lsp.server.configuration import Configurations
from resp_lsp.server.documents import Documents
from resp_lsp.server.encoding import Encoding
from resp_lsp.server.schedule import Checked, Schedule

if TYPE_CHECKING:
    from cattrs import Converter
    from pygls.server import ServerErrors

    from resp_lsp.server.documents import Document

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
        self.phase = Phase.NEW
        for method in REPLACED:
            del self.fm.builtin_features[method]

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
        self.handle_message(decoded)
        return None

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
        super().__init__("resp-lsp", __version__, protocol_cls=Protocol)
        self.client = "unknown"
        self.documents = Documents()
        self.configurations = Configurations()
        self.schedule = Schedule(self._check)
        self._kept = Kept()
        self._shown: set[str] = set()

    @property
    def encoding(self) -> Encoding:
        return Encoding(self.server_capabilities.position_encoding)

    @property
    def watches_files(self) -> bool:
        """Whether the client can be asked to report changes of files."""
        return self.client_has("workspace.did_change_watched_files.dynamic_registration")

    def client_has(self, capability: str) -> bool:
        """Whether the client said so, by the capability's dotted name in lsprotocol's spelling."""
        return bool(get_capability(self.client_capabilities, capability, False))

    def show(self, problem: str) -> None:
        """Tell the user, once for each change of the configuration."""
        if problem in self._shown:
            return
        self._shown.add(problem)
        log.warning("%s", problem)
        self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, problem))

    def reconfigured(self) -> None:
        """Read configurations anew, and let their problems be shown anew."""
        self._shown.clear()
        self.configurations.forget()

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Log it. pygls would open a window, for a fault in typing at each keystroke."""
        log.error("%s", source.__name__, exc_info=error)

    def _check(self, document: Document) -> Checked:
        begun = time.perf_counter()
        checked = check(document, self.documents.modules, self.configurations, self._kept)
        return replace(checked, seconds=time.perf_counter() - begun)


REPLACED = (
    types.TEXT_DOCUMENT_DID_OPEN,
    types.TEXT_DOCUMENT_DID_CHANGE,
    types.TEXT_DOCUMENT_DID_CLOSE,
    types.SET_TRACE,
    types.WORKSPACE_EXECUTE_COMMAND,
)
"""Notifications that pygls would apply to state of its own, keeping a future for each; and
commands, which it could not cancel."""


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
