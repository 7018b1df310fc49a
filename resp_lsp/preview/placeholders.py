"""Stand-ins for what is only known at run time: Django's code can work with them, and afterwards
the code that they stand for is shown in their place, as `⟨request.user⟩`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from resp_lsp.analysis.facts.displays import parts, replacement_fields
from resp_lsp.analysis.values.value import Collection, Known, Text, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resp_lsp.analysis.source.tree import Place

OPEN, CLOSE = "⟨", "⟩"
MAX_SOURCE = 60
TOKEN = re.compile(r"qzv(\d+)vzq")
IN_JSON = re.compile(r'"(qzv\d+vzq)"')
ALONE_IN_JSON = re.compile(r'\{"(qzv\d+vzq)": "\1"\}')
FIRST_STATUS = 599
NO_REASON = "Unknown Status Code"
SPACE = re.compile(r"\s+")
UNKNOWN_PART = "…"


def marked(source: str) -> str:
    """How something is shown that is known by its code only."""
    code = SPACE.sub(" ", source).strip()
    shown = code if len(code) <= MAX_SOURCE else f"{code[: MAX_SOURCE - 1]}…"
    return f"{OPEN}{shown or UNKNOWN_PART}{CLOSE}"


@dataclass
class Placeholders:
    """Those of one response."""

    _sources: list[str] = field(default_factory=list)
    _statuses: dict[int, str] = field(default_factory=dict)

    def text(self, source: str) -> str:
        """A word that stands for code."""
        self._sources.append(source)
        return f"qzv{len(self._sources) - 1}vzq"

    def status(self, source: str) -> int:
        """A status code that stands for code."""
        code = FIRST_STATUS - len(self._statuses)
        self._statuses[code] = source
        return code

    def are_in(self, *values: object) -> bool:
        """Whether a value depends on one."""
        return any(
            TOKEN.search(repr(value)) or (isinstance(value, int) and value in self._statuses)
            for value in values
        )

    def shown(self, text: str) -> str:
        return TOKEN.sub(lambda found: marked(self._sources[int(found[1])]), text)

    def shown_json(self, text: str) -> str:
        """As `shown`, without the quotes around what need not be a string."""
        return self.shown(IN_JSON.sub(r"\1", ALONE_IN_JSON.sub(r"\1", text)))

    def shown_status(self, line: str) -> str:
        version, code, reason = line.split(" ", 2)
        source = self._statuses.get(int(code))
        if source is None:
            return self.shown(line)
        known = "" if reason == NO_REASON else f" {reason}"
        return self.shown(f"{version} {marked(source)}{known}")

    def concrete(self, value: Value, at: Place | None) -> object:
        """The value with a word in the place of each part that is not known; `at` is where it
        is written, if it is."""
        match value:
            case Known(constant):
                return constant
            case Text(pieces):
                return self._text(pieces, at)
            case Collection():
                return self._collection(value, at)
            case _:
                return self.text("" if at is None else at.source)

    def _text(self, pieces: tuple[object, ...], at: Place | None) -> str:
        fields = () if at is None else replacement_fields(at)
        holes = [piece for piece in pieces if not isinstance(piece, str)]
        sources = [p.source for p in fields] if len(fields) == len(holes) else None
        words = iter(sources or [getattr(hole, "source", None) or UNKNOWN_PART for hole in holes])
        return "".join(p if isinstance(p, str) else self.text(next(words)) for p in pieces)

    def _collection(self, held: Collection, at: Place | None) -> object:
        written: Sequence[Sequence[Place | None]] | None = None if at is None else parts(at)
        if written is None or len(written) != len(held.items):
            written = ((at, at),) * len(held.items)
        made = [
            tuple(self.concrete(value, place) for value, place in zip(item, places, strict=False))
            for item, places in zip(held.items, written, strict=True)
        ]
        match held.type:
            case "builtins.dict":
                return {_key(item[0]): item[-1] for item in made}
            case "builtins.set":
                return {_key(item[0]) for item in made}
            case "builtins.tuple":
                return tuple(item[0] for item in made)
            case _:
                return [item[0] for item in made]


def _key(value: object) -> object:
    """A member of a dict or set; what cannot be one is shown as unknown."""
    return UNKNOWN_PART if isinstance(value, list | dict | set) else value
