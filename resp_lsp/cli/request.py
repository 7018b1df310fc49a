"""What a `resp-lsp check` asks for, as data."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from resp_lsp.linter.baseline import read_baseline
from resp_lsp.linter.config import Config, Override
from resp_lsp.linter.errors import ConfigError
from resp_lsp.linter.fix import SAFE, UNSAFE
from resp_lsp.linter.run import Action, Options
from resp_lsp.linter.settings import Settings, read_config

if TYPE_CHECKING:
    from resp_core.versions import Version


@dataclass(frozen=True, slots=True)
class Request:
    """The names are those of the options."""

    paths: tuple[str, ...]
    fix: bool
    unsafe_fixes: bool
    diff: bool
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    extend_select: tuple[str, ...]
    target_django: Version | None
    follow_imports: bool | None
    hints: bool | None
    output_format: str
    add_noqa: bool
    baseline: str | None
    create_baseline: str | None
    statistics: bool
    stdin_filename: str | None
    force_exclude: bool
    config: str | None
    isolated: bool
    exit_zero: bool
    exit_non_zero_on_fix: bool
    color: str
    no_progress: bool
    jobs: int
    show_files: bool
    show_settings: bool

    @property
    def reads_stdin(self) -> bool:
        return self.stdin_filename is not None or self.paths == ("-",)

    @property
    def folder(self) -> Path:
        """The folder of the first path, whose configuration is shown."""
        path = Path(self.stdin_filename or (self.paths or (".",))[0])
        return path if path.is_dir() else path.parent

    @property
    def options(self) -> Options:
        asked = {Action.ADD_NOQA: self.add_noqa, Action.DIFF: self.diff, Action.FIX: self.fix}
        action = next((action for action, given in asked.items() if given), Action.CHECK)
        return Options(action, UNSAFE if self.unsafe_fixes else SAFE, self.jobs)

    @property
    def coloured(self) -> bool:
        """Whether standard output is coloured: https://no-color.org, https://force-color.org."""
        if self.color != "auto":
            return self.color == "always"
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"

    def settings(self) -> Settings:
        """
        Raises:
            InputError: a file given with --config or --baseline cannot be read or understood.
        """
        override = Override(
            select=self.select or None,
            ignore=self.ignore,
            extend_select=self.extend_select,
            target_django=self.target_django,
            follow_imports=self.follow_imports,
            hints=self.hints,
            baseline=None if self.baseline is None else read_baseline(self.baseline),
            has_baseline=self.create_baseline is None,
        )
        if self.config is None:
            only = Config() if self.isolated else None
            return Settings(only, override, is_isolated=self.isolated)
        config = read_config(Path(self.config))
        if config is None:
            raise ConfigError(self.config, None, "there is no [tool.resp-lsp] in it")
        # The patterns of a file from elsewhere are about the project at hand.
        here = replace(config, root=os.getcwd())  # noqa: PTH109 (plain strings in linter)
        return Settings(here, override, is_isolated=self.isolated)
