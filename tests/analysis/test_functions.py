"""What functions give back, and which names they see; RSP101 tells what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.analysis.named import programs
from tests.rules.check import check, codes

if TYPE_CHECKING:
    from tests.django.matrix import Django

FLAGGED = programs("""
## a function of the module
def rows():
    return [1]
def view(request):
    return JsonResponse(rows())

## a function below
def view(request):
    return JsonResponse(rows())
def rows():
    return [1]

## a function that calls another
def inner():
    return [1]
def rows():
    return inner()
def view(request):
    return JsonResponse(rows())

## a function without return
def rows():
    pass
def view(request):
    return JsonResponse(rows())

## a function with a bare return
def rows():
    return
def view(request):
    return JsonResponse(rows())

## lists on every path
def rows(n=0):
    if n:
        return []
    return [1]
def view(request):
    return JsonResponse(rows())

## one of a returned pair
def pair():
    return [1], 200
def view(request):
    data, status = pair()
    return JsonResponse(data, status=status)

## a function that both branches define
import sys
if sys.version_info > (3,):
    def rows():
        return [1]
else:
    def rows():
        return []
def view(request):
    return JsonResponse(rows())

## a decorator that changes nothing
import functools
@functools.lru_cache(maxsize=None)
def rows():
    return [1]
def view(request):
    return JsonResponse(rows())

## a nested function
def view(request):
    def rows():
        return [1]
    return JsonResponse(rows())

## a nested function that sees a name
def view(request):
    data = [1]
    def rows():
        return data
    return JsonResponse(rows())

## an inner view that sees a name
def view(request):
    data = [1]
    def answer():
        return JsonResponse(data)
    return answer()

## two levels down
def view(request):
    data = [1]
    def outer():
        def inner():
            return JsonResponse(data)
        return inner()
    return outer()

## a sibling's result
def view(request):
    def rows():
        return [1]
    def answer():
        return JsonResponse(rows())
    return answer()

## a method's module constant
ROWS = [1]
class View:
    ROWS = {}
    def get(self):
        return JsonResponse(ROWS)
def view(request):
    return View().get()

## an awaited function
async def load():
    return [1]
async def view(request):
    return JsonResponse(await load())

## a coroutine awaited later
async def load():
    return [1]
async def view(request):
    task = load()
    return JsonResponse(await task)

## positional arguments
def answer(*data):
    return JsonResponse(data)
def view(request):
    return answer(1)
""")

SILENT = programs("""
## a function with both
def rows(n=0):
    if n:
        return [1]
    return {}
def view(request):
    return JsonResponse(rows())

## what a loop or its end returns
def find():
    for part in [{}]:
        return part
    return None
def view(request):
    return JsonResponse(find())

## what finally returns
def rows():
    try:
        return [1]
    finally:
        return {}
def view(request):
    return JsonResponse(rows())

## a pair's second
def pair():
    return [1], {}
def view(request):
    _, data = pair()
    return JsonResponse(data)

## a recursive function
def tree(n=2):
    if n:
        return tree(n - 1)
    return {}
def view(request):
    return JsonResponse(tree())

## functions that call each other
def one(n):
    return other(n - 1) if n else {}
def other(n):
    return one(n - 1) if n else None
def view(request):
    return JsonResponse(one(4))

## a parameter given back
def same(data=()):
    return data
def view(request):
    return JsonResponse(same({}))

## keyword arguments
def answer(**data):
    return JsonResponse(data)
def view(request):
    return answer(a=1)

## an item of the keyword arguments
def answer(**data):
    data = data.pop("data")
    return JsonResponse(data)
def view(request):
    return answer(data={})

## a later definition
def rows():
    return [1]
def rows():
    return {}
def view(request):
    return JsonResponse(rows())

## one of two definitions
import sys
if sys.version_info > (3,):
    def rows():
        return {}
else:
    def rows():
        return [1]
def view(request):
    return JsonResponse(rows())

## one of two nested definitions
def view(request):
    if not request.POST:
        def rows():
            return {}
    else:
        def rows():
            return [1]
    return JsonResponse(rows())

## a function assigned over
def rows():
    return [1]
rows = dict
def view(request):
    return JsonResponse(rows())

## an unknown decorator
def wrap(function):
    return lambda: {"rows": function()}
@wrap
def rows():
    return [1]
def view(request):
    return JsonResponse(rows())

## an unknown decorator of a nested function
def wrap(function):
    return lambda: {"rows": function()}
