"""`resp-lsp rule`: what a rule finds, why, and what to write instead."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from resp_lsp.cli.parameters import complete_rule

if TYPE_CHECKING:
    from resp_lsp.rules.rule import Rule


@click.command(short_help="Explain rules.")
@click.argument("words", metavar="RULE...", nargs=-1, shell_complete=complete_rule)
@click.option("--all", "everything", is_flag=True, help="Explain every rule.")
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def rule(words: tuple[str, ...], everything: bool, output_format: str) -> None:  # noqa: FBT001 (click calls it by name)
    """Explain rules, named by code (RSP301) or name (manual-cache-control)."""
    # Loading the rules takes long, and a help text does not need them.
    from resp_lsp.linter.explanation import explained  # noqa: PLC0415 (see above)
    from resp_lsp.linter.selection import catalogue  # noqa: PLC0415 (see above)

    if not words and not everything:
        raise click.UsageError("name a rule, or give --all")
    rules = catalogue() if everything else tuple(map(_named, words))
    if output_format == "json":
        described = [_as_json(each) for each in rules]
        click.echo(json.dumps(described[0] if len(words) == 1 else described, indent=2))
    else:
        _print_markdown("\n".join(map(explained, rules)))


def _named(word: str) -> Rule:
    from resp_lsp.linter.selection import rule_named, unknown  # noqa: PLC0415 (see above)

    found = rule_named(word)
    if found is None:
        raise click.UsageError(next(iter(unknown((word,))), f"{word!r} means several rules"))
    return found


def _as_json(rule: Rule) -> dict[str, Any]:
    from resp_lsp.linter.explanation import code, safeties  # noqa: PLC0415 (see above)

    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "opt_in": rule.is_opt_in,
        "fixes": [safety.value for safety in safeties(rule)],
        "summary": rule.summary,
        "explanation": rule.explanation,
        "message": rule.message,
        "since": str(rule.since),
        "until": rule.until and str(rule.until),
        "links": list(rule.links),
        "examples": [
            {"bad": code(e.bad), "django": e.django, "good": code(e.good)} for e in rule.examples
        ],
    }


def _print_markdown(text: str) -> None:
    if not sys.stdout.isatty():
        click.echo(text.rstrip())
        return
    from rich.console import Console  # noqa: PLC0415 (for a terminal only)
    from rich.markdown import Markdown  # noqa: PLC0415 (the same)

    Console().print(Markdown(text))
