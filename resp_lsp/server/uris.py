"""What a document's URI says about where it is."""

from __future__ import annotations

from pathlib import Path

from pygls.uris import from_fs_path, to_fs_path


def path_of(uri: str) -> Path | None:
    """The file of a URI; None for a document that is no file, as `untitled:` ones are."""
    try:
        path = to_fs_path(uri)
    except ValueError:  # no URI at all: `file://[`
        return None
    return Path(path) if path else None


def uri_of(path: str) -> str:
    """The URI of an absolute path."""
    return from_fs_path(path) or ""
