"""A whole conversation with each editor, from what it really sends to begin with.

`profiles` holds their `initialize`: Neovim's and VS Code's as recorded, the others' as written in
their sources. What the server sends must be of the protocol's types, and known to the client.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import converters, types

from tests.server.client import Client, Message, at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Start = Callable[..., Client]

PROFILES = Path(__file__).parent / "profiles"
CONVERTER = converters.get_converter()
URI = "file:///project/views.py"
HEAD = "from django.http import JsonResponse\n\n\ndef listing(request):\n"
BEFORE = '    é = "😀"; return JsonResponse('
TEXT = f"{HEAD}{BEFORE}[1, 2])\n"
LINE = 4
CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


@dataclass(frozen=True)
class Manners:
    """What an editor does besides what it says of itself; `context` is what it asks actions in."""

    encoding: str
    first_version: int = 0
    sends_whole_text: bool = False
    asks_for_line: bool = False
    context: Message = field(default_factory=lambda: {"diagnostics": [], "triggerKind": 1})
    language: str = "python"


MANNERS = {
    "vscode": Manners("utf-16", first_version=1),
    "neovim_0_11": Manners("utf-8"),
    "emacs_eglot": Manners("utf-32", context={"diagnostics": []}),
    "kate": Manners(
        "utf-16", sends_whole_text=True, asks_for_line=True, context={"diagnostics": []}
    ),
    "helix": Manners("utf-8"),
    "bare": Manners("utf-16", first_version=1, context={"diagnostics": []}),
}
NEEDED = {
    "workspace/configuration": "workspace.configuration",
    "workspace/applyEdit": "workspace.applyEdit",
    "workspace/diagnostic/refresh": "workspace.diagnostics.refreshSupport",
    "workspace/inlayHint/refresh": "workspace.inlayHint.refreshSupport",
    "workspace/workspaceFolders": "workspace.workspaceFolders",
    "window/showDocument": "window.showDocument.support",
    "window/workDoneProgress/create": "window.workDoneProgress",
    "$/progress": "window.workDoneProgress",
}
"""What a client must have said for the server to send it something."""
IN_DIAGNOSTICS = {
    "relatedInformation": "relatedInformation",
    "codeDescription": "codeDescriptionSupport",
    "tags": "tagSupport",
    "data": "dataSupport",
}
IN_ACTIONS = {
    "isPreferred": "isPreferredSupport",
    "disabled": "disabledSupport",
    "data": "dataSupport",
}


@dataclass
class Conversation:
    """An editor's side of a conversation, which minds what it is sent."""

    client: Client
    params: Message
    manners: Manners
    registered: set[str] = field(default_factory=set)
    published: list[Message] = field(default_factory=list)

    def has(self, path: str) -> Any:
        found: Any = self.params["capabilities"]
        for name in path.split("."):
            found = found.get(name) if isinstance(found, dict) else None
        return found

    @property
    def pulls(self) -> bool:
        return bool(self.has("textDocument.diagnostic"))

    def ask(self, method: str, **params: Any) -> Any:
        """The result of a request, which is of the method's type."""
        answer = self.client.answer(self.client.ask(method, **params))
        assert "error" not in answer, answer
        CONVERTER.structure(answer, types.METHOD_TO_TYPES[method][1] or object)
        self.mind()
        return answer["result"]

    def mind(self) -> None:
        """Judge what came besides answers, and answer it."""
        while self.client.arrived:
            message = self.client.arrived.pop(0)
            method = message["method"]
            CONVERTER.structure(message, types.METHOD_TO_TYPES[method][0])
            assert method not in NEEDED or self.has(NEEDED[method]), message
            if method == "client/registerCapability":
                for each in message["params"]["registrations"]:
                    needed = each["method"].replace("/", ".")
                    assert self.has(f"{needed}.dynamicRegistration"), each
                    self.registered.add(each["method"])
            if method == "textDocument/publishDiagnostics":
                self.published.append(message["params"])
            if "id" in message:
                items = message.get("params", {}).get("items", ())
                result = [None for _ in items] if method == "workspace/configuration" else None
                self.client.send({"id": message["id"], "result": result})

    def settle(self) -> None:
        self.client.settle()
        self.mind()

    def column(self, text: str) -> int:
        codec, size = CODECS[self.manners.encoding]
        return len(text.encode(codec)) // size

    def place(self, start: str, inner: str) -> Message:
        """Where `inner` stands behind `start` on the line of the fault, in the client's units."""
        first, last = self.column(start), self.column(start + inner)
        return {"start": at(LINE, first), "end": at(LINE, last)}

    def diagnostics(self, version: int) -> list[Message]:
        """What the editor comes to know of a version, in the one way that it wants."""
        if self.pulls:
            report = self.ask("textDocument/diagnostic", textDocument={"uri": URI})
            found: list[Message] = report["items"]
            assert [p for p in self.published if p["uri"] == URI] == []
        else:
            found = self.wait_for(version)
        for diagnostic in found:
            for name, support in IN_DIAGNOSTICS.items():
                said = self.has(f"textDocument.publishDiagnostics.{support}")
                assert (
                    name not in diagnostic or said or self.has(f"textDocument.diagnostic.{support}")
                )
        return found

    def wait_for(self, version: int) -> list[Message]:
        for each in self.published:
            if (each["uri"], each.get("version")) == (URI, version):
                known: list[Message] = each["diagnostics"]
                return known
        return self.client.diagnostics(version, URI)

    def actions(self, given: Message, context: Message) -> list[Message]:
        """The actions, each with its edit."""
        found = self.ask(
            "textDocument/codeAction", textDocument={"uri": URI}, range=given, context=context
        )
        # One that does not say that it knows literals, and asks, is taken to know them.
        return [self.resolved(action) for action in found or ()]

    def resolved(self, action: Message) -> Message:
        resolvable = self.has("textDocument.codeAction.resolveSupport.properties") or ()
        if "edit" not in action and "command" not in action:
            assert "edit" in resolvable, action
            action = self.ask("codeAction/resolve", **action)
        for name, support in IN_ACTIONS.items():
            assert name not in action or self.has(f"textDocument.codeAction.{support}"), action
        edit = action.get("edit", {})
        assert "documentChanges" not in edit or self.has("workspace.workspaceEdit.documentChanges")
        annotated = self.has("workspace.workspaceEdit.changeAnnotationSupport")
        assert "changeAnnotations" not in edit or annotated
        return action


