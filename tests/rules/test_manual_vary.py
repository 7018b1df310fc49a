from __future__ import annotations

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
IMPORT = "from django.utils.cache import patch_vary_headers\n"


def view(*lines: str) -> str:
    body = "\n".join(f"    {line}" for line in ("r = HttpResponse()", *lines, "return r"))
    return f"def view(request):\n{body}\n"


FLAGGED = {
    "a subscript": (view('r["Vary"] = "Cookie"'), "Cookie"),
    "lower case": (view('r["vary"] = "Cookie"'), "Cookie"),
    "the headers": (view('r.headers["Vary"] = "Cookie"'), "Cookie"),
    "setdefault": (view('r.setdefault("Vary", "Cookie")'), "Cookie"),
    "headers=": (
        'def view(request):\n    return HttpResponse(headers={"Vary": "Cookie"})\n',
        "Cookie",
    ),
    "a star": (view('r["Vary"] = "*"'), "*"),
    "a join": (view('r["Vary"] = ", ".join(["Cookie", "Accept"])'), "Cookie, Accept"),
    "a constant": ('NAMES = "Cookie"\n' + view('r["Vary"] = NAMES'), "Cookie"),
    "an f-string": (view("name = 'Cookie'", 'r["Vary"] = f"Accept, {name}"'), "Accept, Cookie"),
}


@pytest.mark.parametrize(("code", "sent"), FLAGGED.values(), ids=FLAGGED.keys())
def test_a_write_by_hand_is_flagged(code: str, sent: str, django: Django) -> None:
    assert codes(HEAD + code) == ["RSP302"]
    assert django.run(HEAD + code).header("Vary") == sent


SILENT = {
    "a read": view('r["X-A"] = r.get("Vary", "")'),
    "a deletion": view('del r["Vary"]'),
    "the helper": view('patch_vary_headers(r, ["Cookie"])'),
    "an unknown value": view('r["Vary"] = request.GET.get("a", "")'),
    "a dict": view("headers = {}", 'headers["Vary"] = "Cookie"'),
    "a suppression": view('r["Vary"] = "Cookie"  # resp: ignore[manual-vary]'),
}


@pytest.mark.parametrize("code", SILENT.values(), ids=SILENT.keys())
def test_what_is_no_write_by_hand_is_silent(code: str, django: Django) -> None:
    assert codes(HEAD + IMPORT + code) == []
    assert django.run(HEAD + IMPORT + code).raises is None


@pytest.mark.parametrize(
    "code",
    [
        'requests.get("/", headers={"Vary": "Cookie"})',
        'response = requests.get("/")\nresponse.headers["Vary"] = "Cookie"',
        'response = self.client.get("/")\nresponse["Vary"] = "Cookie"',
        'from flask import Response\nr = Response(headers={"Vary": "Cookie"})',
    ],
)
def test_the_header_of_something_else_is_silent(code: str) -> None:
    lines = "\n".join(f"    {line}" for line in code.splitlines())
    silent(f"import django\nimport requests\ndef f(self):\n{lines}")


def test_the_target_is_marked_and_the_value_shown() -> None:
    check("""
        from django.http import HttpResponse
        def view(request, response: HttpResponse):
            response["Vary"] = "Cookie, Accept"
        #   ^^^^^^^^^^^^^^^^ RSP302 'Cookie, Accept'
            response["Vary"] += ", Origin"
        #   ^^^^^^^^^^^^^^^^ RSP302
    """)


READ_AND_WRITE = [
    'response["Vary"] += ", Cookie"',
    'response["Vary"] = response["Vary"] + ", Cookie"',
    'response["Vary"] = response.get("Vary", "") + ", Cookie"',
    'response["Vary"] = f"{response[\'Vary\']}, Cookie"',
    'response["Vary"] = "%s, Cookie" % response["Vary"]',
    'response["Vary"] = "{}, Cookie".format(response["Vary"])',
    'response["Vary"] = ", ".join([response["Vary"], "Cookie"])',
    'response.headers["Vary"] = response.headers["Vary"] + ", Cookie"',
]


@pytest.mark.parametrize("line", READ_AND_WRITE)
def test_reading_and_writing_back_is_the_helper_by_hand(line: str, django: Django) -> None:
    head = "from django.http import HttpResponse\n"
    start = "def process_response(request, response: HttpResponse):\n    "
    before = f"{head}{start}{line}\n    return response\n"
    after = f'{head}{IMPORT}{start}patch_vary_headers(response, ["Cookie"])\n    return response\n'
    assert codes(before) == ["RSP302"]
    unfixed(before, Safety.SAFE)
    fixes(before, after, Safety.SUGGESTED)
    assert django.run(after, "process_response").header("Vary") == "Cookie"


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ('"Cookie"', '["Cookie"]'),
        ('"Cookie, Accept"', '["Cookie", "Accept"]'),
        ("'Cookie' ', Accept'", '["Cookie", "Accept"]'),
        ('"*"', '["*"]'),
        ('f"Accept, {NAME}"', '["Accept", NAME]'),
        ("NAME", "[NAME]"),
    ],
)
def test_on_a_fresh_response_the_fix_is_safe(value: str, names: str) -> None:
    before = HEAD + 'NAME = "Cookie"\n' + view(f'r["Vary"] = {value}')
    after = HEAD + IMPORT + 'NAME = "Cookie"\n' + view(f"patch_vary_headers(r, {names})")
    fixes(before, after)


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ('"Cookie,Accept"', '["Cookie", "Accept"]'),
        ('f"Accept, {request.path}"', '["Accept", request.path]'),
    ],
)
def test_what_would_be_sent_otherwise_is_a_suggestion(value: str, names: str) -> None:
    before = HEAD + view(f'r["Vary"] = {value}')
    unfixed(before, Safety.SAFE)
    fixes(before, HEAD + IMPORT + view(f"patch_vary_headers(r, {names})"), Safety.SUGGESTED)


@pytest.mark.parametrize("value", ["NAMES", 'f"X-{a}"'])
def test_what_is_no_list_item_gets_no_fix(value: str) -> None:
    unfixed(HEAD + 'NAMES = "Cookie, Accept"\na = 1\n' + view(f'r["Vary"] = {value}'))


def test_an_alias_in_use_is_used() -> None:
    head = HEAD + "from django.utils.cache import patch_vary_headers as patch\n"
    fixes(head + view('r["Vary"] = "Cookie"'), head + view('patch(r, ["Cookie"])'))


def test_a_name_that_is_taken_is_left_alone() -> None:
    unfixed(HEAD + "def patch_vary_headers(): ...\n" + view('r["Vary"] = "Cookie"'))


names = st.lists(
    st.sampled_from(["Cookie", "Accept", "cookie", "*", "X-A", ""]), min_size=1, max_size=4
)
values = names.flatmap(lambda parts: st.sampled_from([", ".join(parts), ",".join(parts)]))
forms = st.sampled_from(
    [
        "r = HttpResponse()\n    r['Vary'] = {}\n    return r",
        "r = HttpResponse()\n    r.setdefault('Vary', {})\n    return r",
        "return HttpResponse(headers={{'Vary': {}}})",
        "r = HttpResponse()\n    r['Vary'] = 'Accept'\n    r['Vary'] += ', ' + {}\n    return r",
        "r = HttpResponse()\n    r['Vary'] = 'Accept'\n    r['Vary'] = {}\n    return r",
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
