from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import Version
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "from django.http import JsonResponse\n"
ERROR = "In order to allow non-dict objects to be serialized set the safe parameter to False."

FLAGGED = {
    "a list": "def view(request):\n    return JsonResponse([1, 2])",
    "a tuple": "def view(request):\n    return JsonResponse((1, 2))",
    "a str": "def view(request):\n    return JsonResponse('ok')",
    "bytes": "def view(request):\n    return JsonResponse(b'ok')",
    "an int": "def view(request):\n    return JsonResponse(1)",
    "a bool": "def view(request):\n    return JsonResponse(True)",
    "None": "def view(request):\n    return JsonResponse(None)",
    "an f-string": "def view(request):\n    return JsonResponse(f'{request.path}!')",
    "by keyword": "def view(request):\n    return JsonResponse(data=[1], status=400)",
    "safe=True": "def view(request):\n    return JsonResponse([1], safe=True)",
    "safe by position": (
        "from django.core.serializers.json import DjangoJSONEncoder\n"
        "def view(request):\n    return JsonResponse([1], DjangoJSONEncoder, True)"
    ),
    "a list comprehension": "def view(request):\n    return JsonResponse([x for x in 'ab'])",
    "a generator": "def view(request):\n    return JsonResponse(x for x in 'ab')",
    "a name bound earlier": "def view(request):\n    rows = [1]\n    return JsonResponse(rows)",
    "a list appended to": (
        "def view(request):\n    rows = []\n    for x in 'ab':\n        rows.append(x)\n"
        "    return JsonResponse(rows)"
    ),
    "either of two lists": (
        "def view(request):\n    rows = [1]\n    if request.GET:\n        rows = (2,)\n"
        "    return JsonResponse(rows)"
    ),
    "list()": "def view(request):\n    return JsonResponse(list('ab'))",
    "sorted()": "def view(request):\n    return JsonResponse(sorted('ab'))",
    "len()": "def view(request):\n    return JsonResponse(len('ab'))",
    "map()": "def view(request):\n    return JsonResponse(map(str, 'ab'))",
    "a slice of a list": "def view(request):\n    return JsonResponse([1, 2][:1])",
    "a sum of lists": "def view(request):\n    return JsonResponse([1] + [2])",
    "json.dumps": "import json\ndef view(request):\n    return JsonResponse(json.dumps({'a': 1}))",
    "a module constant": "ROWS = [1]\ndef view(request):\n    return JsonResponse(ROWS)",
    "a function of the module": (
        "def rows():\n    return [1]\ndef view(request):\n    return JsonResponse(rows())"
    ),
    "a function of the module below": (
        "def view(request):\n    return JsonResponse(rows())\ndef rows():\n    return [1]"
    ),
    "a generator function": (
        "def rows():\n    yield 1\ndef view(request):\n    return JsonResponse(rows())"
    ),
    "a nested function": (
        "def view(request):\n    def rows():\n        return [1]\n    return JsonResponse(rows())"
    ),
    "an annotated parameter": (
        "def view(request, rows: list[int] = [1]):\n    return JsonResponse(rows)"
    ),
    "an optional list": (
        "from typing import Optional\n"
        "def view(request, rows: Optional[list] = None):\n    return JsonResponse(rows)"
    ),
    "a walrus": "def view(request):\n    return JsonResponse(rows := [1])",
    "the other import": (
        "from django.http.response import JsonResponse\n"
        "def view(request):\n    return JsonResponse([1])"
    ),
    "an alias": (
        "from django.http import JsonResponse as JR\ndef view(request):\n    return JR([1])"
    ),
    "a module": "from django import http\ndef view(request):\n    return http.JsonResponse([1])",
    "an aliased module": (
        "import django.http as h\ndef view(request):\n    return h.JsonResponse([1])"
    ),
    "a dotted module": (
        "import django.http\ndef view(request):\n    return django.http.JsonResponse([1])"
    ),
    "an import in the function": (
        "def view(request):\n    from django.http import JsonResponse\n    return JsonResponse([1])"
    ),
    "a star import": "from django.http import *\ndef view(request):\n    return JsonResponse([1])",
    "a subclass": (
        "class Answer(JsonResponse):\n    pass\ndef view(request):\n    return Answer([1])"
    ),
    "within another call": (
        "def identity(x):\n    return x\ndef view(request):\n    return identity(JsonResponse([1]))"
    ),
    "in a lambda": "view = lambda request: JsonResponse([1])",
    "after try": (
        "def view(request):\n    try:\n        rows = [1]\n    except ValueError:\n"
        "        rows = []\n    return JsonResponse(rows)"
    ),
    "in a match": (
        "def view(request):\n    match request.method:\n        case 'GET':\n"
        "            return JsonResponse([1])"
    ),
}

