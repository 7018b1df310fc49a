"""Comments for what is found: where they stand, and that nothing is found after them."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest

from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import lint
from resp_lsp.linter.noqa import with_noqa

HEAD = "from django.http import HttpResponse, JsonResponse\ndef view(request):\n"


def silenced(body: str, end: str = "\n") -> str:
    """The body of a view with comments, after which nothing is found."""
    code = dedent(body)
    before = (HEAD + indent(f"r = HttpResponse()\n{code}", "    ")).replace("\n", end)
    text, count = with_noqa(before, lint(before, Config()))
    assert lint(text, Config()) == ()
    assert count == sum(a != b for a, b in zip(before.split(end), text.split(end), strict=True))
    assert with_noqa(text, ()) == (text, 0)
    assert text.replace(end, "").find("\n") == text.replace(end, "").find("\r") == -1
    return dedent("".join(text.partition(f"HttpResponse(){end}")[2:])).replace(end, "\n")


@pytest.mark.parametrize(
    ("line", "comment"),
    [
        ("return JsonResponse([1])", "  # noqa: RSP101"),
        ("return JsonResponse([1])  # why", "  # noqa: RSP101"),
        ("return JsonResponse([1])  # noqa: E501", ", RSP101"),
        ("return JsonResponse([1])  # noqa:E501,F401", ", RSP101"),
        ("return JsonResponse([1])  # resp: ignore[RSP1O1]", "  # noqa: RSP101, RSP903"),
        ("return JsonResponse([1])  # noqa: RSP302", ", RSP101, RSP902"),
        ("r['Vary'] = 'a'; return JsonResponse([1])", "  # noqa: RSP101, RSP302"),
        ("return JsonResponse([1])  # noqa: because", "  # noqa: RSP101"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_comment_is_added_or_extended(line: str, comment: str, end: str) -> None:
    assert silenced(f"{line}\n", end) == f"{line}{comment}\n"
    assert silenced(line, end) == f"{line}{comment}"


def test_reasons_stay_behind_the_codes() -> None:
    after = silenced("return JsonResponse([1])  # noqa: E501 too long\n")
    assert after == "return JsonResponse([1])  # noqa: E501, RSP101 too long\n"


def test_spaces_at_the_end_of_the_line_go() -> None:
    assert silenced("return JsonResponse([1])   \n") == "return JsonResponse([1])  # noqa: RSP101\n"


@pytest.mark.parametrize(
    "statement",
    [
        "return JsonResponse(\n    [1],\n)",
        "return JsonResponse(\n    [1],  # one\n)",
        "return \\\n    JsonResponse([1])",
        'r[\'X\'] = """a\n  # b\n  c"""',
        "r['X'] = (\n    'a\\n'\n    '''b\n    '''\n)",
        "if JsonResponse([\n    1,\n]): pass",
    ],
)
def test_the_comment_stands_at_the_end_of_the_statement(statement: str) -> None:
    *lines, last = silenced(f"{statement}\nreturn r\n").splitlines()[:-1]
    assert [*lines, last.partition("  # noqa: RSP")[0]] == statement.splitlines()
    assert "  # noqa: RSP" in last


def test_two_findings_of_a_statement_share_a_comment() -> None:
    after = silenced(
        "r = HttpResponse(\n    headers={\n        'Vary': 'a',\n        'X': '\\n',\n    }\n)\n"
    )
    assert after.splitlines()[-1] == ")  # noqa: RSP201, RSP302"


def test_what_keeps_the_linter_from_working_is_not_silenced() -> None:
    text = f"{HEAD}    return JsonResponse([1]\n"
    assert with_noqa(text, lint(text, Config())) == (text, 0)
