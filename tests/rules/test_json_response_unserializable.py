from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import Version
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike
from tests.rules.replay import before_and_after

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = """import json
import datetime as dt
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum, IntEnum
from uuid import UUID
from django.contrib.auth.models import User
from django.core.serializers.json import DjangoJSONEncoder
from django.http import JsonResponse
TAGS = {"a", "b"}
class Size(Enum):
    SMALL = 1
class Point:
    x = 1
class Text(str):
    pass
async def load():
    return {}
def rows():
    yield 1
"""
NOT = "Object of type {} is not JSON serializable"
KEYS = "keys must be str, int, float, bool or None, not {}"
SAFE = "In order to allow non-dict objects to be serialized set the safe parameter to False."
FLAGGED = {
    "the first thing one tries": ("JsonResponse({'a': {1, 2}})", NOT.format("set")),
    "a set comprehension": ("JsonResponse({'a': {x for x in 'ab'}})", NOT.format("set")),
    "a frozenset": ("JsonResponse({'a': frozenset('a')})", NOT.format("frozenset")),
    "bytes": ("JsonResponse({'a': b'x'})", NOT.format("bytes")),
    "encoded text": ("JsonResponse({'a': 'x'.encode()})", NOT.format("bytes")),
    "a generator": ("JsonResponse({'a': (x for x in 'a')})", NOT.format("generator")),
    "a generator function": ("JsonResponse({'a': rows()})", NOT.format("generator")),
    "a range": ("JsonResponse({'a': range(3)})", NOT.format("range")),
    "map": ("JsonResponse({'a': map(str, 'a')})", NOT.format("map")),
    "filter": ("JsonResponse({'a': filter(None, 'a')})", NOT.format("filter")),
    "zip": ("JsonResponse({'a': zip('a', 'b')})", NOT.format("zip")),
    "keys": ("JsonResponse({'a': {'b': 1}.keys()})", NOT.format("dict_keys")),
    "values": ("JsonResponse({'a': {'b': 1}.values()})", NOT.format("dict_values")),
    "a query set": ("JsonResponse({'a': User.objects.all()})", NOT.format("QuerySet")),
    "its dicts": ("JsonResponse({'a': User.objects.values('id')})", NOT.format("QuerySet")),
    "a model's object": ("JsonResponse({'a': User()})", NOT.format("User")),
    "an object of a class": ("JsonResponse({'a': Point()})", NOT.format("Point")),
    "a tuple as a key": ("JsonResponse({('a', 1): 2})", KEYS.format("tuple")),
    "bytes as a key": ("JsonResponse({b'a': 2})", KEYS.format("bytes")),
    "a date as a key": ("JsonResponse({date(2000, 1, 1): 2})", KEYS.format("datetime.date")),
    "in a list": ("JsonResponse({'a': [1, {2}]})", NOT.format("set")),
    "in a tuple": ("JsonResponse({'a': (1, {2})})", NOT.format("set")),
    "in a dict": ("JsonResponse({'a': {'b': {2}}})", NOT.format("set")),
    "in a list that is allowed": ("JsonResponse([{1}], safe=False)", NOT.format("set")),
    "a set that is allowed": ("JsonResponse({1}, safe=False)", NOT.format("set")),
    "a range that is allowed": ("JsonResponse(range(3), safe=False)", NOT.format("range")),
    "a set that is refused": ("JsonResponse({1, 2})", SAFE),
    "a module constant": ("JsonResponse({'a': TAGS})", NOT.format("set")),
    "by keyword": ("JsonResponse(status=201, data={'a': {1}})", NOT.format("set")),
    "Django's encoder": ("JsonResponse({'a': {1}}, DjangoJSONEncoder)", NOT.format("set")),
    "Python's encoder": (
        "JsonResponse({'a': date(2000, 1, 1)}, json.JSONEncoder)",
        NOT.format("date"),
    ),
    "no encoder": (
        "JsonResponse({'a': timedelta(1)}, encoder=None)",
        NOT.format("timedelta"),
    ),
    "other parameters": (
        "JsonResponse({'a': {1}}, json_dumps_params={'indent': 2})",
        NOT.format("set"),
    ),
    "either of two": (
        "JsonResponse({'a': {1} if request.GET else b'x'})",
        NOT.format("bytes"),
    ),
}
ACCEPTED = {
    "what JSON knows": "JsonResponse({'a': [1, 2.5, 'x', True, None], 'b': ('c', {'d': {}})})",
    "a list of a set": "JsonResponse({'a': list({1})})",
    "sorted": "JsonResponse({'a': sorted({1})})",
    "a date": "JsonResponse({'a': date(2000, 1, 1)})",
    "a moment": "JsonResponse({'a': datetime.now()})",
    "a duration": "JsonResponse({'a': timedelta(1)})",
    "a decimal": "JsonResponse({'a': Decimal('1.5')})",
    "a UUID": "JsonResponse({'a': UUID(int=1)})",
    "text of a class": "JsonResponse({'a': Text('x')})",
    "the keys that JSON takes": "JsonResponse({1: 'a', 2.5: 'b', None: 'c', True: 'd'})",
    "an encoder": "JsonResponse({'a': {1}}, type('E', (DjangoJSONEncoder,), {'default': lambda s, o: 1}))",
    "a default": "JsonResponse({'a': {1}}, json_dumps_params={'default': list})",
    "keys that are skipped": "JsonResponse({(1, 2): 3}, json_dumps_params={'skipkeys': True})",
    "text on one way": "JsonResponse({'a': 'x' if not request.GET else {1}})",
}
SILENT = {
    "unknown": "JsonResponse({'a': request.data})",
    "an item of it": "JsonResponse({'a': {1}.pop()})",
    "another encoder": "JsonResponse({'a': {1}}, encoder=request.encoder)",
    "unknown parameters": "JsonResponse({'a': {1}}, json_dumps_params=request.params)",
    "unknown arguments": "JsonResponse({'a': {1}}, **request.options)",
    "data that is refused before": "JsonResponse([{1}])",
    "a suppression": "JsonResponse({'a': {1}})  # noqa: RSP105",
}