SILENT = {
    "a dict": "def view(request):\n    return JsonResponse({'a': 1})",
    "a dict comprehension": "def view(request):\n    return JsonResponse({x: 1 for x in 'ab'})",
    "dict()": "def view(request):\n    return JsonResponse(dict(a=1))",
    "an OrderedDict": (
        "from collections import OrderedDict\n"
        "def view(request):\n    return JsonResponse(OrderedDict())"
    ),
    "a dict subclass": (
        "class D(dict):\n    pass\ndef view(request):\n    return JsonResponse(D())"
    ),
    "safe=False": "def view(request):\n    return JsonResponse([1], safe=False)",
    "safe=0": "def view(request):\n    return JsonResponse([1], safe=0)",
    "safe=None": "def view(request):\n    return JsonResponse([1], safe=None)",
    "safe of a variable": (
        "def view(request, safe=False):\n    return JsonResponse([1], safe=safe)"
    ),
    "safe of a test": (
        "def view(request):\n    rows = [1]\n"
        "    return JsonResponse(rows, safe=not isinstance(rows, list))"
    ),
    "keyword arguments": (
        "def view(request):\n    options = {'safe': False}\n    return JsonResponse([1], **options)"
    ),
    "an untyped parameter": "def view(request, rows={}):\n    return JsonResponse(rows)",
    "an unknown call": (
        "import json\ndef view(request):\n    return JsonResponse(json.loads('{}'))"
    ),
    "a list in one branch": (
        "def view(request):\n    data = []\n    if not request.POST:\n        data = {}\n"
        "    return JsonResponse(data)"
    ),
    "rebound in a loop": (
        "def view(request):\n    data = None\n    for x in 'a':\n        data = {x: 1}\n"
        "    return JsonResponse(data)"
    ),
    "a list before, a dict now": (
        "def view(request):\n    data = [1]\n    data = {'rows': data}\n    return JsonResponse(data)"
    ),
    "or a dict": "def view(request):\n    return JsonResponse(None or {})",
    "a conditional expression": (
        "def view(request):\n    return JsonResponse([1] if request.POST else {})"
    ),
    "an item of a list": "def view(request):\n    return JsonResponse([{'a': 1}][0])",
    "a list rebound by global": (
        "ROWS = []\ndef load():\n    global ROWS\n    ROWS = {}\n"
        "def view(request):\n    load()\n    return JsonResponse(ROWS)"
    ),
    "a decorated function": (
        "def wrap(f):\n    return lambda: {'rows': f()}\n@wrap\ndef rows():\n    return [1]\n"
        "def view(request):\n    return JsonResponse(rows())"
    ),
    "a function with both": (
        "def rows(n=0):\n    if n:\n        return [1]\n    return {}\n"
        "def view(request):\n    return JsonResponse(rows())"
    ),
    "a closure rebound later": (
        "rows = [1]\ndef view(request):\n    def answer():\n        return JsonResponse(rows)\n"
        "    rows = {}\n    return answer()"
    ),
    "a subclass that forces safe": (
        "class Answer(JsonResponse):\n    def __init__(self, data, **kw):\n"
        "        super().__init__(data, safe=False, **kw)\n"
        "def view(request):\n    return Answer([1])"
    ),
    "a class of the same name": (
        "from django.http import HttpResponse\n"
        "class JsonResponse(HttpResponse):\n    pass\n"
        "def view(request):\n    return JsonResponse([1])"
    ),
    "an expected error": (
        "import contextlib\ndef view(request):\n    with contextlib.suppress(TypeError):\n"
        "        JsonResponse([1])\n    return JsonResponse({})"
    ),
    "a deleted name": (
        "def view(request):\n    data = [1]\n    del data\n    data = {}\n"
        "    return JsonResponse(data)"
    ),
    "an early return": (
        "def view(request):\n    data = [1]\n    if request.method == 'GET':\n"
        "        return JsonResponse({'data': data})\n    return JsonResponse({})"
    ),
    "a suppression": "def view(request):\n    return JsonResponse({})  # noqa: RSP101",
}

LOOK_ALIKES = {
    "ninja": "from ninja.responses import JsonResponse\n",
    "starlette": "from starlette.responses import JSONResponse as JsonResponse\n",
    "a project's own": "from .responses import JsonResponse\n",
    "unknown": "",
}


@pytest.mark.parametrize("body", FLAGGED.values(), ids=FLAGGED.keys())
def test_what_is_certainly_no_dict_is_flagged_and_raises(body: str, django: Django) -> None:
    assert codes(HEAD + body) == ["RSP101"]
    assert django.run(HEAD + body).raises == f"TypeError: {ERROR}"


@pytest.mark.parametrize("body", SILENT.values(), ids=SILENT.keys())
def test_what_may_be_a_dict_is_not_flagged_and_is_sent(body: str, django: Django) -> None:
    assert codes(HEAD + body) == []
    assert django.run(HEAD + body).raises is None


@pytest.mark.parametrize("head", LOOK_ALIKES.values(), ids=LOOK_ALIKES.keys())
def test_a_look_alike_is_not_flagged(head: str) -> None:
    assert codes(head + "def view(request):\n    return JsonResponse([1])") == []


@pytest.mark.parametrize(
    "expression",
    [
        "Book.objects.all()",
        "Book.objects.filter(a=1).values('a')",
        "Book.objects.count()",
        "Book.objects.get(pk=1)",
    ],
)
def test_a_query_set_is_flagged(expression: str) -> None:
    head = HEAD + "from .models import Book\n"
    assert codes(f"{head}def view(request):\n    return JsonResponse({expression})") == ["RSP101"]


