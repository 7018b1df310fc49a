"""What is known of the standard library and Django, held to both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.analysis.named import programs
from tests.rules.check import check, codes

if TYPE_CHECKING:
    from tests.django.matrix import Django

FLAGGED = programs("""
## a date
from datetime import datetime
def view(request):
    return JsonResponse(datetime.now().date())

## an attribute of an object
from pathlib import Path
def view(request):
    return JsonResponse(Path("shop/views.py").parent.name)

## text made elsewhere
import base64
def view(request):
    return JsonResponse(base64.b64encode(b"1").decode())

## one of two types
import re
def view(request):
    return JsonResponse(re.match("a", "b"))

## a class that only looks like a dict
from collections import UserDict
def view(request):
    return JsonResponse(UserDict())

## a class by another of its names
from django.db.models import Q
def view(request):
    return JsonResponse(Q())

## the body of a request
from django.http import HttpRequest
def view(request: HttpRequest):
    return JsonResponse(request.body)

## the headers of a request
from django.http import HttpRequest
def view(request: HttpRequest):
    return JsonResponse(request.headers)

## a translation that waits
from django.utils.translation import gettext_lazy as _
def view(request):
    return JsonResponse(_("Saved"))

## an address
from django.urls import reverse_lazy
def view(request):
    return JsonResponse(reverse_lazy("home"))

## what a manager gives
from django.contrib.auth.models import User
def view(request):
    return JsonResponse(User.objects.filter(pk=1).values("pk"))

## tuples of a query set
from django.contrib.auth.models import User
def view(request):
    return JsonResponse(User.objects.order_by("pk").values_list("pk").first())

## values of a query set
from django.contrib.auth.models import User
def view(request):
    return JsonResponse(User.objects.values_list("pk", flat=True))

## a slice of a query set
from django.contrib.auth.models import User
def view(request):
    return JsonResponse(User.objects.values()[:3])

## a model's object
from django.contrib.auth.models import User
def view(request):
    return JsonResponse(User.objects.order_by("pk").first())

## an object of a model of the project
from django.contrib.auth.models import User
class Member(User):
    class Meta:
        app_label = "auth"
        proxy = True
def view(request):
    Member.objects.get_or_create(username="Ada")
    return JsonResponse(Member.objects.get(username="Ada"))

## an object found or not
from django.contrib.auth.models import User
from django.shortcuts import get_object_or_404
def view(request):
    user, created = User.objects.get_or_create(username="Ada")
    return JsonResponse(get_object_or_404(User, username="Ada"))

## the page of a paginator
from django.core.paginator import Paginator
def view(request):
    return JsonResponse(Paginator([1], 1).get_page(1))

## a form's errors as text
from django import forms
def view(request):
    return JsonResponse(forms.Form({}).errors.as_json())

## a form
from django import forms
class Search(forms.Form):
    text = forms.CharField()
def view(request):
    return JsonResponse(Search())

## an object of a class of the project
class Point:
    pass
def view(request):
    return JsonResponse(Point())

## an object of a class that a decorator leaves as it is
from typing import final
@final
class Point:
    pass
def view(request):
    return JsonResponse(Point())

## an object of a class that extends a known one
from datetime import date
class Day(date):
    pass
def view(request):
    return JsonResponse(Day(2024, 1, 1))
""")

SILENT = programs("""
## an ordered dict
from collections import OrderedDict
def view(request):
    return JsonResponse(OrderedDict(a=1))

## a copy of a counter
from collections import Counter
def view(request):
    return JsonResponse(Counter("a").copy())

## the query of a request
from django.http import HttpRequest
def view(request: HttpRequest):
    return JsonResponse(request.GET)

## a form's errors
from django import forms
def view(request):
    return JsonResponse(forms.Form({}).errors)

## a form's data
from django import forms
def view(request):
    form = forms.Form({})
    form.is_valid()
    return JsonResponse(form.cleaned_data)

