"""Previews as text: the response itself as on the wire, and what is to be said about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resp_core.versions import Version
    from resp_lsp.preview.preview import Preview, Previewed

FENCE = re.compile(r"`{3,}")


def title(target: Version) -> str:
    return f"As Django {target} would send it after this line:"


def in_plain_text(previewed: Previewed, target: Version) -> str:
    parts = "\n\nor\n\n".join("\n\n".join(_plain(each)) for each in previewed.previews)
    return f"{title(target)}\n\n{parts}"


def in_markdown(previewed: Previewed, target: Version) -> str:
    parts = "\n\n*or*\n\n".join("\n\n".join(_marked_up(each)) for each in previewed.previews)
    return f"*{title(target)}*\n\n{parts}"


def as_http(preview: Preview) -> str:
    """The message, as far as it is known."""
    head = (
        preview.status_line,
        *(f"{name}: {value}" for name, value in preview.headers),
        *(f"Set-Cookie: {cookie}" for cookie in preview.cookies),
    )
    return "\n".join((*head, "", preview.body) if preview.body else head)


def _plain(preview: Preview) -> Iterator[str]:
    if preview.error is None:
        yield as_http(preview)
    else:
        yield f"Nothing: it raises {preview.error}"
    yield from (note.replace("`", "") for note in preview.notes)


def _marked_up(preview: Preview) -> Iterator[str]:
    if preview.error is None:
        text = as_http(preview)
        fence = "`" * (1 + max(map(len, FENCE.findall(text)), default=2))
        yield f"{fence}http\n{text}\n{fence}"
    else:
        error, colon, reason = preview.error.partition(": ")
        yield f"Nothing: it raises **{error}**{colon}{reason}"
    yield from (f"*{note}*" for note in preview.notes)
