"""What is kept of calls, attributes and returned values, for rules to ask."""

from __future__ import annotations

import re
from http import HTTPStatus
from textwrap import dedent, indent
from typing import TYPE_CHECKING

import pytest

from resp_core.versions import DEFAULT
from resp_lsp.analysis.facts.invocation import Fate
from resp_lsp.analysis.facts.use import Access
from resp_lsp.analysis.module import analyse
from resp_lsp.analysis.source.source import Source
from resp_lsp.analysis.values.headers import Decoded
from resp_lsp.analysis.values.value import UNKNOWN, Ended, Instance, Known

if TYPE_CHECKING:
    from resp_lsp.analysis.module import Module

HEAD = "from django.http import FileResponse, HttpResponse\nfrom django.shortcuts import redirect\n"


def facts(body: str) -> Module:
    """The facts of a view with this body."""
    view = indent(dedent(body).strip("\n"), "    ")
    return analyse(Source(f"{HEAD}\n\ndef view(request):\n{view}\n"), DEFAULT)


def test_a_call_of_a_function_is_bound_to_its_parameters() -> None:
    (use,) = facts("return redirect('/x', 'y', status=303)").uses
    assert use.function == "django.shortcuts.redirect"
    assert {name: a.value for name, a in use.arguments.items()} == {
        "to": Known("/x"),
        "*0": Known("y"),
        "status": Known(303),
    }
    assert [a.value for a in use.positional] == [Known("/x"), Known("y")]
    assert use.holder.fate is Fate.RETURNED


@pytest.mark.parametrize(
    ("code", "is_opaque"),
    [
        ("HttpResponse('a', 404)", False),
        ("HttpResponse('a', 404, content_type='a/b')", True),
        ("HttpResponse('a', status=1, **{'status': 2})", True),
    ],
)
def test_an_argument_that_is_given_twice_tells_nothing(code: str, is_opaque: bool) -> None:  # noqa: FBT001
    (response,) = facts(f"return {code}").responses
    assert response.is_opaque is is_opaque


def test_a_method_of_a_response_knows_which() -> None:
    module = facts("""
        response = HttpResponse("x")
        response.set_cookie("a", "1", 60)
        response.headers.update({})
        return response
    """)
    cookie, update = module.uses
    assert (cookie.function, update.function) == ("response.set_cookie", "headers.update")
    assert cookie.value("max_age") == Known(60)
    assert {cookie.site, update.site} == {module.responses[0].site}
    assert {cookie.receiver, update.receiver} == {"response"}


def test_a_cookie_is_set_or_deleted_where_every_way_does_it() -> None:
    module = facts("""
        response = HttpResponse("x")
        if request.GET:
            response.set_cookie("a", "1")
        response.set_cookie("b", "1")
        response.delete_cookie("b")
        response.set_cookie("c", "1")
        response.set_cookie("d", "1")
    """)
    last = module.uses[-1]
    assert last.before is not None
    calls: dict[object, str] = {use.call.node: use.function for use in module.uses}
    assert [(name, calls[call]) for name, call in last.before.cookies] == [
        ("b", "response.delete_cookie"),
        ("c", "response.set_cookie"),
    ]


def test_an_attribute_is_read_written_and_added_to() -> None:
    module = facts("""
        response = HttpResponse("x")
        response.status_code = 204
        response.content += b"y"
        return response.content
    """)
    assert [(a.name, a.access, a.value) for a in module.attributes] == [
        ("status_code", Access.WRITE, Known(204)),
        ("content", Access.AUGMENT, UNKNOWN),
        ("content", Access.READ, UNKNOWN),
    ]
    assert {a.site for a in module.attributes} == {module.responses[0].site}
    assert all(a.before.is_plain for a in module.attributes)


def test_a_class_of_the_project_is_not_plain() -> None:
    module = analyse(
        Source(
            f"{HEAD}class Own(HttpResponse):\n    status = 1\n\n"
            "def view(request):\n    response = Own('x')\n    response.status = 3\n"
        ),
        DEFAULT,
    )
    assert [a.before.is_plain for a in module.attributes] == [False]


