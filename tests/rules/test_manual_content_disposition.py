from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from resp_core.versions import Version
from resp_lsp.linter.fix import SAFE, fixed
from resp_lsp.rules.finding import Safety
from tests.rules.check import SUBJECT, check, codes, config, fixes, silent, unfixed
from tests.rules.header_programs import HEAD, elsewhere, view

if TYPE_CHECKING:
    from tests.django.matrix import Django

IMPORT = "from django.utils.http import content_disposition_header\n"
D = 'r["Content-Disposition"]'

FLAGGED = {
    "an f-string": view(f"{D} = f'attachment; filename=\"{{NAME}}\"'"),
    "without quotes": view(f"{D} = f'attachment; filename={{NAME}}'"),
    "percent": view(f"{D} = 'attachment; filename=\"%s\"' % NAME"),
    "percent with a tuple": view(f"{D} = 'attachment; filename=\"%s\"' % (NAME,)"),
    "percent with a dict": view(f"{D} = 'attachment; filename=\"%(n)s\"' % {{'n': NAME}}"),
    "format": view(f"{D} = 'attachment; filename=\"{{}}\"'.format(NAME)"),
    "a sum": view(f"{D} = 'attachment; filename=' + NAME"),
    "bytes": view(f"{D} = b'attachment; filename=\"%s\"' % NAME.encode()"),
    "encoded": view(f"{D} = f'attachment; filename=\"{{NAME}}\"'.encode()"),
    "inline": view(f"{D} = f'inline; filename=\"{{NAME}}\"'"),
    "lower case": view("r['content-disposition'] = f'attachment; filename=\"{NAME}\"'"),
    "the headers": view("r.headers['Content-Disposition'] = f'attachment; filename=\"{NAME}\"'"),
    "setdefault": view("r.setdefault('Content-Disposition', f'attachment; filename=\"{NAME}\"')"),
    "headers=": (
        f"{HEAD}def view(request):\n    return HttpResponse(headers={{\n"
        "        'Content-Disposition': f'attachment; filename=\"{NAME}\"'})\n"
    ),
    "a name bound earlier": view(
        "name = NAME + '.csv'", "value = f'attachment; filename=\"{name}\"'", f"{D} = value"
    ),
    "a helper that takes the response": (
        f"{HEAD}def attach(response, name):\n"
        "    response['Content-Disposition'] = f'attachment; filename=\"{name}\"'\n"
        "def view(request):\n    r = HttpResponse()\n    attach(r, NAME)\n    return r\n"
    ),
    "a helper that gives the value": (
        f"{HEAD}def disposition(name):\n    return f'attachment; filename=\"{{name}}\"'\n"
        f"def view(request):\n    r = HttpResponse()\n    {D} = disposition(NAME)\n    return r\n"
    ),
    "a method": (
        f"{HEAD}class V:\n    def name(self):\n        return NAME + '.csv'\n"
        "    def get(self, request):\n        r = HttpResponse()\n"
        f"        {D} = f'attachment; filename=\"{{self.name()}}\"'\n        return r\n"
        "def view(request):\n    return V().get(request)\n"
    ),
    "on both ways": view(
        "n = 'a' if request.GET else NAME", f"{D} = f'attachment; filename=\"{{n}}\"'"
    ),
    "a name that no one has checked": view(
        "n = request.GET.get('name', NAME)", f"{D} = f'attachment; filename=\"{{n}}\"'"
    ),
}
GIVEN = "NAME = __import__('os').environ.get('RESP_NO_SUCH_NAME', 'a-b')\n"
"""A name that the linter does not know."""


@pytest.mark.parametrize("program", FLAGGED.values(), ids=FLAGGED)
def test_a_name_filled_in_is_flagged_and_sent_as_it_is(program: str, django: Django) -> None:
    assert codes(GIVEN + program) == ["RSP601"]
    assert "a-b" in (django.run(GIVEN + program).header("Content-Disposition") or "")


