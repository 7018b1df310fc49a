"""What is offered in code: names of headers, directives, keywords, status codes."""

from __future__ import annotations

import pytest

from resp_core.cache_directives import KNOWN
from resp_core.status import PHRASES
from resp_lsp.analysis.knowledge.http_fields import http_fields
from resp_lsp.server.completions.completion import Completion, Subject
from resp_lsp.server.completions.documentation import documentation
from tests.server.cursors import labels, offered, offered_in_view, taken


def subjects(found: tuple[Completion, ...]) -> set[Subject]:
    return {each.subject for each in found}


RESPONSE_NAMES = [
    'response["|"]',
    "response['|']",
    'response["Cont|"] = "a"',
    'response["|',
    'response.headers["|"] = "a"',
    'del response["|"]',
    'value = response["|"]',
    'print(response["|',
    'response.setdefault("|", "a")',
    'response.headers.setdefault("|")',
    'response.headers.get("|")',
    'response.headers.pop("|',
    'if response.has_header("|"): pass',
    'return HttpResponse("a", headers={"|"})',
    'return HttpResponse("a", headers={"|": "a"})',
    'return HttpResponse("a", headers={"Vary": "a", "|',
    'return HttpResponse("a", headers = {\n        "Vary": "a",\n        "|',
    'return JsonResponse({}, headers={"|',
    'return http.JsonResponse({}, headers={"|',
    'return Response({}, headers={"|',
    'return ArticleResponse(headers={"|',
    'self.response["|',
    'page = HttpResponse(); page["|',
    'page: HttpResponse = HttpResponse("a")\n    page["|',
    'page = await render(request)\n    page["|',
    'r["|"] = "a"',
    'res.headers["|"] = "a"',
    'r = render(request)\n    print(r["|',
    'response = self.get_response(request)\n    response["|',
    'response = await call()\n    response["|',
    'broken("\n    response["|',
    'broken(\n    return response["|',
    'x = {"a": """b"""}; response["|',
    'x = f"{request["a"]}"; response["|',
    'response[b"|',
]


@pytest.mark.parametrize("statement", RESPONSE_NAMES)
def test_a_response_takes_the_headers_of_responses(statement: str) -> None:
    found = labels(offered_in_view(statement))
    assert {"Content-Type", "ETag", "X-Frame-Options"} <= {*found}
    assert not {"Host", "User-Agent", "Transfer-Encoding"} & {*found}


REQUEST_NAMES = [
    'request.headers["|"]',
    'self.request.headers["|',
    'request.headers.get("|")',
    'patch_vary_headers(response, ["|"])',
    'patch_vary_headers(response, ["Cookie", "|',
    'patch_vary_headers(response, ("|',
    'cache.patch_vary_headers(response, newheaders=["|',
    '@vary_on_headers("|")',
    '@vary_on_headers("Cookie", "|',
    '@method_decorator(vary_on_headers("|',
    'response["Vary"] = "|"',
    'response["Vary"] = "Accept, |',
    'HttpResponse(headers={"vary": "|',
]


@pytest.mark.parametrize("statement", REQUEST_NAMES)
def test_what_is_asked_of_a_request_is_a_header_of_requests(statement: str) -> None:
    found = labels(offered_in_view(statement))
    assert {"Cookie", "User-Agent", "Accept-Language"} <= {*found}
    assert not {"ETag", "Location"} & {*found}


