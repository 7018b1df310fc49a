"""Configuration files: what they give, what is wrong with them and where, and which one holds."""

from __future__ import annotations

import pickle
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from resp_core.versions import Version
from resp_lsp.linter.config import Config, Override
from resp_lsp.linter.errors import ConfigError, FileError
from resp_lsp.linter.settings import Settings, read_config
from resp_lsp.rules.finding import Severity

if TYPE_CHECKING:
    from pathlib import Path


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text), "utf-8")
    return path


def refusal(path: Path) -> tuple[int | None, str]:
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    assert caught.value.path == str(path)
    return caught.value.line, caught.value.message


def test_every_key_is_read(tmp_path: Path) -> None:
    path = written(
        tmp_path / "resp-lsp.toml",
        """
        select = ["RSP1", "manual-vary"]
        ignore = ["RSP101"]
        extend-select = ["RSP201"]
        severity = { RSP301 = "error", manual-vary = "hint" }
        per-file-ignores = { "tests/**" = ["RSP3"], "!src/*" = [] }
        exclude = ["vendored"]
        extend-exclude = ["*_pb2.py"]
        target-django = "5.2"
        respect-gitignore = false
        """,
    )
    assert read_config(path) == Config(
        select=("RSP1", "manual-vary"),
        ignore=("RSP101",),
        extend_select=("RSP201",),
        severity=(("RSP301", Severity.ERROR), ("manual-vary", Severity.HINT)),
        per_file_ignores=(("tests/**", ("RSP3",)), ("!src/*", ())),
        exclude=("vendored",),
        extend_exclude=("*_pb2.py",),
        target_django=Version(5, 2),
        respect_gitignore=False,
        root=str(tmp_path),
    )


def test_a_pyproject_has_a_table_for_us(tmp_path: Path) -> None:
    path = written(tmp_path / "pyproject.toml", '[tool.resp-lsp]\nignore = ["RSP3"]\n')
    assert read_config(path) == Config(ignore=("RSP3",), root=str(tmp_path))


@pytest.mark.parametrize(
    "text", ["", "[project]\nname = 'x'\n", "[tool.ruff]\n# not resp-lsp\n", "tool = 'resp-lsp'\n"]
)
def test_a_pyproject_without_it_says_nothing(tmp_path: Path, text: str) -> None:
    assert read_config(written(tmp_path / "pyproject.toml", text)) is None


def test_an_empty_file_of_our_own_is_the_default(tmp_path: Path) -> None:
    assert read_config(written(tmp_path / "resp-lsp.toml", "")) == Config(root=str(tmp_path))


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "resp-lsp.toml"
    path.write_bytes(b"\xef\xbb\xbf" + b'ignore = ["RSP3"]\r\n')
    assert read_config(path) == Config(ignore=("RSP3",), root=str(tmp_path))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("select = [\n", 2, "not TOML: "),
        ('\nselect = "RSP1\n', 2, "not TOML: "),
        ("\n\nsellect = []\n", 3, "unknown key 'sellect'; did you mean 'select'?"),
        ("select = []\nextend_select = []\n", 2, "unknown key 'extend_select'; did you mean"),
        ("\nselect = 'RSP1'\n", 2, "select: a list of strings is expected"),
        ("ignore = [1]\n", 1, "ignore: a list of strings is expected"),
        (
            "select = []\nignore = [\n  'RSP1',\n  'RSP3O1',\n]\n",
            4,
            "ignore: unknown rule 'RSP3O1'",
        ),
        ("\ntarget-django = '2.2'\n", 2, "target-django: unknown Django version '2.2'"),
        ("target-django = 5.2\n", 1, 'target-django: a string such as "5.2" is expected'),
        ("respect-gitignore = 'no'\n", 1, "respect-gitignore: true or false is expected"),
        ("exclude = ['a', '!']\n", 1, "exclude: '!' is no pattern"),
        ("severity = 'error'\n", 1, 'severity: a table such as { RSP301 = "error" } is expected'),
        (
            "[severity]\nRSP301 = 'error'\nRSP3O2 = 'hint'\n",
            3,
            "severity: unknown rule 'RSP3O2'; did you mean 'RSP302'?",
        ),
        (
            "severity.RSP3 = 'fatal'\n",
            1,
            "severity: RSP3: one of error, warning, hint is expected, not 'fatal'",
        ),
        ("per-file-ignores = []\n", 1, "per-file-ignores: a table such as { "),
        (
            "\n[per-file-ignores]\n'a.py' = ['RSP1']\n'b.py' = ['RSP8']\n",
            4,
            "per-file-ignores: unknown rule 'RSP8'",
        ),
        (
            "[per-file-ignores]\n'a.py' = ['RSP1']\n'b.py' = 'RSP1'\n",
            3,
            "per-file-ignores: b.py: a list of strings is expected",
        ),
        (
            "[per-file-ignores]\n'a.py' = []\n'{b,c' = []\n",
            3,
            "per-file-ignores: {b,c: this is no pattern",
        ),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    found = refusal(written(tmp_path / "resp-lsp.toml", text))
    assert found[0] == line
    assert found[1].startswith(message)


