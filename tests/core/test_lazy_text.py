"""Lazy strings are recognised without importing Django."""

from __future__ import annotations

import pytest

from resp_core import HttpResponseRedirect, JsonResponse
from resp_core.lazy_text import is_lazy

Promise = type("Promise", (), {"__module__": "django.utils.functional"})


class Lazy(Promise):  # type: ignore[misc,valid-type]  # made above, to look like Django's
    """As django.utils.functional.lazy() makes them."""

    def __str__(self) -> str:
        return "/é"


class Promised:
    """Another library's promise."""


def test_a_lazy_string_is_text_in_json_and_in_a_location() -> None:
    assert JsonResponse({"a": Lazy()}).content == b'{"a": "/\\u00e9"}'
    assert HttpResponseRedirect(Lazy()).url == "/%C3%A9"


def test_a_look_alike_is_not_lazy() -> None:
    alike = type("Promise", (), {})()
    assert not any(is_lazy(value) for value in (alike, Promised(), "a", None))
    assert not is_lazy(type("Other", (), {"__module__": "django.utils.functional"})())
    with pytest.raises(TypeError, match="not JSON serializable"):
        JsonResponse({"a": alike})
