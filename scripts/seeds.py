"""Plants faults into views of released Django projects and counts how many resp-lsp finds.

    python -m scripts.seeds                     every form, in 48 plants for each rule and hop
    python -m scripts.seeds --number 100 --seed 2
    python -m scripts.seeds --form "a walrus" --verbose

The projects are those of scripts/corpus.py, and the forms are in tests/corpus/forms. Each
plant has a twin that is correct and must be silent; neither may change what is found in the
rest of the file. Ends with 1 below the recall that is wanted, or with any false finding.
"""

# ruff: noqa: T201 - a script prints
from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from itertools import groupby
from typing import TYPE_CHECKING

from resp_core.versions import Version
from resp_lsp.analysis.interpreter.project import Project
from resp_lsp.analysis.prefilter import may_matter
from resp_lsp.analysis.source.source import Source
from resp_lsp.analysis.source.tree import Memo
from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import Origin, lint
from resp_lsp.linter.modules import Files
from resp_lsp.linter.run import TREES
from scripts.archives import CACHE, source_of
from scripts.corpus import TARGET, projects
from scripts.forms import HOPS, SLOTS, Form, forms
from scripts.planting import Planted, planted
from scripts.sites import sites

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from scripts.sites import Site

WANTED = {"literal": 0.99, "local": 0.97, "module": 0.95, "other": 0.90}
NUMBER = 48
"""Plants for each rule and hop."""
LIBRARIES = {"djangorestframework"}
"""Projects that the analysis knows by tables instead of reading them."""
TRIES = 200
"""So many sites are tried for one plant."""
CONFIG = Config(target_django=Version.parse(TARGET))


@dataclass(frozen=True)
class Plant:
    """A fault and its correct twin at one place."""

    form: Form
    fault: Planted
    twin: Planted


@dataclass(frozen=True)
class Result:
    """What became of a plant; places are of the view's file."""

    form: Form
    place: str
    is_found: bool
    twin: tuple[str, ...]
    unrelated: tuple[str, ...]
    """Findings that neither the untouched file nor the plant accounts for."""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.seeds")
    parser.add_argument("--number", type=int, default=NUMBER, help="plants for each rule and hop")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form", help="only the forms of this name")
    parser.add_argument("--verbose", action="store_true", help="show where each miss is")
    options = parser.parse_args(arguments)
    chosen = [form for form in forms() if options.form in (None, form.name)]
    if not chosen:
        parser.error(f"no form is named {options.form!r}")
    draw = random.Random(options.seed)  # noqa: S311 - a reproducible choice
    grown = plants(chosen, options.number, draw)
    batches = [list(group) for _, group in groupby(sorted(grown, key=_place), key=_project)]
    with ProcessPoolExecutor() as executor:
        results = [result for batch in executor.map(measured, batches) for result in batch]
    print("\n".join([*table(results), "", *misses(results, verbose=options.verbose)]))
    return 0 if passes(results) else 1


def _place(plant: Plant) -> tuple[str, Path]:
    return _project(plant), plant.fault.path


def _project(plant: Plant) -> str:
    return plant.fault.path.relative_to(CACHE).parts[0]


def plants(chosen: Sequence[Form], number: int, draw: random.Random) -> list[Plant]:
    """As many plants for each rule and hop, over forms by their weight and over projects."""
    folders = [source_of(p) for p in projects().values() if p.name not in LIBRARIES]
    places = [found for folder in folders if (found := sites(folder, draw))]
    grown = []
    for rule in SLOTS:
        for hop in HOPS:
            cell = [form for form in chosen if (form.rule, form.hop) == (rule, hop)]
            grown += [_grown(form, places, draw) for form in _weighed(cell, number, draw)]
    return grown


def _weighed(cell: Sequence[Form], number: int, draw: random.Random) -> Iterator[Form]:
    """Each form once as far as the number goes, the rest by weight."""
    if not cell:
        return
    yield from draw.sample(cell, min(number, len(cell)))
    yield from draw.choices(cell, [form.weight for form in cell], k=max(0, number - len(cell)))


def _grown(form: Form, places: Sequence[Sequence[Site]], draw: random.Random) -> Plant:
    for _ in range(TRIES):
        pair = planted(form, draw.choice(draw.choice(places)), draw)
        if pair is not None:
            return Plant(form, *pair)
    raise LookupError(f"no view suits {form.name!r}")