@pytest.mark.parametrize(
    ("code", "is_guarded"),
    [
        ("if 'X-A' in response:\n    del response['X-A']", True),
        ("try:\n    del response['X-A']\nexcept KeyError:\n    pass", True),
        ("del response['X-A']", False),
        ("if 'X-A' in response:\n    if request.GET:\n        del response['X-A']", False),
        ("if 'X-B' in response:\n    del response['X-A']", False),
        ("if 'X-A' in response:\n    print()\n    del response['X-A']", False),
        ("try:\n    del response['X-A']\nexcept KeyError:\n    print()", False),
        ("if request.GET:\n    while request.POST:\n        del response['X-A']", False),
        (
            "try:\n    if request.GET:\n        del response['X-A']\nexcept KeyError:\n    pass",
            False,
        ),
    ],
)
def test_a_deletion_knows_what_only_guards_it(code: str, is_guarded: bool) -> None:  # noqa: FBT001
    module = facts("response = HttpResponse('x')\n" + code)
    (deletion,) = module.deletions
    assert deletion.name == Known("X-A")
    assert (deletion.guard is not None) is is_guarded


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("open('f')", Instance("io.TextIOWrapper")),
        ("open('f', 'rb')", Instance("io.BufferedReader")),
        ("open('f', mode='r+b')", Instance("io.BufferedReader")),
        ("open('f', request.path)", UNKNOWN),
        ("open(*request.GET)", UNKNOWN),
        ("__import__('pathlib').Path('f')", UNKNOWN),
    ],
)
def test_a_file_is_of_bytes_or_text(code: str, value: object) -> None:
    (response,) = facts(f"return FileResponse({code})").responses
    assert response.value("streaming_content") == value


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("tempfile.TemporaryFile()", Instance("io.BufferedReader")),
        ("tempfile.NamedTemporaryFile(mode='w')", Instance("io.TextIOWrapper")),
        ("tempfile.SpooledTemporaryFile(100)", Instance("io.BufferedReader")),
    ],
)
def test_a_temporary_file_is_of_bytes_unless_it_is_said(code: str, value: object) -> None:
    (response,) = facts(f"import tempfile\nreturn FileResponse({code})").responses
    assert response.value("streaming_content") == value


BUFFERS = {
    "new": ("", Instance("io.BytesIO")),
    "written": ("b.write(b'x')", Ended("io.BytesIO")),
    "rewound": ("b.write(b'x')\nb.seek(0)", Instance("io.BytesIO")),
    "asked": ("b.write(b'x')\nb.getvalue()", Ended("io.BytesIO")),
    "given away": ("b.write(b'x')\nprint(b)", Instance("io.BytesIO")),
    "written on one way": ("if request.GET:\n    b.write(b'x')", Instance("io.BytesIO")),
}


@pytest.mark.parametrize("name", BUFFERS)
def test_a_buffer_stands_where_it_was_left(name: str) -> None:
    code, value = BUFFERS[name]
    (response,) = facts(f"import io\nb = io.BytesIO()\n{code}\nreturn FileResponse(b)").responses
    assert response.value("streaming_content") == value


@pytest.mark.parametrize(
    ("code", "is_closing"),
    [
        ("with open('f', 'rb') as f:\n    return FileResponse(f)", True),
        ("with open('f', 'rb') as f:\n    f = make()\n    return FileResponse(f)", False),
        ("with open('f', 'rb') as f:\n    pass\nreturn FileResponse(f)", False),
        ("with open('f', 'rb') as f:\n    f = open('g', 'rb')\n    return FileResponse(f)", False),
        ("f = open('f', 'rb')\nreturn FileResponse(f)", False),
    ],
)
def test_an_argument_tells_whether_with_closes_it(code: str, is_closing: bool) -> None:  # noqa: FBT001
    (response,) = facts(code).responses
    closing = response.arguments["streaming_content"].closing
    assert (closing is not None) is is_closing


