"""When cyclic garbage is collected: after each piece of work, and only among what is new.

Python's own full collections take up to a second once the trees of some large files are in
memory, and everything stands still meanwhile, the event loop, too. What a check leaves for good
holds no cycles, so it need not be looked at a second time; its garbage does.
"""

from __future__ import annotations

import gc


def take_over() -> None:
    """Let nothing else than `collect_new` collect, in this process."""
    gc.disable()


def spare_all() -> None:
    """Take nothing for garbage of what there is by now: modules, mostly."""
    gc.freeze()


def collect_new() -> None:
    """Free the garbage among all that was made since the last time, and spare the rest."""
    if not gc.isenabled():
        gc.collect()
        gc.freeze()