def view(request):
    @wrap
    def rows():
        return [1]
    return JsonResponse(rows())

## a single dispatch
import functools
@functools.singledispatch
def rows(n):
    return [1]
@rows.register
def _(n: int):
    return {}
def view(request):
    return JsonResponse(rows(1))

## a context manager
from contextlib import contextmanager
@contextmanager
def rows():
    yield {}
def view(request):
    with rows() as data:
        return JsonResponse(data)

## the next of a generator
def rows():
    yield {}
def view(request):
    return JsonResponse(next(rows()))

## an attribute of a function
def rows():
    return [1]
rows.data = {}
def view(request):
    return JsonResponse(rows.data)

## a method of a function's name
def rows():
    return [1]
class View:
    def rows(self):
        return {}
    def get(self):
        return JsonResponse(self.rows())
def view(request):
    return View().get()

## an overridden method
class Base:
    def rows(self):
        return [1]
    def get(self):
        return JsonResponse(self.rows())
class View(Base):
    def rows(self):
        return {}
def view(request):
    return View().get()

## the module's name, not the caller's
data = {}
def rows():
    return data
def view(request):
    data = [1]
    return JsonResponse(rows())

## the closure's name, not the caller's
def make():
    data = {}
    def inner():
        return data
    return inner
def view(request):
    data = [1]
    inner = make()
    return JsonResponse(inner())

## the name around a sibling, not the caller's
def view(request):
    data = {}
    def rows():
        return data
    def answer():
        data = [1]
        return JsonResponse(rows())
    return answer()

## the name around a sibling, not the module's
data = [1]
def view(request):
    data = {}
    def rows():
        return data
    def answer():
        return JsonResponse(rows())
    return answer()

## the name around, not the module's
data = [1]
def view(request):
    data = {}
    def outer():
        def inner():
            return JsonResponse(data)
        return inner()
    return outer()

## the module's name, not the class's
data = {}
class View:
    data = [1]
    def get(self):
        return JsonResponse(data)
def view(request):
    return View().get()

## the function's name, not the class's
data = [1]
def view(request):
    data = {}
    class View:
        data = [1]
        def get(self):
            return JsonResponse(data)
    return View().get()

## the parameter, not the module's name
data = [1]
def view(request, data={}):
    def answer():
        return JsonResponse(data)
    return answer()

## the parameter's default
def view(request):
    data = [1]
    def answer(data={}):
        return JsonResponse(data)
    return answer()

## a name rebound after the definition
def view(request):
    data = [1]
    def answer():
        return JsonResponse(data)
    data = {}
    return answer()

## a name bound after the definition
data = [1]
def view(request):
    def answer():
        return JsonResponse(data)
    data = {}
    return answer()

## a name bound by with
from contextlib import nullcontext
data = [1]
def view(request):
    def answer():
        return JsonResponse(data)
    with nullcontext({}) as data:
        return answer()

## a name bound by except
data = [1]
def view(request):
    def answer():
        return JsonResponse(data.args and {})
    try:
        request.missing
    except AttributeError as data:
        return answer()

## a name bound by a case
data = [1]
def view(request):
    def answer():
        return JsonResponse(data)
    match {"a": {}}:
        case {"a": data}:
            return answer()

## a name bound by a loop
data = [1]
def view(request):
    def answer():
        return JsonResponse(data)
    for data in [{}]:
        return answer()

## a name bound by an import
data = [1]
def view(request):
    def answer():
        return JsonResponse(data.loads("{}"))
    import json as data
    return answer()

## a name bound by a class
data = list
def view(request):
    def answer():
        return JsonResponse(data())
    class data(dict):
        pass
    return answer()

## a name bound by an unpacking
data = [1]
def view(request):
    def answer():
        return JsonResponse(data[0])
    *data, _ = [{}, 1]
    return answer()

## a name bound in a comprehension
data = [1]
def view(request):
    def answer():
        return JsonResponse(data)
    [data := part for part in [{}]]
    return answer()

## a name that is put into
def view(request):
    data = {}
    def answer():
        return JsonResponse(data)
    data |= {"a": 1}
    return answer()

## a name deleted and bound again
def view(request):
    data = [1]
    def answer():
        return JsonResponse(data)
    del data
    data = {}
    return answer()

## a name rebound in a loop around
def view(request):
    answers = []
    data = [1]
    for name in "ab":
        def answer():
            return JsonResponse(data)
        data = {}
        answers.append(answer)
    return answers[0]()

