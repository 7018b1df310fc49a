"""`resp-lsp preview`: a response as Django would send it, after one line of code."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from resp_lsp.analysis.interpreter.project import Project
from resp_lsp.analysis.source.source import Source
from resp_lsp.analysis.source.text import Lines, Position
from resp_lsp.analysis.source.tree import Memo
from resp_lsp.cli.parameters import version
from resp_lsp.linter.errors import InputError
from resp_lsp.linter.files import read_bytes, source_of
from resp_lsp.linter.modules import Files, source_roots
from resp_lsp.linter.settings import Settings
from resp_lsp.preview.preview import preview as preview_at
from resp_lsp.preview.text import in_plain_text

if TYPE_CHECKING:
    from resp_core.versions import Version

PLACE = re.compile(r"(?P<path>.+?):(?P<line>[1-9]\d*)(?::(?P<column>[1-9]\d*))?")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file; lines and columns count from 1."""

    path: str
    line: int
    column: int | None

    def offset(self, lines: Lines) -> int:
        """Where it is in the text; without a column, where the code of the line begins.

        Raises:
            click.ClickException: there is no such line.
        """
        if self.line > len(lines):
            raise click.ClickException(f"{self}: the file has {len(lines)} lines")
        span = lines.span(self.line - 1)
        code = lines.text[span.start : span.end]
        before = len(code) - len(code.lstrip()) if self.column is None else self.column - 1
        return lines.offset(Position(self.line - 1, before))

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


def _spot(_: click.Context, __: click.Parameter, given: str) -> Spot:
    found = PLACE.fullmatch(given)
    if found is None:
        raise click.BadParameter(f"FILE:LINE or FILE:LINE:COLUMN expected, not {given!r}")
    column = found["column"]
    return Spot(found["path"], int(found["line"]), None if column is None else int(column))


@click.command(short_help="Show a response as Django would send it.")
@click.argument("spot", metavar="FILE:LINE[:COLUMN]", callback=_spot)
@click.option(
    "--target-django", metavar="VERSION", callback=version, help="The Django that sends it."
)
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def preview(spot: Spot, target_django: Version | None, output_format: str) -> None:
    """Show the response of a statement as Django would send it right behind it.

    Parts that are only known when the code runs stand as ⟨code⟩.
    """
    path = Path(spot.path).absolute()
    try:
        text = source_of(str(path), read_bytes(str(path))).text
        config = Settings().above(path.parent)
    except InputError as error:
        raise click.ClickException(str(error)) from error
    target = target_django or config.target_django
    project = Project(Files(source_roots(config)), target, Memo())
    shown = preview_at(Source(text, str(path)), spot.offset(Lines(text)), project)
    if shown is None:
        raise click.ClickException(f"{spot}: no response that is known of")
    if output_format == "json":
        responses = [asdict(each) for each in shown.previews]
        click.echo(json.dumps({"django": str(target), "responses": responses}, indent=2))
    else:
        click.echo(in_plain_text(shown, target))
