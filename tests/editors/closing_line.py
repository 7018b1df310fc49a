"""A plugin of pytest that closes with how many editors' tests passed and failed."""

# ruff: noqa: T201 - it is a line on the terminal
from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


@dataclass
class ClosingLine:
    outcomes: dict[str, str] = field(default_factory=dict)
    """By the test's name: the worst of its setup, call and teardown."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.outcome != "passed" or report.when == "call":
            self.outcomes[report.nodeid] = report.outcome

    def pytest_unconfigure(self) -> None:
        passed, failed, skipped = (
            sum(outcome == each for outcome in self.outcomes.values())
            for each in ("passed", "failed", "skipped")
        )
        print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(ClosingLine())
