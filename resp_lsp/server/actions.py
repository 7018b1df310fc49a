"""What can be done about the findings of a document: fixes, and ways to disable them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from resp_lsp.linter.comments import read_comments
from resp_lsp.linter.explanation import caution
from resp_lsp.linter.selection import ALWAYS, rule_named
from resp_lsp.rules.finding import Safety
from resp_lsp.server.changes import Caution, Change
from resp_lsp.server.disabling import disabled_in_file, disabled_on_line
from resp_lsp.server.fixing import safely_fixable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resp_lsp.analysis.source.text import Edit, Span
    from resp_lsp.rules.finding import Finding, Fix
    from resp_lsp.server.schedule import Checked

FIX_RULE = "resp-lsp.fixRule"
WORKSPACE = "workspace"
"""The scope of a command that is about everything."""


class Kind(Enum):
    """LSP's kinds of what is offered."""

    QUICK_FIX = "quickfix"
    FIX_ALL = "source.fixAll.resp"


class Work(Enum):
    """What takes long to find out, and is put off until somebody chooses it."""

    FIX_ALL = "fix-all"
    FIX_RULE = "fix-rule"
    DISABLE = "disable-in-configuration"


@dataclass(frozen=True, slots=True)
class Action:
    """An offer: changes, the work that makes them, or a command with its arguments.

    `code` is the rule that it is about.
    """

    title: str
    kind: Kind = Kind.QUICK_FIX
    changes: tuple[Change, ...] = ()
    work: Work | None = None
    command: tuple[str, ...] = ()
    finding: Finding | None = None
    preferred: bool = False

    @property
    def code(self) -> str | None:
        return None if self.finding is None else self.finding.code


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be offered beyond the document: in the workspace, and in the configuration, which
    can ignore some rules."""

    workspace: bool
    can_ignore: Callable[[str], bool]


def quick_fixes(checked: Checked, span: Span, reach: Reach) -> tuple[Action, ...]:
    """Every fix of the findings that touch a span, then the ways to disable them."""
    touched = tuple(f for f in checked.findings if _touches(f.span, span))
    first = {finding.code: finding for finding in reversed(touched)}.values()
    silenced = tuple(f for f in touched if f.code not in ALWAYS)
    return (
        *(action for finding in touched for action in _fixes(checked, finding)),
        *(action for finding in first for action in _fixes_of_rule(checked, finding, reach)),
        *(_commented(checked, silenced) if silenced else ()),
        *(_configured(f) for f in first if f in silenced and reach.can_ignore(f.code)),
    )


def fix_all(checked: Checked) -> tuple[Action, ...]:
    """One action for all safe fixes of the document; none where there are none."""
    if not safely_fixable(checked):
        return ()
    return (Action("Fix all that is safe to fix (resp-lsp)", Kind.FIX_ALL, work=Work.FIX_ALL),)


def _fixes(checked: Checked, finding: Finding) -> Iterator[Action]:
    for number, fix in enumerate(finding.fixes):
        if fix.safety is not Safety.DISPLAY_ONLY:
            change = Change.of(checked.document, fix.edits, _caution(finding, fix))
            preferred = number == 0 and fix.safety is Safety.SAFE
            yield Action(fix.title, changes=(change,), finding=finding, preferred=preferred)


def _caution(finding: Finding, fix: Fix) -> Caution | None:
    rule = rule_named(finding.code)
    return Caution(fix.title, caution(rule)) if rule and fix.safety is Safety.SUGGESTED else None


def _fixes_of_rule(checked: Checked, finding: Finding, reach: Reach) -> Iterator[Action]:
    """Ways to fix all that is like a finding, in the file only where there is more than one."""
    like_it = safely_fixable(checked, finding.code)
    if len(like_it) > 1:
        title = f"Fix all {finding.code} in this file"
        yield Action(title, work=Work.FIX_RULE, finding=finding)
    if like_it and reach.workspace:
        title = f"Fix all {finding.code} in the workspace"
        yield Action(title, command=(FIX_RULE, finding.code, WORKSPACE), finding=finding)


def _commented(checked: Checked, findings: tuple[Finding, ...]) -> Iterator[Action]:
    lines = checked.document.lines
    comments = read_comments(lines)
    on_line: dict[Edit, Finding] = {}
    for finding in findings:  # several of a rule on one line are disabled together
        on_line.setdefault(disabled_on_line(lines, comments, finding), finding)
    for edit, finding in on_line.items():
        yield _edited(checked, f"Disable {finding.code} for this line", edit, finding)
    for code, finding in {finding.code: finding for finding in reversed(findings)}.items():
        edit = disabled_in_file(lines, comments, code)
        yield _edited(checked, f"Disable {code} for this file", edit, finding)


def _configured(finding: Finding) -> Action:
    title = f"Disable {finding.code} in the configuration"
    return Action(title, work=Work.DISABLE, finding=finding)


def _edited(checked: Checked, title: str, edit: Edit, finding: Finding) -> Action:
    return Action(title, changes=(Change.of(checked.document, (edit,)),), finding=finding)


def _touches(span: Span, other: Span) -> bool:
    return span.start <= other.end and other.start <= span.end
