"""Run Django's own tests with resp_core in Django's place.

    python -m scripts.django_stand_in UNPACKED_DJANGO_SOURCE [GROUP ...]

Needs a Python with Django's requirements (asgiref, sqlparse). Ends with 0 when every
counted test passes and nothing of Django's own response code was left in use. A test
counts when it ran code of resp_core.
"""

# Each import of Django or resp_core waits until the other is in place; a script prints.
# ruff: noqa: PLC0415, T201
from __future__ import annotations

import ast
import importlib
import os
import runpy
import sys
import threading
import time
import types
import unittest
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from scripts.replaced_names import KEPT, MADE, NOT_ABOUT_RESPONSES, REPLACED

CHECKOUT = Path(__file__).resolve().parent.parent
CORE = str(CHECKOUT / "resp_core") + os.sep

GROUPS = {
    "http wrappers": ["httpwrappers"],
    "responses": ["responses"],
    "dates, ETags, file names": ["utils_tests.test_http"],
    "cache helpers": [
        "cache.tests.CacheUtils",
        "cache.tests.PrefixedCacheUtils",
        "cache.tests.CacheHEADTest",
        "cache.tests.CacheI18nTest",
        "cache.tests.CacheMiddlewareTest",
        "cache.tests.TestWithTemplateResponse",
        "cache.tests.TestMakeTemplateFragmentKey",
    ],
    "decorators": ["decorators"],
    "around responses": [
        "asgi",
        "handlers",
        "middleware",
        "shortcuts",
        "template_tests.test_response",
        "view_tests",
        "wsgi",
    ],
    "JSON encoder": ["serializers.test_json.DjangoJSONEncoderTests"],
    "conditional requests": [
        "conditional_processing",
        "middleware.tests.ConditionalGetMiddlewareTest",
    ],
}
"""Labels of Django's test runner, by what they are about."""


def main(source: Path, wanted: list[str]) -> int:
    """Plant, run and judge; the exit code."""
    sys.path[:0] = [str(CHECKOUT), str(source), str(source / "tests")]
    originals = plant()
    groups = {name: GROUPS[name] for name in wanted or GROUPS}
    result = run_tests(source, [label for labels in groups.values() for label in labels])
    problems = [*not_replaced(source), *left_in_use(originals), *result.broken()]
    for group, labels in groups.items():
        prefixes = tuple(f"{label}." for label in labels)
        ran = sum(test.startswith(prefixes) for test in result.counted)
        print(f"{group:<28}{ran:>5} tests ran resp_core")
        if not ran:
            problems.append(f"no test of the group {group!r} ran resp_core")
    print(f"{'together':<28}{len(result.counted):>5} of {result.testsRun}")
    for problem in problems:
        print("PROBLEM:", problem)
    return 1 if problems else 0


def plant() -> list[object]:
    """Put resp_core in Django's place; what was there before is given back."""
    import resp_core

    for name, kept in MADE.items():
        module = types.ModuleType(name)
        for attribute in kept:
            value = time if attribute == "time" else SimpleCookie
            setattr(module, attribute, value)
        for attribute in REPLACED[name]:
            setattr(module, attribute, getattr(resp_core, attribute))
        sys.modules[name] = module
    originals = [
        original
        for name in REPLACED
        if name not in MADE
        for original in replace(importlib.import_module(name), REPLACED[name])
    ]
    http = importlib.import_module("django.http")
    for name in MADE:
        setattr(http, name.rpartition(".")[2], sys.modules[name])
    bridge()
    return originals


def replace(module: types.ModuleType, names: tuple[str, ...]) -> list[object]:
    """Put resp_core's names into a module of Django; those it had are given back."""
    import resp_core

    originals = [getattr(module, name) for name in names if hasattr(module, name)]
    for name in names:
        setattr(module, name, getattr(resp_core, name))
    return originals


