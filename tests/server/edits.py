"""A WorkspaceEdit as an editor applies it: to the texts that it has, by URI."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.server.client import URI

if TYPE_CHECKING:
    from tests.server.client import Message

UNITS = {"utf-8": 1, "utf-16-le": 2, "utf-32-le": 4}
"""Bytes of a unit of LSP's positions, by the codec that makes them."""


@dataclass(frozen=True)
class Texts:
    """What an editor has; those with a version are open, the others on disk."""

    by_uri: dict[str, str]
    versions: dict[str, int] = field(default_factory=dict)
    codec: str = "utf-16-le"

    def after(self, edit: Message) -> dict[str, str]:
        """The texts after an edit that an editor would not refuse."""
        texts = dict(self.by_uri)
        if "changes" in edit:
            assert set(edit) == {"changes"}
            return texts | {uri: self._edited(texts[uri], e) for uri, e in edit["changes"].items()}
        annotations = edit.get("changeAnnotations") or {}
        for change in edit["documentChanges"]:
            if change.get("kind") == "create":
                assert change["uri"] not in texts, "there is such a file"
                texts[change["uri"]] = ""
                continue
            uri = change["textDocument"]["uri"]
            assert change["textDocument"]["version"] == self.versions.get(uri), "another version"
            assert {e["annotationId"] for e in change["edits"] if "annotationId" in e} <= {
                *annotations
            }
            texts[uri] = self._edited(texts[uri], change["edits"])
        return texts

    def _edited(self, text: str, edits: list[Message]) -> str:
        spans = [(self._offset(text, e["range"]), e["newText"]) for e in edits]
        ordered = sorted(spans, key=lambda each: each[0])
        ends = [0, *(end for (_, end), _ in ordered)]
        assert all(start >= end for ((start, _), _), end in zip(ordered, ends, strict=False))
        for (start, end), new in reversed(ordered):
            text = text[:start] + new + text[end:]
        return text

    def _offset(self, text: str, given: Message) -> tuple[int, int]:
        start, end = (offset(text, given[which], self.codec) for which in ("start", "end"))
        assert start <= end
        return start, end


def applied(text: str, action: Message, codec: str = "utf-16-le", uri: str = URI) -> str:
    """The one text of a client after an action's edit, whatever its version."""
    changes = action["edit"].get("documentChanges", [])
    versions = {each["textDocument"]["uri"]: each["textDocument"]["version"] for each in changes}
    after = Texts({uri: text}, versions, codec).after(action["edit"])
    assert set(after) == {uri}
    return after[uri]


def offset(text: str, position: Message, codec: str) -> int:
    """Where a position is, which must be one of the text."""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\n|\r|$)", text)
    encoded = lines[position["line"]].encode(codec)
    size = position["character"] * UNITS[codec]
    assert size <= len(encoded)
    return sum(map(len, lines[: position["line"]])) + len(encoded[:size].decode(codec))
