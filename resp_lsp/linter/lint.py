"""Text and configuration to findings. No I/O happens here, and nothing is raised."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from resp_lsp.analysis.interpreter.budget import go_on
from resp_lsp.analysis.interpreter.project import Project
from resp_lsp.analysis.module import analyse
from resp_lsp.analysis.source.source import Source
from resp_lsp.analysis.source.tree import Memo, is_sound
from resp_lsp.linter import internal_error
from resp_lsp.linter.per_file import ignored_in
from resp_lsp.linter.selection import catalogue, enabled, rule_named, severity_of
from resp_lsp.linter.silencing import UNUSED, Run, after_comments
from resp_lsp.rules import all_rules
from resp_lsp.rules.finding import Related, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resp_lsp.analysis.interpreter.budget import Skipped
    from resp_lsp.analysis.interpreter.project import Sources
    from resp_lsp.analysis.module import Call, Module
    from resp_lsp.linter.config import Config
    from resp_lsp.rules.finding import Finding
    from resp_lsp.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text stands: its absolute path, and the project that it can import from."""

    path: str = ""
    sources: Sources | None = None
    project: Project | None = None
    """What the analysis of others found out about the project, to start from."""


NO_PROJECT = Origin()


@dataclass(frozen=True, slots=True)
class Linted:
    """The findings in a text, what was not looked at for them, and those that comments silence."""

    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...] = ()
    silenced: tuple[Finding, ...] = ()


def lint(
    text: str, config: Config, memo: Memo | None = None, origin: Origin = NO_PROJECT
) -> tuple[Finding, ...]:
    """Every finding in the text, in order of place; suppressed ones are left out."""
    return linted(text, config, memo, origin).findings


def linted(
    text: str,
    config: Config,
    memo: Memo | None = None,
    origin: Origin = NO_PROJECT,
    checkpoint: Callable[[], None] = go_on,
) -> Linted:
    """The findings, with what was skipped.

    Names imported from the project are followed where the origin is given.
    What raises is left out as well, and is a finding itself (RSP904). With the memo of
    an earlier call only what changed is parsed. The checkpoint is called now and then: it may
    raise `AbandonedError`, the one exception that comes out.
    """
    try:
        active = enabled(config) - ignored_in(origin.path, config)
        rules = [r for r in catalogue() if r.code in active and r.applies_to(config.target_django)]
        target, memo = config.target_django, memo or Memo()
        read = Source if memo.versions is None else memo.versions.source
        source = read(text, origin.path)
        project = origin.project or Project(origin.sources, target, memo, checkpoint=checkpoint)
        module = analyse(source, target, memo, _triggers(rules), project)
    except Exception as error:  # noqa: BLE001 (a bug must not cost the other files)
        return Linted((internal_error.failed("the analysis", error),))
    found = _found(rules, module, checkpoint)
    try:
        kept = _after_comments(found, module, rules, config)
    except Exception as error:  # noqa: BLE001 (the same)
        kept = (*found, internal_error.failed("reading suppressions", error))
    graded = (_graded(finding, config) for finding in kept)
    shown = (f for f in graded if config.hints or f.severity is not Severity.HINT)
    silenced = tuple(frozenset(found).difference(kept))
    ordered = tuple(sorted(shown, key=lambda f: (f.span, f.code)))
    if config.baseline is not None and origin.path:
        ordered = config.baseline.without_known(origin.path, text, ordered)
    return Linted(ordered, module.skipped, silenced)


def _found(
    rules: list[Rule], module: Module, checkpoint: Callable[[], None]
) -> tuple[Finding, ...]:
    found: dict[Finding, None] = {}
    for rule in rules:
        checkpoint()
        found |= dict.fromkeys(_findings(rule, module))
    return tuple(found)


def _after_comments(
    found: tuple[Finding, ...], module: Module, rules: list[Rule], config: Config
) -> tuple[Finding, ...]:
    """What is left of the findings, and what is found in the comments that silence some."""
    target = config.target_django
    usual = (rule.code for rule in all_rules() if rule.applies_to(target) and not rule.is_opt_in)
    run = Run(frozenset(rule.code for rule in rules), frozenset(usual))
    kept = after_comments(module.text, found, run)
    if any(f.code == UNUSED for f in kept) and not _is_understood(module, found, config):
        return tuple(finding for finding in kept if finding.code != UNUSED)
    return kept


def _is_understood(module: Module, found: tuple[Finding, ...], config: Config) -> bool:
    """Whether nothing kept the rules from finding all that there is."""
    failed = any(finding.code == internal_error.rule.code for finding in found)
    if failed or module.skipped or not config.follow_imports:
        return False
    return all(is_sound(module.text, island) for island in module.source.islands)


def _triggers(rules: list[Rule]) -> re.Pattern[str] | None:
    """What matches where one of the rules may find something; None stands for anywhere."""
    if not all(rule.triggers for rule in rules):
        return None
    return re.compile("|".join(dict.fromkeys(t for rule in rules for t in rule.triggers)))


def _inside(finding: Finding, module: Module, path: str) -> tuple[Related, ...]:
    """The place in a function where the fault happens that a call in the file brings about."""
    message = "It happens here, with what the call gives."
    if module.path == path:
        return (Related(finding.span, message), *finding.related)
    inside = Related(finding.span, message, module.path, module.text)
    others = (
        one if one.path else replace(one, path=module.path, text=module.text)
        for one in finding.related
    )
    return (inside, *others)


def _at_call(rule: Rule, call: Call, path: str) -> Iterator[Finding]:
    """What the rule finds in functions only because of what the call gives them."""
    always = {(m.path, f.span, f.severity) for m in call.baselines for f in rule.findings(m)}
    for module in call.modules:
        for finding in rule.findings(module):
            if (module.path, finding.span, finding.severity) in always:
                continue
            origin = call.origins.get((module.path, finding.span))
            span = (origin or call.place).span
            yield replace(finding, span=span, fixes=(), related=_inside(finding, module, path))


def _graded(finding: Finding, config: Config) -> Finding:
    """As bad as the configuration says; what is less certain than its rule stays a hint."""
    rule = rule_named(finding.code) if config.severity else None
    if rule is None or finding.severity is not rule.severity:
        return finding
    return replace(finding, severity=severity_of(rule, config))


def _findings(rule: Rule, module: Module) -> tuple[Finding, ...]:
    try:
        calls = module.calls if rule.follows_calls else ()
        return (
            *rule.findings(module),
            *(f for call in calls for f in _at_call(rule, call, module.path)),
        )
    except Exception as error:  # noqa: BLE001 (the same)
        return (internal_error.failed(f"rule {rule.code}", error),)
