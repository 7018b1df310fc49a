from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_lsp.rules import rule_named
from tests.rules.check import SUBJECT

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _subject(request: pytest.FixtureRequest) -> Iterator[None]:
    """A rule's test file is about that rule alone."""
    module: str = request.module.__name__
    rule = rule_named(module.rpartition(".test_")[2].replace("_", "-"))
    if rule is None:
        yield
        return
    token = SUBJECT.set((rule.code,))
    yield
    SUBJECT.reset(token)
