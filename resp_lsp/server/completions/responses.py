"""Which names in half-typed code are responses, as far as the text around tells.

Nothing is analysed here, for the code is broken and an answer cannot wait. A name counts as a
response if the last thing that it was bound to in the same function is a construction of one.
It does, too, if it is called as people call responses and was not bound to what is evidently
none: an item of a loop, a display, a constant, the answer of an HTTP client. The shortest of
such names must begin the statement besides, as in `r["Vary"] = …`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from resp_core.signatures import signature_of
from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.server.completions.cursor import line_start

if TYPE_CHECKING:
    from resp_lsp.server.completions.cursor import Cursor

NAMED_SO = frozenset({"response", "resp"})
MAYBE_NAMED_SO = frozenset({"res", "r"})
REQUESTS = frozenset({"request", "req"})
OTHERS = frozenset(
    {"aiohttp", "bool", "bytes", "defaultdict", "dict", "httpx", "int", "json", "list", "re"}
    | {"redis", "requests", "session", "set", "str", "tuple", "urllib"}
)
"""Modules and classes that give no response of Django's."""

CALL = re.compile(r"\s*(?:await\s+)?(?P<callee>[A-Za-z_][\w.]*)\s*\(")
DISPLAY = re.compile(r"\s*(?:[\[{'\"\d-]|\w{1,2}['\"]|(?:None|True|False)\b|\(\s*[\[{'\"\d)])")
DECODED = re.compile(r"[^\n#]*\.json\(\)")
LONGEST_SCOPE = 50_000
MOST_STEPS = 3
START = 200
"""So many characters of a value tell what it is."""


def is_response(cursor: Cursor, name: str) -> bool:
    """Whether a dotted name is one of a response."""
    bound = _last_bound(cursor, name)
    if bound is None:
        return _is_called_so(cursor, name)
    call = CALL.match(bound)
    if call is None:
        is_other = bool(DISPLAY.match(bound) or DECODED.match(bound))
    elif is_construction(cursor, call["callee"]):
        return True
    else:
        is_other = call["callee"].partition(".")[0] in OTHERS or DECODED.match(bound) is not None
    return not is_other and _is_called_so(cursor, name)


def is_request(name: str) -> bool:
    return name.rpartition(".")[2] in REQUESTS


def is_construction(cursor: Cursor, callee: str) -> bool:
    """Whether calling a dotted name makes a response: one of Django's, or of a class called so."""
    name = _made(cursor, callee.rpartition(".")[2])
    return name in _makers() or (name[:1].isupper() and name.endswith("Response"))


def takes(cursor: Cursor, callee: str, parameter: str) -> bool:
    """Whether calling a dotted name makes a response and takes an argument of this name."""
    name = _made(cursor, callee.rpartition(".")[2])
    signature = signature_of(name)
    known = signature is None or parameter in signature.parameters
    return known and name != "redirect" and is_construction(cursor, callee)


def _is_called_so(cursor: Cursor, name: str) -> bool:
    last = name.rpartition(".")[2]
    starts = re.match(rf"(?:del\s+)?{re.escape(name)}\s*[.\[]", cursor.code)
    return last in NAMED_SO or (last in MAYBE_NAMED_SO and starts is not None)


def _last_bound(cursor: Cursor, name: str) -> str | None:
    """The start of what a name was bound to last in its function; an item counts as a constant."""
    scope = cursor.scope[-LONGEST_SCOPE:]
    name = re.escape(name)
    # What begins with a literal is found fast, so what must stand before it is looked at after it.
    bound = rf"{name}(?<![\w.]{name})[ \t]*(?::(?!=)[^=\n\r]*)?=(?!=)"
    binding = re.compile(rf"{bound}|{name}(?<=\bfor {name})(?P<item>[ \t]+in\b)")
    last = None
    for found in binding.finditer(scope):
        if found["item"] or _starts(scope, found.start()):
            last = found
    if last is None:
        return None
    return "None" if last["item"] else scope[last.end() : last.end() + START]


def _starts(text: str, offset: int) -> bool:
    """Whether a statement starts at an offset, and not an argument of a call."""
    before = text[line_start(text, offset) : offset].rstrip(" \t\f")
    return not before or before.endswith(";")


def _made(cursor: Cursor, name: str) -> str:
    """The class that a name stands for: what an import renamed, what a class extends."""
    for _ in range(MOST_STEPS):
        found = None if name in _makers() else _renamed(cursor.text, name)
        if found is None:
            break
        name = found
    return name


def _renamed(text: str, name: str) -> str | None:
    """The name behind a name, one step on."""
    # A search for plain text first: most names of calls are neither.
    if name and f" as {name}" in text:
        imported = re.search(rf"\b(\w+) as {name}\b", text)
        return None if imported is None else imported[1]
    if name and f"class {name}(" in text:
        # Mixins come before the class that they are mixed into.
        defined = re.search(rf"class {name}\((?:[^()\n\r]*[\s,.])?(\w+)[\s,]*\)", text)
        return None if defined is None else defined[1]
    return None


@cache
def _makers() -> frozenset[str]:
    """The names of what makes a response: Django's and REST framework's classes and shortcuts."""
    known = knowledge()
    return frozenset(name.rpartition(".")[2] for name in (*known.bases, *known.fresh))
