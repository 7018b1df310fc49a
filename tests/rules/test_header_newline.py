from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import Version
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "from django.http import HttpResponse\n"
NEWLINE = r"a\nb"


def view(*lines: str) -> str:
    body = "\n".join(f"    {line}" for line in ("r = HttpResponse()", *lines, "return r"))
    return f"{HEAD}def view(request):\n{body}\n"


FLAGGED = {
    "a subscript": view(r'r["X-A"] = "a\nb"'),
    "a carriage return": view(r'r["X-A"] = "a\rb"'),
    "a trailing newline": view(r'r["X-A"] = "a\n"'),
    "a folded value": view(r'r["X-A"] = "a\r\n b"'),
    "the headers": view(r'r.headers["X-A"] = "a\nb"'),
    "setdefault": view(r'r.setdefault("X-A", "a\nb")'),
    "setdefault of the headers": view(r'r.headers.setdefault("X-A", "a\nb")'),
    "the name": view(r'r["X-A\n"] = "b"'),
    "another name of the response": view("answer = r", r'answer["X-A"] = "a\nb"'),
    "the headers by a name": view("h = r.headers", r'h["X-A"] = "a\nb"'),
    "triple quotes": view('r["X-A"] = """a', '    b"""'),
    "an f-string": view(r'r["X-A"] = f"{request.path}\nb"'),
    "a percent format": view(r'r["X-A"] = "%s\nb" % request.path'),
    "a percent format of two": view(r'r["X-A"] = "%s\n%s" % (request.path, 1)'),
    "str.format": view(r'r["X-A"] = "{}\n{b}".format(1, b=request.path)'),
    "a sum": view(r'r["X-A"] = request.path + "\nb"'),
    "a join": view(r'r["X-A"] = "\n".join(["a", "b"])'),
    "a joined literal": view(r'r["X-A"] = "a" "\n" "b"'),
    "bytes": view(r'r["X-A"] = b"a\nb"'),
    "a name bound earlier": view(r'value = "a\nb"', 'r["X-A"] = value'),
    "a value built up": view('value = "a"', r'value += "\nb"', 'r["X-A"] = value'),
    "a decoded value": view(r'r["X-A"] = b"a\nb".decode()'),
    "a module constant": view('r["X-A"] = CSP').replace("def", 'CSP = """\na\n"""\ndef', 1),
    "headers=": f'{HEAD}def view(request):\n    return HttpResponse(headers={{"X-A": "{NEWLINE}"}})',
    "headers= by a name": (
        f'{HEAD}H = {{"X-A": "{NEWLINE}"}}\ndef view(request):\n    return HttpResponse(headers=H)'
    ),
    "content_type=": (
        f'{HEAD}def view(request):\n    return HttpResponse(content_type="text/plain\\n")'
    ),
    "the second argument": (
        f'{HEAD}def view(request):\n    return HttpResponse("x", "text/plain\\n")'
    ),
    "Location by hand": view(r'r["Location"] = "/a\nb"'),
    "a function of the module": (
        f"{HEAD}def make():\n    return HttpResponse()\n"
        'def view(request):\n    page = make()\n    page["X-A"] = "a\\nb"\n    return page'
    ),
    "a subclass": (
        f"{HEAD}class Page(HttpResponse):\n    def __init__(self):\n        super().__init__()\n"
        '        self["X-A"] = "a\\nb"\ndef view(request):\n    return Page()'
    ),
    "an annotated parameter": (
        f"{HEAD}def mark(answer: HttpResponse) -> None:\n    answer['X-A'] = 'a\\nb'\n"
        "def view(request):\n    r = HttpResponse()\n    mark(r)\n    return r"
    ),
    "in both branches": view('v = "a\\n"', "if request.GET:", '    v = "b\\n"', 'r["X-A"] = v'),
}

