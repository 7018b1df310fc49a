"""Reading TOML."""

from __future__ import annotations

import sys
from typing import Any


def tables_of(text: str) -> dict[str, Any]:
    """
    Raises:
        ValueError: it is not TOML; the message ends with the place in parentheses.
    """
    # Loaded here: many runs read none, and 20 ms are a tenth of a run.
    if sys.version_info >= (3, 11):
        import tomllib  # noqa: PLC0415 (see above)
    else:
        import tomli as tomllib  # noqa: PLC0415 (see above)
    return tomllib.loads(text)
