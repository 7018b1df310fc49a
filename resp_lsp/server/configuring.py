"""Configuration files as the server edits them: a rule is ignored, format and comments stay."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import Lines
from resp_lsp.linter.errors import FileError
from resp_lsp.linter.files import read_bytes, source_of
from resp_lsp.linter.settings import OWN, SHARED
from resp_lsp.linter.toml import tables_of
from resp_lsp.server.changes import Change
from resp_lsp.server.disabling import HEAD
from resp_lsp.server.fixing import edits_between
from resp_lsp.server.uris import uri_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from resp_lsp.server.documents import Documents
    from resp_lsp.server.schedule import Checked

HEADER = re.compile(
    r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*([\"']?)resp-lsp\1[ \t]*\][^\n]*\n?", re.MULTILINE
)


def disabled_in_configuration(
    checked: Checked, code: str, documents: Documents, workspace: Path | None
) -> tuple[Change, ...]:
    """The change of the configuration in force for a document that disables a rule.

    It is written into the nearest file that may hold one, which is created where there is none
    up to the workspace's folder. Nothing where the file cannot be understood.
    """
    path = _file_for(checked, documents, workspace)
    document = documents.at(str(path))
    is_new = document is None and not path.is_file()
    try:
        lines = document.lines if document else Lines("" if is_new else _text(path))
    except FileError:
        return ()
    after = ignoring(lines.text, code, is_shared=path.name == SHARED)
    if after is None:
        return ()
    edits = edits_between(lines.text, after)
    if document is not None:
        return (Change.of(document, edits),)
    return (Change(uri_of(str(path)), None, lines, edits, is_new),)


def ignoring(text: str, code: str, *, is_shared: bool) -> str | None:
    """A configuration that ignores a rule besides what it says, or None if it is none.

    A shared one is a pyproject.toml, where the table may be missing.
    """
    # TOML's line ends are kept apart, so that what is added has those of the rest.
    ends_in_return = "\r\n" in text and text.count("\r\n") == text.count("\n")
    plain = text.replace("\r\n", "\n") if ends_in_return else text
    try:
        after = _ignoring(plain, code, is_shared=is_shared)
        understood = code in _table(tables_of(after), is_shared=is_shared)["ignore"]
    except (ValueError, TypeError, LookupError, AttributeError):
        return None
    if not understood:
        return None
    return after.replace("\n", "\r\n") if ends_in_return else after


def _ignoring(text: str, code: str, *, is_shared: bool) -> str:
    """
    Raises:
        ValueError, TypeError, LookupError, AttributeError: the text is no configuration.
    """
    # Loaded here: it takes long, and few conversations need it.
    import tomlkit  # noqa: PLC0415 (see above)

    line = f'ignore = ["{code}"]\n'
    if is_shared and "resp-lsp" not in tables_of(text).get("tool", {}):
        end = "" if not text else "\n" if text.endswith("\n") else "\n\n"
        return f"{text}{end}[tool.resp-lsp]\n{line}"
    document: Any = tomlkit.parse(text)
    table = _table(document, is_shared=is_shared)
    place = (HEADER if is_shared else HEAD).search(text)
    if "ignore" in table:
        table["ignore"].append(code)
    elif is_shared and place is None:
        table["ignore"] = [code]
    else:
        # tomlkit would put it below the comments that follow the table.
        at = place.end() if place else 0
        end = "\n" if at and text[at - 1] != "\n" else ""
        return f"{text[:at]}{end}{line}{text[at:]}"
    return tomlkit.dumps(document)


def _table(document: Mapping[str, Any], *, is_shared: bool) -> Any:
    return document["tool"]["resp-lsp"] if is_shared else document


def _file_for(checked: Checked, documents: Documents, workspace: Path | None) -> Path:
    if checked.config.root is not None:
        root = Path(checked.config.root)
        return root / OWN if _exists(root / OWN, documents) else root / SHARED
    folder = Path(checked.document.path).parent
    above = (folder, *folder.parents)
    inside = above[: above.index(workspace) + 1] if workspace in above else above[:1]
    shared = (place / SHARED for place in inside if _exists(place / SHARED, documents))
    return next(shared, inside[-1] / OWN)


def _exists(path: Path, documents: Documents) -> bool:
    return path.is_file() or documents.at(str(path)) is not None


def _text(path: Path) -> str:
    """
    Raises:
        FileError: it cannot be read, or is no UTF-8.
    """
    return source_of(str(path), read_bytes(str(path))).text
