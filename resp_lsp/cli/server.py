"""`resp-lsp server`: the language server."""

from __future__ import annotations

import importlib

import click


@click.command()
@click.option(
    "--stdio",
    is_flag=True,
    expose_value=False,
    help="Converse over standard input and output, which is the default.",
)
@click.option("--tcp", metavar="HOST:PORT", help="Wait for one client on a socket instead.")
@click.option("--log-file", type=click.Path(dir_okay=False), help="Write the log to this file.")
@click.option(
    "--log-level",
    type=click.Choice(["debug", "info", "warning", "error"]),
    default="info",
    show_default=True,
)
@click.pass_context
def server(ctx: click.Context, tcp: str | None, log_file: str | None, log_level: str) -> None:
    """Run the language server, for an editor."""
    # By name: of the two faces of the linter neither imports the other.
    stdio = importlib.import_module("resp_lsp.server.stdio")
    try:
        ctx.exit(stdio.serve(log_file=log_file, log_level=log_level, tcp=tcp))
    except (OSError, ValueError) as error:
        raise click.UsageError(str(error)) from error
