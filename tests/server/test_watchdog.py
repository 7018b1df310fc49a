"""The event loop of a real server is never blocked for 20 ms.

A timer on the loop, set in the server's process by `WATCHED`, tells how long it had to wait for
each turn. It counts the processor time of the process, not the clock's: a loop that does not run
because another process does is not blocked by us, and this machine may be busy.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.server.client import SERVE, Client, Message, at, between
from tests.server.conftest import EDITOR
from tests.server.test_diagnostics import LISTING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Start = Callable[..., Client]

LONGEST = 0.020
"""Seconds that nothing on the loop, and nothing that keeps the interpreter from it, may take."""
ONCE = 0.060
"""The same for what opening a large file costs once: its new trees are searched for garbage."""

WATCHED = f"""\
import asyncio, json, sys, time
from functools import partial
from resp_lsp.server import stdio

EACH = 0.002
waits = []
converse = stdio._converse

def turn(loop, before):
    now = time.process_time()
    waits.append(now - before)
    loop.call_later(EACH, turn, loop, now)

async def watched(connection, *given):
    turn(asyncio.get_running_loop(), time.process_time())
    connection.protocol.receive = partial(receive, connection.protocol.receive)
    try:
        return await converse(connection, *given)
    finally:
        print("WAITS", json.dumps(waits), file=sys.stderr, flush=True)

def receive(take, body):
    if b"$/forget" in body:
        waits.clear()
    else:
        take(body)

stdio._converse = watched
{SERVE}
"""

VIEW = '''\
def view_{n}(request, pk):
    """Lists what there is."""
    rows = [model.name for model in Model.objects.filter(pk=pk)]
    if request.method == "POST":
        response = HttpResponse("done", content_type="text/plain")
        response["X-Total"] = str(len(rows))
        return response
    return JsonResponse({{"rows": rows, "number": [{n}, 2]}})


'''
OTHER = '''\
class Total_{n}(Base):
    """Adds up."""

    def __init__(self, items, *, start=0):
        self.items = [item for item in items if item is not None]
        self.start = start

    def total(self):
        return sum((item.price for item in self.items), self.start)


'''
FILES = 15_000
HEAD = "from django.http import HttpResponse, JsonResponse\n\n\n"
FILE = HEAD + "".join(VIEW.format(n=n) + OTHER.format(n=n) * 3 for n in range(116))
"""5,000 lines, of which a fourth is about responses."""
KEYED = FILE.count("\n", 0, FILE.index("def view_56")) + 1
"""A line within a view in the middle."""


@dataclass
class Watched:
    """A conversation with a server that watches its loop."""

    client: Client

    def type(self, keys: int, pause: float) -> None:
        """Keystrokes in the open file, the first of which makes version 1."""
        for version in range(1, keys + 1):
            change = {"range": between(KEYED, 8, 8), "text": "x"}
            self.client.change(change, version=version)
            time.sleep(pause)
        self.client.diagnostics(keys)

    def forget(self) -> None:
        """Leave out what was until now."""
        self.client.notify("$/forget")

    def waits(self) -> list[float]:
        """How long the loop had to wait for each turn, in order."""
        self.client.close_down()
        (line,) = (each for each in self.client.errors().splitlines() if each.startswith("WAITS"))
        waits: list[float] = json.loads(line.removeprefix("WAITS"))
        return waits


@pytest.fixture
def watched(start: Start) -> Watched:
    return Watched(start(sys.executable, "-c", WATCHED))


def blocked(waits: list[float]) -> float:
    """The longest wait, where one turn in a hundred may take three times as long.

    A processor that others use, too, loses its caches now and then.
    """
    waits.sort()
    return max(waits[-1 - len(waits) // 100], waits[-1] / 3)


@pytest.mark.parametrize(("keys", "pause"), [(60, 0.03), (8, 0.4)])
def test_typing_in_5000_lines_does_not_block_the_loop(
    watched: Watched, keys: int, pause: float
) -> None:
    assert 4_900 < FILE.count("\n") < 5_100
    watched.client.initialize(EDITOR)
    watched.client.open(FILE)
    watched.client.diagnostics(0)
    watched.forget()
    watched.type(keys, pause)
    waits = watched.waits()
    assert len(waits) > 200
    assert blocked(waits) < LONGEST


def test_typing_while_15000_files_are_checked_does_not_block_the_loop(
    watched: Watched, tmp_path: Path
) -> None:
    for number in range(FILES):
        (tmp_path / f"views_{number}.py").write_text(LISTING, encoding="utf-8")
    client = watched.client
    client.initialize(
        EDITOR,
        workspaceFolders=[{"uri": tmp_path.as_uri(), "name": "project"}],
        initializationOptions={"workspaceDiagnostics": True},
    )
    client.open(FILE)
    client.diagnostics(0)
    client.take(is_of_the_workspace)
    watched.forget()
    watched.type(60, 0.03)
    client.settle()
    checked = sum(map(is_of_the_workspace, client.arrived))
    waits = watched.waits()
    assert 0 < checked < FILES - 1
    assert len(waits) > 200
    assert blocked(waits) < LONGEST


def is_of_the_workspace(message: Message) -> bool:
    return "views_" in message.get("params", {}).get("uri", "")


def test_a_request_is_answered_soon_while_a_large_file_is_checked(watched: Watched) -> None:
    client, taken = watched.client, []
    client.initialize(EDITOR)
    client.open(FILE)
    while not client.arrived:
        begun = time.perf_counter()
        client.settle()
        taken.append(time.perf_counter() - begun)
        time.sleep(0.002)
    taken.sort()
    assert len(taken) > 20
    assert taken[len(taken) // 2] < LONGEST


def test_the_check_of_a_large_file_ends_soon_after_a_newer_version_came(watched: Watched) -> None:
    client = watched.client
    client.initialize(EDITOR)
    client.open("x = 1\n")
    client.diagnostics(0)

    def time_of(version: int, *texts: str) -> float:
        begun = time.perf_counter()
        for number, text in enumerate(texts):
            client.change({"text": text}, version=version + number)
            time.sleep(0.05)
        client.diagnostics(version + len(texts) - 1)
        return time.perf_counter() - begun

    # Other names in each text: what was parsed is not parsed again.
    whole = time_of(1, FILE.replace("rows", "some"))
    cut_short = time_of(2, FILE.replace("rows", "many"), "x = 1\n")
    assert cut_short < max(whole / 2, 0.2)
    assert client.actions({"start": at(0, 0), "end": at(0, 1)}) == []


@pytest.mark.parametrize(
    "text", [FILE, "value = compute(1, 2, 3)\n" * 40_000], ids=["long", "1 MB"]
)
def test_opening_a_large_file_does_not_block_the_loop_for_long(watched: Watched, text: str) -> None:
    watched.client.initialize(EDITOR)
    watched.client.open(text)
    watched.client.diagnostics(0)
    assert blocked(watched.waits()) < ONCE
