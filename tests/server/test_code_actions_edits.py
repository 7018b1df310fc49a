"""Edits as they are encoded for a client: whatever the texts, it makes one of the other."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types
from pygls.protocol import default_converter

from resp_lsp.analysis.source.text import Edit, Lines, Span
from resp_lsp.server.changes import Caution, Change, encode_changes
from resp_lsp.server.connection import Connection
from resp_lsp.server.fixing import edits_between
from tests.server.client import URI
from tests.server.edits import Texts

CODECS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
TEXTS = st.lists(
    st.sampled_from(["", "a", "é", "я😀", "\f", "\u2028", "\n", "\r\n", "\r", "x = 1\n", "y\r\n"])
).map("".join)


@cache
def connection(encoding: str, *, versions: bool = True, annotations: bool = False) -> Connection:
    """One whose client has said what it can."""
    connection = Connection()
    support = types.ChangeAnnotationsSupportOptions() if annotations else None
    edit = types.WorkspaceEditClientCapabilities(
        document_changes=versions, change_annotation_support=support
    )
    connection.protocol.client_capabilities = types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(workspace_edit=edit)
    )
    connection.protocol.server_capabilities = types.ServerCapabilities(position_encoding=encoding)
    return connection


def sent(connection: Connection, *changes: Change) -> Any:
    return converter().unstructure(encode_changes(connection, changes))


@cache
def converter() -> Any:
    return default_converter()  # type: ignore[no-untyped-call] # pygls has no types


@pytest.mark.parametrize("encoding", CODECS)
@pytest.mark.parametrize("form", ["documentChanges", "changes"])
@settings(deadline=None)
@given(old=TEXTS, new=TEXTS)
def test_the_edits_between_two_texts_make_one_of_the_other(
    encoding: str, form: str, old: str, new: str
) -> None:
    change = Change(URI, 3, Lines(old), edits_between(old, new))
    texts = Texts({URI: old}, {URI: 3}, CODECS[encoding])
    edit = sent(connection(encoding, versions=form == "documentChanges"), change)
    assert [*edit] == [form]
    assert texts.after(edit) == {URI: new}


def test_lines_that_stay_are_not_touched() -> None:
    old = "a\nb\nc\nd\n"
    assert edits_between(old, "a\nB\nc\nd\n") == (Edit(Span(2, 4), "B\n"),)
    assert edits_between(old, old) == ()


def test_a_change_for_each_file_comes_in_one_edit() -> None:
    caution = Caution("Do it", "It may be wrong.")
    edits = (Edit(Span(0, 1), "b"),)
    careful = Change("file:///a.py", 1, Lines("a"), edits, caution=caution)
    new = Change("file:///new.py", None, Lines(""), (Edit(Span(0, 0), "n"),), is_new=True)
    edit = sent(connection("utf-8", annotations=True), careful, new)
    texts = Texts({"file:///a.py": "a"}, {"file:///a.py": 1})
    assert texts.after(edit) == {"file:///a.py": "b", "file:///new.py": "n"}
    assert [*edit["changeAnnotations"]] == ["Do it"]


def test_a_client_without_annotations_gets_the_same_edit_without_them() -> None:
    change = Change(URI, 1, Lines("a"), (Edit(Span(0, 1), "b"),), caution=Caution("Do", "Why"))
    assert "changeAnnotations" not in sent(connection("utf-8"), change)
    assert set(sent(connection("utf-8", versions=False, annotations=True), change)) == {"changes"}
