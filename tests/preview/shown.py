"""The verb of the preview tests: what is shown at a place in a snippet."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from resp_core.versions import DEFAULT, Version
from resp_lsp.analysis.interpreter.project import Project
from resp_lsp.analysis.source.source import Source
from resp_lsp.analysis.source.tree import Memo
from resp_lsp.preview.preview import Preview, Previewed, preview
from resp_lsp.preview.text import as_http

if TYPE_CHECKING:
    from resp_lsp.analysis.interpreter.project import Sources

HERE = "|"
IMPORTS = """
from django.http import *
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.cache import (
    add_never_cache_headers, patch_cache_control, patch_response_headers, patch_vary_headers
)
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.clickjacking import xframe_options_deny, xframe_options_sameorigin
from django.views.decorators.vary import vary_on_cookie, vary_on_headers
"""


def previewed(
    snippet: str, target: Version = DEFAULT, sources: Sources | None = None
) -> Previewed | None:
    """What is shown where the bar stands in the snippet, which has the usual imports."""
    before, bar, after = (IMPORTS + dedent(snippet)).partition(HERE)
    assert bar, "no place is marked"
    return preview(Source(before + after, ""), len(before), Project(sources, target, Memo()))


def only(snippet: str, target: Version = DEFAULT) -> Preview:
    """The one response that is shown."""
    found = previewed(snippet, target)
    assert found is not None, "nothing is shown"
    (one,) = found.previews
    return one


def http(snippet: str, target: Version = DEFAULT) -> str:
    """The one response as text, of which nothing more is to be said."""
    one = only(snippet, target)
    assert (one.error, one.notes) == (None, ())
    return as_http(one)
