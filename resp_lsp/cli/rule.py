"""`resp-lsp rule`: what a rule finds, why, and what to write instead."""

from __future__ import annotations

import json
import sys
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import click

from resp_lsp.cli.parameters import complete_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    from resp_lsp.linter.selection import catalogue  # noqa: PLC0415 (see above)

    if not words and not everything:
        raise click.UsageError("name a rule, or give --all")
    rules = catalogue() if everything else tuple(map(_named, words))
    if output_format == "json":
        described = [_as_json(each) for each in rules]
        click.echo(json.dumps(described[0] if len(words) == 1 else described, indent=2))
    else:
        _print_markdown("\n".join(line for each in rules for line in _as_markdown(each)))


def _named(word: str) -> Rule:
    from resp_lsp.linter.selection import rule_named, unknown  # noqa: PLC0415 (see above)

    found = rule_named(word)
    if found is None:
        raise click.UsageError(next(iter(unknown((word,))), f"{word!r} means several rules"))
    return found


def _as_json(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "summary": rule.summary,
        "explanation": rule.explanation,
        "message": rule.message,
        "since": str(rule.since),
        "until": rule.until and str(rule.until),
        "links": list(rule.links),
        "examples": [
            {"bad": _code(e.bad), "django": e.django, "good": _code(e.good)} for e in rule.examples
        ],
    }


def _as_markdown(rule: Rule) -> Iterator[str]:
    last = f" to {rule.until}" if rule.until else " and later"
    yield f"# {rule.code} {rule.name}\n"
    yield f"*{rule.severity.value}, for Django {rule.since}{last}*\n"
    yield f"{rule.explanation}\n"
    for example in rule.examples:
        yield f"```python\n{_code(example.bad)}\n```\n"
        yield f"Django {example.django}. Instead:\n"
        yield f"```python\n{_code(example.good)}\n```\n"
    yield from (f"- {link}" for link in rule.links)
    if rule.links:
        yield ""


def _code(text: str) -> str:
    return dedent(text).strip("\n").rstrip()


def _print_markdown(text: str) -> None:
    if not sys.stdout.isatty():
        click.echo(text.rstrip())
        return
    from rich.console import Console  # noqa: PLC0415 (for a terminal only)
    from rich.markdown import Markdown  # noqa: PLC0415 (the same)

    Console().print(Markdown(text))
