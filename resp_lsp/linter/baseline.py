"""A baseline: findings that are known already, so that only new ones are reported.

A finding is known by its file, its code, and the text of its line, as often as that stood there:
code that moves stays known, and a line that changes is new.
"""

from __future__ import annotations

import json
import os.path
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from resp_lsp.analysis.source.text import Lines
from resp_lsp.linter.errors import FileError
from resp_lsp.linter.files import read_bytes
from resp_lsp.linter.selection import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from resp_lsp.rules.finding import Finding

NAME = "resp-lsp-baseline.json"
VERSION = 1


@dataclass(frozen=True, eq=False)
class Baseline:
    """How often each code is known on a line of each file, by the file's path from `root`, the
    folder of the file at `path` that says so."""

    path: str
    root: str
    known: Mapping[str, Counter[tuple[str, str]]] = field(default_factory=dict)

    def without_known(
        self, path: str, text: str, findings: tuple[Finding, ...]
    ) -> tuple[Finding, ...]:
        """The findings in the file at an absolute path that are new."""
        left = Counter(self.known.get(relative(path, self.root), ()))
        if not left:
            return findings
        lines, new = Lines(text), []
        for finding in findings:
            key = _key(finding, lines)
            if left[key] > 0:
                left[key] -= 1
            else:
                new.append(finding)
        return tuple(new)


def read_baseline(path: str) -> Baseline:
    """
    Raises:
        FileError: it cannot be read, or is no baseline.
    """
    root = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120 (plain strings in linter)
    try:
        return Baseline(path, root, _decoded(json.loads(read_bytes(path))))
    except json.JSONDecodeError as error:
        raise FileError(path, error.lineno, f"not JSON: {error.msg}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise FileError(path, None, f"no baseline of this version: {error}") from error


def written_baseline(found: Iterable[tuple[str, str, tuple[Finding, ...]]], root: str) -> str:
    """A baseline of what is found: for each file its absolute path, its text, its findings."""
    files: dict[str, list[dict[str, Any]]] = {}
    for path, text, findings in sorted(found, key=lambda one: one[0]):
        lines = Lines(text)
        counts = Counter(_key(f, lines) for f in findings if f.code not in ALWAYS)
        if counts:
            files[relative(path, root)] = [
                {"code": code, "line": line, "count": count}
                for (code, line), count in sorted(counts.items())
            ]
    return json.dumps({"version": VERSION, "files": files}, indent=2, ensure_ascii=False) + "\n"


def relative(path: str, root: str) -> str:
    """The path from a folder, with slashes on every system."""
    return os.path.relpath(path, root).replace(os.sep, "/")


def _decoded(given: Any) -> dict[str, Counter[tuple[str, str]]]:
    if given["version"] != VERSION:
        raise ValueError(f"version {given['version']!r}")
    return {
        path: Counter({(str(one["code"]), str(one["line"])): int(one["count"]) for one in known})
        for path, known in given["files"].items()
    }


def _key(finding: Finding, lines: Lines) -> tuple[str, str]:
    return finding.code, lines.line(lines.position(finding.span.start).line).strip()