def program(expression: str) -> str:
    return f"{HEAD}def view(request):\n    return {expression}\n"


@pytest.mark.parametrize(("expression", "error"), FLAGGED.values(), ids=FLAGGED)
def test_what_is_flagged_raises(expression: str, error: str, django: Django) -> None:
    assert codes(program(expression), django.version) == ["RSP105"]
    raised = django.run(program(expression)).raises or ""
    assert raised.partition("\n")[0] == f"TypeError: {error}"


@pytest.mark.parametrize("expression", ACCEPTED.values(), ids=ACCEPTED)
def test_what_django_sends_is_silent(expression: str, django: Django) -> None:
    silent(program(expression), django.version)
    assert django.run(program(expression)).raises is None


@pytest.mark.parametrize("expression", SILENT.values(), ids=SILENT)
def test_what_is_not_certain_is_silent(expression: str) -> None:
    silent(program(expression))


@each_look_alike("JsonResponse")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    silent(f"import django\n{head}JsonResponse({{'a': {{1}}}})")


def test_the_part_is_marked_where_it_is_written() -> None:
    check("""
        from django.http import JsonResponse as JR
        def view(request):
            tags = {"new"}
            return JR({
                "rows": [1, b"x"],
                #           ^^^^ RSP105 cannot hold bytes: Django raises TypeError: Object of type
                "tags": tags,
                #       ^^^^ RSP105 a set
            })
    """)


def test_the_argument_is_marked_where_the_part_stands_elsewhere() -> None:
    check("""
        from django.http import JsonResponse
        def view(request):
            inner = {"tags": [{"new"}]}
            data = {"inner": inner, "bytes": b""}
            if request.GET:
                return JsonResponse({"inner": inner})
                #                             ^^^^^ RSP105 a set at ['inner']['tags'][0]
            return JsonResponse(data)
            #                   ^^^^ RSP105 a set at ['inner']['tags'][0]
    """)


def test_a_function_of_the_project_is_blamed_where_it_is_called() -> None:
    check("""
        from django.http import JsonResponse
        def answer(data):
            return JsonResponse(data)
        def view(request):
            return answer({"tags": {"new"}})
            #             ^^^^^^^^^^^^^^^^^ RSP105 a set at ['tags']
    """)


def test_a_coroutine_that_is_not_awaited_is_named() -> None:
    check("""
        from django.http import JsonResponse
        async def load():
            return {}
        async def view(request):
            return JsonResponse({"rows": load()})
            #                            ^^^^^^ RSP105 a coroutine that is not awaited
    """)


