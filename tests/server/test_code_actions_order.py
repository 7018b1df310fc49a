"""What is asked before a change is about the text before it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.server.client import at
from tests.server.test_diagnostics import LISTING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.server.client import Client, Message

VERSIONS = range(1, 31)


def test_a_request_is_for_the_text_that_was_there_when_it_was_sent(
    editor: Client, uri: str
) -> None:
    editor.open(LISTING, uri)
    editor.send_body(*(json.dumps({"jsonrpc": "2.0", **m}).encode() for m in messages(uri)))
    for version in VERSIONS:
        assert editor.answer(1000 + version)["result"] is not None


def messages(uri: str) -> Iterator[Message]:
    """The finding is on lines 4 and 5 by turns, and is asked for where it is."""
    for version in VERSIONS:
        before, after = ("", "\n") if version % 2 else ("\n", "")
        hover = {"textDocument": {"uri": uri}, "position": at(4 + len(before), 26)}
        yield {"id": 1000 + version, "method": "textDocument/hover", "params": hover}
        change = {
            "textDocument": {"uri": uri, "version": version},
            "contentChanges": [{"text": after + LISTING}],
        }
        yield {"method": "textDocument/didChange", "params": change}
