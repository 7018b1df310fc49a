from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import REASON_IS_CHECKED, Version
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike

if TYPE_CHECKING:
    from tests.django.matrix import Django

HEAD = "from django.http import HttpResponse, JsonResponse, StreamingHttpResponse\n"
HEAD += "from django.utils.translation import gettext_lazy\n"
CONTROL = "django.http.response.BadHeaderError: reason_phrase can't contain control characters."
TEXT = "TypeError: expected string or bytes-like object, got "
REFUSED = {
    "a tab": ("HttpResponse('x', reason='a\\tb')", CONTROL),
    "an escape": ("HttpResponse('x', reason='\\x1b')", CONTROL),
    "a C1 control": ("HttpResponse('x', reason='\\x85')", CONTROL),
    "a number": ("HttpResponse('x', reason=503)", TEXT + "'int'"),
    "True": ("JsonResponse({}, reason=True)", TEXT + "'bool'"),
    "bytes": ("HttpResponse('x', reason=b'Busy')", "TypeError: cannot use a string pattern"),
    "an exception": ("HttpResponse('x', reason=ValueError('Busy'))", TEXT + "'ValueError'"),
    "a dict": ("JsonResponse({}, reason={'a': 1})", TEXT + "'dict'"),
    "a lazy translation": ("HttpResponse('x', reason=gettext_lazy('Busy'))", TEXT + "'__proxy__'"),
    "by position": ("HttpResponse('x', 'a/b', 503, 503)", TEXT + "'int'"),
    "of a stream": ("StreamingHttpResponse(['x'], reason=503)", TEXT + "'int'"),
}
ACCEPTED = {
    "a text": "HttpResponse('x', reason='Busy')",
    "None": "HttpResponse('x', reason=None)",
    "an empty text": "HttpResponse('x', reason='')",
    "zero": "HttpResponse('x', reason=0)",
    "an empty list": "HttpResponse('x', reason=[])",
    "non-ASCII": "HttpResponse('x', reason='Möglich')",
    "the text of an exception": "HttpResponse('x', reason=str(ValueError('Busy')))",
}
SILENT = {
    "unknown": "HttpResponse('x', reason=request.GET['reason'])",
    "a text or a number": "HttpResponse('x', reason='Busy' if request.GET else 503)",
    "unknown arguments": "HttpResponse(*request.args, reason=503)",
    "a newline, which is RSP201": "HttpResponse('x', reason='a\\nb')",
}


def program(expression: str) -> str:
    return f"{HEAD}def view(request):\n    return {expression}\n"


@pytest.mark.parametrize(("expression", "error"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_from_6_1(expression: str, error: str, django: Django) -> None:
    is_checked = django.version >= REASON_IS_CHECKED.since
    assert codes(program(expression), django.version) == (["RSP512"] if is_checked else [])
    raised = django.run(program(expression)).raises
    assert (raised or "").startswith(error) == is_checked


@pytest.mark.parametrize("expression", ACCEPTED.values(), ids=ACCEPTED)
def test_what_django_accepts_is_silent(expression: str, django: Django) -> None:
    silent(program(expression), django.version)
    assert django.run(program(expression)).raises is None


@pytest.mark.parametrize("expression", SILENT.values(), ids=SILENT)
def test_what_is_not_certain_is_silent(expression: str) -> None:
    silent(program(expression))


def test_it_is_silent_before_6_1() -> None:
    assert codes(program("HttpResponse('x', reason=503)"), Version(6, 0)) == []


@each_look_alike("HttpResponse")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    silent(f"import django\n{head}HttpResponse('x', reason=503)\n")


def test_an_own_constructor_may_mean_something_else() -> None:
    silent("""
        from django.http import HttpResponse
        class Error(HttpResponse):
            def __init__(self, reason):
                super().__init__(str(reason), status=400)
        Error(reason=400)
    """)


def test_an_exception_at_hand_is_marked() -> None:
    check("""
        from django.http import HttpResponse as R
        def view(request):
            try:
                return R(int(request.GET["n"]))
            except (KeyError, ValueError) as error:
                return R(status=400, reason=error)
                #                           ^^^^^ RSP512 TypeError: expected string
    """)


def test_its_text_can_be_passed() -> None:
    head = f"{HEAD}try:\n    pass\nexcept ValueError as e:\n    HttpResponse(status=400, reason="
    fixes(f"{head}e)", f"{head}str(e))", Safety.SUGGESTED)


def test_nothing_else_is_offered() -> None:
    unfixed(program("HttpResponse('x', reason=503)"))


def test_a_comment_silences_it() -> None:
    silent(f"{HEAD}HttpResponse('x', reason=503)  # noqa: RSP512")
