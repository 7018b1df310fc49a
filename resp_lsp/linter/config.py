"""The configuration of a run, as data."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from resp_core.versions import DEFAULT, Version
from resp_lsp.linter.selection import covered

if TYPE_CHECKING:
    from resp_lsp.linter.baseline import Baseline
    from resp_lsp.rules.finding import Severity

DEFAULT_EXCLUDE = (
    ".bzr", ".direnv", ".eggs", ".git", ".git-rewrite", ".hg", ".ipynb_checkpoints",
    ".mypy_cache", ".nox", ".pants.d", ".pyenv", ".pytest_cache", ".pytype", ".ruff_cache",
    ".svn", ".tox", ".venv", ".vscode", "__pycache__", "__pypackages__", "_build", "buck-out",
    "build", "dist", "node_modules", "site-packages", "venv",
)  # fmt: skip
"""Ruff's defaults, and `__pycache__`."""


OPTION = "an option"


@dataclass(frozen=True, slots=True)
class Config:
    """What to check, and for which Django.

    `root` is the absolute path of the folder that patterns and source roots are relative to,
    None for the current one. Selectors are codes, prefixes of codes, or names. `severity` and
    `per_file_ignores` are tables: selectors with the severity of what they mean, and patterns
    of files with the selectors that are ignored in them.
    `src` holds the source roots that imports are looked for in first; `hints` asks for what
    is only likely; what the baseline knows is not reported.
    """

    select: tuple[str, ...] = ("RSP",)
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    extend_exclude: tuple[str, ...] = ()
    target_django: Version = DEFAULT
    respect_gitignore: bool = True
    src: tuple[str, ...] = ()
    follow_imports: bool = True
    hints: bool = False
    root: str | None = None
    baseline: Baseline | None = None
    target_from: str | None = field(default=None, compare=False)
    """What told the target: a file, or an option; None for nothing, where it is the default."""


@dataclass(frozen=True, slots=True)
class Override:
    """What a command line or an editor says over the configuration files.

    `written` are fields of Config, and what they are set to as in a file.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    target_django: Version | None = None
    follow_imports: bool | None = None
    hints: bool | None = None
    baseline: Baseline | None = None
    has_baseline: bool = True
    """Whether what is known is left out at all."""

    written: tuple[tuple[str, Any], ...] = ()

    def of(self, config: Config) -> Config:
        """The configuration with this over it: the later word on a rule wins, as in Ruff."""
        config = replace(config, **dict(self.written))
        if self.select is not None:
            config = replace(config, select=self.select, ignore=(), extend_select=())
        else:
            kept = _without(config.select, self.ignore)
            extended = _without(config.extend_select, self.ignore)
            config = replace(config, select=kept, extend_select=extended)
        return replace(
            config,
            ignore=(*_without(config.ignore, self.extend_select), *self.ignore),
            extend_select=(*config.extend_select, *self.extend_select),
            target_django=self.target_django or config.target_django,
            target_from=OPTION if self.target_django else config.target_from,
            follow_imports=_given(self.follow_imports, config.follow_imports),
            hints=_given(self.hints, config.hints),
            baseline=(self.baseline or config.baseline) if self.has_baseline else None,
        )


def _given(flag: bool | None, otherwise: bool) -> bool:  # noqa: FBT001 (two words on one flag)
    return otherwise if flag is None else flag


def _without(selectors: tuple[str, ...], later: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(s for s in selectors if not any(covered(s, by) for by in later))
