"""What classes and their objects have under a name; RSP101 tells what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.analysis.named import programs
from tests.rules.check import check, codes, silent

if TYPE_CHECKING:
    from tests.django.matrix import Django

END = """
def view(request):
    return Rows.as_view()(request)
"""
VIEW = "from django.views import View\n"

FLAGGED = programs("""
## a method of self
class Rows(View):
    def rows(self):
        return [1]
    def get(self, request):
        return JsonResponse(self.rows())

## a method given an argument
class Rows(View):
    def ok(self, data):
        return JsonResponse(data)
    def get(self, request):
        return self.ok([1])

## an inherited method
class Listing:
    def rows(self):
        return [1]
class Rows(Listing, View):
    def get(self, request):
        return JsonResponse(self.rows())

## a method of super
class Listing(View):
    def rows(self):
        return [1]
class Rows(Listing):
    def rows(self):
        return {}
    def get(self, request):
        return JsonResponse(super().rows())

## a static method
class Rows(View):
    @staticmethod
    def rows():
        return [1]
    def get(self, request):
        return JsonResponse(self.rows())

## a class method
class Rows(View):
    @classmethod
    def rows(cls, n):
        return [n]
    def get(self, request):
        return JsonResponse(self.rows(1))

## a static method by the class
class Data:
    @staticmethod
    def rows():
        return [1]
class Rows(View):
    def get(self, request):
        return JsonResponse(Data.rows())

## a property
class Rows(View):
    @property
    def rows(self):
        return [1]
    def get(self, request):
        return JsonResponse(self.rows)

## a cached property
from django.utils.functional import cached_property
class Rows(View):
    @cached_property
    def rows(self):
        return [1]
    def get(self, request):
        return JsonResponse(self.rows)

## an attribute of the class
class Rows(View):
    rows = [1]
    def get(self, request):
        return JsonResponse(self.rows)

## an attribute set at construction
class Rows(View):
    def __init__(self, **kwargs):
        self.rows = []
    def get(self, request):
        self.rows.append(1)
        return JsonResponse(self.rows)

## an attribute set in the same method
class Rows(View):
    def get(self, request):
        self.rows = [1]
        return JsonResponse(self.rows)

## a response class
class Rows(View):
    response_class = JsonResponse
    def get(self, request):
        return self.response_class([1])

## an object of another class
class Data:
    def rows(self):
        return [1]
class Rows(View):
    def get(self, request):
        return JsonResponse(Data().rows())

## an object in an attribute
class Data:
    def rows(self):
        return [1]
class Rows(View):
    data = Data()
    def get(self, request):
        return JsonResponse(self.data.rows())

## a factory
class Data:
    @classmethod
    def made(cls):
        return cls()
    def rows(self):
        return [1]
class Rows(View):
    def get(self, request):
        return JsonResponse(Data.made().rows())

## a decorated handler
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
class Rows(View):
    def rows(self):
        return [1]
    @method_decorator(csrf_exempt)
    def get(self, request):
        return JsonResponse(self.rows())
""")

SILENT = programs("""
## a method that an extending class replaces
class Listing(View):
    def rows(self):
        return [1]
    def get(self, request):
        return JsonResponse(self.rows())
class Rows(Listing):
    def rows(self):
        return {}

## what a mixin holds
class RowsMixin:
    rows = [1]
    def get(self, request):
        return JsonResponse(self.rows)
Rows = type("Rows", (RowsMixin, View), {"rows": {}})

## a hook that gives nothing
class Listing(View):
    def rows(self):
        pass
    def get(self, request):
        return JsonResponse(self.rows())
Rows = type("Rows", (Listing,), {"rows": lambda self: {}})

## an attribute that is a dict as well
class Rows(View):
    rows = []
    def setup(self, request):
        super().setup(request)
        self.rows = {}
    def get(self, request):
        return JsonResponse(self.rows)

## an attribute that others set
class Rows(View):
    rows = []
    def get(self, request):
        return JsonResponse(self.rows)
def prepare(of):
    of.rows = {}
