"""The Django that a project declares: what each file says, and which of several counts."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from resp_core.versions import DEFAULT, Version
from resp_lsp.linter.config import Config, Override
from resp_lsp.linter.settings import Settings
from resp_lsp.linter.target_django.discovery import Declared, Discovery, is_told_by
from resp_lsp.linter.target_django.releases import release_for, release_of
from resp_lsp.linter.walk import Target, targets


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in which nothing is declared yet."""
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    (tmp_path / ".git").mkdir()
    return tmp_path


def lay(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")


def declared(folder: Path) -> Declared | None:
    return Discovery().above(str(folder))


def told(folder: Path) -> tuple[str, str] | None:
    """The release, and the file that tells it."""
    found = declared(folder)
    return None if found is None else (str(found.release), Path(found.path).name)


LOCKED = '[[package]]\nname = "django"\nversion = "{}"\n'
POETRY = "[tool.poetry.dependencies]\npython = '^3.12'\nDjango = {}\n"


@pytest.mark.parametrize(
    ("name", "text", "release"),
    [
        (
            "uv.lock",
            'version = 1\n\n[[package]]\nname = "asgiref"\n\n' + LOCKED.format("5.2.8"),
            "5.2",
        ),
        ("uv.lock", LOCKED.format("5.2.8") + "\n" + LOCKED.format("4.2.26"), "4.2"),
        ("uv.lock", LOCKED.format("10.0") + "\n" + LOCKED.format("5.2.26"), "5.2"),
        (
            "poetry.lock",
            LOCKED.format("5.1").replace("django", "Django").replace("\n", "\r\n"),
            "5.1",
        ),
        ("pdm.lock", LOCKED.format("4.2.1"), "4.2"),
        ("pylock.toml", LOCKED.format("6.1").replace("package", "packages"), "6.1"),
        ("Pipfile.lock", '{"default": {"django": {"version": "==5.2.1"}}}', "5.2"),
        ("Pipfile.lock", '{"default": {}, "develop": {"django": {"version": "==4.2"}}}', "4.2"),
        ("pyproject.toml", "[project]\ndependencies = ['a>=9', 'Django >= 5.1, < 7']", "5.1"),
        (
            "pyproject.toml",
            "[project]\ndependencies = ['django[argon2]~=5.2; python_version>\"3\"']",
            "5.2",
        ),
        ("pyproject.toml", "[project.optional-dependencies]\nweb = ['django==4.2.*']", "4.2"),
        (
            "pyproject.toml",
            "[dependency-groups]\na = ['x']\nb = [{include-group = 'a'}, 'django==5.0']",
            "5.0",
        ),
        ("pyproject.toml", POETRY.format("'^5.1'"), "5.1"),
        ("pyproject.toml", POETRY.format("'~5.2.3'"), "5.2"),
        ("pyproject.toml", POETRY.format("'5.0.*'"), "5.0"),
        ("pyproject.toml", POETRY.format("'>=4.1,<6'"), "4.1"),
        ("pyproject.toml", POETRY.format("'^6.0 || ^5.2'"), "5.2"),
        ("pyproject.toml", POETRY.format("{version = '^5.2', extras = ['argon2']}"), "5.2"),
        ("pyproject.toml", POETRY.format("[{version = '^6.0'}, {version = '^5.1'}]"), "5.1"),
        ("pyproject.toml", "[tool.poetry.group.dev.dependencies]\ndjango = '^5.2'", "5.2"),
        ("Pipfile", "[packages]\ndjango = '~=5.2.0'", "5.2"),
        ("Pipfile", "[dev-packages]\nDjango = {version = '==4.2.1'}", "4.2"),
        ("setup.cfg", "[options]\ninstall_requires =\n  asgiref\n  Django>=5.0\n", "5.0"),
        ("setup.cfg", "[options.extras_require]\nweb =\n  Django>=5.0\n", "5.0"),
        (
            "setup.py",
            "from setuptools import setup\nsetup(install_requires=['django>=4.2'])",
            "4.2",
        ),
        (
            "setup.py",
            "needs = ['x', 'django>=4.2']\nsetup(name='a', install_requires=needs)",
            "4.2",
        ),
        (
            "setup.py",
            "import setuptools as s\ns.setup(extras_require={'web': ['django>=4.2']})",
            "4.2",
        ),
        (
            "requirements.txt",
            "# django==1.0\n-i x\nasgiref\nDjango==5.2.1 \\\n    --hash=sha256:0  # why\n",
            "5.2",
        ),
        ("requirements-dev.txt", "django<6,>=5.1 # why\n", "5.1"),
        ("requirements/base.txt", "django ~= 5.2.0", "5.2"),
    ],
)
def test_each_file_tells_the_django(project: Path, name: str, text: str, release: str) -> None:
    lay(project, {name: text})
    assert told(project) == (release, Path(name).name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("uv.lock", LOCKED.format("5.2").replace("django", "django-filter")),
        ("uv.lock", "\0"),
        ("Pipfile.lock", "[]"),
        ("Pipfile.lock", "{"),
        ("Pipfile.lock", '{"default": {"django": {"git": "x"}}}'),
        ("pyproject.toml", "[project]\ndependencies = ['django-filter>=4', 'django']"),
        ("pyproject.toml", "project = 'django'"),
        ("pyproject.toml", "[project\n# django"),
        ("pyproject.toml", POETRY.format("'*'")),
        ("pyproject.toml", POETRY.format("{git = 'https://example.org'}")),
        ("pyproject.toml", POETRY.format("'new'")),
        ("setup.cfg", "django"),
        ("setup.py", "setup(install_requires=read('django'), other=['django>=4.2'])"),
        ("setup.py", "raise SystemExit  # django\n("),
        ("requirements.txt", "django @ https://example.org/d.zip\n-e git+x#egg=django\ndjango==\n"),
        ("requirements.txt", "-r missing.txt\n-r requirements.txt\n"),
        ("other.txt", "django==5.2"),
    ],
)
def test_what_says_nothing_of_it_tells_nothing(project: Path, name: str, text: str) -> None:
    lay(project, {name: text})
    assert declared(project) is None


