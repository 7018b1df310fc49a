from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resp_core.versions import DEFAULT
from resp_lsp.linter.config import Config
from resp_lsp.linter.fix import SAFE, fixed
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "from django.http import HttpResponse\n"
IMPORT = "from django.utils.cache import patch_cache_control\n"


def view(*lines: str) -> str:
    body = "\n".join(f"    {line}" for line in ("r = HttpResponse()", *lines, "return r"))
    return f"def view(request):\n{body}\n"


FLAGGED = {
    "a subscript": (view('r["Cache-Control"] = "no-cache"'), "no-cache"),
    "lower case": (view('r["cache-control"] = "no-cache"'), "no-cache"),
    "upper case": (view('r["CACHE-CONTROL"] = "no-cache"'), "no-cache"),
    "the headers": (view('r.headers["Cache-Control"] = "no-cache"'), "no-cache"),
    "setdefault": (view('r.setdefault("Cache-Control", "no-cache")'), "no-cache"),
    "setdefault of the headers": (
        view('r.headers.setdefault("Cache-Control", "private")'),
        "private",
    ),
    "headers=": (
        'def view(request):\n    return HttpResponse(headers={"Cache-Control": "private"})\n',
        "private",
    ),
    "headers= by a name": (
        'H = {"Cache-Control": "private"}\ndef view(request):\n    return HttpResponse(headers=H)\n',
        "private",
    ),
    "a list of pairs": (
        'def view(request):\n    return HttpResponse(headers=[("Cache-Control", "private")])\n',
        "private",
    ),
    "an f-string": (view("age = 60", 'r["Cache-Control"] = f"max-age={age}"'), "max-age=60"),
    "a percent format": (view('r["Cache-Control"] = "max-age=%d" % 60'), "max-age=60"),
    "str.format": (view('r["Cache-Control"] = "max-age={}".format(60)'), "max-age=60"),
    "a sum": (view('r["Cache-Control"] = "max-age=" + str(60)'), "max-age=60"),
    "a join": (
        view('r["Cache-Control"] = ", ".join(["private", "no-store"])'),
        "private, no-store",
    ),
    "a constant": (
        'CACHE = "private"\n' + view('r["Cache-Control"] = CACHE'),
        "private",
    ),
    "a name for the header": (
        'NAME = "Cache-Control"\n' + view('r[NAME] = "private"'),
        "private",
    ),
    "an unknown directive": (view('r["Cache-Control"] = "sometimes=1"'), "sometimes=1"),
}


@pytest.mark.parametrize(("code", "sent"), FLAGGED.values(), ids=FLAGGED.keys())
def test_a_write_by_hand_is_flagged(code: str, sent: str, django: Django) -> None:
    assert codes(HEAD + code) == ["RSP301"]
    assert django.run(HEAD + code).header("Cache-Control") == sent


def test_adding_to_the_header_is_flagged(django: Django) -> None:
    code = HEAD + view('r["Cache-Control"] = "private"', 'r["Cache-Control"] += ", no-store"')
    assert codes(code) == ["RSP301", "RSP301"]
    assert django.run(code).header("Cache-Control") == "private, no-store"


SILENT = {
    "a read": view('r["X-A"] = r.get("Cache-Control", "")'),
    "a deletion": view('del r["Cache-Control"]'),
    "the helper": view("patch_cache_control(r, private=True)"),
    "an unknown value": view('r["Cache-Control"] = request.GET.get("a", "")'),
    "another header": view('r["X-Cache-Control"] = "private"'),
    "a test of the header": view('r["X-A"] = str("Cache-Control" in r)'),
    "a dict": view("headers = {}", 'headers["Cache-Control"] = "private"'),
    "a dict of another kind": view('meta = {"Cache-Control": "private"}', "print(meta)"),
    "a suppression": view('r["Cache-Control"] = "private"  # noqa: RSP301'),
}


@pytest.mark.parametrize("code", SILENT.values(), ids=SILENT.keys())
def test_what_is_no_write_by_hand_is_silent(code: str, django: Django) -> None:
    assert codes(HEAD + IMPORT + code) == []
    assert django.run(HEAD + IMPORT + code).raises is None


@pytest.mark.parametrize(
    "code",
    [
        's3.put_object(Key="a", Metadata={"Cache-Control": "private"})',
        'requests.get("/", headers={"Cache-Control": "no-cache"})',
        'request.headers["Cache-Control"] = "no-cache"',
        'r = self.client.get("/", headers={"Cache-Control": "no-cache"})',
        'response = self.client.get("/")\nresponse["Cache-Control"] = "no-cache"',
        'response = Client().get("/")\nresponse["Cache-Control"] = "no-cache"',
        'response = requests.get("/")\nresponse.headers["Cache-Control"] = "no-cache"',
        'from flask import Response\nr = Response(headers={"Cache-Control": "no-cache"})',
        'from starlette.responses import Response\nr = Response()\nr.headers["Cache-Control"] = "private"',
        'from .responses import HttpResponse\nr = HttpResponse(headers={"Cache-Control": "private"})',
        'upload.headers["Cache-Control"] = "private"',
    ],
)
def test_the_header_of_something_else_is_silent(code: str) -> None:
    lines = "\n".join(f"    {line}" for line in code.splitlines())
    silent(
        f"import django\nimport requests\nfrom django.test import Client\ndef f(self, s3, upload, request):\n{lines}"
    )


