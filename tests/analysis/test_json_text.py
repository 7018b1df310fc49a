"""Text that holds JSON is told from other text, wherever it goes."""

from __future__ import annotations

import pytest

from resp_core.versions import DEFAULT
from resp_lsp.analysis.facts.displays import as_list, parts, within, without_item
from resp_lsp.analysis.knowledge import JSON_BYTES, JSON_TEXT
from resp_lsp.analysis.module import Module, analyse
from resp_lsp.analysis.source.source import Source
from resp_lsp.analysis.source.text import apply_edits
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import Collection, Instance, Known, Value

HEAD = """import json
import simplejson
from datetime import date
from enum import Enum, IntEnum
from typing import NamedTuple
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
class Size(str, Enum):
    SMALL = "s"
class Day(date):
    pass
class Rows(list):
    pass
class Plain:
    pass
"""


def facts(argument: str) -> Module:
    source = f"{HEAD}def view(request, form):\n    return HttpResponse({argument})\n"
    return analyse(Source(source), DEFAULT)


def value(argument: str) -> Value:
    return facts(argument).responses[0].arguments["content"].value


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("json.dumps({})", JSON_TEXT),
        ("json.dumps({}).strip()", JSON_TEXT),
        ("json.dumps({}).encode()", JSON_BYTES),
        ("json.dumps({}).upper()", "builtins.str"),
        ("json.dumps({})[1:]", "builtins.str"),
        ("json.dumps({}) + str(request)", "builtins.str"),
        ("json.dumps({}) + json.dumps({})", "builtins.str"),
        ("simplejson.dumps({})", JSON_TEXT),
        ("DjangoJSONEncoder().encode({})", JSON_TEXT),
        ("serializers.serialize('json', [])", JSON_TEXT),
        ("serializers.serialize('xml', [])", "builtins.str"),
        ("serializers.serialize(request.GET['format'], [])", "builtins.str"),
        ("serializers.serialize(*request.own)", "builtins.str"),
    ],
)
def test_it_is_known_where_the_text_comes_from(code: str, kind: str) -> None:
    assert type_of(value(code)) == kind


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("Size('s')", "builtins.str"),
        ("Day(2000, 1, 1)", "datetime.date"),
        ("Rows()", "builtins.list"),
        ("Plain()", "<project>.Plain"),
    ],
)
def test_an_object_of_a_class_is_what_json_takes_it_for(code: str, kind: str) -> None:
    assert value(code) == Instance(kind)
    assert value(f"[{code}]") == Collection("builtins.list", ((Instance(kind),),))


def test_what_a_tuple_holds_is_kept() -> None:
    inner = Collection("builtins.list", ((Known(1),),))
    assert value("([1],)") == Collection("builtins.tuple", ((inner,),))


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("{'a': 1, 'b': [2]}", [["'a'", "1"], ["'b'", "[2]"]]),
        ("[1, x]", [["1"], ["x"]]),
        ("(1, x)", [["1"], ["x"]]),
        ("{1, x}", [["1"], ["x"]]),
        ("{'a': 1, **x}", None),
        ("[1, *x]", None),
        ("x", None),
    ],
)
def test_a_display_has_parts(code: str, written: list[list[str]] | None) -> None:
    found = parts(facts(code).responses[0].arguments["content"].place)
    assert (found and [[part.source for part in item] for item in found]) == written


@pytest.mark.parametrize(
    ("path", "source", "is_whole"),
    [
        ((), "{'a': [1, x]}", True),
        (((0, 0),), "'a'", True),
        (((0, 1), (1, 0)), "x", True),
        (((0, 1), (1, 0), (2, 1)), "x", False),
    ],
)
def test_a_part_is_found_as_far_as_it_is_written(
    path: tuple[tuple[int, int], ...],
    source: str,
    is_whole: bool,  # noqa: FBT001
) -> None:
    place, found = within(facts("{'a': [1, x]}").responses[0].arguments["content"].place, path)
    assert (place.source, found) == (source, is_whole)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{1, 2}", "[1, 2]"),
        ("{x for x in y}", "[x for x in y]"),
        ("x for x in y", "[x for x in y]"),
        ("map(str, y)", "list(map(str, y))"),
        ("a if b else c", "list(a if b else c)"),
    ],
)
def test_a_list_is_made_of_what_is_there(before: str, after: str) -> None:
    module = facts(before)
    edits = as_list(module.responses[0].arguments["content"].place)
    assert f"HttpResponse({after})\n" in apply_edits(module.text, edits)


@pytest.mark.parametrize(
    ("before", "index", "after"),
    [
        ("{'a': 1, 'b': 2}", 0, "{'b': 2}"),
        ("{'a': 1, 'b': 2}", 1, "{'a': 1}"),
        ("{'a': 1,  # one\n 'b': 2}", 0, None),
    ],
)
def test_an_item_can_be_taken_out(before: str, index: int, after: str | None) -> None:
    module = facts(before)
    edit = without_item(module.responses[0].arguments["content"].place, index)
    assert (edit and f"HttpResponse({after})\n" in apply_edits(module.text, (edit,))) is (
        None if after is None else True
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("(1, 2)", "(1, 2)"),
        ("content = (1, 2)", "(1, 2)"),
        ("content=x", "x"),
        ("x == 1", "x == 1"),
    ],
)
def test_an_argument_is_written_with_its_brackets(arguments: str, code: str) -> None:
    module = facts(arguments)
    argument = module.responses[0].arguments["content"]
    assert argument.code == code
    assert module.text[argument.span.start : argument.span.end] == code
