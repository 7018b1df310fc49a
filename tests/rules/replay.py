"""Running a program before and after a fix on a real Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.rules.finding import Safety
from tests.rules.check import SUBJECT, config, mended

if TYPE_CHECKING:
    from tests.django.matrix import Django, Outcome


def before_and_after(program: str, django: Django) -> tuple[Outcome, Outcome]:
    """What Django does with the view of a module as written, and with its safe fixes applied."""
    settings = config(django.version, SUBJECT.get())
    fixed = mended(program, settings, Safety.SAFE, None)
    assert fixed != program, "no safe fix is offered"
    return django.run(program), django.run(fixed)