def test_the_target_is_marked_and_the_value_shown() -> None:
    check("""
        from django.http import HttpResponse
        def view(request, age):
            r = HttpResponse(headers={"Cache-Control": "private"})
            #                         ^^^^^^^^^^^^^^^ RSP301 'private'
            r["Cache-Control"] = f"max-age={age}, private"
        #   ^^^^^^^^^^^^^^^^^^ RSP301 'max-age={age}, private'
            r.setdefault("Cache-Control", "private")
        #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ RSP301
            return r
    """)


@pytest.mark.parametrize(
    ("value", "arguments"),
    [
        ('"no-cache"', "no_cache=True"),
        ('"max-age=60"', "max_age=60"),
        ('"private, max-age=60"', "private=True, max_age=60"),
        (
            '"no-cache, no-store, must-revalidate"',
            "no_cache=True, no_store=True, must_revalidate=True",
        ),
        ("'no-cache=\"Set-Cookie\"'", "no_cache='\"Set-Cookie\"'"),
        ('"public, stale-while-revalidate=30"', "public=True, stale_while_revalidate=30"),
        ('"max-age=" "60"', "max_age=60"),
        ('f"max-age={60}"', "max_age=60"),
        ('f"max-age={AGE}"', "max_age=AGE"),
        ('"max-age=%d" % AGE', "max_age=AGE"),
        ('"max-age={}, public".format(AGE)', "max_age=AGE, public=True"),
        ('"max-age=" + str(AGE)', "max_age=AGE"),
        ('f"max-age={len(request.path)}"', "max_age=len(request.path)"),
        ('"max-age=%d" % len(\n        request.path,\n    )', "max_age=len(request.path)"),
    ],
)
def test_on_a_fresh_response_the_fix_is_safe(value: str, arguments: str) -> None:
    before = HEAD + "AGE = 60\n" + view(f'r["Cache-Control"] = {value}')
    after = HEAD + IMPORT + "AGE = 60\n" + view(f"patch_cache_control(r, {arguments})")
    safety = Safety.SUGGESTED if "str(AGE)" in value else Safety.SAFE
    fixes(before, after, safety)


@pytest.mark.parametrize(
    ("value", "arguments"),
    [
        ('"max-age=60,private"', "max_age=60, private=True"),
        ('"No-Cache"', "no_cache=True"),
        ('f"max-age={request.age}"', "max_age=request.age"),
    ],
)
def test_what_would_be_sent_otherwise_is_a_suggestion(value: str, arguments: str) -> None:
    before = HEAD + view(f'r["Cache-Control"] = {value}')
    after = HEAD + IMPORT + view(f"patch_cache_control(r, {arguments})")
    unfixed(before, Safety.SAFE)
    fixes(before, after, Safety.SUGGESTED)


@pytest.mark.parametrize(
    "origin",
    [
        "def f(response):\n    {write}",
        "class M:\n    def process_response(self, request, response):\n        {write}",
        "from django.http import HttpResponse\ndef f(response: HttpResponse):\n    {write}",
        "def g(get_response):\n    def f(request):\n        response = get_response(request)\n        {write}",
    ],
)
def test_merging_with_what_came_from_elsewhere_is_a_suggestion(origin: str) -> None:
    before = "import django\n" + origin.replace("{write}", 'response["Cache-Control"] = "private"')
    unfixed(before, Safety.SAFE)
    result = fixed(before, Config(), {Safety.SUGGESTED})
    assert "patch_cache_control(response, private=True)" in result.text


@pytest.mark.parametrize(
    "value",
    [
        '"sometimes_1=2"',
        '"1a"',
        '"max-age=060"',
        '"private, private"',
        "CACHE",
        'f"max-age={a}{b}"',
        'f"{a}, private"',
        '"public=1"',
        'f"max-age={float(a)}"',
        '"maxage=60"',
    ],
)
def test_what_is_no_keyword_argument_gets_no_fix(value: str) -> None:
    unfixed(HEAD + 'CACHE = "private"\na = b = 1\n' + view(f'r["Cache-Control"] = {value}'))


NEVER = ("max-age=0", "no-cache", "no-store", "must-revalidate", "private")


@pytest.mark.parametrize("directives", [NEVER, *list(permutations(NEVER))[7:100:31]])
def test_the_set_of_never_cache_becomes_its_helper(directives: tuple[str, ...]) -> None:
    before = HEAD + view(f'r["Cache-Control"] = "{", ".join(directives)}"')
    helper = IMPORT.replace("patch_cache_control", "add_never_cache_headers")
    unfixed(before, Safety.SAFE)  # it sets Expires as well
    fixes(before, HEAD + helper + view("add_never_cache_headers(r)"), Safety.SUGGESTED)


