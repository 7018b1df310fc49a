"""What annotations promise; RSP101 tells what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.analysis.named import programs
from tests.rules.check import check, codes, silent

if TYPE_CHECKING:
    from tests.django.matrix import Django

FLAGGED = programs("""
## a list of something
def answer(rows: list[int]):
    return JsonResponse(rows)
def view(request):
    return answer([1])

## a string annotation
def answer(rows: "list[int]"):
    return JsonResponse(rows)
def view(request):
    return answer([1])

## an optional list
from typing import Optional
def answer(rows: Optional[list] = None):
    return JsonResponse(rows)
def view(request):
    return answer()

## a union of what are no dicts
def answer(rows: "list | tuple | None"):
    return JsonResponse(rows)
def view(request):
    return answer((1,))

## one of some constants
from typing import Literal
def answer(state: Literal["on", "off"]):
    return JsonResponse(state)
def view(request):
    return answer("on")

## an alias
Rows = list[int]
def answer(rows: Rows):
    return JsonResponse(rows)
def view(request):
    return answer([1])

## an alias of an optional list
from typing import Optional
Rows = Optional[list[int]]
def answer(rows: Rows):
    return JsonResponse(rows)
def view(request):
    return answer([1])

## an alias that says so
from typing import List
try:
    from typing import TypeAlias
except ImportError:
    pass
Rows: "TypeAlias" = "List[int]"
def answer(rows: Rows):
    return JsonResponse(rows)
def view(request):
    return answer([1])

## an alias of an alias
Row = tuple[int, int]
Pair = Row
def answer(rows: Pair):
    return JsonResponse(rows)
def view(request):
    return answer((1, 2))

## a new type
from typing import NewType
Number = NewType("Number", int)
def answer(number: Number):
    return JsonResponse(number)
def view(request):
    return answer(Number(1))

## more than a type
from typing import Annotated
def answer(rows: Annotated[list[int], "of a shop"]):
    return JsonResponse(rows)
def view(request):
    return answer([1])

## a name that is imported for annotations only
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from datetime import date
def answer(day: "date"):
    return JsonResponse(day)
def view(request):
    import datetime
    return answer(datetime.date(2024, 1, 1))

## a class of the standard library
import decimal
def answer(price: decimal.Decimal):
    return JsonResponse(price)
def view(request):
    return answer(decimal.Decimal(1))

## a class of the project
class Point:
    pass
def answer(point: Point):
    return JsonResponse(point)
def view(request):
    return answer(Point())

## a generic class of the project
from typing import Generic, TypeVar
T = TypeVar("T")
class Box(Generic[T]):
    pass
def answer(box: Box[int]):
    return JsonResponse(box)
def view(request):
    return answer(Box())

## a named tuple
import typing
class Point(typing.NamedTuple):
    x: int
def answer(point: Point):
    return JsonResponse(point)
def view(request):
    return answer(Point(1))

## an enumeration
import enum
class State(enum.Enum):
    ON = 1
def answer(state: State):
    return JsonResponse(state)
def view(request):
    return answer(State.ON)

## a query set
from django.contrib.auth.models import User
from django.db.models import QuerySet
def answer(users: "QuerySet[User]"):
    return JsonResponse(users)
def view(request):
    return answer(User.objects.all())

## a return annotation
import json
def rows() -> list[int]:
    return json.loads("[1]")
def view(request):
    return JsonResponse(rows())

## a return annotation on one path
import json
def rows(short=False) -> list:
    if short:
        return []
    return json.loads("[1]")
def view(request):
    return JsonResponse(rows())

## a coroutine's return annotation
import json
async def rows() -> list[int]:
    return json.loads("[1]")
async def view(request):
    return JsonResponse(await rows())

## a variable
import json
def view(request):
    rows: list[int] = json.loads("[1]")
    return JsonResponse(rows)
""")

SILENT = programs("""
## a dict
def answer(row: dict[str, int]):
    return JsonResponse(row)
def view(request):
    return answer({})

## a union with a dict
def answer(row: "list | dict"):
    return JsonResponse(row)
def view(request):
    return answer({})

## an optional dict
from typing import Optional
def answer(row: Optional[dict] = None):
    return JsonResponse(row)
def view(request):
    return answer({})

## an abstract mapping
from collections.abc import Mapping
def answer(row: Mapping):
    return JsonResponse(row)
def view(request):
    return answer({})

