"""Comments that silence findings, and comments that do not."""

from __future__ import annotations

from textwrap import dedent, indent

import pytest

from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import lint

CONFIG = Config(ignore=("RSP902", "RSP903"))
"""What is found in the comments themselves has tests of its own."""

BARE = ["# noqa", "#noqa", "# NOQA", "# type: ignore # noqa", "# resp: ignore", "#resp:ignore why"]
NAMING = [
    "# noqa: RSP302",
    "# noqa:rsp302",
    "# noqa : RSP302",
    "# noqa: E501, RSP302",
    "# noqa: E501 RSP302 the proxy wants it",
    "# noqa: RSP3",
    "# noqa: manual-vary",
    "# noqa: E501 # noqa: RSP302",
    "# resp: ignore[RSP302]",
    "# resp: ignore[RSP101, manual-vary] the proxy wants it",
    "# resp: ignore[RSP3]",
    "# pragma: no cover  # resp: ignore[RSP302]",
]
OTHER = [
    "# noqa: E501",
    "# noqa: RSP301",
    "# noqa: because RSP302 is wrong here",
    "# noqa: the proxy wants it",
    "# noqa-me",
    "# noqable",
    "# not noqa",
    "# resp: ignore[RSP301]",
    "# resp: ignore[]",
    "# resp: ignore[RSP302",
    "# resp: ignore-nothing",
    "# resp: ignore-file",
    "# ruff: noqa",
    "# nosec",
]
FILE_LEVEL = [
    "# resp: ignore-file",
    "# resp: ignore-file[RSP3]",
    "# resp: ignore-file[manual-vary] generated",
    "# flake8: noqa",
    "# ruff: noqa",
    "# ruff: noqa: RSP302",
    "# flake8: noqa: E501, RSP302",
]
OTHER_FILE_LEVEL = [
    "# resp: ignore-file[RSP1]",
    "# ruff: noqa: E501",
    "# noqa",
    "# resp: ignore",
    "# flake8-noqa",
]


def found(body: str, before: str = "") -> list[str]:
    """The codes of the findings in a view that has a response `r`."""
    head = f"from django.http import HttpResponse\n{before}def view(request):\n"
    code = f"r = HttpResponse()\n{dedent(body)}return r\n"
    return [finding.code for finding in lint(head + indent(code, "    "), CONFIG)]


@pytest.mark.parametrize("comment", BARE + NAMING)
def test_a_comment_on_the_line_silences(comment: str) -> None:
    assert found(f"r['Vary'] = 'Cookie'  {comment}\n") == []


@pytest.mark.parametrize("comment", OTHER)
def test_a_comment_that_means_something_else_does_not(comment: str) -> None:
    assert found(f"r['Vary'] = 'Cookie'  {comment}\n") == ["RSP302"]


@pytest.mark.parametrize("comment", FILE_LEVEL)
def test_a_comment_for_the_file_silences_wherever_it_stands(comment: str) -> None:
    assert found("r['Vary'] = 'Cookie'\n", before=f"{comment}\n") == []
    assert found(f"r['Vary'] = 'Cookie'\n{comment}\n") == []


@pytest.mark.parametrize("comment", OTHER_FILE_LEVEL)
def test_another_comment_on_a_line_of_its_own_does_not(comment: str) -> None:
    assert found(f"{comment}\nr['Vary'] = 'Cookie'\n") == ["RSP302"]


def test_a_comment_for_the_file_must_stand_alone() -> None:
    assert found("x = 1  # resp: ignore-file\nr['Vary'] = 'Cookie'\n") == ["RSP302"]


def test_only_the_findings_of_its_line_are_silenced() -> None:
    text = """
        r['Vary'] = 'Cookie'  # noqa
        r['Vary'] = 'Accept'
    """
    assert found(text) == ["RSP302"]


def test_one_comment_may_silence_one_of_two_findings() -> None:
    text = "r['Vary'] = 'Cookie'; r['X'] = 'a\\n'  # noqa: RSP201\n"
    assert found(text) == ["RSP302"]


@pytest.mark.parametrize(
    "text",
    [
        "r['Vary'] = (  # noqa\n    'Cookie'\n)\n",
        "r['Vary'] = (\n    'Cookie'\n)  # noqa\n",
        "r['Vary'] = \\\n    'Cookie'  # noqa\n",
        "r['X'] = '''a\n    b\n'''  # noqa\n",
        "r = HttpResponse(\n    headers={\n        'X': 'a\\n',  # noqa\n    },\n)\n",
        "r = HttpResponse(  # noqa\n    headers={\n        'X': 'a\\n',\n    },\n)\n",
        "r = HttpResponse(\n    headers={\n        'X': 'a\\n',\n    },\n)  # noqa\n",
    ],
)
def test_a_comment_may_stand_at_either_end_of_the_statement(text: str) -> None:
    assert found(text) == []
    assert found(text.replace("  # noqa", "")) != []


@pytest.mark.parametrize(
    "text",
    [
        "r['Vary'] = '# noqa'\n",
        "r['Vary'] = 'a'; x = '''\n# noqa\n'''\n",
        "x = '''\n# resp: ignore-file\n'''\nr['Vary'] = 'a'\n",
        "r['Vary'] = f'{x[\"# noqa\"]}, a'\n",
    ],
)
def test_a_comment_within_a_string_is_none(text: str) -> None:
    assert "RSP302" in found(text)


def test_comments_are_read_beside_broken_code() -> None:
    broken = "def broken(request:\n    x = 'unclosed\n\n"
    body = "r['Vary'] = 'a'  # noqa: RSP302\nr['Vary'] = 'b'\n"
    assert found(body, before=broken) == ["RSP302"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_do_not_matter(end: str) -> None:
    text = """\
        from django.http import HttpResponse
        def view(request):
            r = HttpResponse()
            r["Vary"] = "a"  # noqa
            r["Vary"] = "b"
            return r
    """
    silenced, found = lint(dedent(text).replace("# noqa", "").replace("\n", end), CONFIG)
    assert lint(dedent(text).replace("\n", end), CONFIG)[0].message == found.message
    assert silenced.message != found.message
