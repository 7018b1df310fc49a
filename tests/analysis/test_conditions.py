"""What tests say of names, and which branches are never taken; RSP101 tells what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.analysis.named import programs
from tests.rules.check import codes

if TYPE_CHECKING:
    from tests.django.matrix import Django

FLAGGED = programs("""
## not None behind a test
def rows(n):
    return [1] if n else None
def view(request):
    data = rows(1)
    if data is None:
        return JsonResponse({})
    return JsonResponse(data)

## a list behind isinstance
def view(request):
    data = [1] if request else {}
    if isinstance(data, list):
        return JsonResponse(data)
    return JsonResponse({})

## not a dict behind isinstance
def view(request):
    data = [1] if request else {}
    if not isinstance(data, dict):
        return JsonResponse(data)
    return JsonResponse({})

## a branch that is taken
FLAT = True
def view(request):
    if FLAT:
        data = [1]
    else:
        data = {}
    return JsonResponse(data)

## the same in an expression
FLAT = True
def view(request):
    return JsonResponse([1] if FLAT else {})

## a list that is empty
def view(request):
    data = []
    return JsonResponse(data or [])

## one of several
def view(request):
    kind = "rows"
    if kind in ("rows", "list"):
        return JsonResponse([1])
    return JsonResponse({})

## behind an assertion
def view(request):
    data = [1] if request else {}
    assert not isinstance(data, dict)
    return JsonResponse(data)
""")

SILENT = programs("""
## a branch that is never taken
FLAT = False
def view(request):
    if FLAT:
        return JsonResponse([1])
    return JsonResponse({})

## None that is replaced
def view(request):
    data = None
    if data is None:
        data = {}
    return JsonResponse(data)

## nothing that is replaced
def view(request):
    data = []
    return JsonResponse(data or {})

## a list that is wrapped
def view(request):
    data = [1] if request else {}
    if isinstance(data, list):
        data = {"rows": data}
    return JsonResponse(data)

## a type that is asked for
def view(request):
    data = [1] if request else {}
    return JsonResponse(data, safe=type(data) is dict)

## a number that equals a truth
def view(request):
    kind = 1
    if kind in (True, False):
        return JsonResponse({})
    return JsonResponse([1])

## a number that equals another
def view(request):
    if 1 == 1.0:
        return JsonResponse({})
    return JsonResponse([1])
""")


@pytest.mark.parametrize("code", FLAGGED.values(), ids=FLAGGED)
def test_what_a_test_leaves_is_known(code: str, django: Django) -> None:
    assert codes(code) == ["RSP101"]
    assert (django.run(code).raises or "").startswith("TypeError: In order to allow non-dict")


@pytest.mark.parametrize("code", SILENT.values(), ids=SILENT)
def test_what_a_test_rules_out_is_not_found(code: str, django: Django) -> None:
    assert codes(code) == []
    assert django.run(code).raises is None
