"""The rows of the knowledge tables, held to the objects of which they tell."""

from __future__ import annotations

import importlib
import re
import warnings
from collections import Counter, OrderedDict, UserDict, defaultdict, deque
from copy import copy
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from io import BytesIO, StringIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import uuid4

from resp_lsp.analysis.knowledge import SELF, knowledge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.django.matrix import Django

OBJECTS = (
    "a b",
    b"a b",
    bytearray(b"a b"),
    3,
    2.5,
    True,
    1j,
    [1],
    (1,),
    {1},
    frozenset({1}),
    {"a": 1},
    range(3),
    OrderedDict(a=1),
    Counter("a"),
    defaultdict(int, a=1),
    deque([1]),
    UserDict(a=1),
    datetime(2024, 1, 2, tzinfo=timezone.utc),
    date(2024, 1, 2),
    time(1, 2),
    timedelta(1),
    timezone.utc,
    Decimal("1.5"),
    Fraction(1, 2),
    uuid4(),
    PurePosixPath("a/b.txt"),
    Path("a/b.txt"),
    re.compile("(?P<a>a)"),
    re.match("(?P<a>a)", "a"),
    urlsplit("https://example.com/a?b=c"),
    StringIO("a"),
    BytesIO(b"a"),
)
ARGUMENTS = ((), ("a",), (b"a",), (1,), ("a", "b"), (b"a", b"b"), (timezone.utc,))
PURE_MODULES = """
    base64 binascii builtins cmath colorsys copy datetime decimal difflib fnmatch
    fractions hashlib heapq html ipaddress itertools json keyword math  operator os.path
    platform pprint random re secrets shlex statistics string struct textwrap token
    unicodedata urllib.parse uuid zlib
"""
UNTRIED = """
    builtins.breakpoint builtins.exit builtins.help builtins.input builtins.print builtins.quit
    builtins.reversed ipaddress.get_mixed_type_key platform.win32_edition statistics.median
"""
"""What asks the user, and what gives another thing for what it is not made for."""


def named(name: str) -> Any:
    """The object of a qualified name; None where this Python has none."""
    module, _, rest = name.rpartition(".")
    if name == "builtins.NoneType":
        return type(None)
    if name in VIEWS:
        return VIEWS[name]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return getattr(importlib.import_module(module), rest, None)
    except ImportError:
        return None


VIEWS: dict[str, type] = {
    "builtins.dict_items": type({}.items()),
    "builtins.dict_keys": type({}.keys()),
    "builtins.dict_values": type({}.values()),
}


def is_one_of(value: object, types: str, own: type) -> bool:
    """Whether the value is of one of the types, as far as they are to be had here."""
    kinds = [own if name == SELF else named(name) for name in types.split(" | ")]
    if float in kinds:
        kinds.append(int)  # as annotations have it (PEP 484)
    return None in kinds or isinstance(value, tuple(kinds))


def given(function: Any) -> Iterator[object]:
    """What a function gives for each of the arguments that it takes."""
    for arguments in ARGUMENTS:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield function(*arguments)
        except Exception:  # noqa: BLE001, PERF203 -- most arguments are not the right ones
            continue


def test_methods_and_attributes_give_what_the_tables_say() -> None:
    tried = 0
    for value in OBJECTS:
        for method, types in rows_for(value, knowledge().methods):
            for result in given(getattr(copy(value), method)):
                tried += 1
                assert is_one_of(result, types, type(value)), f"{value!r}.{method}: {result!r}"
        for attribute, types in rows_for(value, knowledge().attributes):
            held = getattr(value, attribute)
            tried += 1
            assert is_one_of(held, types, type(value)), f"{value!r}.{attribute}: {held!r}"
    assert tried > 500


