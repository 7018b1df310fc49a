from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import Version
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = (
    "from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect\n"
    "from django.shortcuts import redirect\n"
)
PROTOCOL = "django.core.exceptions.DisallowedRedirect: Unsafe redirect to URL with protocol "
REFUSED = {
    "a script": ("HttpResponseRedirect('javascript:alert(1)')", PROTOCOL + "'javascript'"),
    "data": ("HttpResponseRedirect('data:text/html,x')", PROTOCOL + "'data'"),
    "an address": ("HttpResponseRedirect('mailto:a@b.example')", PROTOCOL + "'mailto'"),
    "a host and port": ("HttpResponseRedirect('localhost:8000/x')", PROTOCOL + "'localhost'"),
    "a drive": ("HttpResponseRedirect('c:/x')", PROTOCOL + "'c'"),
    "an app": ("HttpResponsePermanentRedirect('myapp://x')", PROTOCOL + "'myapp'"),
    "a view": ("HttpResponseRedirect('shop:cart')", PROTOCOL + "'shop'"),
    "in capitals": ("HttpResponseRedirect('JavaScript:x')", PROTOCOL + "'javascript'"),
    "by keyword": ("HttpResponseRedirect(redirect_to='tel:1')", PROTOCOL + "'tel'"),
    "the start of an f-string": ("HttpResponseRedirect(f'mailto:{1}')", PROTOCOL + "'mailto'"),
    "the start of a sum": ("HttpResponseRedirect('tel:' + request.path)", PROTOCOL + "'tel'"),
    "either of two": ("HttpResponseRedirect('a:b' if request.GET else 'c:d')", PROTOCOL + "'c'"),
    "of the shortcut": ("redirect('mailto:a@b.example')", PROTOCOL + "'mailto'"),
    "a host of the shortcut": ("redirect('localhost:8000/x')", PROTOCOL + "'localhost'"),
    "in a name": ("redirect(PLACE)", PROTOCOL + "'mailto'"),
    "a broken host": ("HttpResponseRedirect('http://[x/')", "ValueError: Invalid IPv6 URL"),
    "a number": ("HttpResponseRedirect(404)", "TypeError: "),
}
ACCEPTED = {
    "a path": "HttpResponseRedirect('/x')",
    "a relative path": "HttpResponseRedirect('x/y')",
    "http": "HttpResponseRedirect('http://a.example/')",
    "https in capitals": "HttpResponseRedirect('HTTPS://a.example/')",
    "ftp": "HttpResponseRedirect('ftp://a.example/')",
    "the scheme of the page": "HttpResponseRedirect('//a.example/')",
    "nothing": "HttpResponseRedirect('')",
    "a colon in the path": "HttpResponseRedirect('/x:y')",
    "a colon in the query": "HttpResponseRedirect('?x=a:b')",
    "a name that is no scheme": "HttpResponseRedirect('my_app:view')",
    "a path with a hole": "HttpResponseRedirect(f'/x:{request.path}')",
    "a host with a hole": "HttpResponseRedirect(f'http://{request.get_host()}:80/')",
    "a scheme with a hole": "HttpResponseRedirect(f'{request.scheme}://a.example/')",
    "a host in brackets": "HttpResponseRedirect(f'http://[{\"::1\"}]/')",
}


def program(expression: str) -> str:
    return f"{HEAD}PLACE = 'mailto:a@b.example'\ndef view(request):\n    return {expression}\n"


@pytest.mark.parametrize(("expression", "error"), REFUSED.values(), ids=REFUSED)
def test_what_is_flagged_raises(expression: str, error: str, django: Django) -> None:
    assert codes(program(expression), django.version) == ["RSP504"]
    assert (django.run(program(expression)).raises or "").startswith(error)


@pytest.mark.parametrize("expression", ACCEPTED.values(), ids=ACCEPTED)
def test_where_django_redirects_to_is_silent(expression: str, django: Django) -> None:
    silent(program(expression), django.version)
    assert django.run(program(expression)).raises is None


@pytest.mark.parametrize(
    "place",
    [
        "request.path",
        "PLACES",
        "'mailto:x' if request.GET else '/'",
        "f'{request.path}mailto:x'",
        "*args",
    ],
)
def test_what_is_not_certain_is_silent(place: str) -> None:
    silent(program(f"HttpResponseRedirect({place})"))


@each_look_alike("HttpResponseRedirect")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    silent(f"import django\n{head}HttpResponseRedirect('mailto:x')\n")


def test_the_shortcut_takes_the_name_of_a_view() -> None:
    silent(program("redirect('shop:cart')"))
    silent(program("redirect('shop:cart.detail', pk=1)"))
    silent(program("redirect('javascript:x')"))


def test_a_class_with_schemes_of_its_own_redirects(django: Django) -> None:
    code = """
        from django.http import HttpResponseRedirect
        class AppRedirect(HttpResponseRedirect):
            allowed_schemes = ["myapp"]
        def view(request):
            return AppRedirect("myapp://done")
    """
    silent(code, django.version)
    assert django.run(code).header("Location") == "myapp://done"


def test_so_does_one_with_a_constructor_of_its_own() -> None:
    silent("""
        from django.http import HttpResponseRedirect
        class AppRedirect(HttpResponseRedirect):
            def __init__(self, place):
                self.allowed_schemes = ["myapp"]
                super().__init__("myapp:" + place)
        AppRedirect("myapp:done")
    """)


def test_what_is_caught_is_meant() -> None:
    silent("""
        from django.core.exceptions import DisallowedRedirect
        from django.http import HttpResponseRedirect
        def view(request):
            try:
                return HttpResponseRedirect("mailto:x")
            except DisallowedRedirect:
                return None
    """)


def test_the_place_is_marked() -> None:
    check("""
        from django.http import HttpResponseRedirect as Redirect
        def view(request):
            return Redirect("mailto:a@b.example")
            #               ^^^^^^^^^^^^^^^^^^^^ RSP504 DisallowedRedirect: Unsafe redirect to URL with
    """)


@pytest.mark.parametrize("release", ["3.2", "4.2", "6.1"])
def test_it_holds_for_every_release(release: str) -> None:
    assert codes(program("HttpResponseRedirect('tel:1')"), Version.parse(release)) == ["RSP504"]


def test_the_name_of_a_view_can_be_looked_up() -> None:
    fixes(
        "from django.http import HttpResponseRedirect\n\nHttpResponseRedirect('shop:cart')\n",
        "from django.http import HttpResponseRedirect\nfrom django.urls import reverse\n\n"
        "HttpResponseRedirect(reverse('shop:cart'))\n",
        Safety.SUGGESTED,
    )


@pytest.mark.parametrize("place", ["'localhost:8000'", "'mailto:me'", "'myapp://x'", "'tel:1'"])
def test_no_view_is_looked_up_for_a_url(place: str) -> None:
    unfixed(f"{HEAD}HttpResponseRedirect({place})")


def test_a_comment_silences_it() -> None:
    silent(f"{HEAD}HttpResponseRedirect('tel:1')  # noqa: RSP504")