VIEWS = {
    "a method of a view": (
        (
            "from django.views import View\nclass V(View):\n    def get(self, request):\n"
            "        return {}"
        ),
        True,
    ),
    "a method of a view of the project": (
        (
            "from django.views import View\nclass B(View):\n    pass\nclass V(B):\n"
            "    def get(self, request):\n        return {}"
        ),
        True,
    ),
    "a method of an unknown class": (
        (
            "from elsewhere import View\nclass V(View):\n    def get(self, request):\n"
            "        return {}"
        ),
        False,
    ),
    "a method of a view whose dispatch may make a response of it": (
        (
            "from django.views import View\nclass B(View):\n    def dispatch(self, request):\n"
            "        return JsonResponse(super().dispatch(request))\nclass V(B):\n"
            "    def get(self, request):\n        return {}"
        ),
        False,
    ),
    "a method of a view that another class extends": (
        (
            "from django.views import View\nclass V(View):\n    def get(self, request):\n"
            "        return {}\nclass J(V):\n    def get(self, request):\n"
            "        return JsonResponse(super().get(request))"
        ),
        False,
    ),
    "a method of a view that is there to be extended": (
        (
            "from django.views import View\nclass ScriptBase(View):\n"
            "    def get(self, request):\n        return {}"
        ),
        False,
    ),
    "a method of a view under an unknown decorator": (
        (
            "from django.views import View\nfrom elsewhere import api\n@api\n"
            "class V(View):\n    def get(self, request):\n        return {}"
        ),
        False,
    ),
    "a method of a view under a decorator of views": (
        (
            "from django.views import View\n"
            "from django.views.decorators.csrf import csrf_exempt\n"
            "from django.utils.decorators import method_decorator\n"
            "@method_decorator(csrf_exempt, name='dispatch')\n"
            "class V(View):\n    def get(self, request):\n        return {}"
        ),
        True,
    ),
    "a helper of a view": (
        (
            "from django.views import View\nclass V(View):\n    def rows(self, request):\n"
            "        return {}"
        ),
        False,
    ),
    "a function under a decorator of views": (
        (
            "from django.views.decorators.http import require_GET\n@require_GET\n"
            "def view(request):\n    return {}"
        ),
        True,
    ),
    "a function under an unknown decorator": (
        (
            "from django.views.decorators.http import require_GET\nfrom elsewhere import api\n"
            "@require_GET\n@api\ndef view(request):\n    return {}"
        ),
        False,
    ),
    "a function that a URL names": (
        (
            "from django.urls import path\ndef view(request):\n    return {}\n"
            "urlpatterns = [path('', view)]"
        ),
        True,
    ),
    "a function that no URL names": ("def view(request):\n    return {}", False),
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_what_django_certainly_calls(name: str) -> None:
    code, is_view = VIEWS[name]
    endings = analyse(Source("import django\n" + code), DEFAULT).endings[-1:]
    assert any(ending.function.is_view for ending in endings) is is_view


def test_decorators_are_calls_too() -> None:
    module = analyse(
        Source(
            "from django.views.decorators.cache import cache_control\n"
            "@cache_control(public=False)\ndef view(request):\n    return None\n"
        ),
        DEFAULT,
    )
    assert [(u.function, u.value("public")) for u in module.uses] == [
        ("django.views.decorators.cache.cache_control", Known(False))
    ]


GIVEN = {
    "made here": ("def f():\n    r = HttpResponse()\n    r.set_cookie('a')", False),
    "made at the call": ("def f():\n    HttpResponse().set_cookie('a')", False),
    "a parameter": ("def f(r):\n    r.set_cookie('a')", True),
    "a parameter of a helper": ("def f(r):\n    patch_vary_headers(r, ['A'])", True),
    "of the function around": (
        "def f():\n    r = HttpResponse()\n    def g():\n        r.set_cookie('a')\n    g()",
        True,
    ),
    "what Django gives to a middleware": (
        (
            "class M:\n    def process_response(self, request, response):\n"
            "        patch_vary_headers(response, ['A'])"
        ),
        False,
    ),
}


@pytest.mark.parametrize("name", GIVEN)
def test_a_use_tells_whether_others_have_the_response(name: str) -> None:
    code, is_given = GIVEN[name]
    head = f"{HEAD}from django.utils.cache import patch_vary_headers\n"
    (use,) = analyse(Source(head + code), DEFAULT).uses
    assert use.is_given is is_given


def test_a_helper_knows_its_response_and_the_header_before() -> None:
    module = analyse(
        Source(
            "from django.http import HttpResponse\n"
            "from django.utils.cache import patch_cache_control\n"
            "def view(request):\n    r = HttpResponse()\n"
            "    patch_cache_control(r, max_age=60, public=True)\n"
            "    patch_cache_control(r, private=True)\n"
            "    patch_cache_control(r, max_age=request.age)\n"
            "    patch_cache_control(r)\n"
        ),
        DEFAULT,
    )
    assert {use.site for use in module.uses} == {module.responses[0].site}
    assert [use.before and use.before["Cache-Control"] for use in module.uses] == [
        Known(None),
        Known("max-age=60, public"),
        Known("max-age=60, private"),
        UNKNOWN,
    ]


@pytest.mark.parametrize("head", ["class V(View):", "class V(View):  # why"])
def test_decorators_of_classes_are_calls_too(head: str) -> None:
    module = analyse(
        Source(
            "from django.utils.decorators import method_decorator\n"
            "from django.views import View\n"
            "from django.views.decorators.cache import cache_control\n"
            f"@method_decorator(cache_control(public=False), name='dispatch')\n{head}\n"
            "    def get(self, request):\n        return None\n"
        ),
        DEFAULT,
        triggers=re.compile("cache_control"),
    )
    (use,) = (u for u in module.uses if u.function.endswith("cache_control"))
    assert use.value("public") == Known(False)
    assert module.text[use.call.span.start :].startswith("cache_control(public")


EDITS = {
    "the only argument": ("HttpResponse(status=1)", "status", "HttpResponse()"),
    "the first one": ("HttpResponse(status=1, reason='a')", "status", "HttpResponse(reason='a')"),
    "the last one": ("HttpResponse('a', status=1)", "status", "HttpResponse('a')"),
    "a comment": ("HttpResponse('a',  # why\n status=1)", "status", None),
    "one that others stand behind": ("HttpResponse('a', 'b')", "content", None),
    "one that is spread": ("HttpResponse(**{'status': 1})", "status", None),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_argument_can_be_taken_out(name: str) -> None:
    code, argument, expected = EDITS[name]
    module = facts(f"return {code}")
    edit = module.responses[0].without_argument(argument)
    if expected is None:
        assert edit is None
        return
    assert edit is not None
    text = module.text[: edit.span.start] + edit.text + module.text[edit.span.end :]
    assert f"return {expected}\n" in text


def test_a_position_becomes_a_keyword() -> None:
    module = facts("return HttpResponse('a', 404)")
    edit = module.responses[0].as_keyword("content_type", "status")
    assert edit is not None
    text = module.text[: edit.span.start] + edit.text + module.text[edit.span.end :]
    assert "HttpResponse('a', status=404)" in text


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("def f():\n    pass\nreturn HttpResponse(f)", Instance("builtins.function")),
        ("return HttpResponse(lambda: 1)", Instance("builtins.function")),
        (
            "from http import HTTPStatus\nreturn HttpResponse(HTTPStatus.GONE)",
            Known(HTTPStatus.GONE),
        ),
        (
            "from rest_framework import status\nreturn HttpResponse(status.HTTP_410_GONE)",
            Known(410),
        ),
        ("from http import HTTPStatus\nreturn HttpResponse(HTTPStatus.NO)", UNKNOWN),
    ],
)
def test_an_argument_is_judged_by_its_kind(code: str, value: object) -> None:
    assert facts(code).responses[0].value("content") == value


