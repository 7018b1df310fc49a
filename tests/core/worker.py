"""Runs snippets on real Django and on the model side by side, in Django's environment.

Frames are pickles. A request is `(source, variables)`, the reply `(Django's outcome, the
model's outcome)`. The clock of time.time() stands still. Runs on Python 3.10 to 3.14.
"""

from __future__ import annotations

import pickle
import signal
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import django
from django.conf import settings

import resp_core
from tests.core.snippets import outcome

MODULES = (
    "django.http.response",
    "django.http.cookie",
    "django.core.exceptions",
    "django.core.serializers.json",
    "django.utils.cache",
    "django.utils.encoding",
    "django.utils.http",
)


SECONDS = 5
"""How long a program may run; SIGALRM ends the process that runs an endless one."""


def main() -> None:
    """Answer until the input ends."""
    requests, replies = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    settings.configure(SECRET_KEY="not a secret", ALLOWED_HOSTS=["*"])
    django.setup()
    time.time = lambda: 1_700_000_000.25
    names, target = names_of_django(), resp_core.Version(*django.VERSION[:2])
    while True:
        try:
            source, packed = pickle.load(requests)
        except EOFError:
            return
        pickle.dump(compared(source, packed, names, target), replies)
        replies.flush()


def compared(
    source: str, packed: bytes, names: dict[str, Any], target: resp_core.Version
) -> tuple[object, object]:
    """Both outcomes; again when they differ, as the other clocks may have ticked between."""
    for _ in range(3):
        # Unpacked for each side, so that none sees what the other changed.
        signal.alarm(SECONDS)
        of_django = outcome(source, names, pickle.loads(packed))
        with resp_core.modelling(target):
            of_model = outcome(source, vars(resp_core), pickle.loads(packed))
        signal.alarm(0)
        if of_django == of_model:
            break
        # An address in encoded text makes a program that Django answers in two ways.
        if of_django != outcome(source, names, pickle.loads(packed)):
            return of_django, of_django
    return of_django, of_model


def names_of_django() -> dict[str, Any]:
    """Django's objects under the names that resp_core has for them."""
    found: dict[str, Any] = {}
    for name in MODULES:
        __import__(name)
        module = sys.modules[name]
        found |= {key: getattr(module, key) for key in resp_core.__all__ if hasattr(module, key)}
    return found


if __name__ == "__main__":
    main()
