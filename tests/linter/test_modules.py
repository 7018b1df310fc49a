"""What an import leads to: each project is linted, and run by Python itself."""

from __future__ import annotations

import subprocess
import sys
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import Origin, lint
from resp_lsp.linter.modules import Files, Texts, source_roots

if TYPE_CHECKING:
    from pathlib import Path

LIST = "def rows(): return [1]\n"
DICT = "def rows(): return {}\n"

FOUND: dict[str, tuple[str, dict[str, str]]] = {
    "a function of a sibling": ("from .helpers import rows", {"helpers.py": LIST}),
    "an absolute name": ("from top.app.helpers import rows", {"helpers.py": LIST}),
    "a name of the folder above": ("from ..shared import rows", {"../shared.py": LIST}),
    "a module as a name": ("from . import helpers\nrows = helpers.rows", {"helpers.py": LIST}),
    "a module by its full name": (
        "import top.app.sub.deep\ndef rows(): return top.app.sub.deep.rows()",
        {"sub/__init__.py": "", "sub/deep.py": LIST},
    ),
    "a module under another name": (
        "import top.app.sub.deep as d\ndef rows(): return d.rows()",
        {"sub/__init__.py": "", "sub/deep.py": LIST},
    ),
    "a name that a package imports": (
        "from .sub import rows",
        {"sub/__init__.py": "from .deep import rows", "sub/deep.py": LIST},
    ),
    "a name that a package imports under another name": (
        "from .sub import rows",
        {
            "sub/__init__.py": "from .deep import listed as rows",
            "sub/deep.py": LIST.replace("rows", "listed"),
        },
    ),
    "a function of its module's own name": (
        "from .sub import rows",
        {"sub/__init__.py": "from .rows import rows", "sub/rows.py": LIST},
    ),
    "a package without __init__": ("from .sub.deep import rows", {"sub/deep.py": LIST}),
    "a package beside a module of its name": (
        "from .sub import rows",
        {"sub/__init__.py": LIST, "sub.py": DICT},
    ),
    "a module beside a folder of its name": (
        "from .sub import rows",
        {"sub.py": LIST, "sub/other.py": ""},
    ),
    "a star import": ("from .helpers import *", {"helpers.py": LIST}),
    "a star import of a star import": (
        "from .helpers import *",
        {"helpers.py": "from .deep import *", "deep.py": LIST},
    ),
    "a star import of what is listed": (
        "from .helpers import *",
        {"helpers.py": f"__all__ = ['rows']\n{LIST}"},
    ),
    "a listed name with an underscore": (
        "from .helpers import *\nrows = _rows",
        {"helpers.py": "__all__ = ('_rows',)\ndef _rows(): return [1]"},
    ),
    "the later of two star imports": (
        "from .first import *\nfrom .second import *",
        {"first.py": DICT, "second.py": LIST},
    ),
    "a star import of what a later one does not list": (
        "from .first import *\nfrom .second import *",
        {"first.py": LIST, "second.py": f"__all__ = []\n{DICT}"},
    ),
    "a builtin beside a star import": (
        "from .helpers import *\ndef rows(): return list()",
        {"helpers.py": "x = 1"},
    ),
    "either of two modules": (
        "try:\n    from .first import rows\nexcept ImportError:\n    from .second import rows",
        {"first.py": LIST, "second.py": "def rows(): return (1,)"},
    ),
    "modules that import each other": (
        "from .helpers import rows",
        {"helpers.py": f"from . import views\n{LIST}"},
    ),
    "modules that import everything of each other": (
        "from .first import *",
        {"first.py": f"from .second import *\n{LIST}", "second.py": "from .first import *"},
    ),
    "a function of a package's module": (
        "from .sub import helpers\ndef rows(): return helpers.rows()",
        {"sub/__init__.py": "", "sub/helpers.py": LIST},
    ),
}
SILENT: dict[str, tuple[str, dict[str, str]]] = {
    "a function that gives a dict": ("from .helpers import rows", {"helpers.py": DICT}),
    "a name that is not listed": (
        "from .first import *\nfrom .second import *",
        {"first.py": DICT, "second.py": f"__all__ = []\n{LIST}"},
    ),
    "a name of a later star import": (
        "from .first import *\nfrom .second import *",
        {"first.py": LIST, "second.py": DICT},
    ),
    "a star import that replaces a name": (
        "def rows(): return [1]\nfrom .helpers import *",
        {"helpers.py": DICT},
    ),
    "a module that a package hides": (
        "from .sub import rows",
        {"sub/__init__.py": DICT, "sub.py": LIST},
    ),
    "a folder that a module hides": (
        "from .sub import rows",
        {"sub.py": DICT, "sub/rows.py": ""},
    ),
    "either of two modules, one of which gives a dict": (
        "try:\n    from .first import rows\nexcept ImportError:\n    from .second import rows",
        {"first.py": DICT, "second.py": LIST},
    ),
    "a builtin that a star import replaces": (
        "from .helpers import *\ndef rows(): return list()",
        {"helpers.py": "def list(): return {}"},
    ),
}
UNCERTAIN: dict[str, tuple[str, dict[str, str]]] = {
    "a module that is missing": ("from .gone import rows", {}),
    "a module that is missing, then another": (
        "try:\n    from .gone import *\nexcept ImportError:\n    from .helpers import *",
        {"helpers.py": LIST},
    ),
    "more dots than packages": ("from .....helpers import rows", {"helpers.py": LIST}),
    "modules that import a name from each other": (
        "from .first import rows",
        {"first.py": "from .second import rows", "second.py": "from .first import rows"},
    ),
    "a path that is added at run time": (
        "import sys\nsys.path.append('/lib')\nfrom helpers import rows",
        {"lib/helpers.py": LIST},
    ),
}
VIEW = "\ndef view(request): return JsonResponse(rows())\n"


