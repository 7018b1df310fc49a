"""A run that nobody awaits any longer ends at its next checkpoint."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from resp_lsp.analysis.interpreter.budget import BETWEEN, AbandonedError
from resp_lsp.analysis.source.tree import Memo
from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import NO_PROJECT, lint, linted

HEAD = "from django.http import HttpResponse, JsonResponse\n\n\n"
VIEWS = HEAD + "".join(
    f"def view{n}(request):\n    return JsonResponse([{n}, 2])\n\n\n" for n in range(20)
)
LONG = f"{HEAD}def view(request):\n" + (
    "    response = HttpResponse('a')\n    response['X-A'] = 'b'\n" * 400
)


@dataclass
class Checkpoint:
    """Lets so many passes by."""

    left: int
    passed: int = 0

    def __call__(self) -> None:
        self.passed += 1
        if self.passed > self.left:
            raise AbandonedError


def passes(text: str) -> int:
    checkpoint = Checkpoint(10_000)
    linted(text, Config(), Memo(), NO_PROJECT, checkpoint)
    return checkpoint.passed


def test_each_function_and_each_rule_is_a_checkpoint() -> None:
    assert passes(VIEWS) - passes("") >= 20
    assert passes("") > 40


def test_a_long_function_has_checkpoints_within() -> None:
    assert passes(LONG) - passes("") >= 400 * 3 // BETWEEN


@pytest.mark.parametrize("left", [0, 1, 10, 25, 60])
def test_it_ends_at_any_checkpoint_and_leaves_the_trees_sound(left: int) -> None:
    memo = Memo()
    with pytest.raises(AbandonedError):
        linted(VIEWS, Config(), memo, NO_PROJECT, Checkpoint(left))
    assert lint(VIEWS, Config(), memo) == lint(VIEWS, Config())
