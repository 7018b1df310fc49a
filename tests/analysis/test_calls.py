"""What functions do with what a call gives them; RSP101 tells what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.analysis.named import programs
from tests.rules.check import check, codes

if TYPE_CHECKING:
    from tests.django.matrix import Django

FLAGGED = programs("""
## a wrapper around the class
def ok(data):
    return JsonResponse(data)
def view(request):
    return ok([1])

## a wrapper that passes keywords on
def ok(data, **kwargs):
    return JsonResponse(data, **kwargs)
def view(request):
    return ok([1], status=201)

## a wrapper that passes everything on
def ok(*args, **kwargs):
    return JsonResponse(*args, **kwargs)
def view(request):
    return ok([1], status=201)

## a wrapper of a wrapper
def ok(data):
    return JsonResponse(data)
def fine(data, status):
    return ok(data)
def view(request):
    return fine([1], 200)

## a wrapper given a name
def ok(data):
    return JsonResponse(data)
def view(request):
    rows = [x for x in range(3)]
    return ok(rows)

## a wrapper given a keyword
def ok(*, data, status=200):
    return JsonResponse(data, status=status)
def view(request):
    return ok(data=[1])

## a default
def ok(data=()):
    return JsonResponse(data)
def view(request):
    return ok()

## a wrapper that switches safe by a flag
def ok(data, safe=True):
    return JsonResponse(data, safe=safe)
def view(request):
    return ok([1])

## a branch that the argument decides
def rows(flat):
    if flat:
        return [1]
    return {}
def view(request):
    return JsonResponse(rows(True))

## an argument given back
def same(data):
    return data
def view(request):
    return JsonResponse(same([1]))

## an argument given back in a tuple
def pair(data):
    return data, 200
def view(request):
    data, status = pair([1])
    return JsonResponse(data, status=status)

## a closure
def maker(data):
    def inner():
        return data
    return inner
def view(request):
    return JsonResponse(maker([1])())

## a closure of a decorator
def logged(function):
    def inner(*args, **kwargs):
        return function(*args, **kwargs)
    return inner
@logged
def rows():
    return [1]
def view(request):
    return JsonResponse(rows())

## a decorator with wraps
import functools
def logged(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)
    return inner
@logged
def rows(n):
    return [n]
def view(request):
    return JsonResponse(rows(1))

## a decorator with arguments
def named(name):
    def decorator(function):
        function.name = name
        return function
    return decorator
@named("rows")
def rows():
    return [1]
def view(request):
    return JsonResponse(rows())

## a lambda of the module
rows = lambda: [1]
def view(request):
    return JsonResponse(rows())

## a lambda with a parameter
def view(request):
    same = lambda data: data
    return JsonResponse(same([1]))

## a partial call
from functools import partial
def rows(one, other):
    return [one, other]
both = partial(rows, 1)
def view(request):
    return JsonResponse(both(2))

## a partial wrapper
import functools
def ok(data, status):
    return JsonResponse(data, status=status)
created = functools.partial(ok, status=201)
def view(request):
    return created([1])

## a subclass with its own constructor
class Ok(JsonResponse):
    def __init__(self, data, status=200):
        super().__init__(data, status=status)
def view(request):
    return Ok([1])

## a subclass that calls super as Python 2 did
class Ok(JsonResponse):
    def __init__(self, data, **kwargs):
        super(Ok, self).__init__(data, **kwargs)
def view(request):
    return Ok([1])

## a subclass of a subclass
class Base(JsonResponse):
    def __init__(self, data, **kwargs):
        super().__init__(data, **kwargs)
class Ok(Base):
    def __init__(self, rows):
        super().__init__(rows, status=201)
def view(request):
    return Ok([1])

## an asynchronous wrapper
import asyncio
async def ok(data):
    return JsonResponse(data)
def view(request):
    return asyncio.run(ok([1]))

## a recursion that ends in a list
def rows(n):
    if n == 0:
        return [1]
    return rows(n - 1)
def view(request):
    return JsonResponse(rows(0))
""")

SILENT = programs("""
## a wrapper that wraps
def ok(data):
    return JsonResponse({"data": data})
def view(request):
    return ok([1])

## a wrapper that wraps what is no dict
def ok(data):
    if not isinstance(data, dict):
        data = {"items": data}
    return JsonResponse(data)
def view(request):
    return ok([1])

## a wrapper that is careful
def ok(data):
    return JsonResponse(data, safe=isinstance(data, dict))
def view(request):
    return ok([1])

## a wrapper that asks for the type
def ok(data):
    safe = type(data) is dict
    return JsonResponse(data, safe=safe)
def view(request):
    return ok([1])

## a wrapper given safe
def ok(data, **kwargs):
    return JsonResponse(data, **kwargs)
def view(request):
    return ok([1], safe=False)

## a wrapper that sets safe
def ok(data, **kwargs):
    kwargs["safe"] = False
    return JsonResponse(data, **kwargs)
def view(request):
    return ok([1])