def test_a_model_that_cannot_be_read_is_a_model() -> None:
    check("""
        from django.http import JsonResponse
        from .models import Book
        def view(request):
            return JsonResponse({"book": Book.objects.get(pk=1)})
            #                            ^^^^^^^^^^^^^^^^^^^^^^ RSP105 Object of type Model
    """)


def test_an_error_that_is_caught_is_meant() -> None:
    silent("""
        from django.http import JsonResponse
        def view(request):
            try:
                return JsonResponse({"a": {1}})
            except TypeError:
                return JsonResponse({})
    """)


@pytest.mark.parametrize("release", ["4.2", "6.1", "6.2"])
def test_a_set_is_told_whatever_the_release(release: str) -> None:
    assert codes(f"{HEAD}JsonResponse({{1, 2}})", Version.parse(release)) == ["RSP105"]


@pytest.mark.parametrize(
    "expression",
    [
        "JsonResponse({'a': range(3)})",
        "JsonResponse({'a': map(str, 'ab'), 'b': (x for x in 'ab')})",
        "JsonResponse({'a': {'b': 1}.items()})",
        "JsonResponse({'a': [zip('ab', 'cd'), reversed([1, 2])]})",
        "JsonResponse((x for x in 'ab'), safe=False)",
        "JsonResponse({'a': User.objects.values('id'), 'b': User.objects.values_list('id')})",
    ],
)
def test_a_list_of_known_order_is_a_safe_fix(expression: str, django: Django) -> None:
    before, after = before_and_after(program(expression), django)
    assert before.raises is not None
    assert after.raises is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{'a': {1, 2}}", "{'a': [1, 2]}"),
        ("{'a': {x for x in y}}", "{'a': [x for x in y]}"),
        ("{'a': set(y)}", "{'a': list(set(y))}"),
        ("{'a': TAGS}", "{'a': list(TAGS)}"),
        ("{1, 2}, safe=False", "[1, 2], safe=False"),
    ],
)
def test_a_list_of_a_set_is_a_suggestion(before: str, after: str) -> None:
    code = f"{HEAD}JsonResponse({before})"
    unfixed(code, Safety.SAFE)
    fixes(code, f"{HEAD}JsonResponse({after})", Safety.SUGGESTED)


@pytest.mark.parametrize(
    "data",
    [
        "{'a': b'x'}",
        "{'a': User.objects.all()}",
        "{'a': Book.objects.filter(a=1)}",
        "{'a': Book.objects.values_list('id', flat=True)}",
        "{'a': User()}",
        "{(1, 2): 3}",
        "{frozenset(): 3}",
        "{'a': {  # why\n 1}}",
        "{'error'}",
        "*[{'a': {1}}]",
    ],
)
def test_what_no_list_can_mend_gets_no_fix(data: str) -> None:
    unfixed(f"{HEAD}from .models import Book\nJsonResponse({data})")


SLIPS = {
    "a colon in the string": ("{'error: none'}", "{'error': 'none'}"),
    "without a space": ('{"error:none"}', '{"error": "none"}'),
    "an f-string": ("{f'error: {e}'}", "{'error': f'{e}'}"),
    "a comma": ("{'error', 'none'}", "{'error': 'none'}"),
    "a comma before an f-string": ("{'error', f'no {e}'}", "{'error': f'no {e}'}"),
}


@pytest.mark.parametrize(("before", "after"), SLIPS.values(), ids=SLIPS)
def test_a_dict_without_a_colon_is_put_right(before: str, after: str, django: Django) -> None:
    code = "from django.http import JsonResponse\ndef view(request, e=1):\n    return {}\n"
    old, new = (code.format(f"JsonResponse({data}, status=400)") for data in (before, after))
    fixes(old, new, Safety.SUGGESTED)
    assert django.run(old).raises == f"TypeError: {SAFE}"
    assert django.run(new).raises is None


def test_a_dict_without_a_colon_is_asked_for_it() -> None:
    check("""
        from django.http import JsonResponse
        def view(request):
            return JsonResponse({"error"}, status=405)
            #                   ^^^^^^^^^ RSP105 Is a colon missing?
    """)
