"""Changes as the steps that `resp_core` replays, with placeholders for what is not known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from resp_core.wire import Step
from resp_lsp.analysis.values.value import Collection, Known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from resp_lsp.analysis.values.history import Change, Operand
    from resp_lsp.preview.placeholders import Placeholders

TOUCHED = {
    "patch_cache_control": ("Cache-Control",),
    "patch_response_headers": ("Expires", "Cache-Control"),
    "add_never_cache_headers": ("Expires", "Cache-Control"),
    "patch_vary_headers": ("Vary",),
}
"""The headers that a helper sets, whatever it is given."""

STATUS = ("status", "status_code=")


@dataclass
class Steps:
    """What was done to a response, ready to be replayed."""

    placeholders: Placeholders
    done: list[tuple[Step, Change | None]] = field(default_factory=list)
    """Each with what it stands for, if more is known of that than of the step."""

    streamed: str | None = None
    """The code of what is streamed."""

    others: bool = False
    """Whether there are more headers than those that are set here."""

    def add(self, change: Change) -> None:
        for step in TRANSLATED.get(change.name, _plain)(change, self):
            self.done.append((step, change))

    def make_vague(self, index: int) -> bool:
        """Put what is known of it in the place of a step that cannot be done without knowing what
        it is given; whether that was possible."""
        step, change = self.done[index]
        if change is None:
            return False
        if step.name == "set_cookie":
            vague = [self._vague_cookie(step, change)]
        else:
            code = self.placeholders.text(_call(change))
            vague = [Step("__setitem__", (name, code)) for name in TOUCHED.get(step.name, ())]
        self.done[index : index + 1] = [(each, None) for each in vague]
        return bool(vague)

    def _vague_cookie(self, step: Step, change: Change) -> Step:
        """The cookie, with the attributes that are not known behind those that are."""
        unknown = {k for k, value in step.kwargs.items() if self.placeholders.are_in(value)}
        codes = {name: given.source for name, given in change.arguments}
        words = (self.placeholders.text(f"{k}={codes[k]}") for k in step.kwargs if k in unknown)
        known = {k: value for k, value in step.kwargs.items() if k not in unknown}
        path = "; ".join((known.get("path") or "/", *words))
        return Step(step.name, step.args, {**known, "path": path})


def _call(change: Change) -> str:
    """The code of a helper's call, without the response."""
    given = (
        each.source if name.startswith("*") else f"{name}={each.source}"
        for name, each in change.arguments
    )
    return f"{change.name}({', '.join(given)})"


def source(change: Change) -> str:
    """The code that stands for a change."""
    return next((given.source for _, given in reversed(change.arguments)), "")


def given(change: Change, placeholders: Placeholders) -> tuple[list[Any], dict[str, Any]]:
    """The arguments of a call, those in positions and the others by name."""
    positional, named = [], {}
    for name, each in change.arguments:
        value = argument(name, each, placeholders)
        if name.startswith("*"):
            positional.append(value)
        else:
            named[name] = value
    return positional, named


def argument(name: str, each: Operand, placeholders: Placeholders) -> Any:
    if name in STATUS and not isinstance(each.value, Known):
        return placeholders.status(each.source)
    return placeholders.concrete(each.value, each.at)


def _plain(change: Change, steps: Steps) -> Iterator[Step]:
    positional, named = given(change, steps.placeholders)
    yield Step(change.name, tuple(positional), named)


def _status(change: Change, steps: Steps) -> Iterator[Step]:
    ((_, each),) = change.arguments
    yield Step(change.name, (argument(change.name, each, steps.placeholders),))


def _streamed(change: Change, steps: Steps) -> Iterator[Step]:
    steps.streamed = source(change)
    yield Step(change.name, ((),))


def _signed_cookie(change: Change, steps: Steps) -> Iterator[Step]:
    positional, named = given(change, steps.placeholders)
    codes = [each.source for name, each in change.arguments if name in ("*1", "value")]
    key = positional[0] if positional else named.pop("key", "")
    for name in ("salt", "value"):
        named.pop(name, None)
    signed = steps.placeholders.text(f"signed {''.join(codes)}")
    yield Step("set_cookie", (key, signed, *positional[3:]), named)


def _replaced_headers(change: Change, steps: Steps) -> Iterator[Step]:
    ((_, each),) = change.arguments
    if isinstance(each.value, Collection):
        yield Step(change.name, (argument("headers", each, steps.placeholders),))
    else:
        steps.others = True


TRANSLATED: dict[str, Callable[[Change, Steps], Iterator[Step]]] = {
    "status_code=": _status,
    "streaming_content=": _streamed,
    "set_signed_cookie": _signed_cookie,
    "headers=": _replaced_headers,
}
"""Changes that are not a step of their own name."""