def test_requirements_include_others(project: Path) -> None:
    lay(project, {"requirements.txt": "--requirement deep/a.txt\n", "deep/a.txt": "-rb.in # b\n"})
    lay(project, {"deep/b.in": "-c ../c.txt\n-r a.txt\ndjango\n", "c.txt": "Django==5.1.2\n"})
    assert told(project) == ("5.1", "requirements.txt")


@pytest.mark.parametrize(
    ("specifiers", "release"),
    [
        ([">=4.2"], "4.2"),
        ([">=4.2.8,<5"], "4.2"),
        ([">4.2,<5.3"], "4.2"),
        ([">=5"], "5.0"),
        (["!=5.0.1,>=5.0.1"], "5.0"),
        (["~=5.1"], "5.1"),
        (["==5.2.*"], "5.2"),
        (["==5.2.3"], "5.2"),
        ([">=6.2a1"], "6.2"),
        ([">=4.2", "<6", ">=5.1"], "5.1"),
        (["~=5.2.0", "~=4.2.0"], "4.2"),
        (["<6"], "5.2"),
        (["<=5.1.4"], "5.1"),
        (["!=6.0.1"], "6.1"),
        ([">=1.11"], "3.2"),
        (["==2.2.28"], "3.2"),
        (["<3"], "3.2"),
        ([">=7"], "6.2"),
        ([">=5.2", "nonsense"], "5.2"),
    ],
)
def test_a_range_stands_for_the_oldest_release_that_it_allows(
    specifiers: list[str], release: str
) -> None:
    assert str(release_for(specifiers)) == release


@pytest.mark.parametrize(
    ("version", "release"),
    [
        ("5.2.8", "5.2"),
        ("1.11", "3.2"),
        ("4.9", "4.2"),
        ("7.0", "6.2"),
        ("6", "6.0"),
        ("6.1rc1", "6.1"),
    ],
)
def test_a_version_is_brought_to_a_release_that_the_model_knows(version: str, release: str) -> None:
    assert str(release_of(version)) == release


def test_what_is_no_version_is_none() -> None:
    assert release_of("main") is None
    assert release_for(["nonsense"]) is None


# Which of several counts


RANGE = "[project]\ndependencies = ['django>={}']\n"


def test_a_lock_file_wins_over_a_range(project: Path) -> None:
    lay(project, {"pyproject.toml": RANGE.format("4.2"), "poetry.lock": LOCKED.format("5.2.1")})
    assert told(project) == ("5.2", "poetry.lock")


def test_so_does_a_requirement_of_one_version(project: Path) -> None:
    lay(project, {"pyproject.toml": RANGE.format("4.2"), "requirements.txt": "django==5.2.1"})
    assert told(project) == ("5.2", "requirements.txt")


def test_what_the_project_needs_itself_comes_before_what_its_tests_need(project: Path) -> None:
    text = RANGE.format("4.2") + "[dependency-groups]\ntest = ['django==5.2']\n"
    lay(project, {"pyproject.toml": text})
    assert told(project) == ("4.2", "pyproject.toml")


