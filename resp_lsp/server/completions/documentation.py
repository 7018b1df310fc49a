"""What there is to say of what is offered, in Markdown."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from resp_core.cache_directives import KNOWN, Argument
from resp_lsp.analysis.knowledge.http_fields import http_fields
from resp_lsp.linter.keys import KEYS
from resp_lsp.linter.selection import catalogue, codes, rule_named
from resp_lsp.server.completions.completion import Subject

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_core.cache_directives import KnownDirective
    from resp_lsp.rules.rule import Rule


def documentation(subject: Subject, name: str) -> str:
    """What the label of a completion stands for; empty where that says it all."""
    write = WRITERS.get(subject)
    return "" if write is None else write(name)


def about_rule(rule: Rule) -> str:
    parts = [f"**{rule.code}** `{rule.name}`", rule.explanation]
    parts += (f"Django {example.django}" for example in rule.examples)
    parts += (f"<{link}>" for link in rule.links)
    return "\n\n".join(parts)


def about_rules(prefix: str) -> str:
    """A list of the rules that a word means."""
    meant = codes(prefix)
    rules = (rule for rule in catalogue() if rule.code in meant)
    return "\n".join(f"- {rule.code} `{rule.name}`: {rule.summary}" for rule in rules)


def _named_rule(word: str) -> str:
    rule = rule_named(word)
    return "" if rule is None else about_rule(rule)


def _header(name: str) -> str:
    field = http_fields()[name.lower()]
    return f"{field.about}\n\n{field.status.capitalize()}: {field.reference}"


def _directive(name: str) -> str:
    return _about_directive(KNOWN[name])


def _keyword(word: str) -> str:
    directive = next(each for each in KNOWN.values() if each.keyword == word)
    sends = directive.name + ("=…" if directive.argument is Argument.SECONDS else "")
    return f"Sends `{sends}`. {_about_directive(directive)}"


def _key(name: str) -> str:
    key = KEYS[name]
    return f"{key.about}\n\nTakes {key.takes.value}."


def _about_directive(directive: KnownDirective) -> str:
    return f"{directive.meaning}\n\n{directive.source}"


def _status(code: str) -> str:
    status = HTTPStatus(int(code))
    return f"{status.phrase}: {status.description}" if status.description else status.phrase


WRITERS: dict[Subject, Callable[[str], str]] = {
    Subject.RULE: _named_rule,
    Subject.RULES: about_rules,
    Subject.HEADER: _header,
    Subject.DIRECTIVE: _directive,
    Subject.KEYWORD: _keyword,
    Subject.STATUS: _status,
    Subject.KEY: _key,
}
