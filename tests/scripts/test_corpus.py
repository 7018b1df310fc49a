"""The corpus bench compares findings as multisets, and its expectations survive writing."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import corpus
from scripts.corpus import Difference, Place

HERE = Place("shop/views.py", 7, "RSP101")
THERE = Place("shop/views.py", 30, "RSP301")
UMLAUT = Place('shop/"über".py', 2, "RSP302")


def test_what_is_expected_is_no_difference() -> None:
    assert corpus.compared((HERE, THERE), (THERE, HERE)) == Difference((), ())


def test_new_and_lost_findings_are_told_apart() -> None:
    difference = corpus.compared((HERE,), (THERE,))
    assert list(corpus.shown(difference)) == [
        "new  shop/views.py:7 RSP101",
        "lost shop/views.py:30 RSP301",
    ]


def test_a_rule_that_finds_two_things_on_a_line_is_counted_twice() -> None:
    assert corpus.compared((HERE, HERE), (HERE,)) == Difference((HERE,), ())


@pytest.mark.parametrize("places", [(), (HERE,), (HERE, HERE, THERE), (UMLAUT, HERE)])
def test_expectations_survive_writing_and_reading(places: corpus.Places) -> None:
    expectations = {"shop": tuple(sorted(places)), "Empty": ()}
    assert corpus.read(corpus.written(expectations)) == expectations


def test_the_files_of_findings_are_relative_to_their_project() -> None:
    found = [{"filename": "/cache/shop-1.0/views.py", "location": {"row": 3}, "code": "RSP101"}]
    assert corpus.places(found, Path("/cache/shop-1.0")) == (Place("views.py", 3, "RSP101"),)


def test_only_pinned_projects_have_expectations() -> None:
    expected = corpus.read(corpus.EXPECTED.read_text("utf-8"))
    assert expected.keys() == corpus.projects().keys()


def test_every_project_is_pinned_whole() -> None:
    for project in corpus.projects().values():
        assert len(project.sha256) == 64
        assert project.version
