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


CHECKS = """\
from resp_lsp.analysis.interpreter.budget import AbandonedError
from resp_lsp.analysis.source.tree import Memo
from resp_lsp.linter.config import Config
from resp_lsp.linter.lint import NO_PROJECT, linted

HEAD = "from django.http import JsonResponse\\n\\n\\n"
VIEW = "def view{n}(request):\\n    rows = [{k}]\\n    return reply(rows)\\n\\n\\n"
REPLY = "def reply(data):\\n    return JsonResponse(data)\\n\\n\\n"
memo, counts = Memo(), []

def check(number, passes):
    def checkpoint():
        nonlocal passes
        passes -= 1
        if passes < 0:
            raise AbandonedError
    text = HEAD + REPLY + "".join(VIEW.format(n=n, k=number % 2) for n in range(20))
    try:
        linted(text, Config(), memo, NO_PROJECT, checkpoint)
    except AbandonedError:
        pass

for number in range(60):
    check(number, 12 if number % 3 else 10_000)
    collect_new()
    counts.append(gc.get_freeze_count())
print(counts[59] - counts[20] < counts[20] // 200)
"""


def test_neither_a_check_nor_one_that_is_abandoned_leaves_anything_behind() -> None:
    assert run(CHECKS) == ["True"]


VERSIONS = """\
from resp_lsp.analysis.source.text import Lines
from resp_lsp.server.checks import Kept, check
from resp_lsp.server.configuration import Configurations
from resp_lsp.server.documents import Document
from tests.analysis.test_versions import MODULE

kept, configurations = Kept(), Configurations()
for typed in ("a", "b", "c", "return", "class") * 4:
    text = MODULE.replace("return listed(", f"return listed{typed}(").replace("[1, 2]", typed)
    document = Document("file:///project/views.py", "python", 0, Lines(text))
    assert check(document, lambda: None, {}, configurations, kept).findings
    collect_new()
gc.unfreeze()
gc.set_debug(gc.DEBUG_SAVEALL)
gc.collect()
print(len([dead for dead in gc.garbage if type(dead).__module__.startswith("resp_lsp.")]))
"""


def test_what_a_check_keeps_for_the_next_one_needs_no_search_to_be_freed() -> None:
    assert run(VERSIONS) == ["0"]