@dataclass(frozen=True)
class Seen:
    """What has been found out about one project, as a run over its files would know it."""

    files: Files = field(default_factory=Files)
    memo: Memo = field(default_factory=partial(Memo, TREES))

    def project(self, opened: Mapping[str, Source]) -> Project:
        """The project with these texts in the place of some modules'."""
        if opened:
            files = Files(opened=opened, texts=self.files.texts, exists=self.files.exists)
            return Project(files, CONFIG.target_django, self.memo)
        return self.shared

    @cached_property
    def shared(self) -> Project:
        return Project(self.files, CONFIG.target_django, self.memo)


def measured(batch: Iterable[Plant]) -> list[Result]:
    """The results of plants in one project."""
    seen = Seen()

    @cache
    def before(path: Path, text: str) -> Counter[tuple[str, str]]:
        lines = text.splitlines()
        found = _places(path, {path: text}, seen)
        return Counter((code, lines[line - 1]) for code, line in found)

    return [_result(p, seen, before(p.fault.path, p.fault.original)) for p in batch]


def _places(path: Path, texts: Mapping[Path, str], seen: Seen) -> list[tuple[str, int]]:
    """The findings in a module, where these are the texts of some: their codes and lines."""
    text = texts[path]
    if not may_matter(text.encode()):
        return []
    opened = {str(p): Source(t, str(p)) for p, t in texts.items() if p != path}
    project = seen.project(opened)
    found = lint(text, CONFIG, seen.memo, Origin(str(path), project.sources, project))
    return [(finding.code, text.count("\n", 0, finding.span.start) + 1) for finding in found]


def _result(plant: Plant, seen: Seen, before: Counter[tuple[str, str]]) -> Result:
    found, unrelated = _found(plant.fault, seen, before)
    rule = plant.form.rule
    hits = {(code, line) for code, line in found if code == rule and line in plant.fault.expected}
    others = [f"{code} in line {line}" for code, line in found - hits]
    twin, around = _found(plant.twin, seen, before)
    path = plant.fault.path.relative_to(CACHE)
    return Result(
        plant.form,
        f"{path}:{min(plant.fault.expected, default=0)}",
        bool(hits),
        tuple(f"{code} in line {line}" for code, line in sorted(twin)),
        (*others, *unrelated, *around),
    )


def _found(
    plant: Planted, seen: Seen, before: Counter[tuple[str, str]]
) -> tuple[set[tuple[str, int]], list[str]]:
    """The findings in planted lines, and the new ones in others."""
    lines = plant.texts[plant.path].splitlines()
    places = _places(plant.path, plant.texts, seen)
    around = Counter((code, lines[n - 1]) for code, n in places if n not in plant.lines)
    new = [f"{code} in {line.strip()}" for code, line in (around - before).elements()]
    return {place for place in places if place[1] in plant.lines}, new


def table(results: Sequence[Result]) -> Iterator[str]:
    yield "rule    hop      planted  found  recall   twins  false  unrelated"
    for (rule, hop), cell in _cells(results):
        found = sum(result.is_found for result in cell)
        false = sum(bool(result.twin) for result in cell)
        unrelated = sum(bool(result.unrelated) for result in cell)
        share = f"{100 * found / len(cell):.1f} %"
        yield (
            f"{rule:7} {hop:8} {len(cell):7} {found:6} {share:>7}   "
            f"{len(cell):5} {false:6} {unrelated:10}"
        )


def misses(results: Sequence[Result], *, verbose: bool) -> Iterator[str]:
    """What is wrong, by form."""
    for title, wrong in (
        ("missed", [(r, ()) for r in results if not r.is_found]),
        ("false twin", [(r, r.twin) for r in results if r.twin]),
        ("unrelated", [(r, r.unrelated) for r in results if r.unrelated]),
    ):
        counts = Counter(_title(result.form) for result, _ in wrong)
        for name, count in sorted(counts.items()):
            of = sum(_title(result.form) == name for result in results)
            yield f"{title} {count} of {of}: {name}"
            for result, details in wrong if verbose else ():
                if _title(result.form) == name:
                    yield f"    {result.place} {'; '.join(details)}".rstrip()


def passes(results: Sequence[Result]) -> bool:
    """Whether recall is as wanted, and nothing is found that is not planted."""
    return all(
        sum(result.is_found for result in cell) >= WANTED[hop] * len(cell)
        and not any(result.twin or result.unrelated for result in cell)
        for (_, hop), cell in _cells(results)
    )


def _cells(results: Sequence[Result]) -> Iterator[tuple[tuple[str, str], list[Result]]]:
    for rule in SLOTS:
        for hop in HOPS:
            cell = [r for r in results if (r.form.rule, r.form.hop) == (rule, hop)]
            if cell:
                yield (rule, hop), cell


def _title(form: Form) -> str:
    return f"{form.rule} {form.hop}: {form.name}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
