"""A configuration as the TOML that would give it."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from resp_core.versions import Version
from resp_lsp.linter.baseline import Baseline
from resp_lsp.rules.finding import Severity

if TYPE_CHECKING:
    from resp_lsp.linter.config import Config

TABLES = ("severity", "per_file_ignores")
TOLD = ("root", "target_from")
"""Fields that say where a configuration comes from."""


def written(config: Config) -> dict[str, str]:
    """The line for each key that is set, or has a default."""
    values = {f.name: getattr(config, f.name) for f in fields(config) if f.name not in TOLD}
    keyed = ((name.replace("_", "-"), name, v) for name, v in values.items() if v is not None)
    return {key: f"{key} = {_toml(name, value)}" for key, name, value in keyed}


def _toml(key: str, value: Any) -> str:
    if key in TABLES:
        pairs = ", ".join(f"{_json(name)} = {_json(each)}" for name, each in value)
        return f"{{ {pairs} }}" if pairs else "{}"
    return _json(value)


def _json(value: object) -> str:
    """Strings, lists of strings and booleans are written in TOML as in JSON."""
    if isinstance(value, Version):
        value = str(value)
    if isinstance(value, Severity):
        value = value.value
    if isinstance(value, Baseline):
        value = value.path
    return json.dumps(value, ensure_ascii=False)
