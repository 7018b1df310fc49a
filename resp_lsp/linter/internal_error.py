"""A part of resp-lsp that failed on this file.

A rule that raises costs that rule on that file only, and a fix that breaks a promise
is not written. Either is a bug of resp-lsp: please report it with the file.
"""

from __future__ import annotations

import traceback
from pathlib import PurePath
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import Span
from resp_lsp.rules.finding import Finding, Severity
from resp_lsp.rules.rule import NOWHERE, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_lsp.analysis.module import Module

rule = Rule(
    code="RSP904",
    severity=Severity.ERROR,
    message="Internal error: {what}. Please report it.",
    examples=(),
    triggers=(NOWHERE,),
)


@rule.check
def check(_module: Module) -> Iterator[Finding]:
    """Nothing: a module has no such fault, whatever runs into one reports it."""
    yield from ()


def failed(part: str, error: Exception) -> Finding:
    """The finding for a part of the linter that raised."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return report(f"{part} failed with {type(error).__name__}: {error}{where}")


def report(what: str) -> Finding:
    return rule.at(Span(0, 0), what=what)
