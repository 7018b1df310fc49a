"""Files that responses are given, and where they were opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.source.text import Edit
from resp_lsp.analysis.values.types import type_of
from resp_lsp.analysis.values.value import Known, Value

if TYPE_CHECKING:
    from resp_lsp.analysis.facts.invocation import Argument
    from resp_lsp.analysis.facts.use import Use
    from resp_lsp.analysis.module import Module

FILE = "io.IOBase"
TEXT_FILES = frozenset(("io.StringIO", "io.TextIOWrapper"))
OPENERS = frozenset(("builtins.open", "io.open", "pathlib.Path.open"))
READERS = frozenset(("io.BufferedReader.read", "io.TextIOWrapper.read"))


def is_file(value: Value) -> bool:
    return is_file_type(type_of(value))


def is_file_type(name: str | None) -> bool:
    return name is not None and knowledge().extends(name, FILE) is True


def is_text_file(value: Value) -> bool:
    return type_of(value) in TEXT_FILES


def use_behind(argument: Argument, module: Module, functions: frozenset[str]) -> Use | None:
    """The call of one of the functions that the value of an argument comes from."""
    places = [(p.path, p.span) for p in (argument.place, *argument.trace)]
    uses = (use for use in module.uses if use.function in functions)
    return next((use for use in uses if (use.call.path, use.call.span) in places), None)


def is_plainly_read(opening: Use) -> bool:
    """Whether the file is opened to read text, with nothing else said about it."""
    is_to_read = opening.value("mode") in (Known(None), Known("r"), Known("rt"))
    return is_to_read and not opening.is_opaque and opening.arguments.keys() <= {"file", "mode"}


def as_bytes(opening: Use) -> Edit:
    """Open the file to read bytes."""
    edit = opening.with_argument("mode", '"rb"')
    is_all_positions = len(opening.positional) == len(opening.arguments)
    return Edit(edit.span, edit.text.replace("mode=", "")) if is_all_positions else edit
