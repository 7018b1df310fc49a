"""Rules that are ignored in some files: `"tests/**" = ["RSP3"]`, with Ruff's patterns.

A pattern matches the name of a file, or its whole path from the configuration's root;
`!` before it turns it around. Unlike in a .gitignore, `*` and `?` match a slash as well.
"""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING

from resp_lsp.linter.selection import codes

if TYPE_CHECKING:
    from resp_lsp.linter.config import Config

TOKEN = re.compile(
    r"(?P<folders>(?:^|(?<=/))\*\*/)|(?P<stars>\*+)|(?P<one>\?)"
    r"|\[(?P<negated>[!^]?)(?P<set>\][^\]]*|[^\]]+)\]|(?P<brace>[{}])|(?P<comma>,)"
    r"|\\(?P<escaped>.)|(?P<plain>[^\[\\])",
    re.DOTALL,
)
BRACES = {"{": "(?:", "}": ")"}


def ignored_in(path: str, config: Config) -> frozenset[str]:
    """The codes that are ignored in the file with this absolute path."""
    if not config.per_file_ignores or not path:
        return frozenset()
    path = path.replace(os.sep, "/")
    root = (config.root or "").replace(os.sep, "/")
    return frozenset(
        code
        for pattern, selectors in config.per_file_ignores
        if matches(pattern, path, root)
        for selector in selectors
        for code in codes(selector)
    )


def matches(pattern: str, path: str, root: str) -> bool:
    """Whether a pattern of a configuration at a root is about a file; slashes part folders."""
    glob = compiled(pattern)
    name = path.rpartition("/")[2]
    place = path if os.path.isabs(pattern.removeprefix("!")) else _below(path, root)  # noqa: PTH117 (text)
    found = bool(glob.fullmatch(name)) or (place is not None and bool(glob.fullmatch(place)))
    return found != pattern.startswith("!")


def _below(path: str, root: str) -> str | None:
    root = f"{root.rstrip('/')}/"
    return path[len(root) :] if path.startswith(root) else None


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """
    Raises:
        ValueError: it is no pattern.
    """
    text = pattern.removeprefix("!").removeprefix("./")
    parts: list[str] = []
    depth = position = 0
    while depth >= 0 and (token := TOKEN.match(text, position)):
        position = token.end()
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        parts.append(_part(token, depth))
    if depth or position < len(text) or not text:
        raise ValueError("this is no pattern")
    try:
        return re.compile("".join(parts), re.DOTALL)
    except re.error as error:
        raise ValueError(f"this is no pattern: {error}") from error


def _part(token: re.Match[str], depth: int) -> str:
    match token.lastgroup:
        case "folders":
            return "(?:.*/)?"
        case "stars":
            return ".*"
        case "one":
            return "."
        case "set":
            listed = token["set"].replace("\\", r"\\").replace("[", r"\[").replace("]", r"\]")
            return f"[{'^' if token['negated'] else ''}{listed}]"
        case "brace":
            return BRACES[token[0]]
        case "comma":
            return "|" if depth else ","
        case _:
            return re.escape(token["escaped"] or token["plain"])
