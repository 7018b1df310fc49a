from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import DEFAULT
from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import lint
from resp_lsp.rules.finding import Safety, Severity
from tests.rules.check import check, codes, fixes, silent
from tests.rules.look_alikes import each_look_alike

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "from django.http import HttpResponseRedirect\n"
NAMES = {
    "in a namespace": ("'my_shop:cart'", "my_shop:cart"),
    "with hyphens": ("'my_shop:cart-detail'", "my_shop:cart-detail"),
    "in two namespaces": ("'my_shop:admin:cart'", "my_shop:admin:cart"),
    "in a name": ("NAME", "my_shop:cart"),
}
WORDS = {"a word": ("'login'", "login"), "several words": ("'user-list'", "user-list")}
SILENT = {
    "a path": "'/login'",
    "a page": "'login/'",
    "a file": "'login.html'",
    "a query": "'?login'",
    "a fragment": "'#login'",
    "the page itself": "'.'",
    "nothing": "''",
    "a URL": "'https://a.example/'",
    "a path with a colon": "'/my_shop:cart'",
    "a scheme, which is refused": "'shop:cart'",
    "unknown": "request.path",
    "a text with holes": "f'my_shop:{request.path}'",
    "a name or a path": "'my_shop:cart' if request.GET else '/'",
    "a view that is looked up": "reverse('my_shop:cart')",
}


def program(place: str) -> str:
    return (
        f"{HEAD}from django.urls import reverse\nNAME = 'my_shop:cart'\n"
        f"def view(request):\n    return HttpResponseRedirect({place})\n"
    )


@pytest.mark.parametrize(("place", "location"), [*NAMES.values(), *WORDS.values()])
def test_django_sends_the_name(place: str, location: str, django: Django) -> None:
    config = Config(select=("RSP507",), target_django=django.version, hints=True)
    assert [finding.code for finding in lint(program(place), config)] == ["RSP507"]
    assert django.run(program(place)).header("Location") == location


@pytest.mark.parametrize(("place", "_"), WORDS.values(), ids=WORDS)
def test_a_word_is_a_hint(place: str, _: str) -> None:
    assert codes(program(place)) == []
    config = Config(select=("RSP507",), target_django=DEFAULT, hints=True)
    assert [f.severity for f in lint(program(place), config)] == [Severity.HINT]


@pytest.mark.parametrize("place", SILENT.values(), ids=SILENT)
def test_what_may_be_a_url_is_silent(place: str) -> None:
    config = Config(select=("RSP507",), target_django=DEFAULT, hints=True)
    assert lint(program(place), config) == ()


@each_look_alike("HttpResponseRedirect")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    silent(f"import django\n{head}HttpResponseRedirect('my_shop:cart')\n")


def test_an_own_constructor_may_look_it_up() -> None:
    silent("""
        from django.http import HttpResponseRedirect
        from django.urls import reverse
        class To(HttpResponseRedirect):
            def __init__(self, name):
                super().__init__(reverse(name))
        To("my_shop:cart")
    """)


def test_the_name_is_marked() -> None:
    check("""
        from django import http
        http.HttpResponsePermanentRedirect("my_shop:cart")
        #                                  ^^^^^^^^^^^^^^ RSP507 write reverse("my_shop:cart")
    """)


def test_the_name_is_looked_up() -> None:
    fixes(
        f"{HEAD}\nHttpResponseRedirect('my_shop:cart')\n",
        f"{HEAD}from django.urls import reverse\n\nHttpResponseRedirect(reverse('my_shop:cart'))\n",
        Safety.SUGGESTED,
    )


def test_a_comment_silences_it() -> None:
    silent(f"{HEAD}HttpResponseRedirect('my_shop:cart')  # noqa: RSP507")
