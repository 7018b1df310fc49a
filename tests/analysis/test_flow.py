"""Which value a name has where paths part and meet; RSP101 tells what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.analysis.named import programs
from tests.rules.check import codes

if TYPE_CHECKING:
    from tests.django.matrix import Django

FLAGGED = programs("""
## either of two lists
def view(request):
    if request.POST:
        data = [1]
    else:
        data = (2,)
    return JsonResponse(data)

## the other branch returns
def view(request):
    data = {}
    if not request.POST:
        data = [1]
    else:
        return JsonResponse(data)
    return JsonResponse(data)

## the other branch raises
def view(request):
    if request.POST:
        raise ValueError
    else:
        data = [1]
    return JsonResponse(data)

## a list in each round of a loop
def view(request):
    data = []
    for name in "ab":
        if name == "b":
            continue
        data = [*data, name]
    return JsonResponse(data)

## a list before and after break
def view(request):
    data = [1]
    while True:
        data = [2]
        break
    return JsonResponse(data)

## a list on every way out of try
def view(request):
    try:
        data = [request.missing]
    except AttributeError:
        data = []
    finally:
        ready = True
    return JsonResponse(data)

## in finally
def view(request):
    data = [1]
    try:
        request.missing
    except AttributeError:
        pass
    finally:
        return JsonResponse(data)

## behind with
def view(request):
    with memoryview(b""):
        data = [1]
    return JsonResponse(data)

## in every case
def view(request):
    data = ()
    match request.method:
        case "GET":
            data = [1]
        case _:
            data = [2]
    return JsonResponse(data)

## a walrus in a condition
def view(request):
    if rows := [1]:
        return JsonResponse(rows)

## a walrus in a comprehension, of lists only
def view(request):
    data = []
    [data := [x] for x in "ab"]
    return JsonResponse(data)

## a list put into a list
def view(request):
    data = []
    data += [1]
    data += "ab"
    return JsonResponse(data)

## the second of a pair
def view(request):
    _, data = {}, [1]
    return JsonResponse(data)

## two names swapped
def view(request):
    one, other = [1], {}
    one, other = other, one
    return JsonResponse(other)

## a conditional expression of lists
def view(request):
    return JsonResponse([1] if request.POST else [])

## what or gives
def view(request):
    data = None or [1]
    return JsonResponse(data)
""")

SILENT = programs("""
## a dict in one branch
def view(request):
    data = []
    if not request.POST:
        data = {}
    return JsonResponse(data)

## a dict in the last of many branches
def view(request):
    data = None
    if request.POST:
        data = []
    elif request.GET:
        data = 1
    else:
        data = {}
    return JsonResponse(data)

## a list that is put in a dict
def view(request):
    data = list("ab")
    if isinstance(data, list):
        data = {"data": data}
    return JsonResponse(data)

## a list that is put in a dict unless it is one
def view(request):
    data = list("ab")
    if not isinstance(data, dict):
        data = {"data": data}
    return JsonResponse(data)

## a list or a dict by a conditional expression
def view(request):
    data = list("ab")
    return JsonResponse({"data": data} if isinstance(data, list) else data)

## or with a dict
def answer(data=None):
    data = data or {}
    return JsonResponse(data)
def view(request):
    return answer()

## an empty list or a dict
def view(request):
    rows = []
    return JsonResponse(rows or {"empty": True})

## None or a dict
def view(request):
    data = None
    data = data or {}
    return JsonResponse(data)

## and with a dict
def view(request):
    ready = not request.POST
    return JsonResponse(ready and {})

## in, and a dict
def view(request):
    return JsonResponse(("a" in "abc") and {})

## a walrus behind and
def view(request):
    data = {}
    request.POST and (data := [])
    return JsonResponse(data)

## a walrus behind or
def view(request):
    data = {}
    request.method or (data := [])
    return JsonResponse(data)

## a walrus in a conditional expression
def view(request):
    data = {}
    other = (data := []) if request.POST else 1
    return JsonResponse(data)

## a walrus in the else of a conditional expression
def view(request):
    data = {}
    other = 1 if not request.POST else (data := [])
    return JsonResponse(data)

## a walrus in a comprehension
def view(request):
    data = []
    [data := {"a": x} for x in "ab"]
    return JsonResponse(data)

## a walrus in a comprehension that may not run
def view(request):
    data = {}
    [data := [x] for x in request.GET]
    return JsonResponse(data)

## a walrus in the condition of a loop
def view(request):
    parts = iter([{}, None])
    data = []
    while part := next(parts, None):
        data = part
    data = data or {}
    return JsonResponse(data)

## rebound in a loop
def view(request):
    data = None
    for name in "a":
        data = {name: 1}
    return JsonResponse(data)

## rebound for the next round
def view(request):
    data = [1]
    for number in range(2):
        if number:
            return JsonResponse(data)
        data = {}

## known in the next round
def view(request):
    data = None
    for number in range(3):
        if data is not None:
            return JsonResponse(data)
        data = {}

## rebound before break
def view(request):
    data = []
    while True:
        if request.POST:
            break
        data = {}
        break
    return JsonResponse(data)

## rebound before continue
def view(request):
    data = None
    for name in "ab":
        data = {}
        if name == "a":
            continue
        data = data
    return JsonResponse(data)

## rebound in a loop's else
def view(request):
    data = [1]
    number = 0
    while number < 2:
        number += 1
    else:
        data = {}
    return JsonResponse(data)

## rebound in a loop's else or before break
def view(request):
    for name in "":
        data = {}
        break
    else:
        data = {}
    return JsonResponse(data)

## rebound in an inner loop
def view(request):
    data = []
    for one in "ab":
        for other in "ab":
            data = {}
        else:
            continue
    return JsonResponse(data)

