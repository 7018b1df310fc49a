"""A response is shown as it is behind the statement, on all ways that lead there."""

from __future__ import annotations

import pytest

from resp_core.versions import Version
from tests.preview.shown import HERE, http, only, previewed

STEPS = (
    (
        'response = JsonResponse({"a": 1})',
        'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"a": 1}',
    ),
    ('response["X-A"] = "1"', "X-A: 1"),
    ("response.status_code = 404", "HTTP/1.1 404 Not Found"),
    ('response.set_cookie("a", "b")', "Set-Cookie: a=b; Path=/"),
    ('patch_vary_headers(response, ["Cookie"])', "Vary: Cookie"),
    ('del response["X-A"]', "Vary: Cookie"),
    ("return response", "Vary: Cookie"),
)


def test_each_line_shows_what_was_done_until_then() -> None:
    lines = [line for line, _ in STEPS]
    for index, (_, last) in enumerate(STEPS):
        marked = [HERE + line if at == index else line for at, line in enumerate(lines)]
        shown = http("def view(request):\n    " + "\n    ".join(marked))
        assert last in shown
        assert ("X-A: 1" in shown) == (1 <= index < 5)
        assert ("Set-Cookie" in shown) == (index >= 3)


NAMED = {
    "|response = HttpResponse()": True,
    "response = |HttpResponse()": True,
    "response = HttpRe|sponse()": True,
    'response = HttpResponse(); re|sponse["X-A"] = "1"': True,
    'response = HttpResponse(); response["X|-A"] = "1"': True,
    'response = HttpResponse(); response["X-A"] = a|b': False,
    "response = HttpResponse(); response.set_|cookie('a')": True,
    "response = HttpResponse(); response.set_cookie(a|b)": False,
    "response = HttpResponse(); patch_vary|_headers(response, ['A'])": True,
    "response = HttpResponse(); patch_vary_headers(respo|nse, ['A'])": True,
    "response = HttpResponse(); patch_vary_headers(response, ['|A'])": False,
    "response = HttpResponse(); response.he|aders['A'] = 'b'": True,
    "response = HttpResponse(); re|turn response": True,
    "response = HttpResponse(); return resp|onse": True,
}


@pytest.mark.parametrize("code", NAMED)
def test_the_place_is_on_the_response_or_only_in_its_statement(code: str) -> None:
    found = previewed(f"def view(request, ab):\n    {code}")
    assert found is not None
    assert found.is_named is NAMED[code]


def test_paths_that_differ_are_told_apart() -> None:
    shown = only("""
    def view(request):
        response = HttpResponse("a")
        if request.GET:
            response["X-A"] = "1"
            response.status_code = 404
        else:
            response["X-A"] = "2"
            response.content = "b"
        |return response
    """)
    assert shown.status_line == "HTTP/1.1 ⟨404 Not Found or 200 OK⟩"
    assert dict(shown.headers)["X-A"] == "⟨1 or 2⟩"
    assert shown.body == "⟨a or b⟩"


def test_what_is_on_some_paths_only_is_told_so() -> None:
    shown = only("""
    def view(request):
        response = HttpResponse()
        if request.GET:
            response["X-A"] = "1"
            response.set_cookie("a", "b")
        |return response
    """)
    assert dict(shown.headers)["X-A"] == "⟨1 or none⟩"
    assert shown.cookies == ("⟨a=b; Path=/ or none⟩",)


def test_within_a_branch_its_own_path_is_shown() -> None:
    shown = http("""
    def view(request):
        response = HttpResponse()
        if request.GET:
            |response.status_code = 404
            return response
        return response
    """)
    assert shown.startswith("HTTP/1.1 404 Not Found")