def test_the_line_of_a_fault_is_that_in_our_table(tmp_path: Path) -> None:
    text = """\
        [tool.ruff]
        select = ["E"]

        [tool.resp-lsp]
        select = ["E"]
        """
    path = written(tmp_path / "pyproject.toml", text)
    assert refusal(path) == (5, "select: unknown rule 'E'")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[tool]\nresp-lsp = 3\n", 2),
        ("[project]\nname='x'\n[tool]\nresp-lsp.selekt = []\n", 4),
        ("[tool]\nresp-lsp = {ignore = [], selekt = []}\n", 2),
        ("[tool.resp-lsp.severity]\nRSP1 = 'hint'\nRSP8 = 'hint'\n", 3),
        ("[tool.resp-lsp]\n[tool.resp-lsp.severity]\nRSP1 = 'hint'\nRSP8 = 'hint'\n", 4),
    ],
)
def test_the_table_may_be_written_in_any_way(tmp_path: Path, text: str, line: int) -> None:
    assert refusal(written(tmp_path / "pyproject.toml", text))[0] == line


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("hints = true\nselekt = []\n", "selekt"),
        ("hints = true\n  'ignore' = ['RSP1', 'RSP8']\n", "RSP8"),
        ("target-django = 5\n", "target-django"),
        ("hints = true\nselect = [}  \n", "}  "),
        ("select = [\n", ""),
        ("hints = 1\r\n# é\r\n", "hints"),
    ],
)
def test_a_fault_carries_the_place_to_mark(tmp_path: Path, text: str, marked: str) -> None:
    path = tmp_path / "resp-lsp.toml"
    path.write_bytes(text.encode())
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    error = pickle.loads(pickle.dumps(caught.value))
    assert error.text == text
    assert error.text[error.span.start : error.span.end] == marked
    assert str(error) == str(caught.value)


def test_bytes_that_are_not_utf8_are_told_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "resp-lsp.toml"
    path.write_bytes(b"# a\n# caf\xe9\n")
    line, message = refusal(path)
    assert line == 2
    assert "0xe9" in message


def test_a_missing_file_is_no_configuration_error(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="No such file"):
        read_config(tmp_path / "resp-lsp.toml")


def test_the_nearest_file_wins_alone(tmp_path: Path) -> None:
    written(tmp_path / "resp-lsp.toml", 'ignore = ["RSP1"]')
    written(tmp_path / "app/pyproject.toml", '[tool.resp-lsp]\ntarget-django = "5.2"')
    (tmp_path / "app/deep").mkdir()
    config = Settings().above(tmp_path / "app/deep")
    assert config == Config(target_django=Version(5, 2), root=str(tmp_path / "app"))


def test_a_pyproject_without_our_table_does_not_hide_one_above(tmp_path: Path) -> None:
    written(tmp_path / "resp-lsp.toml", 'ignore = ["RSP1"]')
    written(tmp_path / "app/pyproject.toml", "[project]")
    assert Settings().above(tmp_path / "app").ignore == ("RSP1",)


def test_our_own_file_is_preferred_to_the_shared_one(tmp_path: Path) -> None:
    written(tmp_path / "resp-lsp.toml", 'ignore = ["RSP1"]')
    written(tmp_path / "pyproject.toml", '[tool.resp-lsp]\nignore = ["RSP2"]')
    assert Settings().above(tmp_path).ignore == ("RSP1",)


def test_what_overrides_is_put_over_each_file(tmp_path: Path) -> None:
    written(tmp_path / "resp-lsp.toml", 'ignore = ["RSP1"]')
    settings = Settings(override=Override(ignore=("RSP2",), target_django=Version(4, 2)))
    config = settings.above(tmp_path)
    assert config.ignore == ("RSP1", "RSP2")
    assert config.target_django == Version(4, 2)


def test_one_configuration_for_all_hides_the_files(tmp_path: Path) -> None:
    written(tmp_path / "resp-lsp.toml", "broken")
    assert Settings(only=Config()).above(tmp_path) == Config()
