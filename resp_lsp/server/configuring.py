"""Configuration files as the server edits them: a rule is ignored, format and comments stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resp_lsp.linter.config import Config
from resp_lsp.linter.selection import is_enabled, rule_named
from resp_lsp.linter.toml import tables_of
from resp_lsp.server.disabling import HEAD
from resp_lsp.server.editor_settings import Preference

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from resp_lsp.server.changes import Change
    from resp_lsp.server.configuration_files import ConfigurationFile
    from resp_lsp.server.editor_settings import EditorSettings

HEADER = re.compile(
    r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*([\"']?)resp-lsp\1[ \t]*\][^\n]*\n?", re.MULTILINE
)


def can_ignore(editor: EditorSettings, code: str) -> bool:
    """Whether a rule that a configuration file ignores is off, whatever the editor says."""
    if editor.configuration is not None or editor.preference is Preference.EDITOR_ONLY:
        return False
    rule, ignored = rule_named(code), Config(ignore=(code,))
    wins = editor.preference is Preference.FILES_FIRST
    return rule is not None and not is_enabled(
        rule, ignored if wins else editor.override.of(ignored)
    )


def disabled_in(file: ConfigurationFile, code: str) -> tuple[Change, ...]:
    """The change of a configuration that disables a rule; none where it cannot be understood."""
    after = ignoring(file.lines.text, code, is_shared=file.is_shared)
    return () if after is None else (file.changed_to(after),)


def ignoring(text: str, code: str, *, is_shared: bool) -> str | None:
    """A configuration that ignores a rule besides what it says, or None if it is none.

    A shared one is a pyproject.toml, where the table may be missing.
    """
    # TOML's line ends are kept apart, so that what is added has those of the rest.
    ends_in_return = "\r\n" in text and text.count("\r\n") == text.count("\n")
    plain = text.replace("\r\n", "\n") if ends_in_return else text
    try:
        after = _ignoring(plain, code, is_shared=is_shared)
        if code not in _table(tables_of(after), is_shared=is_shared)["ignore"]:
            return None
    except (ValueError, TypeError, LookupError, AttributeError):
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
