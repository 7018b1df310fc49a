"""Draws docs/images/check.svg: what `resp-lsp check` shows for the views below."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from textwrap import dedent

from rich.console import Console
from rich.text import Text

VIEWS = """\
    from django.http import HttpResponse, JsonResponse
    from django.shortcuts import render

    from shop.models import Product


    def products(request):
        rows = [{"name": product.name} for product in Product.objects.all()]
        return JsonResponse(rows)


    def basket(request):
        response = render(request, "basket.html")
        response["Cache-Control"] = "private, max-age=0"
        return response


    def export(request, name):
        response = HttpResponse("name,price", content_type="text/csv")
        response["Content-Disposition"] = f"attachment; filename={name}.csv\\n"
        return response
"""
WIDTH = 96  # columns; what GitHub shows without shrinking
PICTURE = Path(__file__).parents[1] / "docs" / "images" / "check.svg"
WEB_FONT = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "views.py").write_text(dedent(VIEWS), "utf-8")
        shown = run("check", "views.py", folder=folder)
    prompt = Text.assemble(("$ ", "bold green"), "resp-lsp check views.py\n")
    draw(PICTURE, prompt + Text.from_ansi(shown), title="resp-lsp")


def draw(picture: Path, shown: Text, title: str) -> None:
    """Write what a terminal shows as a picture; its fonts are those of who looks at it."""
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    console.print(shown)
    drawn = console.export_svg(title=title, unique_id=picture.stem)
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_text(WEB_FONT.sub("", drawn), "utf-8")


def run(*arguments: str, folder: str) -> str:
    """What resp-lsp prints on a terminal in colour."""
    environment = os.environ | {"FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "resp_lsp", *arguments]
    shown = subprocess.run(  # noqa: S603 -- the program is our own
        command, check=False, cwd=folder, env=environment, capture_output=True, text=True
    )
    if shown.returncode != 1:  # 1: there are findings, as there must be
        raise SystemExit(shown.stderr or shown.stdout)
    return shown.stdout


if __name__ == "__main__":
    main()
