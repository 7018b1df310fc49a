"""What is certain of a value that may be several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_lsp.analysis.values.value import Known, Value, alternatives

if TYPE_CHECKING:
    from collections.abc import Callable

    from resp_lsp.analysis.facts.invocation import Invocation


def constants(value: Value) -> tuple[object, ...]:
    """All that the value may be; nothing where one of them is not known exactly."""
    members = alternatives(value)
    known = tuple(member.value for member in members if isinstance(member, Known))
    return known if len(known) == len(members) else ()


def certain_error(
    call: Invocation, value: Value, error_of: Callable[[object], Exception | None]
) -> Exception | None:
    """What Django raises for all that the value may be: the first one's error.

    None where it accepts one, or a handler is there to catch the error.
    """
    errors = [error_of(constant) for constant in constants(value)]
    if not errors or any(error is None or call.catches(error) for error in errors):
        return None
    return errors[0]