prepare(Rows)

## an attribute set by augmented assignment
class Rows(View):
    rows = None
    def get(self, request):
        self.rows = {}
        self.rows |= {"a": 1}
        return JsonResponse(self.rows)

## a property that decides
class Rows(View):
    @property
    def rows(self):
        return {} if self.request else [1]
    def get(self, request):
        return JsonResponse(self.rows)

## a class from elsewhere may have the method
from django.views.generic import TemplateView
class Data:
    def get_context_data(self):
        return [1]
class Rows(TemplateView, Data):
    def get(self, request):
        return JsonResponse({"rows": self.get_context_data() and 1})

## a descriptor of the class
class Described:
    def __get__(self, instance, owner):
        return {}
class Rows(View):
    rows = Described()
    def get(self, request):
        return JsonResponse(self.rows)

## another response class
class Wrapped(JsonResponse):
    def __init__(self, data):
        super().__init__({"data": data})
class Rows(View):
    response_class = Wrapped
    def get(self, request):
        return self.response_class([1])
""")


@pytest.mark.parametrize("code", FLAGGED.values(), ids=FLAGGED)
def test_what_a_member_certainly_is_is_known(code: str, django: Django) -> None:
    program = VIEW + code + END
    assert codes(program) == ["RSP101"]
    assert (django.run(program).raises or "").startswith("TypeError: In order to allow non-dict")


@pytest.mark.parametrize("code", SILENT.values(), ids=SILENT)
def test_what_a_member_may_be_is_not(code: str, django: Django) -> None:
    program = VIEW + code + END
    assert codes(program) == []
    assert django.run(program).raises is None


def test_the_headers_of_a_response_in_an_attribute_are_followed() -> None:
    check("""
        from django.http import HttpResponse
        class Exporter:
            def __init__(self):
                self.answer = HttpResponse("x")
            def finish(self):
                self.answer["Cache-Control"] = "no-store"
                #^^^^^^^^^^^^^^^^^^^^^^^^^^^ RSP301
                return self.answer
    """)


def test_a_response_writes_headers_on_itself() -> None:
    check("""
        from django.http import HttpResponse
        class Download(HttpResponse):
            def __init__(self, content):
                super().__init__(content)
                self["Cache-Control"] = "no-store"
                #^^^^^^^^^^^^^^^^^^^^ RSP301
                self.headers["Vary"] = "Cookie"
                #^^^^^^^^^^^^^^^^^^^ RSP302
    """)


def test_the_view_that_a_decorator_wraps_gives_a_response() -> None:
    check("""
        from functools import wraps
        from django.conf import settings
        def uncached(view_func):
            @wraps(view_func)
            def inner(request, *args, **kwargs):
                answer = view_func(request, *args, **kwargs)
                answer["Cache-Control"] = "no-store"
                #^^^^^^^^^^^^^^^^^^^^^^ RSP301
                return answer
            return inner
    """)


def test_what_any_other_function_gives_to_a_decorator_is_unknown() -> None:
    silent("""
        from functools import wraps
        from django.conf import settings
        def uncached(load):
            @wraps(load)
            def inner(*args, **kwargs):
                data = load(*args, **kwargs)
                data["Cache-Control"] = "no-store"
                return data
            return inner
    """)


def test_the_field_of_a_model_says_nothing_of_its_value() -> None:
    silent("""
        from django.db import models
        from django.http import JsonResponse
        class Item(models.Model):
            data = models.JSONField()
            def reset(self):
                self.data = []
        def view(request):
            return JsonResponse(Item.objects.get().data)
    """)


def test_a_method_of_a_model_is_asked() -> None:
    check("""
        from django.db import models
        from django.http import JsonResponse
        class Item(models.Model):
            def names(self):
                return [1]
        def view(request):
            item = Item.objects.get(pk=1)
            if request.GET:
                return JsonResponse(item)
                #                   ^^^^ RSP101 an Item
            return JsonResponse(item.names())
            #                   ^^^^^^^^^^^^ RSP101 a list
    """)
