from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resp_core import content_disposition_header
from resp_core.content_disposition import is_content_disposition


@given(st.booleans(), st.text(st.characters(codec="utf-8"), min_size=1))
def test_what_django_writes_is_well_formed(as_attachment: bool, name: str) -> None:  # noqa: FBT001
    header = content_disposition_header(as_attachment, name)
    assert header is not None
    assert is_content_disposition(header)


@pytest.mark.parametrize(
    "text",
    ["", "a b", "attachment filename=a", "attachment; filename=a b", 'attachment; filename="a'],
)
def test_what_has_no_such_grammar_is_not(text: str) -> None:
    assert not is_content_disposition(text)


def test_a_long_text_is_read_at_once() -> None:
    assert not is_content_disposition("a" + " ;" * 20_000 + "=")
    assert not is_content_disposition("a;" + " " * 20_000 + "=")