@pytest.mark.parametrize(
    "line",
    [
        'a = r["Cache-Control"] = "private"',
        'r["Cache-Control"] = (  # for now\n        "private")',
        'r.headers["Cache-Control"], a = "private", 1',
        'h = r.headers; h["Cache-Control"] = "private"',
    ],
)
def test_where_a_call_cannot_stand_there_is_no_fix(line: str) -> None:
    unfixed(HEAD + view(line))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            'r = HttpResponse("a", headers={"Cache-Control": "private"})\n    return r',
            'r = HttpResponse("a")\n    patch_cache_control(r, private=True)\n    return r',
        ),
        (
            'r = HttpResponse(headers={"X-A": "1", "Cache-Control": "private"}, status=201)\n    return r',
            'r = HttpResponse(headers={"X-A": "1"}, status=201)\n    patch_cache_control(r, private=True)\n    return r',
        ),
        (
            'r = HttpResponse(headers={"Cache-Control": "private", "X-A": "1"})\n    return r',
            'r = HttpResponse(headers={"X-A": "1"})\n    patch_cache_control(r, private=True)\n    return r',
        ),
        (
            'return HttpResponse("a", headers={"Cache-Control": "private"})',
            'response = HttpResponse("a")\n    patch_cache_control(response, private=True)\n    return response',
        ),
        (
            'r = HttpResponse()\n    if request.GET: r["Cache-Control"] = "private"\n    return r',
            "r = HttpResponse()\n    if request.GET: patch_cache_control(r, private=True)\n    return r",
        ),
        (
            'r = HttpResponse(); r["Cache-Control"] = "private"; return r',
            "r = HttpResponse(); patch_cache_control(r, private=True); return r",
        ),
    ],
)
def test_each_form_is_rewritten(before: str, after: str, django: Django) -> None:
    start = "def view(request):\n    "
    old, new = f"{HEAD}{start}{before}\n", f"{HEAD}{IMPORT}{start}{after}\n"
    fixes(old, new)
    assert sorted(django.run(old).headers) == sorted(django.run(new).headers)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_line_ends_are_kept(line_end: str) -> None:
    before = (HEAD + view('r["Cache-Control"] = "private"')).replace("\n", line_end)
    after = (HEAD + IMPORT + view("patch_cache_control(r, private=True)")).replace("\n", line_end)
    assert fixed(before, Config(), SAFE).text == after


def test_both_headers_of_one_dict_are_rewritten() -> None:
    before = (
        HEAD
        + 'def view(request):\n    return HttpResponse(headers={"Cache-Control": "private", "Vary": "Cookie"})\n'
    )
    text = fixed(before, Config(), SAFE).text
    assert "from django.utils.cache import patch_cache_control, patch_vary_headers\n" in text
    *_, first, second, last = text.splitlines()
    assert sorted((first.strip(), second.strip())) == [
        "patch_cache_control(response, private=True)",
        'patch_vary_headers(response, ["Cookie"])',
    ]
    assert last == "    return response"


directive = st.sampled_from(
    ["private", "public", "no-cache", "no-store", "max-age=60", "max-age=0", "s-maxage=5",
     'no-cache="A"', "immutable", "x-y=z", "max-age=060", "No-Store", "must-revalidate", "a_b", ""]
)  # fmt: skip
values = st.lists(directive, min_size=1, max_size=5).flatmap(
    lambda parts: st.sampled_from([", ".join(parts), ",".join(parts), " , ".join(parts)])
)
forms = st.sampled_from(
    [
        "r = HttpResponse()\n    r['Cache-Control'] = {}\n    return r",
        "r = HttpResponse()\n    r.headers['Cache-Control'] = {}\n    return r",
        "r = HttpResponse()\n    r.setdefault('Cache-Control', {})\n    return r",
        "r = HttpResponse(headers={{'Cache-Control': {}}})\n    return r",
        "return HttpResponse(headers={{'X-A': '1', 'Cache-Control': {}}})",
        "r = HttpResponse()\n    r['Cache-Control'] = 'private'\n    r['Cache-Control'] += ', ' + {}\n    return r",
        "r = HttpResponse()\n    r['Expires'] = '0'\n    r['Cache-Control'] = {}\n    return r",
    ]
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(form=forms, value=values)
def test_a_safe_fix_sends_the_same(form: str, value: str, django: Django) -> None:
    before = f"{HEAD}def view(request):\n    {form.format(repr(value))}\n"
    after = fixed(before, Config(target_django=min(django.version, DEFAULT)), SAFE)
    assert "RSP904" not in [finding.code for finding in after.remaining]
    assert sorted(django.run(after.text).headers) == sorted(django.run(before).headers)
