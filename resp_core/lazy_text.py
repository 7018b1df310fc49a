"""Django's lazy strings, recognised by name so that Django need not be there."""

from __future__ import annotations


def is_lazy(value: object) -> bool:
    """Whether a value is a promise of gettext_lazy() and its like."""
    return any(
        cls.__name__ == "Promise" and cls.__module__ == "django.utils.functional"
        for cls in type(value).__mro__
    )