@pytest.fixture(params=sorted(MANNERS))
def conversation(request: pytest.FixtureRequest, start: Start) -> Iterator[Conversation]:
    params = json.loads((PROFILES / f"{request.param}.json").read_text(encoding="utf-8"))
    talk = Conversation(start(), params, MANNERS[request.param])
    answer = talk.ask("initialize", **params)["capabilities"]
    assert answer.get("positionEncoding", "utf-16") == talk.manners.encoding
    assert "notebookDocumentSync" not in answer or talk.has("notebookDocument.synchronization")
    talk.client.notify("initialized")
    talk.settle()
    static = answer.get("diagnosticProvider") is not None
    assert static + ("textDocument/diagnostic" in talk.registered) == talk.pulls
    yield talk
    assert [m for m in talk.client.arrived if m.get("method") == "window/showMessage"] == []


def test_every_profile_has_its_manners() -> None:
    assert {path.stem for path in PROFILES.glob("*.json")} == set(MANNERS)


def test_a_conversation_from_beginning_to_end(conversation: Conversation) -> None:
    talk, client, manners = conversation, conversation.client, conversation.manners
    version = manners.first_version
    client.open(TEXT, URI, version, manners.language)
    assert talk.actions({"start": at(0, 0), "end": at(0, 0)}, manners.context) == []
    (found,) = talk.diagnostics(version)
    assert found["range"] == talk.place(BEFORE, "[1, 2]")

    asked = found["range"]
    if manners.asks_for_line:
        asked = {"start": at(LINE, 0), "end": at(LINE, talk.column(BEFORE + "[1, 2])"))}
    context = (
        manners.context if manners.asks_for_line else {**manners.context, "diagnostics": [found]}
    )
    actions = talk.actions(asked, context)
    assert any("RSP101" in action["title"] for action in actions)

    hover = talk.ask(
        "textDocument/hover", textDocument={"uri": URI}, position=found["range"]["start"]
    )
    formats = talk.has("textDocument.hover.contentFormat") or ["plaintext"]
    assert hover["contents"]["kind"] in formats
    assert hover["range"] == found["range"]

    change = {"range": found["range"], "rangeLength": 6, "text": "{}"}
    if manners.sends_whole_text:
        change = {"text": TEXT.replace("[1, 2]", "{}")}
    client.change(change, version=version + 1, uri=URI)
    assert talk.diagnostics(version + 1) == []
    client.notify("textDocument/didSave", textDocument={"uri": URI})
    client.notify("textDocument/didClose", textDocument={"uri": URI})
    talk.settle()
    assert talk.client.close_down() == 0


def test_requests_without_params_are_of_the_protocol(conversation: Conversation) -> None:
    client = conversation.client
    client.send({"id": "last", "method": "shutdown"})
    assert client.take(lambda message: message.get("id") == "last")["result"] is None
    client.send({"method": "exit"})
    assert client.process.wait(20) == 0
