"""Files: whether they are read as bytes or text, and whether they stand at their end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.values.state import Cursor
from resp_lsp.analysis.values.value import UNKNOWN, Instance, Known, Ref, Value

if TYPE_CHECKING:
    import libcst as cst

    from resp_lsp.analysis.interpreter.frame import Frame

TEXT_FILE = Instance("io.TextIOWrapper")
BINARY_FILE = Instance("io.BufferedReader")
BUFFERS = frozenset(("io.BytesIO", "io.StringIO"))
STILL = frozenset(("getvalue", "getbuffer", "tell", "flush", "readable", "writable", "seekable"))
"""Methods of a buffer that leave it where it stands."""


def opened(
    position: int, node: cst.Call, arguments: list[Value], frame: Frame, default: str = "r"
) -> Value:
    """What `open(file, mode)` gives; the mode is the argument at the position."""
    mode: Value = Known(default)
    for index, (argument, value) in enumerate(zip(node.args, arguments, strict=True)):
        is_mode = (
            index == position if argument.keyword is None else argument.keyword.value == "mode"
        )
        if argument.star:
            mode = UNKNOWN
        elif is_mode:
            mode = value
    frame.live.escape(*arguments)
    match mode:
        case Known(str(text)):
            return BINARY_FILE if "b" in text else TEXT_FILE
        case _:
            return UNKNOWN


def made_buffer(type_name: str, node: cst.Call, arguments: list[Value], frame: Frame) -> Value:
    """`io.BytesIO(…)`: it stands at its beginning, even with what it is given."""
    frame.live.escape(*arguments)
    frame.live.objects[node] = Cursor.START
    return Ref(node, type_name)


def buffer_method(buffer: Ref, name: str, arguments: list[Value], frame: Frame) -> Value:
    """What a method of a buffer gives, and where it leaves the buffer."""
    if name == "seek" and arguments == [Known(0)]:
        frame.live.objects[buffer.site] = Cursor.START
    elif name in ("write", "writelines") or (name == "read" and not arguments):
        frame.live.objects[buffer.site] = Cursor.END
    elif name not in STILL:
        frame.live.objects[buffer.site] = None
    frame.live.escape(*arguments)
    given = knowledge().method(buffer.type, name)
    return UNKNOWN if given is None else Instance(given)