def bridge() -> None:
    """Let the model read Django's settings and clock, and send Django's signal.

    The model has none of the three, and Django's tests turn all of them.
    """
    import django
    import django.utils.http
    from django.conf import settings as of_django
    from django.core.signals import request_finished

    import resp_core
    from resp_core import dates, settings

    target = resp_core.Version(*django.VERSION[:2])
    settings.current = lambda: resp_core.Settings(
        target, of_django.DEFAULT_CHARSET, of_django.CACHE_MIDDLEWARE_SECONDS
    )
    close = resp_core.HttpResponseBase.close

    def close_and_signal(response: Any) -> None:
        close(response)
        request_finished.send(sender=response._handler_class)  # noqa: SLF001 - as Django does

    # setattr, because a type checker rightly minds what is done here.
    setattr(resp_core.HttpResponseBase, "close", close_and_signal)  # noqa: B010
    setattr(dates, "datetime", MockableDatetime(django.utils.http))  # noqa: B010


class MockableDatetime:
    """The datetime class as Django's tests mock it: by its name in django.utils.http."""

    def __init__(self, module: types.ModuleType) -> None:
        self.module = module

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._class()(*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._class(), name)

    def _class(self) -> Any:
        # A module until Django 5.2, the class itself since.
        there = self.module.datetime
        return there.datetime if isinstance(there, types.ModuleType) else there


class CoreResult(unittest.TextTestResult):
    """A result that notes which tests called code of resp_core."""

    last: CoreResult

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.counted: list[str] = []
        self.called = False
        type(self).last = self

    def startTest(self, test: unittest.TestCase) -> None:  # noqa: N802 - unittest's name
        super().startTest(test)
        self.called = False
        threading.setprofile(self._notice)
        sys.setprofile(self._notice)

    def stopTest(self, test: unittest.TestCase) -> None:  # noqa: N802 - unittest's name
        sys.setprofile(None)
        threading.setprofile(None)
        if self.called:
            self.counted.append(test.id())
        super().stopTest(test)

    def broken(self) -> list[str]:
        """One line for each test that did not do what Django expects."""
        named = [("failed", self.failures), ("raised an error", self.errors)]
        lines = [f"{test} {how}" for how, tests in named for test, _ in tests]
        return lines + [f"{test} succeeded unexpectedly" for test in self.unexpectedSuccesses]

    def _notice(self, frame: types.FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(CORE):
            self.called = True


def run_tests(source: Path, labels: list[str]) -> CoreResult:
    """Django's own runner over its own tests, in one process."""
    from django.test.runner import DiscoverRunner

    DiscoverRunner.get_resultclass = lambda _: CoreResult
    os.chdir(source / "tests")
    sys.argv = ["runtests.py", "--parallel=1", "--verbosity=1", *labels]
    try:
        runpy.run_path("runtests.py", run_name="__main__")
    except SystemExit as ended:
        if not hasattr(CoreResult, "last"):
            raise SystemExit(f"Django's test runner ended early: {ended.code}") from ended
    return CoreResult.last


def not_replaced(source: Path) -> list[str]:
    """Public functions and classes that Django has and that are neither replaced nor kept."""
    problems = []
    for name, names in REPLACED.items():
        if name in NOT_ABOUT_RESPONSES:
            continue
        path = source / f"{name.replace('.', '/')}.py"
        known = {*names, *KEPT.get(name, ())}
        problems += [
            f"{name}.{node.name} is not replaced"
            for node in ast.parse(path.read_text()).body
            if isinstance(node, (ast.FunctionDef, ast.ClassDef))
            and not node.name.startswith("_")
            and node.name not in known
        ]
    return problems


def left_in_use(originals: list[object]) -> list[str]:
    """Modules that still hold what was to be replaced."""
    identities = {id(original) for original in originals}
    return [
        f"{module_name}.{name} is still Django's"
        for module_name, module in list(sys.modules.items())
        for name, value in list(vars(module).items())
        if id(value) in identities and module_name != __name__
    ]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), sys.argv[2:]))