def test_responses_of_several_branches_are_shown_beside_each_other() -> None:
    found = previewed("""
    def view(request):
        if request.GET:
            response = HttpResponse("a")
        else:
            response = JsonResponse({})
        response["X-A"] = "1"
        |return response
    """)
    assert found is not None
    assert [one.body for one in found.previews] == ["a", "{}"]
    assert [dict(one.headers)["X-A"] for one in found.previews] == ["1", "1"]


def test_of_two_responses_one_is_changed() -> None:
    shown = only("""
    def view(request):
        one, other = HttpResponse("a"), HttpResponse("b")
        chosen = one if request.GET else other
        chosen["X-A"] = "1"
        |return one
    """)
    assert dict(shown.headers)["X-A"] == "⟨1 or none⟩"


def test_a_loop_may_do_it_any_number_of_times() -> None:
    shown = only("""
    def view(request, rows):
        response = HttpResponse("head")
        for row in rows:
            response.write(row)
            response[row] = "x"
        |return response
    """)
    assert dict(shown.headers)["⟨row⟩"] == "⟨x or none⟩"
    assert shown.body == "⟨head or head⟨row⟩⟩"


def test_a_path_that_raises_is_told() -> None:
    shown = only(r"""
    def view(request):
        response = HttpResponse()
        response["X-A"] = "a\nb" if request.GET else "c"
        |return response
    """)
    assert dict(shown.headers)["X-A"] == "c"
    assert len(shown.notes) == 1
    assert shown.notes[0].startswith("On some paths Django raises BadHeaderError")


def test_many_paths_are_not_all_shown() -> None:
    branches = "\n        ".join(
        f'if request.GET.get("{n}"):\n            response["X-{n}"] = "{n}"' for n in range(8)
    )
    shown = only(f"""
    def view(request):
        response = HttpResponse()
        {branches}
        |return response
    """)
    assert "There are more paths than are shown here." in shown.notes


def test_code_that_is_not_followed_may_have_changed_it() -> None:
    shown = only("""
    def view(request):
        response = HttpResponse("a")
        log(response)
        response["X-A"] = "1"
        |return response
    """)
    assert shown.body == "a"
    assert dict(shown.headers)["X-A"] == "1"
    assert shown.notes == ("Code that is not followed here has it too, and may change it.",)


def test_of_a_response_from_elsewhere_only_the_changes_are_known() -> None:
    shown = only("""
    def middleware(get_response):
        def inner(request):
            response = get_response(request)
            response["X-A"] = "1"
            |return response
        return inner
    """)
    assert shown.status_line == "HTTP/1.1 ⟨…⟩"
    assert shown.headers == (("X-A", "1"),)
    assert "It comes from elsewhere." in shown.notes


def test_a_decorator_that_is_not_known_may_change_it() -> None:
    shown = only("""
    @odd
    @never_cache
    def view(request):
        |return HttpResponse()
    """)
    assert "no-store" in dict(shown.headers)["Cache-Control"]
    assert shown.notes == ("`@odd` around the function may change it.",)


def test_decorators_act_on_what_is_returned_only() -> None:
    shown = only("""
    @never_cache
    def view(request):
        |response = HttpResponse()
        return response
    """)
    assert "Cache-Control" not in dict(shown.headers)


def test_a_class_of_the_project_may_do_more() -> None:
    shown = only("""
    class Own(HttpResponse):
        pass

    def view(request):
        |return Own("a")
    """)
    assert shown.notes == ("A class of the project makes it, which may do more.",)


def test_the_target_django_counts() -> None:
    view = "def view(request):\n    |return JsonResponse([])"
    assert only(view, Version(6, 1)).error is not None
    assert only(view, Version(6, 2)).body == "[]"


def test_on_some_paths_it_may_come_from_elsewhere() -> None:
    shown = only("""
    def either(request):
        if request.GET:
            return HttpResponse("a")
        return get_response(request)

    def view(request):
        |return either(request)
    """)
    assert shown.status_line == "HTTP/1.1 ⟨200 OK or …⟩"
    assert "It comes from elsewhere." in shown.notes
