"""What goes wrong outside the code that is checked: files and configurations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resp_lsp.analysis.source.text import Span


class InputError(Exception):
    """Something that could not be read or written; other files are not concerned.

    `line` counts from one; None where no line is at fault.
    """

    def __init__(self, path: str, line: int | None, message: str) -> None:
        super().__init__(path, line, message)
        self.path = path
        self.line = line
        self.message = message

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.message}"


class FileError(InputError):
    """A file or folder that could not be read, decoded or written."""


class ConfigError(InputError):
    """A configuration file that cannot be understood.

    `span` is what is wrong in its `text`; None where the text is not known, or no place in it.
    """

    def __init__(
        self, path: str, line: int | None, message: str, span: Span | None = None, text: str = ""
    ) -> None:
        super().__init__(path, line, message)
        self.args = (path, line, message, span, text)  # what a copy is made from
        self.span = span
        self.text = text
