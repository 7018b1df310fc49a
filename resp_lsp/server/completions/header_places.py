"""Strings of half-typed code that hold the name of a header, or its value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lsp.server.completions.responses import is_request, is_response, takes

if TYPE_CHECKING:
    from resp_lsp.server.completions.cursor import Cursor

REQUEST, RESPONSE = "request", "response"
METHODS = frozenset({"get", "has_header", "pop", "setdefault"})
"""The methods of responses and of their headers that take a header's name first."""

VARYING = frozenset({"vary_on_headers"})
NAME = r"[\"']([\w-]+)[\"']"
ASSIGNED = re.compile(rf"(?P<target>[A-Za-z_][\w.]*)\[\s*{NAME}\s*\]\s*\+?=\s*\(?\s*\Z")
PAIR = re.compile(rf"{NAME}\s*:\s*\(?\s*\Z")
LONGEST_TARGET = 300
SET_DEFAULT = re.compile(rf"{NAME}\s*,\s*\Z")


def name_side(cursor: Cursor) -> str | None:
    """Whose header is named by the string that a cursor is in: the request's or the response's."""
    bracket = cursor.bracket
    if not _is_plain(cursor) or bracket is None or cursor.element:
        return None
    if bracket.kind == "[" and bracket.callee and bracket.index == 0:
        return _owner(cursor, bracket.callee)
    if bracket.kind == "{" and bracket.value is None:
        return RESPONSE if _are_headers(cursor) else None
    if bracket.kind != "(" and bracket.callee:
        return None
    if _are_varied_on(cursor):
        return REQUEST
    owner, _, method = bracket.callee.rpartition(".")
    if bracket.index == 0 and method in METHODS and owner:
        return _owner(cursor, owner)
    return None


def valued_header(cursor: Cursor) -> str | None:
    """The header of a response whose value the string is that a cursor is in, in lower case."""
    if not _is_plain(cursor):
        return None
    bracket = cursor.bracket
    assigned = ASSIGNED.search(cursor.code[-LONGEST_TARGET:])
    if assigned is not None:
        owner = _owner(cursor, assigned["target"])
        return assigned[2].lower() if owner == RESPONSE else None
    if bracket is None:
        return None
    if bracket.kind == "{" and bracket.value is not None and _are_headers(cursor):
        pair = PAIR.fullmatch(cursor.element)
        return None if pair is None else pair[1].lower()
    if bracket.kind == "(" and bracket.function == "setdefault" and bracket.index == 1:
        name = SET_DEFAULT.search(cursor.text[bracket.start + 1 : bracket.element])
        owner = _owner(cursor, bracket.callee.rpartition(".")[0])
        return name[1].lower() if name is not None and owner == RESPONSE else None
    return None


def _is_plain(cursor: Cursor) -> bool:
    """Whether the cursor is in a string of text on one line."""
    string = cursor.string
    if string is None or string.is_long or not {*"ft"}.isdisjoint(string.prefix):
        return False
    return not {*"\r\n"}.intersection(cursor.text[string.content : cursor.offset])


def _owner(cursor: Cursor, name: str) -> str | None:
    """Whose headers a dotted name gives, subscripted: `response`, `request.headers`."""
    owner, dot, attribute = name.rpartition(".")
    if dot and attribute == "headers":
        if is_request(owner):
            return REQUEST
        return RESPONSE if is_response(cursor, owner) else None
    return RESPONSE if is_response(cursor, name) else None


def _are_headers(cursor: Cursor) -> bool:
    """Whether the innermost bracket is the dict of a construction's argument `headers`."""
    if len(cursor.brackets) < 2:
        return False
    call, display = cursor.brackets[-2:]
    before = cursor.text[call.element : display.start].strip()
    is_argument = re.fullmatch(r"headers\s*=", before) is not None
    return call.kind == "(" and is_argument and takes(cursor, call.callee, "headers")


def _are_varied_on(cursor: Cursor) -> bool:
    """Whether the string is one of those that patch_vary_headers() or vary_on_headers() takes."""
    bracket = cursor.brackets[-1]
    if bracket.function in VARYING:
        return True
    if bracket.callee or len(cursor.brackets) < 2:
        return False
    call = cursor.brackets[-2]
    before = cursor.text[call.element : bracket.start].strip()
    is_second = call.index == 1 and not before
    is_named = re.fullmatch(r"newheaders\s*=", before) is not None
    return call.function == "patch_vary_headers" and (is_second or is_named)
