"""What a run found, as the output formats see it."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from resp_lsp.linter.fix import SAFE, UNSAFE, fix_of
from resp_lsp.rules.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Collection

    from resp_lsp.linter.errors import InputError
    from resp_lsp.linter.run import FileResult
    from resp_lsp.rules.finding import Finding, Safety

INTERNAL = "RSP904"


@dataclass(frozen=True, slots=True)
class Count:
    """How often a rule has findings, and how many of them --fix mends."""

    code: str
    name: str
    count: int
    fixable: int


@dataclass(frozen=True)
class Report:
    """The results of the files of which there is something to say, in the order of their paths."""

    results: tuple[FileResult, ...]
    safeties: Collection[Safety]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for result in self.results for finding in result.findings)

    @cached_property
    def applied(self) -> tuple[Finding, ...]:
        return tuple(finding for result in self.results for finding in result.applied)

    @cached_property
    def errors(self) -> tuple[InputError, ...]:
        return tuple(result.error for result in self.results if result.error)

    @property
    def incomplete(self) -> bool:
        """Whether a part of the run could not be done."""
        return bool(self.errors) or any(f.code == INTERNAL for f in self.findings)

    @property
    def has_faults(self) -> bool:
        """Whether something is found for certain; hints say only what is likely."""
        return any(finding.severity is not Severity.HINT for finding in self.findings)

    def fixable(self, finding: Finding) -> bool:
        return fix_of(finding, self.safeties) is not None

    @property
    def counts(self) -> list[Count]:
        """The rules with findings, the most frequent first."""
        names = {finding.code: finding.name for finding in self.findings}
        every = Counter(finding.code for finding in self.findings)
        fixable = Counter(finding.code for finding in self.findings if self.fixable(finding))
        ordered = sorted(every.items(), key=lambda item: (-item[1], item[0]))
        return [Count(code, names[code], count, fixable[code]) for code, count in ordered]

    @property
    def hidden(self) -> int:
        """How many findings have a fix that only --unsafe-fixes applies."""
        if self.safeties == UNSAFE:
            return 0
        return sum(not fix_of(f, SAFE) and bool(fix_of(f, UNSAFE)) for f in self.findings)


def displayed(path: str) -> str:
    """The path as people want to read it: relative to the current folder, if below it."""
    below = os.getcwd().rstrip(os.sep) + os.sep  # noqa: PTH109 (once for each finding)
    return path.removeprefix(below)
