"""The generated tables: what the generator writes, beside what is written by hand."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Any

import pytest

from resp_lsp.analysis import knowledge as tables
from resp_lsp.analysis.knowledge import GENERATED, WRITTEN, knowledge
from scripts import knowledge as generator

TABLES = files(tables)


@pytest.mark.parametrize("name", GENERATED)
def test_the_generated_tables_are_sorted_and_say_from_what_they_are_made(name: str) -> None:
    text = (TABLES / name).read_text(encoding="utf-8")
    rows = json.loads(text)
    made_from = rows.pop("made_from")
    assert re.fullmatch(r"(mypy|django-stubs) \d+(\.\d+)+", made_from)
    assert generator.text_of(rows, made_from) == text


def test_the_tables_are_what_the_generator_writes() -> None:
    table = TABLES / "typeshed.json"
    text = table.read_text(encoding="utf-8")
    made_from = json.loads(text)["made_from"]
    try:
        installed = f"mypy {version('mypy')}"
    except PackageNotFoundError:
        installed = "no mypy"
    if installed != made_from:
        pytest.skip(f"{table.name} is made from {made_from}, and {installed} is installed")
    assert (
        generator.text_of(generator.typeshed_rows(generator.typeshed_folder()), made_from) == text
    )


def test_a_row_written_by_hand_wins() -> None:
    generated = json.loads((TABLES / "typeshed.json").read_text(encoding="utf-8"))
    assert generated["calls"]["builtins.reversed"] == "unknown"
    assert knowledge().call("builtins.reversed") == "builtins.reversed"


def test_no_row_is_written_by_hand_that_is_generated() -> None:
    generated: dict[str, dict[str, Any]] = {}
    for name in GENERATED:
        for section, rows in json.loads((TABLES / name).read_text(encoding="utf-8")).items():
            if section != "made_from":
                generated.setdefault(section, {}).update(rows)
    for name in WRITTEN:
        for section, rows in tables._read(name).items():
            known = generated.get(section, {})
            for key, row in rows.items():
                if isinstance(row, dict):
                    same = row.items() & known.get(key, {}).items()
                    assert not same, f"{name}: {key} {same}"
                else:
                    assert known.get(key) != row, f"{name}: {key}"
