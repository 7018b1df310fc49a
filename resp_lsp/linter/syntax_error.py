"""A statement that Python could not parse.

The functions and statements beside it are still checked. Only the first one of a
file is reported, and only where code about responses stands, for nothing else is parsed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.rules.finding import Finding, Severity
from resp_lsp.rules.rule import NOWHERE, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.module import Module

rule = Rule(
    code="RSP901",
    severity=Severity.ERROR,
    message="Syntax error: {problem}.",
    examples=(),
    triggers=(NOWHERE,),
)


@rule.check
def check(module: Module) -> Iterator[Finding]:
    for fault in module.errors[:1]:
        yield rule.at(fault.span, problem=fault.message.rstrip("."))
