"""Baselines of folders, made by a process of their own: it is a run over all files."""

from __future__ import annotations

import asyncio
import sys
from subprocess import PIPE
from typing import TYPE_CHECKING

from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = (sys.executable, "-m", "resp_lsp", "check", "--create-baseline", "-", ".")


async def baseline_of(folder: Path) -> str:
    """What a baseline of the folder holds.

    Raises:
        JsonRpcException: a part of the run could not be done; the reasons are its message.
    """
    process = await asyncio.create_subprocess_exec(*COMMAND, cwd=folder, stdout=PIPE, stderr=PIPE)
    try:
        output, errors = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    if process.returncode:
        raise JsonRpcException(errors.decode(errors="replace").strip())
    return output.decode()