@pytest.mark.parametrize(
    "expression",
    [
        "Book.objects.values().get(pk=1)",
        "Book.objects.aggregate(n=1)",
        "Book.objects.in_bulk()",
        "form.data",
    ],
)
def test_what_a_query_gives_otherwise_is_not(expression: str) -> None:
    head = HEAD + "from .models import Book\n"
    assert codes(f"{head}def view(request, form):\n    return JsonResponse({expression})") == []


def test_the_data_is_marked_and_named() -> None:
    check("""
        from django.http import JsonResponse
        def view(request):
            é = "😀"; return JsonResponse([1, 2], status=400)
            #                            ^^^^^^ RSP101 a list
    """)


def test_a_coroutine_that_is_not_awaited_is_named() -> None:
    check("""
        from django.http import JsonResponse
        async def load():
            return {}
        async def view(request):
            return JsonResponse(load())
            #                   ^^^^^^ RSP101 a coroutine that is not awaited
    """)


def test_what_a_decorated_view_gives_may_be_a_dict() -> None:
    silent("""
        from django.http import JsonResponse
        def as_json(view_func):
            def inner(request):
                data = view_func(request)
                return JsonResponse(data)
            return inner
    """)


def test_a_response_is_flagged() -> None:
    check("""
        from django.http import HttpResponse, JsonResponse
        def view(request):
            return JsonResponse(HttpResponse("ok"))
            #                   ^^^^^^^^^^^^^^^^^^ RSP101
    """)


def test_an_awaited_coroutine_is_what_it_returns() -> None:
    silent("""
        from django.http import JsonResponse
        async def load():
            return {}
        async def view(request):
            return JsonResponse(await load())
    """)


@pytest.mark.parametrize("release", ["3.2", "4.2", "5.2", "6.1"])
def test_it_holds_up_to_6_1(release: str) -> None:
    code = HEAD + "JsonResponse([1])"
    assert codes(code, Version.parse(release)) == ["RSP101"]


def test_from_6_2_a_list_is_fine() -> None:
    assert codes(HEAD + "JsonResponse([1])", Version(6, 2)) == []


@pytest.mark.parametrize(
    "comment", ["noqa", "noqa: RSP101", "resp: ignore[RSP101] tested elsewhere"]
)
def test_a_comment_silences_it(comment: str) -> None:
    assert codes(f"{HEAD}JsonResponse([1])  # {comment}") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("JsonResponse(rows)", "JsonResponse(rows, safe=False)"),
        ("JsonResponse(rows, safe=True)", "JsonResponse(rows, safe=False)"),
        ("JsonResponse(rows,)", "JsonResponse(rows, safe=False,)"),
        ("JsonResponse(data=rows, status=400)", "JsonResponse(data=rows, status=400, safe=False)"),
        ("JsonResponse((rows))", "JsonResponse((rows), safe=False)"),
        (
            "JsonResponse(\n    rows,  # all of them\n    status=400,\n)",
            "JsonResponse(\n    rows,  # all of them\n    status=400,\n    safe=False,\n)",
        ),
    ],
)
def test_safe_false_is_given(before: str, after: str) -> None:
    head = HEAD + "rows = [1]\n"
    fixes(head + before, head + after, Safety.SUGGESTED)


def test_the_fix_is_never_applied_unasked() -> None:
    unfixed(HEAD + "JsonResponse([1])", Safety.SAFE)


def test_the_data_can_be_put_in_a_dict() -> None:
    for data in ("[1]", "(1, 2)"):
        before = f"{HEAD}JsonResponse({data})"
        after = f'{HEAD}JsonResponse({{"results": {data}}})'
        fixes(before, after, Safety.SUGGESTED, title="Put it in a dict")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("JsonResponse(x for x in y)", "JsonResponse([x for x in y], safe=False)"),
        ("JsonResponse(map(str, y))", "JsonResponse(list(map(str, y)), safe=False)"),
        ("JsonResponse(A.objects.values())", "JsonResponse(list(A.objects.values()), safe=False)"),
    ],
)
def test_what_json_cannot_hold_becomes_a_list(before: str, after: str) -> None:
    fixes(HEAD + before, HEAD + after, Safety.SUGGESTED)


@pytest.mark.parametrize("data", ["{'error'}", "{x for x in y}", "frozenset()"])
def test_a_set_is_another_rules(data: str) -> None:
    silent(f"{HEAD}JsonResponse({data})")


def test_false_in_the_place_of_the_encoder_is_another_rules() -> None:
    silent(f"{HEAD}JsonResponse([1], False)")


def test_json_gives_way_to_the_data() -> None:
    head = f"import json\n{HEAD}"
    before, after = "JsonResponse(json.dumps({'a': 1}))", "JsonResponse({'a': 1})"
    fixes(head + before, head + after, Safety.SUGGESTED)


def test_what_no_argument_can_mend_gets_no_fix() -> None:
    unfixed(HEAD + "JsonResponse(b'ok')")
