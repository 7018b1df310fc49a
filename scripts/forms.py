"""The forms of faults that scripts/seeds.py plants, read from tests/corpus/forms.

A form stands under a line `## hop: name`, or `## hop*3: name` for one that is three times as
common. What follows is put before a return of a view; parts under `--- place` go elsewhere:

    above, below   the module of the view        other      another module of its package
    import         the imports of that module    package    the package's __init__.py
    class          the class of the view         bases      the bases of that class

`<<fault||twin>>` is what the fault and its correct twin differ in; `#!` marks the lines of
which one must be found. `$NAME` and `$TEXT` are a header and its value, for each rule in
turn. `{module}`, `{package}`, `{leaf}` and `{inner}` name the other module.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.archives import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = CHECKOUT / "tests" / "corpus" / "forms"
HOPS = ("literal", "local", "module", "other")
PLACES = ("view", "above", "below", "import", "class", "bases", "other", "package")
MARK = "  #!"

HEAD = re.compile(rf"^## ({'|'.join(HOPS)})(?:\*(\d+))?: (.+)\n", re.MULTILINE)
PLACE = re.compile(rf"^--- ({'|'.join(PLACES)})\n", re.MULTILINE)
CHOICE = re.compile(r"<<(.*?)\|\|(.*?)>>")

SLOTS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "RSP101": {},
    "RSP201": {"$NAME": ("X-Robots-Tag", "X-Robots-Tag"), "$TEXT": (r"noindex\n", "noindex")},
    "RSP301": {
        "$NAME": ("Cache-Control", "X-Export-Control"),
        "$TEXT": ("no-cache, max-age=0", "no-cache, max-age=0"),
    },
    "RSP302": {"$NAME": ("Vary", "X-Export-Vary"), "$TEXT": ("Cookie", "Cookie")},
}
"""By rule: what a slot is in the fault and in the twin."""

FILES: Mapping[str, tuple[str, ...]] = {
    "json": ("RSP101",),
    "headers": ("RSP201", "RSP301", "RSP302"),
    "cache_control": ("RSP301",),
    "vary": ("RSP302",),
}
"""The rules that the forms of a file are for."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to make a fault: the code for each place, as fault and as twin."""

    rule: str
    hop: str
    name: str
    weight: int
    fault: Mapping[str, str]
    twin: Mapping[str, str]

    @property
    def in_class(self) -> bool:
        """Whether the view must be a method."""
        code = self.fault
        return "class" in code or "bases" in code or "self." in code["view"]


def forms() -> tuple[Form, ...]:
    return tuple(
        form
        for stem, rules in FILES.items()
        for rule in rules
        for form in read((FOLDER / f"{stem}.txt").read_text("utf-8"), rule)
    )


def read(text: str, rule: str) -> Iterator[Form]:
    """The forms in the text of a file, for one of its rules."""
    first, *rest = HEAD.split(text)
    if first.strip():
        raise ValueError(f"not under a form: {first.strip()}")
    for hop, weight, name, code in zip(*(rest[n::4] for n in range(4)), strict=True):
        parts = _parts(code)
        fault, twin = (
            {place: _chosen(part, rule, n) for place, part in parts.items()} for n in (0, 1)
        )
        yield Form(rule, hop, name, int(weight or 1), fault, twin)


def _parts(code: str) -> dict[str, str]:
    view, *rest = PLACE.split(code)
    parts = {"view": view, **dict(zip(rest[::2], rest[1::2], strict=True))}
    return {place: part.strip("\n") + "\n" for place, part in parts.items()}


def _chosen(code: str, rule: str, number: int) -> str:
    """The code as fault (0) or as twin (1)."""
    code = CHOICE.sub(lambda choice: choice[number + 1], code)
    for slot, values in SLOTS[rule].items():
        code = code.replace(slot, values[number])
    return code
