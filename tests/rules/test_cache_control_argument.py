from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import DEFAULT
from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import lint
from resp_lsp.rules.finding import Safety, Severity
from tests.rules.check import check, codes, fixes, silent, unfixed

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = (
    "from datetime import timedelta\nfrom django.http import HttpResponse\n"
    "from django.utils.cache import patch_cache_control\n"
    "from django.views.decorators.cache import cache_control\n"
)


def view(arguments: str) -> str:
    return (
        f"{HEAD}def view(request):\n    r = HttpResponse()\n"
        f"    patch_cache_control(r, {arguments})\n    return r\n"
    )


def decorated(arguments: str) -> str:
    return f"{HEAD}@cache_control({arguments})\ndef view(request):\n    return HttpResponse()\n"


SENT = {
    "False": ("public=False", "public=False"),
    "None": ("max_age=None", "max-age=None"),
    "a list": ("private=['A']", "private=['A']"),
    "a timedelta": ("max_age=timedelta(hours=1)", "max-age=1:00:00"),
    "a number as text": ("max_age='60'", "max-age=60"),
    "text for a number": ("s_maxage='an hour'", "s-maxage=an hour"),
    "a float": ("max_age=30.0", "max-age=30.0"),
    "no number": ("max_age=True", "max-age"),
    "one": ("no_store=1", "no-store=1"),
    "text": ("must_revalidate='yes'", "must-revalidate=yes"),
    "a misspelt name": ("maxage=60", "maxage=60"),
    "a name written apart": ("s_max_age=60", "s-max-age=60"),
    "a name in one": ("nocache=True", "nocache"),
    "spread": ("**{'private': False}", "private=False"),
}
ACCEPTED = {
    "True": "public=True, no_store=True",
    "seconds": "max_age=60, s_maxage=30",
    "no seconds": "max_age=0",
    "text that is a number": "s_maxage='60'",
    "fields": "no_cache='Set-Cookie', private='Set-Cookie'",
    "another extension": "surrogate=True",
    "known through a name": "max_age=int('60')",
    "none": "",
}


@pytest.mark.parametrize("program", [view, decorated])
@pytest.mark.parametrize(("arguments", "sent"), SENT.values(), ids=SENT)
def test_what_is_no_directive_is_flagged_and_sent(
    program: type[str], arguments: str, sent: str, django: Django
) -> None:
    assert codes(program(arguments), min(django.version, DEFAULT)) == ["RSP303"]
    assert django.run(program(arguments)).header("Cache-Control") == sent


@pytest.mark.parametrize("program", [view, decorated])
@pytest.mark.parametrize("arguments", ACCEPTED.values(), ids=ACCEPTED)
def test_directives_are_silent(program: type[str], arguments: str, django: Django) -> None:
    silent(program(arguments))
    assert django.run(program(arguments)).raises is None


def test_fields_in_a_list_raise(django: Django) -> None:
    program = view("no_cache=['A']")
    assert codes(program) == ["RSP303"]
    assert (django.run(program).raises or "").startswith("TypeError: ")


def test_a_number_as_text_raises_where_one_is_set(django: Django) -> None:
    program = view("max_age=60").replace(
        "    return", "    patch_cache_control(r, max_age='9')\n    return"
    )
    assert codes(program) == ["RSP303"]
    assert (django.run(program).raises or "").startswith("TypeError: ")


@pytest.mark.parametrize(
    "arguments", ["max_age=request.age", "**request.GET", "public=request.public", "**{'a': 1}"]
)
def test_what_is_unknown_is_silent(arguments: str) -> None:
    silent(view(arguments))


def test_the_message_says_what_is_sent_and_what_to_write() -> None:
    check("""
        from django.utils.cache import patch_cache_control as patch
        def f(response, hour: float):
            patch(response, public=False)
            #                      ^^^^^ RSP303 sends Cache-Control: public=False, which does not turn it off; leave public out.
            patch(response, max_age="60")
            #                       ^^^^ RSP303 raises TypeError where the response has one
            patch(response, max_age=hour)
            #                       ^^^^ RSP303 max-age=3600.0 or the like, which is no number of seconds
            patch(response, maxage=60)
            #                      ^^ RSP303 sends the directive maxage, which no cache knows; write max_age.
            patch(response, no_cache=["A"])
            #                        ^^^^^ RSP303 raises TypeError: unhashable type: 'list'; give True
    """)


def test_a_decorator_of_a_method_is_seen() -> None:
    check("""
        from django.utils.decorators import method_decorator
        from django.views import View
        from django.views.decorators.cache import cache_control
        class Page(View):
            @method_decorator(cache_control(private=None))
            #                                       ^^^^ RSP303
            def get(self, request):
                return self.page
    """)


@pytest.mark.parametrize(
    "arguments",
    ["public=not request.GET", "max_age=60 if request.GET else None"],
)
def test_what_is_wrong_on_one_path_is_a_hint(arguments: str) -> None:
    (finding,) = lint(view(arguments), Config(select=("RSP303",), hints=True))
    assert finding.severity is Severity.HINT
    assert finding.message.startswith("Django may send Cache-Control: ")
    silent(view(arguments))


def test_a_wrapper_is_reported_at_its_call() -> None:
    check("""
        from django.utils.cache import patch_cache_control
        def cached(response, seconds):
            patch_cache_control(response, max_age=seconds)
        def view(request, response):
            cached(response, None)
            #                ^^^^ RSP303
            return response
    """)


def test_a_function_of_the_same_name_is_silent() -> None:
    silent(
        "from django.http import HttpResponse\nfrom .cache import patch_cache_control\n"
        "patch_cache_control(HttpResponse(), public=False)"
    )


def test_a_comment_silences_it() -> None:
    silent(view("public=False)  # noqa: RSP303\n    (0"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("public=False, max_age=60", "max_age=60"),
        ("max_age=60, public=None", "max_age=60"),
        ("max_age=timedelta(hours=1)", "max_age=int(timedelta(hours=1).total_seconds())"),
        ("max_age=float(1)", "max_age=int(float(1))"),
        ("max_age='60'", "max_age=60"),
        ("no_store=1", "no_store=True"),
        ("maxage=60", "max_age=60"),
        ("nocache=True, public=True", "no_cache=True, public=True"),
    ],
)
def test_what_was_meant_is_suggested(before: str, after: str, django: Django) -> None:
    fixes(view(before), view(after), Safety.SUGGESTED)
    unfixed(view(before), Safety.SAFE)
    assert django.run(view(after)).raises is None


@pytest.mark.parametrize(
    "arguments",
    [
        "public=False",
        "max_age=True",
        "**{'public': False}, max_age=1",
        "private=['A']",
        "max_age=60, maxage=30",
        "public=False,  # never\n        max_age=60",
    ],
)
def test_what_cannot_be_told_gets_no_fix(arguments: str) -> None:
    unfixed(view(arguments))