## a row as a dict
from django.contrib.auth.models import User
def view(request):
    User.objects.get_or_create(username="Ada")
    return JsonResponse(User.objects.values("pk").get(username="Ada"))

## the rows by their keys
from django.contrib.auth.models import User
def view(request):
    return JsonResponse(User.objects.none().in_bulk())

## sums
from django.contrib.auth.models import User
from django.db.models import Max
def view(request):
    return JsonResponse(User.objects.aggregate(Max("pk")))

## a manager of the project's own
class Rows:
    def get(self):
        return {}
class Shelf:
    objects = Rows()
def view(request):
    return JsonResponse(Shelf.objects.get())

## an object of a model whose manager is the project's own
from django.contrib.auth.models import User
from django.db import models
class Rows(models.Manager):
    def first(self):
        return {}
class Reader(User):
    objects = Rows()
    class Meta:
        app_label = "auth"
        proxy = True
def view(request):
    return JsonResponse(Reader.objects.first())

## something from a cache
from django.core.cache import cache
def view(request):
    return JsonResponse(cache.get("rows", {}))

## a class that extends a dict
class Row(dict):
    pass
def view(request):
    return JsonResponse(Row())

## a class that extends a dict far above
from collections import OrderedDict
class Row(OrderedDict):
    pass
class Wide(Row):
    pass
def view(request):
    return JsonResponse(Wide())

## a class that makes something else
class Row:
    def __new__(cls):
        return {}
def view(request):
    return JsonResponse(Row())

## a class of a base that is not known
def base():
    return dict
class Row(base()):
    pass
def view(request):
    return JsonResponse(Row())

## a class that a decorator changes
def plain(cls):
    return dict
@plain
class Row:
    pass
def view(request):
    return JsonResponse(Row())

## a class that is mixed into a dict
class JsonMixin:
    def answer(self):
        return JsonResponse(self)
class Row(JsonMixin, dict):
    pass
def view(request):
    return Row().answer()

## a list that a function shuffles
import heapq
def view(request):
    rows = [{}]
    heapq.heapify(rows)
    return JsonResponse(rows[0])
""")


@pytest.mark.parametrize("code", FLAGGED.values(), ids=FLAGGED)
def test_what_is_certainly_no_dict_is_flagged(code: str, django: Django) -> None:
    assert codes(code) == ["RSP101"]
    assert (django.run(code).raises or "").startswith("TypeError: In order to allow non-dict")


@pytest.mark.parametrize("code", SILENT.values(), ids=SILENT)
def test_what_may_be_a_dict_is_not(code: str, django: Django) -> None:
    assert codes(code) == []
    assert django.run(code).raises is None


def test_an_object_of_a_data_class_is_named() -> None:
    check("""
        from dataclasses import dataclass
        from django.http import JsonResponse
        @dataclass(frozen=True)
        class Point:
            x: int
        def view(request):
            return JsonResponse(Point(1))
            #                   ^^^^^^^^ RSP101 a Point
    """)


def test_a_serializer_for_many_objects_gives_a_list() -> None:
    check("""
        from django.http import JsonResponse
        from rest_framework import serializers
        class BookSerializer(serializers.ModelSerializer):
            pass
        def view(request, books):
            return JsonResponse(BookSerializer(books, many=True).data)
            #                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RSP101 a ReturnList
    """)


@pytest.mark.parametrize(
    "serializer",
    [
        "BookSerializer(books).data",
        "BookSerializer(books, many=many).data",
        "OwnList(books, many=True).data",
        "Unknown(books, many=True).data",
    ],
)
def test_another_serializer_may_give_a_dict(serializer: str) -> None:
    code = f"""
from django.http import JsonResponse
from rest_framework import serializers
from elsewhere import Unknown, Wrapping
class BookSerializer(serializers.ModelSerializer):
    pass
class OwnList(BookSerializer):
    class Meta:
        list_serializer_class = Wrapping
def view(request, books, many):
    return JsonResponse({serializer})
"""
    assert codes(code) == []
