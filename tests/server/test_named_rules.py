"""The rules that words in comments and configuration files name."""

from __future__ import annotations

import pytest

from resp_lsp.analysis.source.text import Lines
from resp_lsp.server.documents import Document
from resp_lsp.server.named_rules import NamedRules, rules_at
from tests.server.cursors import without_cursor


def named(marked: str, uri: str = "file:///project/views.py") -> NamedRules | None:
    text, offset = without_cursor(marked)
    return rules_at(Document(uri, "", 0, Lines(text)), offset)


@pytest.mark.parametrize(
    "marked",
    [
        "x = 1  # noqa: R|SP302",
        "x = 1  # noqa: |RSP302",
        "x = 1  # noqa: RSP302|",
        "x = 1  # noqa: E501, rsp3|02",
        "x = 1  # resp: ignore[manual-v|ary] why",
        "x = (  # resp: ignore[manual|-vary]\n  1)",
        "# resp: ignore-file[RSP3|02]",
        "# ruff: noqa: RSP3|02",
        "def broken(:\n  x = 1  # noqa: R|SP302",
    ],
)
def test_a_word_in_a_comment_names_a_rule(marked: str) -> None:
    found = named(marked)
    assert found is not None
    assert [rule.name for rule in found.rules] == ["manual-vary"]
    text, _ = without_cursor(marked)
    assert text[found.span.start : found.span.end] == found.word


@pytest.mark.parametrize(
    "marked",
    [
        'select = ["RSP3|02"]',
        'ignore = ["a", "manual-v|ary"]',
        'severity.RSP3|02 = "hint"',
        '[severity]\n"RSP3|02" = "hint"',
        '[per-file-ignores]\n"tests/**" = ["RSP3|02"]',
    ],
)
def test_a_word_in_a_configuration_names_a_rule(marked: str) -> None:
    found = named(marked, "file:///project/resp-lsp.toml")
    assert found is not None
    assert [rule.name for rule in found.rules] == ["manual-vary"]
    shared = named(f"[tool.resp-lsp]\nhints = true\n{_inner(marked)}", "file:///p/pyproject.toml")
    assert shared is not None
    assert shared.rules == found.rules


def test_a_prefix_names_several_rules() -> None:
    found = named("x = 1  # noqa: RS|P3")
    assert found is not None
    assert {rule.code[:4] for rule in found.rules} == {"RSP3"}
    assert len(found.rules) > 2


@pytest.mark.parametrize(
    ("marked", "uri"),
    [
        ("x = 1  # no|qa: RSP302", "file:///project/views.py"),
        ("x = 1  # noqa: E5|01", "file:///project/views.py"),
        ("x = 1  # noqa: RSP99|9", "file:///project/views.py"),
        ("x = 1  # see RSP3|02", "file:///project/views.py"),
        ("x = '# noqa: RSP3|02'", "file:///project/views.py"),
        ('select = ["RSP3|02"]', "file:///project/views.py"),
        ('select = ["RSP3|02"]', "file:///project/ruff.toml"),
        ('select = ["RSP3|02"]', "untitled:1"),
        ('exclude = ["RSP3|02"]', "file:///project/resp-lsp.toml"),
        ('[tool.ruff]\nselect = ["RSP3|02"]', "file:///project/pyproject.toml"),
        ("# RSP3|02", "file:///project/resp-lsp.toml"),
    ],
)
def test_elsewhere_no_rule_is_named(marked: str, uri: str) -> None:
    assert named(marked, uri) is None


def _inner(marked: str) -> str:
    return marked.replace("[severity]", "[tool.resp-lsp.severity]").replace(
        "[per-file-ignores]", "[tool.resp-lsp.per-file-ignores]"
    )
