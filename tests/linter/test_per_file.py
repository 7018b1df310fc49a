"""The patterns of per-file-ignores mean what they mean to Ruff."""

from __future__ import annotations

import pytest

from resp_lsp.linter.config import Config
from resp_lsp.linter.per_file import compiled, ignored_in, matches

ROOT = "/home/me/pro.ject"


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("views.py", "views.py"),
        ("views.py", "shop/deep/views.py"),
        ("test_*.py", "shop/test_views.py"),
        ("tests/**", "tests/a.py"),
        ("tests/**", "tests/deep/a.py"),
        ("tests/*", "tests/deep/a.py"),
        ("./tests/*", "tests/a.py"),
        ("**/tests/*.py", "tests/a.py"),
        ("**/tests/*.py", "shop/tests/a.py"),
        ("shop/**/a.py", "shop/a.py"),
        ("shop/**/a.py", "shop/b/c/a.py"),
        ("{shop,cart}/a.py", "cart/a.py"),
        ("{shop,c{a,u}rt}/[ab].py", "curt/b.py"),
        ("[!s]hop.py", "chop.py"),
        ("?.py", "a.py"),
        ("a,b.py", "a,b.py"),
        ("\\*.py", "*.py"),
        (f"{ROOT}/shop/*", "shop/a.py"),
        ("!shop/*", "cart/a.py"),
    ],
)
def test_a_pattern_is_about_a_file(pattern: str, path: str) -> None:
    assert matches(pattern, f"{ROOT}/{path}", ROOT)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("tests", "tests/a.py"),
        ("tests/*", "shop/tests/a.py"),
        ("tests/**", "latests/a.py"),
        ("*me*/a.py", "a.py"),
        ("views.py", "reviews.py"),
        ("views.py", "viewsxpy"),
        ("[!s]hop.py", "shop.py"),
        ("??.py", "a.py"),
        ("\\*.py", "a.py"),
        ("!shop/*", "shop/a.py"),
        ("!a.py", "shop/a.py"),
        ("/shop/*", "shop/a.py"),
    ],
)
def test_a_pattern_is_about_other_files(pattern: str, path: str) -> None:
    assert not matches(pattern, f"{ROOT}/{path}", ROOT)


def test_a_file_outside_of_the_root_is_known_by_its_name_only() -> None:
    assert matches("a.py", "/elsewhere/a.py", ROOT)
    assert not matches("**/b/*", "/elsewhere/b/a.py", ROOT)


@pytest.mark.parametrize("pattern", ["", "!", "[ab", "{a,b", "a}", "[]", "[z-a].py"])
def test_an_open_bracket_is_no_pattern(pattern: str) -> None:
    with pytest.raises(ValueError, match="this is no pattern"):
        compiled(pattern)


def test_every_pattern_that_matches_counts() -> None:
    table = (("a.py", ("RSP101",)), ("*", ("manual-vary",)), ("b.py", ("RSP2",)))
    config = Config(per_file_ignores=table, root=ROOT)
    assert ignored_in(f"{ROOT}/a.py", config) == {"RSP101", "RSP302"}
