"""What Django's decorators do to the responses of the functions that they are around."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from resp_lsp.analysis.knowledge import knowledge
from resp_lsp.analysis.values.history import Change, Operand
from resp_lsp.analysis.values.value import Collection, Known

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from resp_lsp.analysis.values.value import Value

DJANGO = "django.views.decorators."
PASSED = frozenset(
    (
        "django.contrib.admin.views.decorators.staff_member_required",
        f"{DJANGO}cache.cache_page",
        f"{DJANGO}clickjacking.xframe_options_exempt",
        f"{DJANGO}common.no_append_slash",
        f"{DJANGO}csrf.csrf_protect",
        f"{DJANGO}csrf.requires_csrf_token",
        f"{DJANGO}debug.sensitive_post_parameters",
        f"{DJANGO}debug.sensitive_variables",
    )
)
"""Those that leave a new response alone, beside the ones that the analysis looks through; what
`cache_page` adds depends on the request, as what middleware adds."""


def decorated(decorators: Sequence[Change]) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """What is done to a response, and the names of the decorators of which nothing is known."""
    changes: list[Change] = []
    unknown: list[str] = []
    for decorator in decorators:
        effect = EFFECTS.get(decorator.name)
        if effect is not None:
            changes += effect(decorator)
        elif decorator.name not in PASSED and decorator.name not in knowledge().transparent:
            unknown.append(decorator.name.rpartition(".")[2])
    return tuple(changes), tuple(unknown)


def _never_cache(decorator: Change) -> list[Change]:
    return [replace(decorator, name="add_never_cache_headers", arguments=())]


def _cache_control(decorator: Change) -> list[Change]:
    return [replace(decorator, name="patch_cache_control")]


def _vary_on_headers(decorator: Change) -> list[Change]:
    return [_vary(decorator, given.value, given.at) for _, given in decorator.arguments]


def _vary_on_cookie(decorator: Change) -> list[Change]:
    return [_vary(decorator, Known("Cookie"), None)]


def _vary(decorator: Change, name: Value, at: Any) -> Change:
    names = Collection("builtins.list", ((name,),))
    return replace(decorator, name="patch_vary_headers", arguments=(("*0", Operand(names, at)),))


def _frames(option: str, decorator: Change) -> list[Change]:
    pair = ("*0", Operand(Known("X-Frame-Options"), None)), ("*1", Operand(Known(option), None))
    return [replace(decorator, name="setdefault", arguments=pair)]


EFFECTS: dict[str, Callable[[Change], list[Change]]] = {
    f"{DJANGO}cache.cache_control": _cache_control,
    f"{DJANGO}cache.never_cache": _never_cache,
    f"{DJANGO}clickjacking.xframe_options_deny": partial(_frames, "DENY"),
    f"{DJANGO}clickjacking.xframe_options_sameorigin": partial(_frames, "SAMEORIGIN"),
    f"{DJANGO}vary.vary_on_cookie": _vary_on_cookie,
    f"{DJANGO}vary.vary_on_headers": _vary_on_headers,
}
