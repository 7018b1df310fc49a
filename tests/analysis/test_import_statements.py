"""Reading import statements by pattern agrees with Python's own parser."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from resp_lsp.analysis.interpreter.import_statements import bindings
from resp_lsp.analysis.values.value import Reference

FORMS = [
    "import os",
    "import os.path",
    "import os.path as p, sys",
    "from . import views",
    "from .. import views as v",
    "from ..a.b import c",
    "from django import http",
    "from django.http import (HttpResponse, JsonResponse as JR)",
    "from django.http import (\n    HttpResponse,  # one, two\n    JsonResponse,\n)",
    "from django.http import HttpResponse, \\\n    JsonResponse",
    "from a import(b)",
    "from .a import b",
]
SOURCES = sorted(Path(__file__).parents[2].glob("resp_*/**/*.py"))


def as_python(statement: ast.Import | ast.ImportFrom) -> dict[str, str]:
    if isinstance(statement, ast.Import):
        return {
            a.asname or a.name.partition(".")[0]: a.name if a.asname else a.name.partition(".")[0]
            for a in statement.names
        }
    module = "." * statement.level + (statement.module or "")
    dot = "." if statement.module else ""  # `from . import a` is the package's own `a`
    return {a.asname or a.name: f"{module}{dot}{a.name}" for a in statement.names}


def assert_agrees(code: str) -> None:
    (statement,) = ast.parse(code).body
    assert isinstance(statement, (ast.Import, ast.ImportFrom))
    expected = {name: Reference(qualified) for name, qualified in as_python(statement).items()}
    assert bindings(code) == expected


@pytest.mark.parametrize("code", FORMS)
def test_each_form_of_import_binds_what_python_binds(code: str) -> None:
    assert_agrees(code)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_the_imports_of_this_project_are_read_as_python_reads_them(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for statement in ast.parse(source).body:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            assert_agrees(ast.get_source_segment(source, statement) or "")
    assert source


@pytest.mark.parametrize(
    "code", ["import a; b = 1", "from a import *", "import", "x = 1", "import a b"]
)
def test_what_is_no_plain_import_is_left_to_the_parser(code: str) -> None:
    assert bindings(code) is None


def test_a_class_that_django_has_under_two_names_has_one() -> None:
    assert bindings("from django.http.response import JsonResponse") == {
        "JsonResponse": Reference("django.http.JsonResponse")
    }
