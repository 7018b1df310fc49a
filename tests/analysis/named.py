"""Tables of programs: each under a line of its own that names it."""

from __future__ import annotations

import re

HEAD = "from django.http import JsonResponse\n"
NAME = re.compile(r"^## (.+)\n", re.MULTILINE)


def programs(table: str) -> dict[str, str]:
    """The programs of a text by name, each with JsonResponse imported."""
    first, *parts = NAME.split(table)
    assert first.strip() == "", "code stands above the first name"
    names, codes = parts[::2], parts[1::2]
    assert len(set(names)) == len(names), "two programs have one name"
    return {name: HEAD + code.strip("\n") + "\n" for name, code in zip(names, codes, strict=True)}
