"""A small size of `python -m scripts.soak`."""

from __future__ import annotations

from scripts.soak import soak


def test_nothing_is_lost_in_a_conversation_of_random_edits_and_requests() -> None:
    outcome = soak(operations=600, documents=10, seed=1)
    assert (outcome.unanswered, outcome.differing) == (0, 0)
    assert outcome.asked["edits"] > 300