ELSEWHERE = [
    '"|',
    'x = "|"',
    'rows["|"]',
    'row["|"]',
    '["|"]',
    '{"|": 1}',
    'f(headers={"|": 1})',
    'requests.get(url, headers={"|": 1})',
    'redirect("a", headers={"|": 1})',
    'render(request, "a", headers={"|": 1})',
    'HttpResponse("|")',
    'HttpResponse({"|": 1})',
    'HttpResponse(headers={"a": {"|": 1}})',
    'JsonResponse({"|": 1})',
    'JsonResponse({"headers": {"|": 1}})',
    'response["Content-Type"] = "|"',
    'response[f"|"]',
    'response[f"{a["|',
    'response["a", "|"]',
    'response["a" + "|"]',
    'response["a\n|"]',
    'response["""|\n"""]',
    'response["a"]["|"]',
    'response.json()["|"]',
    'response.context["|"]',
    'response.get_headers("|")',
    'response.set_cookie("|")',
    'response.setdefault("a", "|")',
    'request["|"]',
    'request.META["|"]',
    'request.GET.get("|")',
    'response = {}\n    response["|',
    'response = "a"\n    response["|',
    'response = json.loads(text)\n    response["|',
    'response = requests.get(url).json()\n    response["|',
    'response = requests.get(url)\n    response["|',
    'for response in responses:\n        response["|',
    'for r in responses:\n        r["|',
    'print(r["|',
    'x = [r["|" for r in rows]',
    'patch_vary_headers("|")',
    'patch_vary_headers(response, {"|": 1})',
    'f(response, ["|"])',
    '# response["|',
    '"""response["|',
    '"""\n    response["|',
    'class page: pass\n    page["|',
    "|",
    "resp|",
    "response.|",
    "response[|",
    "response[na|",
    "HttpResponse(|",
    "HttpResponse(content_type=|",
    "f(status=|",
    "redirect('a', status=|",
    "HttpResponse(status=code|",
    "HttpResponse(status='4|",
    "HttpResponse(mystatus=|",
    "HttpResponse(f(status=|",
    "status = |",
    "status_code|",
    "if response.status_code == |",
    "patch_cache_control(|",
    "patch_cache_control(response, max_age=|",
    "patch_cache_control(response, max_age=x|",
    "patch_cache_control(response, x.|",
    "patch_cache_control(response, **|",
    'patch_cache_control(response, "|',
    "patch_cache_control(response, f(|",
    "patch_cache_control|",
    "def cache_control(|",
    "def patch_cache_control(response, |",
    'f("Cache-Control", "|',
    'rows["Cache-Control"] = "|',
    'request.headers["Cache-Control"] = "|',
    'response["Cache-Control"] == "|',
    'response["Cache-Control"] = "max-age=|',
    'response["Cache-Control"] = "max-age=6|',
    'response["Cache-Control"] = "public |',
    "response['Cache-Control'] = 'no-cache=\"Set-Cookie, |",
    'response["Cache-Control"] = |',
    'response["Cache-Control"] = f"|',
    'HttpResponse(headers={"Cache-Control": x["|',
    'HttpResponse(headers={"Expires": "|',
]


@pytest.mark.parametrize("statement", ELSEWHERE)
def test_nothing_is_offered_elsewhere(statement: str) -> None:
    assert offered_in_view(statement) == ()


def test_a_name_that_another_function_binds_is_not_known() -> None:
    assert offered('def a():\n    page = HttpResponse()\ndef b():\n    page["|') == ()


def test_a_function_within_one_does_not_hide_what_the_outer_one_binds() -> None:
    assert offered(
        'def a():\n    page = HttpResponse()\n    def b():\n        return 1\n    page["|'
    )


def test_a_module_has_responses_too() -> None:
    assert offered('page = HttpResponse()\npage["|')


def test_a_class_that_an_import_renames_is_known() -> None:
    assert offered('from django.http import JsonResponse as Answer\nAnswer({}, headers={"|')
    assert not offered('from django.http import QueryDict as Answer\nAnswer({}, headers={"|')


def test_a_class_of_the_module_is_known_by_what_it_extends() -> None:
    gone = "class Gone(Mixin, http.HttpResponse):\n    pass\n"
    assert offered(f'{gone}Gone(headers={{"|')
    assert offered(f'{gone}class Lost(Gone): ...\npage = Lost()\npage["|')
    assert not offered('class Gone(dict):\n    pass\nGone(headers={"|')
    assert not offered('class Gone(Gone):\n    pass\nGone(headers={"|')


def test_a_docstring_above_changes_nothing() -> None:
    statement = 'response["|'
    for text in ('"""It\'s "quoted" (so."""', "r'''\ndef no():\n'''", "# it's \"", 'x = "(["'):
        assert offered(f"def view():\n    {text}\n    {statement}"), text


def test_a_docstring_that_shows_code_is_none() -> None:
    assert offered('def view():\n    """Do it.\n\n    def other():\n        response["|"]\n') == ()


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ('response["|"] = 1', 'response["ETag"] = 1'),
        ('response["et|"] = 1', 'response["ETag"] = 1'),
        ('response["e|ta"] = 1', 'response["ETag"] = 1'),
        ('response["|Content-Type"]', 'response["ETag"]'),
        ('response["X-E|', 'response["ETag'),
        ('HttpResponse(headers={"a": 1, "e|": 2})', 'HttpResponse(headers={"a": 1, "ETag": 2})'),
    ],
)
def test_a_header_takes_the_place_of_the_whole_name(typed: str, after: str) -> None:
    (etag,) = (each for each in offered(typed) if each.label == "ETag")
    assert taken(typed, etag) == after


def test_everyday_headers_come_first_and_obsolete_ones_last() -> None:
    found = offered_in_view('response["|')
    assert not {"Vary", "Cache-Control", "Location"} - {*labels(found)[:50]}
    assert [each.is_obsolete for each in found] == sorted(each.is_obsolete for each in found)
    assert "Pragma" in labels(found)[-20:]


def test_every_header_is_offered_for_one_side_at_least() -> None:
    found = (*offered_in_view('response["|'), *offered_in_view('request.headers["|'))
    # Of those that are missing, the server writes each.
    missing = {field.name for field in http_fields().values()} - {*labels(found)}
    assert missing == {"Proxy-Authenticate"}


