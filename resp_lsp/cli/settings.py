"""A configuration as the TOML that would give it."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING

from resp_core.versions import Version

if TYPE_CHECKING:
    from resp_lsp.linter.config import Config


def settings_text(config: Config) -> str:
    place = "# no configuration file" if config.root is None else f"# from {config.root}"
    keys = (f for f in fields(config) if f.name != "root")
    lines = (f"{f.name.replace('_', '-')} = {_toml(getattr(config, f.name))}" for f in keys)
    return "\n".join((place, *lines))


def _toml(value: object) -> str:
    if isinstance(value, Version):
        return f'"{value}"'
    # Strings, lists of strings and booleans are written as in JSON.
    return json.dumps(value, ensure_ascii=False)