def test_a_method_that_is_not_called_is_a_method() -> None:
    code = "class A:\n    def f(self):\n        pass\n\nHttpResponse(A().f)"
    module = analyse(Source(HEAD + code), DEFAULT)
    assert module.responses[0].value("content") == Instance("builtins.method")


def test_a_response_that_is_given_back_by_name_is_kept() -> None:
    module = facts("""
        other = HttpResponse("x")
        response = HttpResponse("y")
        return response
    """)
    assert module.returned == {module.responses[1].site}


GUARDS = {
    "none": ("response.content", 1),
    "hasattr": ("if hasattr(response, 'content'):\n    response.content", 0),
    "not streaming": ("if not response.streaming:\n    response.content", 0),
    "an early return": ("if response.streaming:\n    return response\nresponse.content", 0),
    "getattr": ("if not getattr(response, 'streaming', False):\n    response.content", 0),
    "another attribute": ("if hasattr(response, 'rendered'):\n    response.content", 1),
}


@pytest.mark.parametrize("name", GUARDS)
def test_a_streaming_response_is_told_by_its_attributes(name: str) -> None:
    code, times = GUARDS[name]
    module = facts(f"response = FileResponse(open('f', 'rb'))\n{code}\nreturn response")
    assert [a.name for a in module.attributes].count("content") == times


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("response.text", Decoded.NOT_YET),
        ("response.text\nresponse.text", Decoded.KEPT),
        ("response.write('a')\nresponse.text", Decoded.NOT_YET),
        ("response.text\nresponse.write('a')\nresponse.text", Decoded.STALE),
        ("response.text\nresponse.charset = 'ascii'\nresponse.text", Decoded.STALE),
        (
            "response.text\nresponse.write('a')\nresponse.content = 'b'\nresponse.text",
            Decoded.NOT_YET,
        ),
        ("response.text\nif request.GET:\n    response.write('a')\nresponse.text", Decoded.NOT_YET),
    ],
)
def test_a_text_that_was_read_is_kept(code: str, text: Decoded) -> None:
    module = facts(f"response = HttpResponse('x')\n{code}\nreturn response")
    assert [a.before.text for a in module.attributes if a.name == "text"][-1] is text


def test_an_attribute_knows_the_handlers_around_it() -> None:
    module = facts("""
        response = HttpResponse("x")
        try:
            response.text
        except AttributeError:
            pass
    """)
    assert module.attributes[0].caught == {"AttributeError"}
