"""The commands. Each is loaded when it is asked for: completing a word must be quick."""

from __future__ import annotations

import importlib
import sys
from io import TextIOWrapper

import click

from resp_lsp import __version__

COMMANDS = {
    "check": "resp_lsp.cli.check",
    "preview": "resp_lsp.cli.preview",
    "rule": "resp_lsp.cli.rule",
    "server": "resp_lsp.cli.server",
}
"""The module of each command, which holds it under the same name."""
INTERRUPTED = 130
"""What shells give for a process that Ctrl-C ended."""


class Commands(click.Group):
    """The commands of the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (the same)
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        return command


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog='Completion in bash: eval "$(_RESP_LSP_COMPLETE=bash_source resp-lsp)"; '
    "the same with zsh_source and fish_source.",
)
@click.version_option(
    __version__, "-V", "--version", prog_name="resp-lsp", message="%(prog)s %(version)s"
)
def commands() -> None:
    """A linter and language server that knows what Django does with every HTTP response."""


def main() -> None:
    """The console script; a command gives its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that lacks a character of the source still shows the finding.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = commands.main(prog_name="resp-lsp", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        code = INTERRUPTED
    sys.exit(code)
