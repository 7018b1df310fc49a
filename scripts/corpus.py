"""Runs resp-lsp on released Django projects and compares with what it is known to find there.

    python -m scripts.corpus                  every project of tests/corpus/projects.toml
    python -m scripts.corpus sentry pretix    some of them
    python -m scripts.corpus --update         and write down what is found

Prints what is new and what is lost, and ends with 1 if there is any. A new finding is read
in its source, which is in .corpus, before it is written down: whatever stands in
tests/corpus/expected.toml is true. One that is not is a bug of resp-lsp.

To add a project, give its name and version with an empty sha256; the digest is then told.
"""

# ruff: noqa: T201 - a script prints
from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from scripts.archives import CHECKOUT, FetchError, Project, source_of

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECTS = CHECKOUT / "tests" / "corpus" / "projects.toml"
EXPECTED = CHECKOUT / "tests" / "corpus" / "expected.toml"
TARGET = "5.2"
"""Fixed, so that the expectations do not depend on which Django is the newest."""


class Place(NamedTuple):
    """Where a rule finds something; the file is relative to its project's folder."""

    file: str
    line: int
    rule: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.rule}"


Places: TypeAlias = tuple[Place, ...]
Expectations: TypeAlias = Mapping[str, Places]


class Difference(NamedTuple):
    """What is found and not expected, and what is expected and not found."""

    new: Places
    lost: Places


class RunError(Exception):
    """resp-lsp could not do a part of a run."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.corpus")
    parser.add_argument("names", nargs="*", metavar="PROJECT")
    parser.add_argument("--update", action="store_true", help="rewrite the expectations")
    options = parser.parse_args(arguments)
    chosen = projects()
    if unknown := set(options.names) - chosen.keys():
        parser.error(f"not in {PROJECTS.name}: {', '.join(sorted(unknown))}")
    names = options.names or list(chosen)
    expected = read(EXPECTED.read_text("utf-8")) if EXPECTED.exists() else {}
    found: dict[str, Places] = {}
    failures = 0
    for name in names:
        try:
            found[name] = findings(source_of(chosen[name]))
        except (FetchError, RunError) as error:
            print(error, file=sys.stderr)
            failures += 1
            continue
        difference = compared(found[name], expected.get(name, ()))
        failures += bool(any(difference) and not options.update)
        print(f"{name}: {len(found[name])} findings")
        print("".join(f"    {line}\n" for line in shown(difference)), end="", flush=True)
    if options.update:
        kept = {name: places for name, places in expected.items() if name in chosen}
        EXPECTED.write_text(written({**kept, **found}), "utf-8")
    return 1 if failures else 0


def projects() -> dict[str, Project]:
    data = tomllib.loads(PROJECTS.read_text("utf-8"))
    return {each["name"]: Project(**each) for each in data["project"]}


def findings(folder: Path) -> Places:
    """What resp-lsp finds in a folder.

    Raises:
        RunError: it could not check everything.
    """
    command = [sys.executable, "-m", "resp_lsp", "check", "--isolated", "--no-progress"]
    options = ["--target-django", TARGET, "--output-format", "json", str(folder)]
    checked = subprocess.run(  # noqa: S603 - our own program
        [*command, *options],
        cwd=CHECKOUT,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    if checked.returncode not in {0, 1}:
        raise RunError(f"{folder.name}: {checked.stderr or checked.stdout}")
    return places(json.loads(checked.stdout), folder)


def places(found: Iterable[Mapping[str, object]], folder: Path) -> Places:
    """The places of findings in the JSON of resp-lsp."""
    return tuple(sorted(_place(finding, folder) for finding in found))


def _place(finding: Mapping[str, object], folder: Path) -> Place:
    match finding:
        case {"filename": str(path), "location": {"row": int(line)}, "code": str(rule)}:
            return Place(Path(path).relative_to(folder).as_posix(), line, rule)
    raise RunError(f"not a finding: {finding}")


def compared(found: Places, expected: Places) -> Difference:
    """The difference; the same rule may find two things on one line."""
    new = Counter(found) - Counter(expected)
    lost = Counter(expected) - Counter(found)
    return Difference(tuple(sorted(new.elements())), tuple(sorted(lost.elements())))


def shown(difference: Difference) -> Iterator[str]:
    yield from (f"new  {place}" for place in difference.new)
    yield from (f"lost {place}" for place in difference.lost)


def read(text: str) -> dict[str, Places]:
    """The expectations in the text of their file."""
    return {
        project: tuple(
            sorted(
                Place(file, int(line), rule)
                for file, entries in files.items()
                for line, rule in (entry.split() for entry in entries)
            )
        )
        for project, files in tomllib.loads(text).items()
    }


def written(expectations: Expectations) -> str:
    """The text for a file of expectations: a table for each project, a row for each file."""
    tables = (
        _table(project, expected)
        for project, expected in sorted(expectations.items(), key=lambda item: item[0].lower())
    )
    return "\n".join(tables)


def _table(project: str, expected: Places) -> str:
    rows = [f"[{_quoted(project)}]"]
    for file, group in groupby(sorted(expected), key=lambda place: place.file):
        entries = ", ".join(_quoted(f"{place.line} {place.rule}") for place in group)
        rows.append(f"{_quoted(file)} = [{entries}]")
    return "\n".join([*rows, ""])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # TOML's strings have JSON's escapes


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
