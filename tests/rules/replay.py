"""Running a program before and after a fix on a real Django."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.rules.finding import Safety
from tests.rules.check import SUBJECT, config, mended

if TYPE_CHECKING:
    from tests.django.matrix import Django, Outcome


def before_and_after(
    program: str, django: Django, safety: Safety = Safety.SAFE
) -> tuple[Outcome, Outcome]:
    """What Django does with the view of a module as written, and with its fixes applied."""
    settings = config(django.version, SUBJECT.get())
    fixed = mended(program, settings, safety, None)
    assert fixed != program, f"no {safety.value} fix is offered"
    return django.run(program), django.run(fixed)
