"""Runs over many files: in one process and in several, over bad files and past dead processes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from resp_lsp.linter import run as module_of_run
from resp_lsp.linter.errors import FileError
from resp_lsp.linter.files import read_bytes
from resp_lsp.linter.fix import SAFE, UNSAFE
from resp_lsp.linter.processes import DIED
from resp_lsp.linter.run import CHUNK, SERIAL, Action, FileResult, Options, check
from resp_lsp.linter.settings import Settings
from resp_lsp.linter.walk import targets

VARY = """\
from django.http import HttpResponse


def view(request):
    response = HttpResponse()
    response["Vary"] = "Cookie"
    return response
"""


def lay(root: Path, files: dict[str, bytes | str]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def run(root: Path, *paths: str, options: Options | None = None) -> list[FileResult]:
    found = targets([str(root / path) for path in paths or (".",)], Settings())
    return [each for batch in check(found, options or Options()) for each in batch.results]


def said(root: Path, results: list[FileResult]) -> list[str]:
    """For each result its path with the codes of its findings, or with its error."""
    return [
        " ".join((str(Path(r.path).relative_to(root)), *(f.code for f in r.findings)))
        + (f" !{r.error.line}" if r.error else "")
        for r in results
    ]


def test_only_files_of_which_there_is_something_to_say_are_results(tmp_path: Path) -> None:
    lay(tmp_path, {"a.py": VARY, "b.py": "x = 1\n", "c.py": VARY.replace("Vary", "X-Y")})
    assert said(tmp_path, run(tmp_path)) == ["a.py RSP302"]


def test_every_file_counts(tmp_path: Path) -> None:
    lay(tmp_path, {f"{n}.py": "" for n in range(CHUNK + 5)})
    batches = list(check(targets([str(tmp_path)], Settings()), Options()))
    assert [batch.files for batch in batches] == [CHUNK, 5]


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    bad = VARY.replace("Cookie", "caf\xe9").encode("latin-1")
    lay(tmp_path, {"a.py": VARY, "b.py": bad, "c.py": b"# \xff\n", "d.py": VARY})
    assert said(tmp_path, run(tmp_path, "a.py", "b.py", "c.py", "missing.py", "d.py")) == [
        "a.py RSP302",
        "b.py !6",
        "c.py !1",
        "d.py RSP302",
        "missing.py !None",
    ]


def test_a_declared_encoding_is_honoured(tmp_path: Path) -> None:
    text = "# coding: latin-1\n" + VARY.replace("Cookie", "Cookie\xe9")
    lay(tmp_path, {"a.py": text.encode("latin-1")})
    (result,) = run(tmp_path)
    assert "é" in result.text
    assert [finding.code for finding in result.findings] == ["RSP302"]


def test_fixing_writes_the_files(tmp_path: Path) -> None:
    lay(tmp_path, {"a.py": VARY, "b.py": b"\xef\xbb\xbf" + VARY.replace("\n", "\r\n").encode()})
    results = run(tmp_path, options=Options(Action.FIX, SAFE))
    assert [len(result.applied) for result in results] == [1, 1]
    data = (tmp_path / "b.py").read_bytes()
    assert data.startswith(b"\xef\xbb\xbffrom django")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert b'patch_vary_headers(response, ["Cookie"])' in data
    assert run(tmp_path) == []


def test_a_diff_writes_nothing(tmp_path: Path) -> None:
    lay(tmp_path, {"a.py": VARY})
    (result,) = run(tmp_path, options=Options(Action.DIFF, SAFE))
    assert result.before == VARY
    assert "patch_vary_headers" in result.text
    assert (tmp_path / "a.py").read_text() == VARY


def test_what_cannot_be_written_stays_found(tmp_path: Path) -> None:
    text = "# coding: utf-7\n" + VARY.replace('"Cookie"', '"Cookie"  # +AGE-')
    lay(tmp_path, {"a.py": text})
    (result,) = run(tmp_path, options=Options(Action.FIX, UNSAFE))
    assert [finding.code for finding in result.findings] == ["RSP302"]
    assert result.applied == ()
    assert isinstance(result.error, FileError)
    assert (tmp_path / "a.py").read_text() == text


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """More files than one process would check, of which every hundredth has a finding."""
    lay(tmp_path, {f"{n:03}.py": "" if n % 100 else VARY for n in range(SERIAL + 250)})
    return tmp_path


def test_processes_find_the_same_in_the_same_order(many: Path) -> None:
    alone = run(many, options=Options(jobs=1))
    assert run(many, options=Options(jobs=3)) == alone
    assert said(many, alone) == [f"{n:03}.py RSP302" for n in range(0, SERIAL + 250, 100)]


def test_processes_write_fixes(many: Path) -> None:
    assert len(run(many, options=Options(Action.FIX, SAFE, jobs=2))) == 6
    assert run(many) == []


@pytest.mark.skipif(sys.platform == "win32", reason="a spawned process does not see the crash")
def test_a_file_that_kills_its_process_costs_itself_only(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(path: str) -> bytes:
        # What a crash in native code looks like from outside.
        return os._exit(11) if path.endswith("150.py") else read_bytes(path)

    monkeypatch.setattr(module_of_run, "read_bytes", crash)
    results = run(many, options=Options(jobs=2))
    expected = [f"{n:03}.py RSP302" for n in range(0, SERIAL + 250, 100)]
    expected.insert(2, "150.py !None")
    assert said(many, results) == expected
    assert [r.error.message for r in results if r.error] == [DIED]


def test_an_abandoned_run_ends_its_processes(many: Path) -> None:
    batches = check(targets([str(many)], Settings()), Options(jobs=2))
    assert next(batches).files == CHUNK
    batches.close()  # type: ignore[attr-defined] # it is a generator
    assert list(batches) == []