SILENT = {
    "attachment": view(f"{D} = 'attachment'"),
    "inline": view(f"{D} = 'inline'"),
    "a constant name": view(f"{D} = 'attachment; filename=\"a b.csv\"'"),
    "a constant bound earlier": view("n = 'a.csv'", f"{D} = f'attachment; filename=\"{{n}}\"'"),
    "a constant given to a helper": (
        f"{HEAD}def disposition(name):\n    return f'attachment; filename=\"{{name}}\"'\n"
        f"def view(request):\n    r = HttpResponse()\n    {D} = disposition('a.csv')\n    return r\n"
    ),
    "the helper": view(
        f"{D} = content_disposition_header(True, str(request.GET))", head=HEAD + IMPORT
    ),
    "an encoded name": view(
        "n = quote(request.path)",
        f"{D} = f\"attachment; filename*=utf-8''{{n}}\"",
        head=HEAD + "from urllib.parse import quote\n",
    ),
    "a pair of names": view(
        "n = str(request)",
        f"{D} = f\"attachment; filename=a.csv; filename*=utf-8''{{len(n)}}\"",
    ),
    "an int": view(f"{D} = f'attachment; filename=\"a{{len(request.path)}}.csv\"'"),
    "an int as text": view(f"{D} = 'attachment; filename=\"a' + str(len(request.path)) + '.csv\"'"),
    "a UUID": view(
        f"{D} = f'attachment; filename=\"{{uuid.uuid4()}}.csv\"'", head=HEAD + "import uuid\n"
    ),
    "the hex of a UUID": view(
        f"{D} = f'attachment; filename=\"{{uuid.uuid4().hex}}.csv\"'", head=HEAD + "import uuid\n"
    ),
    "a slug": view(
        "n = slugify(request.path)",
        f"{D} = f'attachment; filename=\"{{n}}.csv\"'",
        head=HEAD + "from django.utils.text import slugify\n",
    ),
    "a setting": view(
        f"{D} = f'attachment; filename=\"{{settings.BRAND}}.csv\"'",
        head=HEAD + "class settings:\n    BRAND = 'a'\n",
    ),
    "one of two texts": view(
        "n = request.GET.get('f', 'a')",
        "if n == 'b':",
        "    pass",
        "else:",
        "    n = 'c'",
        f"{D} = f'attachment; filename=\"{{n}}.csv\"'",
    ),
    "a slug of the project, over lines": view(
        f"{D} = 'attachment; filename=\"%s.csv\"' % slugify(\n        request.path\n    )",
        head=HEAD + "def slugify(text):\n    return text[:0]\n",
    ),
    "a valid file name": view(
        "n = get_valid_filename('a' + request.path)",
        f"{D} = f'attachment; filename=\"{{n}}\"'",
        head=HEAD + "from django.utils.text import get_valid_filename\n",
    ),
    "a date": view(
        "n = timezone.now().strftime('%Y-%m-%d')",
        f"{D} = f'attachment; filename=\"{{n}}.csv\"'",
        head=HEAD + "from django.utils import timezone\n",
    ),
    "a hash": view(
        "n = hashlib.md5(b'a').hexdigest()",
        f"{D} = f'attachment; filename=\"{{n}}.csv\"'",
        head=HEAD + "import hashlib\n",
    ),
    "a value that is not known": view(f"{D} = str(request.META.get('A')).join('ab')"),
    "no name": view("kind = str(request.method)[:0] + 'inline'", f"{D} = kind"),
    "another header": view("r['X-A'] = f'attachment; filename=\"{request.path}\"'"),
    "what does not parse, which is RSP602's": view(
        f"{D} = f'attachment filename={{request.path}}'"
    ),
    "a suppression": view(f"{D} = f'attachment; filename=\"{{request.path}}\"'  # noqa: RSP601"),
}


@pytest.mark.parametrize("program", SILENT.values(), ids=SILENT)
def test_what_cannot_break_is_silent(program: str, django: Django) -> None:
    silent(program)
    assert django.run(program).raises is None


@pytest.mark.parametrize(
    "name",
    [
        "order.pk",
        "order.id",
        "order.ids[0]",
        "pk",
        "self.model._meta",
        "obj.uuid",
        "safe_filename(title)",
    ],
)
def test_what_is_plain_by_its_name_is_silent(name: str) -> None:
    silent(f"""
        from django.http import HttpResponse
        def view(self, pk, order, obj, title):
            r = HttpResponse()
            r["Content-Disposition"] = f'attachment; filename="a-{{{name}}}.csv"'
            r["Content-Disposition"] = 'attachment; filename=%s.csv' % {name}
            return r
    """)


@pytest.mark.parametrize("program", elsewhere("Content-Disposition", "f'attachment; filename={n}'"))
def test_the_header_of_something_else_is_silent(program: str) -> None:
    silent(program)


def test_the_target_is_marked_and_the_value_shown() -> None:
    check("""
        from django.http import HttpResponse as R
        def view(request, name):
            r = R()
            r["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        #   ^^^^^^^^^^^^^^^^^^^^^^^^ RSP601 'attachment; filename="{name}.csv"'; content_disposition_
            return r
    """)