def rows_for(value: object, tables: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """The nearest row for each of the members that the object has."""
    rows: dict[str, str] = {}
    for owner in type(value).__mro__:
        rows = {**tables.get(f"{owner.__module__}.{owner.__qualname__}", {}), **rows}
    return ((name, row) for name, row in rows.items() if row != "unknown" and hasattr(value, name))


def test_functions_give_what_the_tables_say() -> None:
    tried, wrong = 0, []
    for name, types in knowledge().calls.items():
        module = name.rpartition(".")[0]
        function = (
            named(name) if module in PURE_MODULES.split() and name not in UNTRIED.split() else None
        )
        if types == "unknown" or not callable(function):
            continue
        for result in given(function):
            tried += 1
            if not is_one_of(result, types, type(result)):
                wrong.append(f"{name}: {result!r}")
    assert not wrong
    assert tried > 400


def test_constructors_make_objects_of_their_class() -> None:
    for name in knowledge().classes:
        if name.rpartition(".")[0] in PURE_MODULES.split() and name not in knowledge().calls:
            kind = named(name)
            for made in given(kind) if isinstance(kind, type) else ():
                assert isinstance(made, kind), f"{name}: {made!r}"


def test_dicts_are_told_from_other_classes() -> None:
    for name in knowledge().classes:
        kind = named(name) if not name.startswith(("django.", "rest_framework.")) else None
        if isinstance(kind, type):
            assert knowledge().is_dict(name) in (issubclass(kind, dict), None), name


IS_DICT = """
import importlib
from django.http import JsonResponse
def view(request):
    wrong = []
    for name, is_dict in {rows!r}:
        module, _, last = name.rpartition(".")
        try:
            kind = getattr(importlib.import_module(module), last, None)
        except Exception:
            continue
        if isinstance(kind, type) and issubclass(kind, dict) and not is_dict:
            wrong.append(name)
    return JsonResponse({{"wrong": wrong}})
"""


def test_no_dict_of_django_is_told_to_be_none(django: Django) -> None:
    rows = [
        (name, knowledge().is_dict(name) is not False)
        for name in knowledge().classes
        if name.startswith("django.") and "[" not in name
    ]
    outcome = django.run(IS_DICT.format(rows=rows))
    assert (outcome.raises, outcome.body) == (None, '{"wrong": []}')


MEMBERS = """
import datetime, importlib
from django import forms
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, JsonResponse, QueryDict
from django.test import RequestFactory
from django.utils.safestring import SafeString

class Form(forms.Form):
    text = forms.CharField()

def named(name):
    if name == "builtins.NoneType":
        return type(None)
    module, _, last = name.partition("[")[0].rpartition(".")
    if last.startswith("dict_"):
        return type(getattr({}, last[5:])())
    if last == "generator":
        return type(x for x in ())
    return getattr(importlib.import_module(module), last)

def wrong(make, rows, call):
    for name, types in rows:
        try:
            value = make()
            own = type(value)
            found = getattr(value, name)() if call else getattr(value, name)
            kinds = [own if t == "Self" else named(t) for t in types.split(" | ")]
        except Exception:
            continue
        if hasattr(found, "cr_await"):
            found.close()
        elif not isinstance(found, tuple(kinds)):
            yield f"{type(value).__name__}.{name}: {type(found)} is not {types}"

def view(request):
    User.objects.get_or_create(username="Ada")
    form = Form({"text": "a"})
    form.is_valid()
    page = Paginator([1], 1).page(1)
    makers = [
        RequestFactory().request, lambda: request.GET, lambda: request.headers, lambda: form,
        lambda: Form({}).errors, lambda: form["text"], lambda: page, lambda: page.paginator,
        lambda: User.objects.all(), lambda: User.objects, lambda: SafeString("a b"),
        lambda: SimpleUploadedFile("a", b"a"), forms.CharField, forms.Media,
    ]
    rows = ROWS
    found = []
    for make in makers:
        for owner in type(make()).__mro__:
            name = f"{owner.__module__}.{owner.__qualname__}"
            for section, call in (("methods", True), ("attributes", False)):
                found += wrong(make, rows[section].get(name, {}).items(), call)
    return JsonResponse({"wrong": found})
"""


def test_objects_of_django_give_what_the_tables_say(django: Django) -> None:
    kinds = ("http.request", "forms", "core.paginator", "core.files", "db.models.query", "utils")
    owners = tuple(f"django.{kind}." for kind in (*kinds, "db.models.manager"))
    rows = {
        section: {
            owner: {name: types for name, types in row.items() if types != "unknown"}
            for owner, row in getattr(knowledge(), section).items()
            if owner.startswith(owners)
        }
        for section in ("methods", "attributes")
    }
    code = MEMBERS.replace("ROWS", repr(rows))
    outcome = django.run(code)
    assert (outcome.raises, outcome.body) == (None, '{"wrong": []}')


def test_a_class_above_that_is_not_known_leaves_it_open_whether_one_is_a_dict() -> None:
    assert knowledge().is_dict("collections.OrderedDict") is True
    assert knowledge().is_dict("collections.UserDict") is False
    assert knowledge().is_dict("collections.abc.Mapping") is None
    assert knowledge().is_dict("builtins.object") is None


def test_a_method_that_hides_a_known_one_is_not_known() -> None:
    assert knowledge().methods["collections.Counter"]["fromkeys"] == "unknown"
    assert knowledge().method("collections.Counter", "fromkeys") is None


def test_self_is_the_class_that_the_method_is_called_on() -> None:
    assert knowledge().method("datetime.datetime", "now") == "datetime.datetime"
    assert knowledge().call("datetime.date.today") == "datetime.date"
    assert knowledge().method("collections.Counter", "copy") == "collections.Counter"