def test_the_nearest_folder_wins(project: Path) -> None:
    lay(project, {"pyproject.toml": RANGE.format("4.2"), "app/setup.cfg": "", "deep/er/a.py": ""})
    lay(project, {"app/requirements.txt": "django>=5.1"})
    assert told(project / "app") == ("5.1", "requirements.txt")
    assert told(project / "deep/er") == ("4.2", "pyproject.toml")


def test_the_lock_file_of_a_workspace_is_about_its_members(project: Path) -> None:
    lay(project, {"uv.lock": LOCKED.format("5.2.1"), "app/pyproject.toml": RANGE.format("4.2")})
    assert told(project / "app") == ("5.2", "uv.lock")
    lay(project, {"app/pyproject.toml": RANGE.format("6.0")})
    assert told(project / "app") == ("6.0", "pyproject.toml")


def test_what_is_above_the_repository_is_not_about_it(project: Path) -> None:
    lay(project, {"requirements.txt": "django==4.2", "own/.git/HEAD": "", "own/a.py": ""})
    assert declared(project / "own") is None
    (found,) = targets([str(project)], Settings())
    assert isinstance(found, Target)
    assert found.config.target_django == DEFAULT


def install(environment: Path, name: str) -> None:
    (environment / name).mkdir(parents=True)


def test_without_declarations_the_environment_tells(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    active = project / "elsewhere"
    install(active, "Lib/site-packages/Django-4.2.1.dist-info")
    monkeypatch.setenv("VIRTUAL_ENV", str(active))
    assert told(project) == ("4.2", "Django-4.2.1.dist-info")
    install(project / ".venv", "lib/python3.12/site-packages/django-5.2.8.dist-info")
    install(project / ".venv", "lib/python3.12/site-packages/django_filter-25.1.dist-info")
    assert told(project) == ("5.2", "django-5.2.8.dist-info")
    lay(project, {"requirements.txt": "django>=5.0"})
    assert told(project) == ("5.0", "requirements.txt")


def test_an_environment_without_django_tells_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", str(project / "missing"))
    (project / ".venv").mkdir()
    assert declared(project) is None


# In a run


def configs(project: Path, settings: Settings, *paths: str) -> dict[str, tuple[str, str | None]]:
    found = targets([str(project / path) for path in paths or ("",)], settings)
    return {
        Path(t.path).relative_to(project).as_posix(): (
            str(t.config.target_django),
            t.config.target_from and Path(t.config.target_from).name,
        )
        for t in found
        if isinstance(t, Target)
    }


def test_each_file_of_a_run_is_checked_for_the_django_of_its_folder(project: Path) -> None:
    lay(project, {"requirements.txt": "django==4.2", "a.py": "", "app/deep/b.py": "", "c/c.py": ""})
    lay(
        project, {"app/uv.lock": LOCKED.format("5.2.1"), "c/resp-lsp.toml": "target-django = '6.0'"}
    )
    expected = {
        "a.py": ("4.2", "requirements.txt"),
        "app/deep/b.py": ("5.2", "uv.lock"),
        "c/c.py": ("6.0", "resp-lsp.toml"),
    }
    assert configs(project, Settings()) == expected
    assert configs(project, Settings(), *expected) == expected
    assert configs(project, Settings(), "app", "c", "a.py") == expected


def test_an_option_wins_over_all(project: Path) -> None:
    lay(project, {"requirements.txt": "django==4.2", "a.py": ""})
    settings = Settings(override=Override(target_django=Version(5, 2)))
    assert configs(project, settings) == {"a.py": ("5.2", "an option")}
    assert settings.above(project).target_django == Version(5, 2)


def test_an_isolated_run_takes_the_default(project: Path) -> None:
    lay(project, {"requirements.txt": "django==4.2", "a.py": ""})
    settings = Settings(Config(), is_isolated=True)
    assert configs(project, settings) == {"a.py": (str(DEFAULT), None)}
    assert settings.above(project).target_django == DEFAULT


def test_a_configuration_for_all_says_nothing_of_the_django_unless_it_does(project: Path) -> None:
    lay(project, {"requirements.txt": "django==4.2", "a.py": ""})
    assert configs(project, Settings(Config())) == {"a.py": ("4.2", "requirements.txt")}


def test_a_file_is_known_to_tell_the_django() -> None:
    assert is_told_by("/a/uv.lock")
    assert is_told_by("/a/requirements/dev.txt")
    assert is_told_by("/a/requirements-dev.txt")
    assert is_told_by("/a/setup.py")
    assert not is_told_by("/a/models.py")
