"""One line of source on a terminal: tabs, wide and unseen characters, overlong lines."""

from __future__ import annotations

from dataclasses import dataclass

TAB = 4
WIDTH = 160
"""Characters of a line that are shown."""
BEFORE = 50
"""Of those, characters before the place that an overlong line is shown for."""
UNSEEN = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\u2421",
    # Control characters, line separators, and what reorders the text of a terminal.
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys((0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"),
}
"""What is shown in place of characters that would not be seen, or would do something."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line, shown from the character `cut` on."""

    source: str
    cut: int

    @classmethod
    def about(cls, source: str, column: int) -> Row:
        """The line, cut if it is overlong so that a column (in code points) is seen."""
        if len(_visible(source)) <= WIDTH:
            return cls(source, 0)
        return cls(source, max(0, len(_visible(source[:column])) - BEFORE))

    @property
    def text(self) -> str:
        whole = _visible(self.source)
        shown = whole[self.cut : self.cut + WIDTH]
        start = "…" if self.cut else ""
        end = "…" if self.cut + WIDTH < len(whole) else ""
        return f"{start}{shown[len(start) : len(shown) - len(end)]}{end}"

    def cells(self, column: int) -> int:
        """Terminal cells before a column (in code points)."""
        before = _visible(self.source[:column])
        return _cells(before[self.cut : self.cut + WIDTH])


def _visible(text: str) -> str:
    return text.expandtabs(TAB).translate(UNSEEN)


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    # Loaded here: most source is ASCII.
    from rich.cells import cell_len  # noqa: PLC0415 (see above)

    return cell_len(text)