## an abstract collection
from typing import Collection, Iterable
def answer(row: "Iterable | Collection[str]"):
    return JsonResponse(row)
def view(request):
    return answer({})

## any object
from typing import Any
def answer(row: object, other: Any):
    return JsonResponse(row and other)
def view(request):
    return answer({"a": 1}, {})

## a type variable
from typing import TypeVar
T = TypeVar("T")
def answer(row: T):
    return JsonResponse(row)
def view(request):
    return answer({})

## a protocol
from typing import Protocol
class Sized(Protocol):
    def __len__(self): ...
def answer(row: Sized):
    return JsonResponse(row)
def view(request):
    return answer({})

## a typed dict
from typing import TypedDict
class Row(TypedDict):
    a: int
def answer(row: Row):
    return JsonResponse(row)
def view(request):
    return answer({"a": 1})

## a new type of dict
from typing import NewType
Row = NewType("Row", dict)
def answer(row: Row):
    return JsonResponse(row)
def view(request):
    return answer(Row({}))

## an alias of a dict
Row = dict[str, int]
def answer(row: Row):
    return JsonResponse(row)
def view(request):
    return answer({})

## an alias of itself
Row = "Row"
def answer(row: Row):
    return JsonResponse(row)
def view(request):
    return answer({})

## an alias bound twice
Row = list
Row = dict
def answer(row: Row):
    return JsonResponse(row)
def view(request):
    return answer({})

## a class that extends a dict
from collections import OrderedDict
class Row(OrderedDict):
    pass
def answer(row: Row):
    return JsonResponse(row)
def view(request):
    return answer(Row())

## a default for nothing
def answer(rows: list = None):
    if rows is None:
        rows = {}
    return JsonResponse(rows)
def view(request):
    return answer()

## a parameter that is asked for its type
def answer(rows: list):
    if isinstance(rows, dict):
        return JsonResponse(rows)
    return JsonResponse({})
def view(request):
    return answer({})

## a return annotation that the body contradicts
import json
def rows(short=False) -> list:
    if not short:
        return {}
    return json.loads("[1]")
def view(request):
    return JsonResponse(rows())

## a return annotation of a dict
import json
def row() -> dict:
    return json.loads("{}")
def view(request):
    return JsonResponse(row())

## nothing as a return annotation
import json
def row() -> None:
    return json.loads("{}")
def view(request):
    return JsonResponse(row())

## a return annotation behind a decorator
import json
def called(function):
    return lambda: json.loads("{}")
@called
def rows() -> list:
    return json.loads("[1]")
def view(request):
    return JsonResponse(rows())
""")


@pytest.mark.parametrize("code", FLAGGED.values(), ids=FLAGGED)
def test_what_is_certainly_no_dict_is_flagged(code: str, django: Django) -> None:
    assert codes(code) == ["RSP101"]
    assert (django.run(code).raises or "").startswith("TypeError: In order to allow non-dict")


@pytest.mark.parametrize("code", SILENT.values(), ids=SILENT)
def test_what_may_be_a_dict_is_not(code: str, django: Django) -> None:
    assert codes(code) == []
    assert django.run(code).raises is None


def test_an_alias_in_a_statement_of_its_own() -> None:
    check("""
        from django.http import JsonResponse
        type Rows = list[int]
        def answer(rows: Rows):
            return JsonResponse(rows)
            #                   ^^^^ RSP101 a list
    """)


def test_self_is_the_class_around_the_method() -> None:
    check("""
        from typing import Self
        from django.http import JsonResponse
        class Point:
            def answer(self, other: Self):
                return JsonResponse(other)
                #                   ^^^^^ RSP101 a Point
    """)


def test_a_type_of_an_extension_is_one_of_typing() -> None:
    check("""
        from typing_extensions import Annotated
        from django.http import JsonResponse
        def answer(rows: Annotated[list, 1]):
            return JsonResponse(rows)
            #                   ^^^^ RSP101 a list
    """)


def test_a_function_that_only_raises_promises_nothing() -> None:
    silent("""
        from django.http import JsonResponse
        def rows() -> list:
            raise NotImplementedError
        def view(request):
            return JsonResponse(rows())
    """)


def test_a_response_that_a_function_says_to_return_is_one() -> None:
    check("""
        from django.http import HttpResponse
        from elsewhere import made
        def answer() -> HttpResponse:
            return made()
        def view(request):
            answered = answer()
            answered["Cache-Control"] = "no-cache"
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^ RSP301
            return answered
    """)
