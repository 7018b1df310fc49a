"""A configuration as it is shown: where it comes from, and the TOML that would give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.linter.written import written

if TYPE_CHECKING:
    from resp_lsp.linter.config import Config


def settings_text(config: Config) -> str:
    place = "# no configuration file" if config.root is None else f"# from {config.root}"
    target = f"# target-django from {config.target_from or 'nothing: the default'}"
    return "\n".join((place, target, *written(config).values()))
