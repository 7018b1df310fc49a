"""What a rule is. Its file holds one `rule`, named after the file."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from resp_core.versions import OLDEST, Version
from resp_lsp.rules.finding import Finding, Fix, Related, Severity, Tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resp_lsp.analysis.module import Module
    from resp_lsp.analysis.source.text import Span

NOWHERE = "(?!)"
"""The trigger of a rule that wants nothing parsed for itself."""

Check: TypeAlias = "Callable[[Module], Iterator[Finding]]"


@dataclass(frozen=True, slots=True)
class Example:
    """Code that a rule flags, what Django does with it, and what to write instead.

    `bad` and `good` are bodies of a view with `request` and the imports they need;
    `django` is what Django does with the bad one: `raises TypeError: …`, `sends Vary: …`,
    `sends body …` or `sends cookie …`.
    """

    bad: str
    django: str
    good: str
    since: Version = OLDEST
    """The first Django that does so."""


@dataclass(eq=False)
class Rule:
    """A rule's description; its check is added by the decorator `check`.

    `triggers` are patterns of which one matches in each function that the rule can flag, so
    that others need no parse; a rule without any looks at every response.
    `since` and `until` are the first and the last target Django it applies to.
    One that does not follow calls is about how code is written: it leaves alone what is so only
    for the arguments of some call of a function.
    `tag` says that what stands at its findings is deprecated, or does nothing.
    A rule that is opt-in runs only where its own code or name is selected.
    `message` is a format string for the fields given to `at`.
    """

    code: str
    severity: Severity
    message: str
    examples: tuple[Example, ...]
    triggers: tuple[str, ...] = ()
    since: Version = OLDEST
    until: Version | None = None
    links: tuple[str, ...] = ()
    is_opt_in: bool = False
    follows_calls: bool = True
    tag: Tag | None = None
    _check: Check | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """The kebab-case name, after the check's file: `json-response-non-dict`."""
        return self._registered.__module__.rpartition(".")[2].replace("_", "-")

    @property
    def explanation(self) -> str:
        """The docstring of the rule's file: a summary line, then what, why and fix safety."""
        return (sys.modules[self._registered.__module__].__doc__ or "").strip()

    @property
    def summary(self) -> str:
        return self.explanation.partition("\n")[0]

    def applies_to(self, target: Version) -> bool:
        return self.since <= target and (self.until is None or target <= self.until)

    def check(self, check: Check) -> Check:
        """Register the function that finds this rule's faults in a module."""
        self._check = check
        return check

    def findings(self, module: Module) -> Iterator[Finding]:
        return self._registered(module)

    @property
    def _registered(self) -> Check:
        if self._check is None:
            raise TypeError(f"{self.code} has no check")
        return self._check

    def at(
        self,
        span: Span,
        *fixes: Fix,
        related: tuple[Related, ...] = (),
        severity: Severity | None = None,
        **fields: object,
    ) -> Finding:
        """A finding of this rule with the message's fields filled in.

        Its severity is the rule's, unless this one is less certain.
        """
        message = self.message.format(**fields)
        level = severity or self.severity
        return Finding(self.code, self.name, level, span, message, fixes, related)