SILENT = {
    "a tab": view(r'r["X-A"] = "a\tb"'),
    "a vertical tab": view(r'r["X-A"] = "a\x0bb"'),
    "a raw string": view(r'r["X-A"] = r"a\nb"'),
    "a stripped value": view(r'r["X-A"] = "a\n".strip()'),
    "a replaced newline": view(r'r["X-A"] = "a\nb".replace("\n", " ")'),
    "one line of many": view(r'r["X-A"] = "a\nb".splitlines()[0]'),
    "an unknown value": view('r["X-A"] = request.GET.get("a", "")'),
    "a joined unknown": view('r["X-A"] = ", ".join(sorted(request.GET))'),
    "a continued line": view('r["X-A"] = "a" \\', '    "b"'),
    "a newline in one branch": view(
        'v = "a"', "if request.POST:", '    v = "b\\n"', 'r["X-A"] = v'
    ),
    "rebound since": view('v = "a\\n"', 'v = "b"', 'r["X-A"] = v'),
    "a cookie": view('r.set_cookie("a", "b")'),
    "a body": f'{HEAD}def view(request):\n    return HttpResponse("a\\nb")',
    "a redirect, which encodes it": (
        "from django.http import HttpResponseRedirect\n"
        'def view(request):\n    return HttpResponseRedirect("/a\\nb")'
    ),
    "a dict": f'{HEAD}def view(request):\n    h = {{}}\n    h["X-A"] = "a\\nb"\n    return HttpResponse()',
    "a header that is there already": view('r["X-A"] = "a"', r'r.setdefault("X-A", "a\nb")'),
    "a dict called response": (
        "import django\nfrom django.http import JsonResponse\ndef view(request):\n"
        '    response = {}\n    response["X-A"] = "a\\nb"\n    return JsonResponse(response)'
    ),
}

ELSEWHERE = {
    "a mail": 'from django.core.mail import EmailMessage\nm = EmailMessage()\nm["X-A"] = "a\\nb"',
    "a request": 'import requests\nheaders = {"X-A": "a\\nb"}\nrequests.get("/", headers=headers)',
    "flask": 'from flask import Response\nr = Response()\nr.headers["X-A"] = "a\\nb"',
    "a JSON key": 'import django\ndef f(response):\n    response["text"] = "a\\nb"',
    "without Django": 'def f(response):\n    response["X-A"] = "a\\nb"',
    "the headers of a parameter": 'import django\ndef f(response):\n    response.headers["X-A"] = "\\n"',
    "a setting": 'from django.conf import settings\nsettings.X["LOCATION"] = "a\\nb"',
}


@pytest.mark.parametrize("code", FLAGGED.values(), ids=FLAGGED.keys())
def test_a_newline_is_flagged_and_raises(code: str, django: Django) -> None:
    assert codes(code) == ["RSP201"]
    raised = django.run(code).raises
    assert raised is not None
    assert "BadHeaderError: Header values can't contain newlines (got " in raised


@pytest.mark.parametrize("code", SILENT.values(), ids=SILENT.keys())
def test_what_is_no_newline_is_silent_and_sent(code: str, django: Django) -> None:
    assert codes(code) == []
    assert django.run(code).raises is None


