"""The configuration of a run, as data."""

from __future__ import annotations

from dataclasses import dataclass, replace

from resp_core.versions import DEFAULT, Version
from resp_lsp.linter.selection import covered

DEFAULT_EXCLUDE = (
    ".bzr", ".direnv", ".eggs", ".git", ".git-rewrite", ".hg", ".ipynb_checkpoints",
    ".mypy_cache", ".nox", ".pants.d", ".pyenv", ".pytest_cache", ".pytype", ".ruff_cache",
    ".svn", ".tox", ".venv", ".vscode", "__pycache__", "__pypackages__", "_build", "buck-out",
    "build", "dist", "node_modules", "site-packages", "venv",
)  # fmt: skip
"""Ruff's defaults, and `__pycache__`."""


@dataclass(frozen=True, slots=True)
class Config:
    """What to check, and for which Django.

    `root` is the absolute path of the folder that exclude patterns are relative to,
    None for the current one. Selectors are codes, prefixes of codes, or names.
    """

    select: tuple[str, ...] = ("RSP",)
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    extend_exclude: tuple[str, ...] = ()
    target_django: Version = DEFAULT
    respect_gitignore: bool = True
    root: str | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """What a command line or an editor says over the configuration files."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    exclude: tuple[str, ...] | None = None
    extend_exclude: tuple[str, ...] = ()
    target_django: Version | None = None
    respect_gitignore: bool | None = None

    def of(self, config: Config) -> Config:
        """The configuration with this over it: the later word on a rule wins, as in Ruff."""
        fresh = self.select is not None
        select = config.select if self.select is None else self.select
        extend_select = () if fresh else config.extend_select
        ignore = () if fresh else config.ignore
        chosen = {
            name: value
            for name in ("exclude", "target_django", "respect_gitignore")
            if (value := getattr(self, name)) is not None
        }
        return replace(
            config,
            select=select if fresh else _without(select, self.ignore),
            ignore=(*_without(ignore, self.extend_select), *self.ignore),
            extend_select=(*_without(extend_select, self.ignore), *self.extend_select),
            extend_exclude=(*config.extend_exclude, *self.extend_exclude),
            **chosen,
        )


def _without(selectors: tuple[str, ...], later: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(s for s in selectors if not any(covered(s, by) for by in later))