DIRECTIVES = [
    'response["Cache-Control"] = "|"',
    'response["Cache-Control"] = "pub|',
    'response.headers["cache-control"] = "|',
    'response["Cache-Control"] = ("|',
    'response["Cache-Control"] += "|',
    'response.setdefault("Cache-Control", "|")',
    'response.headers.setdefault("Cache-Control", "|',
    'HttpResponse(headers={"Cache-Control": "|"})',
    'HttpResponse(headers={"Vary": "a", "Cache-Control": "|',
]


@pytest.mark.parametrize("statement", DIRECTIVES)
def test_a_value_of_cache_control_takes_directives(statement: str) -> None:
    found = offered_in_view(statement)
    assert {*labels(found)} == {*KNOWN}
    assert subjects(found) == {Subject.DIRECTIVE}
    assert labels(found)[0] == "max-age"


def test_a_directive_that_is_there_is_not_offered_again() -> None:
    found = labels(offered_in_view('response["Cache-Control"] = "Public, max-age=60, |, private"'))
    assert {*KNOWN} - {*found} == {"public", "max-age", "private"}


def test_a_directive_that_takes_seconds_comes_with_its_equals_sign() -> None:
    typed = 'response["Cache-Control"] = "private, ma|"'
    (max_age,) = (each for each in offered(typed) if each.label == "max-age")
    assert taken(typed, max_age) == 'response["Cache-Control"] = "private, max-age="'


KEYWORDS = [
    "patch_cache_control(response, |)",
    "patch_cache_control(response, |",
    "patch_cache_control(response, pub|",
    "patch_cache_control(\n        response,\n        |",
    "cache.patch_cache_control(response, |",
    "@cache_control(|)",
    "@cache_control(pri|",
    "@method_decorator(cache_control(|",
]


@pytest.mark.parametrize("statement", KEYWORDS)
def test_the_helpers_take_directives_as_keywords(statement: str) -> None:
    found = offered_in_view(statement)
    assert {*labels(found)} == {each.keyword for each in KNOWN.values()}
    assert subjects(found) == {Subject.KEYWORD}


def test_a_keyword_that_is_there_is_not_offered_again() -> None:
    found = labels(offered_in_view("patch_cache_control(response, max_age=1, |, private=True)"))
    assert not {"max_age", "private"} & {*found}
    assert "s_maxage" in found


@pytest.mark.parametrize(
    ("typed", "label", "after"),
    [
        ("@cache_control(pub|", "public", "@cache_control(public=True"),
        ("@cache_control(max|", "max_age", "@cache_control(max_age="),
        ("@cache_control(|=True)", "public", "@cache_control(public=True)"),
        ("@cache_control(pu|blac)", "public", "@cache_control(public=True)"),
    ],
)
def test_a_keyword_comes_with_the_value_that_gives_the_directive(
    typed: str, label: str, after: str
) -> None:
    (found,) = (each for each in offered(typed) if each.label == label)
    assert taken(typed, found) == after


STATUSES = [
    "return HttpResponse(status=|)",
    "return HttpResponse('a', status=4|)",
    "return HttpResponse('a', status = |",
    "return JsonResponse({'a': 1}, status=|",
    "return render(request, 'a.html', {}, status=|",
    "return Response(status=|",
    "return django.http.HttpResponse(\n        status=|",
    "response.status_code = |",
    "response.status_code = 40|",
    "self.response.status_code=|",
    "class Gone(HttpResponse):\n        status_code = |",
    "class Gone(HttpResponse):\n        status_code: int = 4|",
]


@pytest.mark.parametrize("statement", STATUSES)
def test_a_status_is_a_number_with_a_phrase(statement: str) -> None:
    found = offered_in_view(statement)
    assert {each.label: each.detail for each in found} == {
        str(code): phrase for code, phrase in PHRASES.items()
    }
    assert labels(found)[0] == "200"


def test_a_status_takes_the_place_of_the_number_that_is_there() -> None:
    typed = "response.status_code = 4|00"
    (found,) = (each for each in offered(typed) if each.label == "404")
    assert taken(typed, found) == "response.status_code = 404"


@pytest.mark.parametrize(
    "statement",
    [RESPONSE_NAMES[0], REQUEST_NAMES[0], DIRECTIVES[0], KEYWORDS[0], STATUSES[0]],
)
def test_all_that_is_offered_is_explained(statement: str) -> None:
    for each in offered_in_view(statement):
        assert documentation(each.subject, each.label), each.label
        assert each.detail, each.label


def test_a_directive_is_explained_with_its_source() -> None:
    assert "RFC 8246" in documentation(Subject.DIRECTIVE, "immutable")
    assert "Sends `stale-if-error=…`" in documentation(Subject.KEYWORD, "stale_if_error")
