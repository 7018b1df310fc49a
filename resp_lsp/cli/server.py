"""`resp-lsp server`: the language server."""

from __future__ import annotations

import importlib

import click


@click.command()
@click.option("--stdio", is_flag=True, help="Talk over standard input and output; the default.")
@click.option("--tcp", metavar="HOST:PORT", help="Wait for one client on a socket instead.")
@click.option("--log-file", type=click.Path(dir_okay=False), help="Write the log to this file.")
@click.option(
    "--log-level",
    type=click.Choice(["debug", "info", "warning", "error"]),
    default="info",
    show_default=True,
)
def server(stdio: bool, tcp: str | None, log_file: str | None, log_level: str) -> int:  # noqa: ARG001, FBT001 (editors pass --stdio; it is the default)
    """Run the language server, for an editor."""
    # By name: of the two faces of the linter neither imports the other.
    stdio_server = importlib.import_module("resp_lsp.server.stdio")
    return int(stdio_server.serve(log_file=log_file, log_level=log_level, tcp=tcp))
