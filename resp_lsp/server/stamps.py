"""What tells that the files which a configuration was read from are as they were."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import translate
from pathlib import Path
from typing import TYPE_CHECKING

from resp_lsp.linter.modules import stamp_of
from resp_lsp.linter.settings import NAMES
from resp_lsp.linter.target_django.discovery import FILES

if TYPE_CHECKING:
    from resp_lsp.linter.modules import Stamp

LISTED = "requirements"
"""The folder of which every text file counts."""
TELLING = re.compile(
    "|".join(translate(p) for p in (*NAMES, *FILES, LISTED, "*.txt") if "/" not in p)
)


@dataclass(slots=True)
class Stamps:
    """Folders with the files in them that count, and these files."""

    folders: dict[str, tuple[Stamp, frozenset[str]]]
    files: dict[str, Stamp]

    def add(self, path: str) -> None:
        self.files[path] = stamp_of(path)

    def are_true(self) -> bool:
        """Whether nothing has come, changed or gone; it costs a look at each, and reads none."""
        if any(stamp_of(path) != stamp for path, stamp in self.files.items()):
            return False
        for path, (stamp, names) in self.folders.items():
            # Most of what comes and goes in a folder does not count.
            if (now := stamp_of(path)) != stamp:
                if _telling(path) != names:
                    return False
                self.folders[path] = now, names
        return True


def stamps_above(folder: Path, *others: str) -> Stamps:
    """The stamps of all that may be read for the files of a folder; of other files besides."""
    folders: dict[str, tuple[Stamp, frozenset[str]]] = {}
    waiting = [str(place) for place in (folder, *folder.parents)]
    for place in waiting:
        folders[place] = stamp_of(place), _telling(place)
        if LISTED in folders[place][1]:
            waiting.append(str(Path(place, LISTED)))
    files = (str(Path(place, name)) for place, (_, names) in folders.items() for name in names)
    return Stamps(folders, {path: stamp_of(path) for path in (*files, *others)})


def _telling(folder: str) -> frozenset[str]:
    try:
        return frozenset(p.name for p in Path(folder).iterdir() if TELLING.fullmatch(p.name))
    except OSError:
        return frozenset()
