"""Imports of classes that are not Django's, though they have the names of Django's."""

from __future__ import annotations

import pytest

HEADS = {
    "of starlette": "from starlette.responses import {names}\n",
    "of the project, unread": "from .responses import {names}\n",
    "of the module": "class Own:\n    pass\n{equal} = Own\n",
    "of nobody": "",
}


def each_look_alike(*names: str) -> pytest.MarkDecorator:
    """Give `head`: lines that bind the names to something else than Django's classes."""
    words = {"names": ", ".join(names), "equal": " = ".join(names)}
    heads = [pytest.param(head.format(**words), id=label) for label, head in HEADS.items()]
    return pytest.mark.parametrize("head", heads)
