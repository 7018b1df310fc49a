"""Values for the directives of Cache-Control, as the helpers of Django take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resp_core.cache_directives import Argument
from resp_lsp.analysis.values.types import class_of
from resp_lsp.analysis.values.value import Known, Value

if TYPE_CHECKING:
    from resp_core.cache_directives import KnownDirective


def suits(directive: KnownDirective, value: Value) -> bool:
    """Whether patch_cache_control() may make the directive of the value, for all that is known."""
    if isinstance(value, Known):
        return directive.takes(value.value)
    match directive.argument, class_of(value):
        case _, None:
            return True
        case Argument.SECONDS, "builtins.str":
            return directive.name != "max-age"
        case Argument.SECONDS, kind:
            return kind == "builtins.int"
        case argument, kind:
            is_text = argument is Argument.FIELDS and kind == "builtins.str"
            return is_text or kind == "builtins.bool"
