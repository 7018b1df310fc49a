"""The language server with all its features."""

from __future__ import annotations

from resp_lsp.server.connection import Connection
from resp_lsp.server.feature import all_features
from resp_lsp.server.features.commands import COMMANDS


def language_server() -> Connection:
    connection = Connection()
    for each in all_features():
        connection.feature(each.method, each.options)(each.handler)
    for name, command in COMMANDS.items():
        connection.command(name)(command.run)  # only for the list that pygls tells clients
    return connection