@pytest.mark.parametrize("code", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_what_is_no_response_of_django_is_silent(code: str) -> None:
    assert codes(code) == []


def test_the_value_is_marked_and_quoted() -> None:
    check(r"""
        from django.http import HttpResponse
        r = HttpResponse()
        r["X-A"] = "a\nb"
        #          ^^^^^^ RSP201 (got 'a\nb')
    """)


def test_the_name_is_marked() -> None:
    check(r"""
        from django.http import HttpResponse
        HttpResponse(headers={"X-A\n": "b"})
        #                     ^^^^^^^ RSP201 newlines
    """)


@pytest.mark.parametrize(
    "origin",
    [
        "class M:\n    def process_response(self, request, answer):\n        {write}",
        "class M:\n    def process_template_response(self, request, answer):\n        {write}",
        "def f(get_response):\n    def g(request):\n        answer = get_response(request)\n        {write}",
        "class M:\n    def __call__(self, request):\n        answer = self.get_response(request)\n        {write}",
        "from django.views import View\nclass V(View):\n    def get(self, request):\n"
        "        answer = super().get(request)\n        {write}",
        "from django.views.generic import TemplateView\nclass V(TemplateView):\n"
        "    def dispatch(self, *a, **k):\n        answer = super().dispatch(*a, **k)\n        {write}",
        "from django.shortcuts import render\ndef v(request):\n    answer = render(request, 'a')\n    {write}",
        "from django.shortcuts import HttpResponse\ndef v(request):\n    answer = HttpResponse()\n    {write}",
        "from rest_framework.response import Response\ndef v(request):\n    answer = Response()\n    {write}",
        "import django\ndef f(response):\n    answer = response\n    response['X-A'] = 'a\\nb'",
        "from django.http import HttpResponse\nasync def f(get_response):\n    async def g(request):\n"
        "        answer = await get_response(request)\n        {write}",
    ],
)
def test_a_response_is_known_by_where_it_comes_from(origin: str) -> None:
    assert codes(origin.replace("{write}", r'answer["X-A"] = "a\nb"')) == ["RSP201"]


REASON = 'from django.http import HttpResponse\ndef view(request):\n    return HttpResponse(reason="a\\nb")'


def test_a_reason_phrase_is_checked_from_6_1(django: Django) -> None:
    found = codes(REASON, django.version)
    assert found == (["RSP201"] if django.version >= Version(6, 1) else [])
    assert bool(found) == bool(django.run(REASON).raises)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r'"a\n"', '"a"'),
        (r"'a\r\n'", "'a'"),
        (r'"a" "b\n"', '"a" "b"'),
        (r'f"{x}\n"', 'f"{x}"'),
        ('"""a\n"""', '"""a"""'),
        (r'"a\x0a\n"', '"a"'),
        (r'"a\n" "\n"', '"a" ""'),
        ('r"""a\\n\n"""', 'r"""a\\n"""'),
    ],
)
def test_a_newline_at_the_end_is_taken_off(before: str, after: str) -> None:
    head = HEAD + 'x = y()\nr = HttpResponse()\nr["X-A"] = '
    fixes(head + before, head + after, Safety.SAFE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r'"a\nb"', '"a b"'),
        (r'"a;\r\n  b"', '"a; b"'),
        ('"""\n    a;\n    b\n"""', '"""a; b"""'),
        ('"""a; \\\n    b\n    c"""', '"""a;     b c"""'),
        ('f"""\n  a {x};\n  b\n"""', 'f"""a {x}; b"""'),
        (r'"a\n" "b"', '"a " "b"'),
        (r'"a\nb\x0ac"', '"a b c"'),
        (r'f"{x}\n{x}"', 'f"{x} {x}"'),
        ('r"""a\\n\n  b"""', 'r"""a\\n b"""'),
    ],
)
def test_several_lines_become_one_on_request(before: str, after: str) -> None:
    head = HEAD + 'x = y()\nr = HttpResponse()\nr["X-A"] = '
    unfixed(head + before, Safety.SAFE)
    fixes(head + before, head + after, Safety.SUGGESTED)


@pytest.mark.parametrize(
    "value",
    [
        r'", ".join(["a", "b"]) + "\n"',
        r'"\n".join(["a", "b"])',
        r'"%s\n" % x',
        r'x + "\n"',
        r'b"a\n"',
        "NL",
        r'f"a\n{NL}"',
        r'f"a\nb{NL}"',
        r'"a\n" if x else "b\n"',
        'r"""a\\\n"""',
        '"""say "a"\n"""',
    ],
)
def test_a_newline_that_is_not_in_a_literal_or_holds_it_together_gets_no_fix(value: str) -> None:
    unfixed(f'{HEAD}NL = "\\n"\nx = y()\nr = HttpResponse()\nr["X-A"] = {value}')


def test_a_name_is_not_put_together_from_two_lines() -> None:
    unfixed(view(r'r["X\nA"] = "b"'))
    fixes(view(r'r["X-A\n"] = "b"'), view('r["X-A"] = "b"'))


def test_a_constructor_of_ones_own_may_mean_something_else_by_reason(django: Django) -> None:
    code = (
        f"{HEAD}class Page(HttpResponse):\n    def __init__(self, reason):\n"
        "        super().__init__(reason)\n"
        'def view(request):\n    return Page(reason="a\\nb")'
    )
    silent(code)
    assert django.run(code).raises is None


def test_the_name_of_a_file_is_given_to_the_helper_that_encodes_it(django: Django) -> None:
    def program(head: str, value: str, name: str = "a\\nb.csv") -> str:
        line = f"r['Content-Disposition'] = {value}"
        return view(line).replace(HEAD, f'{HEAD}{head}NAME = "{name}"\n')

    by_hand = "f'attachment; filename=\"{NAME}\"'"
    before = program("", by_hand)
    unfixed(before, target=Version(5, 1))
    unfixed(program("", by_hand, "a.csv\\n"))
    after = program(
        "from django.utils.http import content_disposition_header\n",
        "content_disposition_header(True, NAME)",
    )
    fixes(before, after, Safety.SUGGESTED)
    if django.version >= Version(5, 2):
        sent = django.run(after).header("Content-Disposition")
        assert sent == "attachment; filename*=utf-8''a%0Ab.csv"
