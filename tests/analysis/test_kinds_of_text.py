"""What is known of text of which the characters are not."""

from __future__ import annotations

import pytest

from resp_core.versions import DEFAULT
from resp_lsp.analysis.module import analyse
from resp_lsp.analysis.source.source import Source
from resp_lsp.analysis.values.kinds_of_text import is_plain, may_exceed_ascii
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import Instance, Known, OneOf, Value

HEAD = """
import hashlib, json, uuid
from datetime import datetime
from urllib.parse import quote, urlencode
from django.http import HttpResponse
from django.utils.text import slugify
"""
KINDS = {
    "request.GET['a']": "builtins.str[request]",
    "request.POST['a']": "builtins.str[request]",
    "request.path": "builtins.str[request]",
    "request.path.upper()": "builtins.str",
    "request.GET['a'][1:]": "builtins.str",
    "request.GET['a'] + request.path": "builtins.str",
    "slugify(request.path)": "builtins.str[plain]",
    "quote(request.path)": "builtins.str[plain]",
    "uuid.uuid4().hex": "builtins.str[plain]",
    "hashlib.new('md5', b'a').hexdigest()": "builtins.str[plain]",
    "datetime.now().isoformat()": "builtins.str[isoformat]",
    "urlencode({})": "builtins.str[ascii]",
    "len(request.path)": "builtins.int[characters]",
    "len('abc')": "builtins.int",
    "len(slugify(request.path))": "builtins.int",
    "len(json.dumps({}))": "builtins.int",
    "len(request.body)": "builtins.int",
    "len([])": "builtins.int",
    "len(unknown)": "builtins.int",
}


def value_of(expression: str) -> Value:
    code = f"{HEAD}\ndef view(request, unknown):\n    return HttpResponse({expression})\n"
    (response,) = analyse(Source(code), DEFAULT).responses
    return response.value("content")


@pytest.mark.parametrize(("expression", "kind"), KINDS.items())
def test_it_is_told_by_where_it_comes_from(expression: str, kind: str) -> None:
    assert value_of(expression) == Instance(kind)


@pytest.mark.parametrize("kind", sorted(set(KINDS.values())))
def test_its_class_is_that_of_any_other(kind: str) -> None:
    assert type_of(Instance(kind)) == kind.partition("[")[0]


@pytest.mark.parametrize(
    ("expression", "is_so"),
    [
        ("f'a-{slugify(request.path)}-{len(request.path)}'", True),
        ("str(uuid.uuid4())", True),
        ("'a.b'", True),
        ("f'{request.path}'", False),
        ("f'a b{1}'", False),
        ("unknown", False),
    ],
)
def test_text_of_plain_parts_is_plain(expression: str, is_so: bool) -> None:  # noqa: FBT001
    assert is_plain(value_of(expression)) is is_so


def test_one_of_several_is_plain_if_each_is() -> None:
    assert is_plain(OneOf((Known("a"), Known(1))))
    assert not is_plain(OneOf((Known("a"), Known("a b"))))


@pytest.mark.parametrize(
    ("expression", "may"),
    [
        ("request.path", True),
        ("'ä'", True),
        ("f'a{request.path}'", True),
        ("'a'", False),
        ("f'a{len(request.path)}'", False),
        ("urlencode({})", False),
        ("b'a'", False),
        ("unknown", False),
    ],
)
def test_a_str_may_hold_more_than_ascii(expression: str, may: bool) -> None:  # noqa: FBT001
    assert may_exceed_ascii(value_of(expression)) is may
