"""One way through a history, done again by `resp_core`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from resp_core.wire import Refused, Sent, Step, sent
from resp_lsp.analysis.values.history import Change
from resp_lsp.preview.making import Making, making
from resp_lsp.preview.placeholders import UNKNOWN_PART, Placeholders, marked
from resp_lsp.preview.steps import Steps
from resp_lsp.preview.ways import is_made

if TYPE_CHECKING:
    from resp_core.versions import Version
    from resp_lsp.preview.ways import Way

MAX_BODY = 1_000
"""Characters; the start of a long body is enough."""

ELSEWHERE = Making("HttpResponse", others=True)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one way leads to: parts of a response as text, or an error."""

    status_line: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    cookies: tuple[str, ...] = ()
    body: str = ""
    others: bool = False
    """Whether there may be more headers."""

    error: str | None = None


def replayed(way: Way, target: Version) -> Outcome | None:
    """None where what Django does depends on what is not known."""
    placeholders = Placeholders()
    changes = [event for event in way if isinstance(event, Change)]
    made = making(changes.pop(0), placeholders) if is_made(way) else ELSEWHERE
    if made is None:
        return None
    steps = Steps(placeholders, streamed=made.body)
    for change in changes:
        steps.add(change)
    written = {step.args[0] for step, _ in steps.done if step.name == "__setitem__"}
    guessed = {name: placeholders.text(code) for name, code in made.guessed.items()}
    steps.done[:0] = [
        (Step("__setitem__", (name, code)), None)
        for name, code in guessed.items()
        if name not in written
    ]
    return _outcome(made, steps, target)


def _outcome(made: Making, steps: Steps, target: Version) -> Outcome | None:
    placeholders = steps.placeholders
    while True:
        done = [step for step, _ in steps.done]
        answer = sent(made.class_name, (), made.arguments, done, target)
        if isinstance(answer, Sent):
            return _shown(answer, made, steps)
        if not 0 <= answer.step < len(done):
            values = (*made.arguments.values(), *(a for step in done for a in step.args))
            return None if placeholders.are_in(*values) else _raised(answer)
        step, _ = steps.done[answer.step]
        if not placeholders.are_in(str(answer.error), *step.args, *step.kwargs.values()):
            return _raised(answer)
        if not steps.make_vague(answer.step):
            return None


def _raised(answer: Refused) -> Outcome:
    return Outcome(error=f"{type(answer.error).__name__}: {answer.error}")


def _shown(answer: Sent, made: Making, steps: Steps) -> Outcome:
    known = made is not ELSEWHERE
    shown = steps.placeholders.shown
    headers = tuple((shown(name), shown(value)) for name, value in answer.headers)
    if not known:
        written = {step.args[0] for step, _ in steps.done if step.args}
        headers = tuple(pair for pair in headers if pair[0] in written)
    status = steps.placeholders.shown_status(answer.status_line)
    is_set = any(step.name == "status_code=" for step, _ in steps.done)
    return Outcome(
        status if known or is_set else f"HTTP/1.1 {marked('')}",
        headers,
        tuple(map(shown, answer.cookies)),
        _body(answer, made, steps) if known else marked(""),
        steps.others or made.others,
    )


def _body(answer: Sent, made: Making, steps: Steps) -> str:
    if steps.streamed is not None:
        return marked(steps.streamed)
    content = answer.body or b""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return marked(f"{len(content)} bytes")
    placeholders = steps.placeholders
    is_json = made.class_name == "JsonResponse"
    text = placeholders.shown_json(text) if is_json else placeholders.shown(text)
    return text if len(text) <= MAX_BODY else f"{text[:MAX_BODY]}{UNKNOWN_PART}"