## the target of a loop
def view(request):
    data = [{}]
    for data in data:
        return JsonResponse(data)

## the target of an async loop
async def parts():
    yield {}
async def view(request):
    data = []
    async for data in parts():
        return JsonResponse(data)

## break through finally
def view(request):
    data = [1]
    while True:
        try:
            break
        finally:
            data = {}
    return JsonResponse(data)

## continue through finally
def view(request):
    data = [1]
    for name in "a":
        try:
            continue
        finally:
            data = {}
    return JsonResponse(data)

## try in a loop
def view(request):
    data = {}
    for number in range(3):
        try:
            if number == 1:
                break
            data = [number]
        except ValueError:
            continue
        finally:
            data = {}
    return JsonResponse(data)

## rebound in a handler
def view(request):
    data = {}
    try:
        data = [1]
        data = request.missing
    except AttributeError:
        data = {}
    return JsonResponse(data)

## not reached before the exception
def view(request):
    data = {}
    try:
        data = [request.missing]
    except AttributeError:
        pass
    return JsonResponse(data)

## seen by the handler
def view(request):
    data = []
    try:
        data = {}
        raise ValueError
    except ValueError:
        return JsonResponse(data)

## rebound in the else of try
def view(request):
    data = []
    try:
        ready = True
    except ValueError:
        pass
    else:
        data = {}
    return JsonResponse(data)

## finally after an exception
def view(request):
    data = {}
    try:
        request.missing
        data = [1]
    finally:
        return JsonResponse(data)

## finally after an exception in a handler
def view(request):
    data = []
    try:
        request.missing
    except AttributeError:
        data = {}
        request.missing
        data = []
    finally:
        return JsonResponse(data)

## finally after an exception in else
def view(request):
    data = []
    try:
        pass
    except AttributeError:
        pass
    else:
        data = {}
        request.missing
        data = []
    finally:
        return JsonResponse(data)

## the name of an exception
def view(request):
    error = [1]
    try:
        request.missing
    except AttributeError as error:
        return JsonResponse(error.args and {})

## the name of a context
from contextlib import nullcontext
def view(request):
    data = [1]
    with nullcontext({}) as data:
        return JsonResponse(data)

## left early within suppress
from contextlib import suppress
def view(request):
    data = []
    with suppress(AttributeError):
        data = {}
        request.missing
        data = []
    return JsonResponse(data)

## break within with
from contextlib import nullcontext
def view(request):
    data = None
    for name in "a":
        with nullcontext():
            data = {}
            break
    return JsonResponse(data)

## captured by a case
def view(request):
    data = [1]
    match {"a": 1}:
        case {**data}:
            return JsonResponse(data)

## captured by a case as a whole
def view(request):
    data = [1]
    match {"a": 1}:
        case dict() as data:
            return JsonResponse(data)

## captured as the rest of a list
def view(request):
    data = None
    match [1, {}]:
        case [_, *data]:
            return JsonResponse(data[0])

## rebound in one case
def view(request):
    data = [1]
    match request.method:
        case "GET":
            data = {}
        case "POST":
            data = []
    return JsonResponse(data)

## a list before, a dict now
def view(request):
    data = [1]
    data = {"rows": data}
    return JsonResponse(data)

## deleted and bound again
def view(request):
    data = [1]
    del data
    data = {}
    return JsonResponse(data)

## a list made into a dict
def view(request):
    rows = sorted("ab")
    rows = dict.fromkeys(rows)
    return JsonResponse(rows)

## dicts merged
def view(request):
    data = {"a": 1}
    data |= {"b": 2}
    data = data | {"c": 3}
    return JsonResponse({**data, **{}})

## pairs made into a dict
def view(request):
    return JsonResponse(dict([("a", 1)] + [("b", 2)]))

## only annotated
def view(request):
    data: list
    data = {}
    return JsonResponse(data)

## the rest of an unpacked list
def view(request):
    *_, data = [1, {}]
    return JsonResponse(data)

## two names swapped, the dict
def view(request):
    one, other = [1], {}
    one, other = other, one
    return JsonResponse(one)

## a comprehension's variable
def view(request):
    data = [{}]
    return [JsonResponse(data) for data in data][0]

## the variable of the inner clause
def view(request):
    data = [[{}]]
    return [JsonResponse(data) for row in data for data in row][0]

## safe that goes with the data
def view(request):
    data, safe = {}, True
    if not request.POST:
        data, safe = [1], False
    return JsonResponse(data, safe=safe)

## options that go with the data
def view(request):
    data = list("ab")
    options = {}
    if isinstance(data, list):
        options["safe"] = False
    return JsonResponse(data, **options)
""")

EXPECTED = programs("""
## in the block
def test(self):
    with self.assertRaisesMessage(TypeError, "safe"):
        JsonResponse([1])

## in a lambda
def test(self):
    self.assertRaises(TypeError, lambda: JsonResponse([1]))

## in pytest's lambda
import pytest
def test():
    pytest.raises(TypeError, lambda: JsonResponse([1]))
""")


@pytest.mark.parametrize("code", FLAGGED.values(), ids=FLAGGED)
def test_what_is_no_dict_on_every_path_is_flagged(code: str, django: Django) -> None:
    assert set(codes(code)) == {"RSP101"}
    assert (django.run(code).raises or "").startswith("TypeError: In order to allow non-dict")


@pytest.mark.parametrize("code", SILENT.values(), ids=SILENT)
def test_what_is_a_dict_on_one_path_is_not(code: str, django: Django) -> None:
    assert codes(code) == []
    assert django.run(code).raises is None


@pytest.mark.parametrize("code", EXPECTED.values(), ids=EXPECTED)
def test_a_test_that_expects_the_error_is_not_told_of_it(code: str) -> None:
    assert codes(code) == []