## a wrapper that defaults safe
def ok(data, **kwargs):
    kwargs.setdefault("safe", False)
    return JsonResponse(data, **kwargs)
def view(request):
    return ok([1])

## a wrapper given a dict
def ok(data):
    return JsonResponse(data)
def view(request):
    return ok({})

## a condition on the argument that is not known
def is_plain(data):
    return len(str(data)) > 100
def ok(data):
    if is_plain(data):
        return JsonResponse(data)
    return JsonResponse({})
def view(request):
    return ok([1])

## an early return that depends on the argument
def ok(data):
    if not hasattr(data, "keys"):
        return JsonResponse({})
    return JsonResponse(data)
def view(request):
    return ok([1])

## a condition on what is made of the argument
def ok(data):
    kind = type(data).__name__
    if kind == "list":
        data = {}
    return JsonResponse(data)
def view(request):
    return ok([1])

## an argument changed on the way
def ok(data):
    data = dict(enumerate(data))
    return JsonResponse(data)
def view(request):
    return ok([1])

## either of two functions
def ok(data):
    return JsonResponse(data)
def wrapped(data):
    return JsonResponse({"data": data})
def view(request):
    answer = wrapped if request else ok
    return answer([1])

## a function that its decorator replaces
def wrapped(function):
    def inner(*args):
        return {"rows": function(*args)}
    return inner
@wrapped
def rows():
    return [1]
def view(request):
    return JsonResponse(rows())

## a subclass that wraps
class Ok(JsonResponse):
    def __init__(self, data, status=200):
        super().__init__({"data": data}, status=status)
def view(request):
    return Ok([1])

## a subclass that forces safe
class Ok(JsonResponse):
    def __init__(self, data, **kwargs):
        kwargs["safe"] = False
        super().__init__(data, **kwargs)
def view(request):
    return Ok([1])

## a subclass that passes safe
class Ok(JsonResponse):
    def __init__(self, data, **kwargs):
        super().__init__(data, safe=False, **kwargs)
def view(request):
    return Ok([1])

## a partial class that sets safe
from functools import partial
Rows = partial(JsonResponse, safe=False)
def view(request):
    return Rows([1])

## a closure of another call
def maker(data):
    def inner():
        return data
    return inner
lists, dicts = maker([1]), maker({})
def view(request):
    return JsonResponse(dicts())

## a wrapper that catches the error
def ok(data):
    try:
        return JsonResponse(data)
    except TypeError:
        return JsonResponse({"data": data})
def view(request):
    return ok([1])
""")


@pytest.mark.parametrize("code", FLAGGED.values(), ids=FLAGGED)
def test_what_a_function_cannot_do_with_its_argument_is_flagged(code: str, django: Django) -> None:
    assert codes(code) == ["RSP101"]
    assert (django.run(code).raises or "").startswith("TypeError: In order to allow non-dict")


@pytest.mark.parametrize("code", SILENT.values(), ids=SILENT)
def test_what_a_function_makes_of_its_argument_is_not(code: str, django: Django) -> None:
    assert codes(code) == []
    assert django.run(code).raises is None


def test_the_finding_is_at_the_argument_that_the_function_cannot_take() -> None:
    check("""
        from django.http import JsonResponse
        def ok(status, data):
            return JsonResponse(data, status=status)
        def view(request):
            return ok(200, [1])
            #              ^^^ RSP101 a list
    """)


def test_the_finding_is_at_the_first_of_several_calls() -> None:
    check("""
        from django.http import JsonResponse
        def inner(data):
            return JsonResponse(data)
        def ok(rows):
            payload = rows
            return inner(payload)
        def view(request):
            return ok([1])
            #         ^^^ RSP101 a list
    """)


def test_what_a_function_does_anyway_is_found_in_it_alone() -> None:
    check("""
        from django.http import JsonResponse
        def ok(first):
            return JsonResponse([first])
            #                   ^^^^^^^ RSP101 a list
        def view(request):
            return ok(1)
    """)


def test_a_header_given_to_a_function_is_found_at_the_call() -> None:
    check(r"""
        from django.http import HttpResponse
        def tagged(value):
            response = HttpResponse("x")
            response["X-Tag"] = value
            return response
        def view(request):
            return tagged("a\n")
            #             ^^^^^ RSP201
    """)


def test_a_header_s_name_given_to_a_function_is_found_at_the_call() -> None:
    check("""
        from django.http import HttpResponse
        def with_header(name, value):
            response = HttpResponse("x")
            response[name] = value
            return response
        def view(request):
            return with_header("Cache-Control", "no-store")
            #                  ^^^^^^^^^^^^^^^ RSP301
    """)


def test_a_response_given_to_a_function_keeps_its_class() -> None:
    check("""
        from django.http import HttpResponse
        def with_vary(answer):
            answer["Vary"] = "Cookie"
            return answer
        def view(request):
            return with_vary(HttpResponse("x"))
            #                ^^^^^^^^^^^^^^^^^ RSP302
    """)
