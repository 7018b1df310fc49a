from __future__ import annotations

import subprocess
import sys

SCRIPT = """\
import gc, weakref
from resp_lsp.server.garbage import collect_new, take_over

class Node: pass

def garbage():
    node = Node()
    node.itself = node
    return weakref.ref(node)

take_over()
kept = [Node() for _ in range(10_000)]
"""


def run(script: str) -> list[str]:
    done = subprocess.run(
        (sys.executable, "-c", SCRIPT + script), capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_cycles_are_freed_after_each_piece_of_work_and_not_before() -> None:
    freed = "dead = garbage(); print(dead() is None); collect_new(); print(dead() is None)\n"
    assert run(freed * 2) == ["False", "True"] * 2


def test_what_was_kept_once_is_not_looked_at_again() -> None:
    assert run(
        "collect_new(); known = set(map(id, gc.get_objects()))\n"
        "print(any(id(node) in known for node in kept))\n"
        "dead = weakref.ref(kept[0]); kept.clear(); print(dead() is None)"
    ) == ["False", "True"]


def test_a_process_that_collects_by_itself_is_left_alone() -> None:
    assert run("gc.enable(); collect_new(); print(gc.get_freeze_count())") == ["0"]
