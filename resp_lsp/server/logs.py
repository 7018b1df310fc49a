"""The log: where it goes, and how much of it."""

from __future__ import annotations

import logging


def log_to(log_file: str | None, log_level: str) -> None:
    logging.basicConfig(
        filename=log_file,
        encoding="utf-8" if log_file else None,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    set_level(log_level)


def set_level(log_level: str) -> None:
    level = log_level.upper()
    logging.getLogger().setLevel(level)
    # pygls logs each message that it sends at level info.
    logging.getLogger("pygls").setLevel(level if level == "DEBUG" else logging.WARNING)