FIXED = {
    "f'attachment; filename=\"{n}\"'": "content_disposition_header(True, n)",
    "f'inline; filename=\"{n}\"'": "content_disposition_header(False, n)",
    "f'attachment; filename={n}'": "content_disposition_header(True, n)",
    "'attachment; filename=\"%s\"' % n": "content_disposition_header(True, n)",
    "'attachment; filename=\"{}\"'.format(n)": "content_disposition_header(True, n)",
    "'attachment; filename=' + n": "content_disposition_header(True, n)",
    "f'attachment; filename=\"{n}.csv\"'": 'content_disposition_header(True, f"{n}.csv")',
    "'attachment; filename=\"a-%s-%s.csv\"' % (n, n.m)": (
        'content_disposition_header(True, f"a-{n}-{n.m}.csv")'
    ),
    'f\'attachment; filename="{n["a"]}.csv"\'': (
        "content_disposition_header(True, f'{n[\"a\"]}.csv')"
    ),
    "f'{n.kind}; filename=\"{n}\"'": 'content_disposition_header(n.kind == "attachment", n)',
}


@pytest.mark.parametrize(("value", "call"), FIXED.items())
def test_a_name_that_may_be_escaped_already_makes_it_a_suggestion(value: str, call: str) -> None:
    def program(head: str, code: str) -> str:
        return view(f"{D} = {code}", head=head).replace("(request)", "(request, n)")

    before = program(HEAD, value)
    unfixed(before, Safety.SAFE)
    fixes(before, program(HEAD + IMPORT, call), Safety.SUGGESTED)


@pytest.mark.parametrize(
    "value",
    [
        "b'attachment; filename=\"%s\"' % n",
        "f'attachment; filename=\"{n}\"; size={n}'",
        "f'attachment; filename=\"{n!r}\"'",
        "f'attachment; filename=\"{n}\"' if n else f'inline; filename=\"{n}\"'",
        "(  # why\n        f'attachment; filename=\"{n}\"')",
    ],
)
def test_what_the_helper_cannot_say_gets_no_fix(value: str) -> None:
    unfixed(view(f"{D} = {value}").replace("(request)", "(request, n)"))


def test_before_4_2_there_is_no_helper() -> None:
    program = view(f"{D} = f'attachment; filename=\"{{n}}\"'").replace("(request)", "(request, n)")
    unfixed(program, target=Version(4, 1))
    check(
        """
        from django.http import HttpResponse
        def view(request, name):
            r = HttpResponse()
            r["Content-Disposition"] = f'attachment; filename="{name}"'
        #   ^^^^^^^^^^^^^^^^^^^^^^^^ RSP601 FileResponse(filename=…) escapes it.
            return r
        """,
        Version(4, 1),
    )


RAW = {
    "a parameter of the URL": ("request.GET['name']", 'filename="{n}"', "n"),
    "a part of the name": ("request.GET['name']", 'filename="a-{n}.csv"', 'f"a-{n}.csv"'),
    "with a default": ("request.GET.get('name', 'a.csv')", 'filename="{n}"', None),
}


def raw(source: str, line: str, head: str) -> str:
    return f"{head}def view(request):\n    n = {source}\n    r = HttpResponse()\n    {D} = {line}\n    return r\n"


@pytest.mark.parametrize(("source", "parameter", "name"), RAW.values(), ids=RAW)
def test_the_fix_is_safe_for_what_comes_straight_from_the_client(
    source: str, parameter: str, name: str | None
) -> None:
    before = raw(source, f"f'attachment; {parameter}'", HEAD)
    if name is None:
        unfixed(before, Safety.SAFE)
    else:
        fixes(before, raw(source, f"content_disposition_header(True, {name})", HEAD + IMPORT))


PLAIN_NAMES = ["a.csv", "a b (1).csv", "a;b,c.csv", "a%20b.csv", "a'b.csv", "-", " a "]
BROKEN_NAMES = {
    'say "a".csv': 'attachment; filename="say \\"a\\".csv"',
    "a\\b.csv": 'attachment; filename="a\\\\b.csv"',
    "Größe.csv": "attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe.csv",
    "отчёт.csv": "attachment; filename*=utf-8''%D0%BE%D1%82%D1%87%D1%91%D1%82.csv",
    "": "attachment",
}


def sent(django: Django, name: str) -> tuple[str | None, str | None]:
    """The header for this name in the URL, before and after the safe fix."""
    before = raw("request.GET['name']", "f'attachment; filename=\"{n}\"'", HEAD)
    after = fixed(before, config(django.version, SUBJECT.get()), SAFE).text
    assert after != before
    given = f"\ninner = view\ndef view(request):\n    request.GET = {{'name': {name!r}}}\n    return inner(request)\n"
    one, other = (
        django.run(code + given).header("Content-Disposition") for code in (before, after)
    )
    return one, other


@pytest.mark.parametrize("name", PLAIN_NAMES)
def test_a_plain_name_is_sent_as_before(name: str, django: Django) -> None:
    before, after = sent(django, name)
    assert before == after == f'attachment; filename="{name}"'


@pytest.mark.parametrize(("name", "header"), BROKEN_NAMES.items())
def test_a_name_that_broke_the_header_is_encoded(name: str, header: str, django: Django) -> None:
    before, after = sent(django, name)
    assert before != after == header
