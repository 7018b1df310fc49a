"""Values on the command line: how they are read, and how a shell completes them."""
# Each function has the signature that click calls it with.
# ruff: noqa: ARG001

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from resp_core.versions import RELEASES, Version


def selectors(
    ctx: click.Context, param: click.Parameter, given: tuple[str, ...]
) -> tuple[str, ...]:
    """The rule codes, prefixes and names of an option that takes several, with commas between.

    Raises:
        click.BadParameter: one of them means no rule.
    """
    words = tuple(word.strip() for each in given for word in each.split(",") if word.strip())
    if not words:
        return ()
    # The rules take long to load, and a help text needs none.
    from resp_lsp.linter.selection import unknown  # noqa: PLC0415 (see above)

    for complaint in unknown(words):
        raise click.BadParameter(complaint, ctx, param)
    return words


def version(ctx: click.Context, param: click.Parameter, given: str | None) -> Version | None:
    """
    Raises:
        click.BadParameter: it is no release of Django that we know.
    """
    try:
        return None if given is None else Version.parse(given)
    except ValueError as error:
        raise click.BadParameter(str(error), ctx, param) from error


def complete_selectors(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    given, comma, last = incomplete.rpartition(",")
    items = complete_rule(ctx, param, last)
    return [CompletionItem(f"{given}{comma}{item.value}", help=item.help) for item in items]


def complete_rule(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from resp_lsp.linter.selection import catalogue  # noqa: PLC0415 (see above)

    return [
        CompletionItem(word, help=rule.summary)
        for rule in catalogue()
        for word in (rule.code, rule.name)
        if word.lower().startswith(incomplete.lower())
    ]


def complete_version(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    return [text for text in map(str, RELEASES) if text.startswith(incomplete)]