def lay(root: Path, imports: str, files: dict[str, str]) -> Path:
    """The package `top.app` in a folder, with the view in it that serializes `rows()`."""
    package = root / "top" / "app"
    given = {"__init__.py": "", "../__init__.py": "", **files}
    text = f"from django.http import JsonResponse\n{imports}{VIEW}"
    for name, content in {**given, "views.py": text}.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return package / "views.py"


def found(views: Path, config: Config | None = None) -> list[str]:
    config = config or Config()
    origin = Origin(str(views), Files(source_roots(config)))
    text = views.read_text(encoding="utf-8")
    return [finding.code for finding in lint(text, config, origin=origin)]


def is_refused(root: Path) -> bool:
    """Whether Django, which is played by one function here, refuses what the view gives."""
    program = """
        import sys, types
        http = types.ModuleType("django.http")
        def JsonResponse(data): print(type(data).__name__)
        http.JsonResponse = JsonResponse
        sys.modules["django"] = types.ModuleType("django")
        sys.modules["django.http"] = http
        import top.app.views as views
        views.view(None)
    """
    ran = subprocess.run(
        [sys.executable, "-c", dedent(program)],
        cwd=root,
        capture_output=True,
        check=True,
        text=True,
    )
    return ran.stdout.strip() != "dict"


@pytest.mark.parametrize("name", FOUND)
def test_a_list_is_followed_through(name: str, tmp_path: Path) -> None:
    views = lay(tmp_path, *FOUND[name])
    assert found(views) == ["RSP101"]
    assert is_refused(tmp_path)


@pytest.mark.parametrize("name", SILENT)
def test_a_dict_is_no_finding_with(name: str, tmp_path: Path) -> None:
    views = lay(tmp_path, *SILENT[name])
    assert found(views) == []
    assert not is_refused(tmp_path)


@pytest.mark.parametrize("name", UNCERTAIN)
def test_nothing_is_known_of(name: str, tmp_path: Path) -> None:
    assert found(lay(tmp_path, *UNCERTAIN[name])) == []


def put(root: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


VIEWS = f"from django.http import JsonResponse\nfrom helpers import rows{VIEW}"


def test_source_roots_count_from_the_configuration(tmp_path: Path) -> None:
    put(tmp_path, {"web/app/views.py": VIEWS, "backend/helpers.py": LIST})
    views = tmp_path / "web/app/views.py"
    assert found(views) == []
    assert found(views, Config(root=str(tmp_path), src=("apps", "backend"))) == ["RSP101"]


def test_the_first_source_root_wins(tmp_path: Path) -> None:
    put(tmp_path, {"views.py": VIEWS, "a/helpers.py": DICT, "b/helpers.py": LIST})
    views = tmp_path / "views.py"
    assert found(views, Config(root=str(tmp_path), src=("a", "b"))) == []
    assert found(views, Config(root=str(tmp_path), src=("b", "a"))) == ["RSP101"]


@pytest.mark.parametrize("marker", ["manage.py", "pyproject.toml", "setup.cfg", "setup.py"])
def test_a_project_s_own_files_mark_a_root(marker: str, tmp_path: Path) -> None:
    put(tmp_path, {"app/__init__.py": "", "app/deep/views.py": VIEWS, "helpers.py": LIST})
    assert found(tmp_path / "app/deep/views.py") == []
    put(tmp_path, {marker: ""})
    assert found(tmp_path / "app/deep/views.py") == ["RSP101"]


def test_a_namespace_package_may_lie_in_several_roots(tmp_path: Path) -> None:
    put(tmp_path, {"views.py": VIEWS.replace("helpers", "ns.helpers"), "a/ns/x.py": ""})
    put(tmp_path, {"b/ns/helpers.py": LIST})
    config = Config(root=str(tmp_path), src=("a", "b"))
    assert found(tmp_path / "views.py", config) == ["RSP101"]
    put(tmp_path, {"a/ns/__init__.py": ""})
    assert found(tmp_path / "views.py", config) == []


def test_a_module_is_read_again_when_it_changed(tmp_path: Path) -> None:
    texts = Texts()
    path = tmp_path / "helpers.py"
    assert texts.source(str(path)) is None
    path.write_text(LIST)
    first = texts.source(str(path))
    assert first is not None
    assert texts.source(str(path)) is first
    path.write_text(DICT + LIST)
    second = texts.source(str(path))
    assert second is not None
    assert second.text == DICT + LIST


def test_what_was_asked_for_is_what_is_depended_on(tmp_path: Path) -> None:
    put(tmp_path, {"views.py": "", "pkg/__init__.py": ""})
    files = Files()
    assert files.locate("pkg.helpers", str(tmp_path / "views.py")) is None
    assert files.locate("gone.helpers", str(tmp_path / "views.py")) is None
    assert files.depends_on(str(tmp_path / "pkg/helpers.py"))
    assert files.depends_on(str(tmp_path / "gone/helpers.py"))
    assert not files.depends_on(str(tmp_path / "pkg/other.py"))