## a name that a nested function rebinds
def view(request):
    data = [1]
    def load():
        nonlocal data
        data = {}
    load()
    return JsonResponse(data)

## a name that a sibling rebinds
def view(request):
    data = None
    def load():
        nonlocal data
        data = {}
    def answer():
        return JsonResponse(data)
    load()
    return answer()

## a global that another function rebinds
DATA = []
def load():
    global DATA
    DATA = {}
def view(request):
    load()
    return JsonResponse(DATA)

## a global that is rebound meanwhile
DATA = {}
def load():
    global DATA
    DATA = {}
def view(request):
    global DATA
    DATA = []
    load()
    return JsonResponse(DATA)

## a global declared on one line
DATA = []
def load(): global DATA; DATA = {}
def view(request):
    load()
    return JsonResponse(DATA)

## a global declared over two lines
DATA = []
def load():
    global OTHER, \\
        DATA
    DATA = {}
def view(request):
    load()
    return JsonResponse(DATA)

## a global that stands for a builtin
def setup():
    global list
    list = dict
def view(request):
    setup()
    return JsonResponse(list(a=1))

## a lambda that runs later
def view(request):
    data = [1]
    answer = lambda: JsonResponse(data)
    data = {}
    return answer()

## a lambda in a loop
def view(request):
    answers = []
    for data in [[1], {}]:
        answers.append(lambda: JsonResponse(data))
    return answers[0]()

## a lambda's keyword arguments
def view(request):
    data = [1]
    answer = lambda **data: JsonResponse(data)
    return answer(a=1)

## a lambda's default
def view(request):
    data = [1]
    answer = lambda data={}: JsonResponse(data)
    return answer()

## a lambda's parameter of a builtin's name
def view(request):
    return (lambda list: JsonResponse(list(a=1)))(dict)

## a lambda in a comprehension
data = [1]
def view(request):
    return [lambda: JsonResponse(data) for data in [{}]][0]()

## a dict that a nested function changes
def view(request):
    data = {"a": [1]}
    def change():
        data["a"] = {}
    change()
    return JsonResponse(data["a"])

## a dict that a lambda changes
def view(request):
    data = {"a": [1]}
    change = lambda: data.update(a={})
    change()
    return JsonResponse(data["a"])

## an awaited function of dicts
async def load():
    return {}
async def view(request):
    task = load()
    return JsonResponse(await task)

## awaited by another function
import asyncio
async def load():
    return {}
async def view(request):
    return JsonResponse(await asyncio.wait_for(load(), 1))

## a coroutine that gives a coroutine
async def inner():
    return {}
async def outer():
    return inner()
async def view(request):
    return JsonResponse(await (await outer()))

## a coroutine kept in a list
async def load():
    return {}
async def view(request):
    tasks = [load()]
    return JsonResponse(await tasks[0])

## made synchronous
from asgiref.sync import async_to_sync
@async_to_sync
async def load():
    return {}
def view(request):
    return JsonResponse(load())
""")


@pytest.mark.parametrize("code", FLAGGED.values(), ids=FLAGGED)
def test_what_is_certainly_no_dict_is_flagged(code: str, django: Django) -> None:
    assert codes(code) == ["RSP101"]
    assert (django.run(code).raises or "").startswith("TypeError: In order to allow non-dict")


@pytest.mark.parametrize("code", SILENT.values(), ids=SILENT)
def test_what_may_be_a_dict_is_not(code: str, django: Django) -> None:
    assert codes(code) == []
    assert django.run(code).raises is None


def test_a_generator_function_gives_a_generator_whatever_it_returns() -> None:
    check("""
        from django.http import JsonResponse
        def rows():
            if (yield 1):
                return {}
        def view(request):
            return JsonResponse(rows())
            #                   ^^^^^^ RSP101 a generator
    """)


def test_a_yield_within_an_inner_function_is_not_the_outer_one_s() -> None:
    check("""
        from django.http import JsonResponse
        def rows():
            def inner():
                yield 1
            return list(inner())
        def view(request):
            yield JsonResponse(rows())
            #                  ^^^^^^ RSP101 a list
    """)


def test_an_asynchronous_generator_is_named() -> None:
    check("""
        from django.http import JsonResponse
        async def rows():
            yield {}
        async def view(request):
            return JsonResponse(rows())
            #                   ^^^^^^ RSP101 an asynchronous generator
    """)
