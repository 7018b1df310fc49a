"""A long conversation: random edits and requests, then a look at what became of them.

    python -m scripts.soak
    python -m scripts.soak --operations 600 --documents 10

Each line of the documents is a view that sends a header with a newline, so that what the server
finds tells its whole text: every letter within the quotes, and where they are. Edits are made
within the quotes, from those of one line to those of another, and of whole lines; some requests
are cancelled. A long function at the end of each document changes, too.

Ends with 1 when a request is not answered exactly once, when the server's text is not the
client's, or when its memory grows.
"""

# ruff: noqa: T201 - a script prints
from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from resp_lsp.analysis.source.text import Span
from tests.server.client import SERVE, Client, Message, at
from tests.server.conftest import EDITOR

if TYPE_CHECKING:
    from collections.abc import Callable

OPERATIONS, DOCUMENTS = 20_000, 50
BURST = 40
"""Operations until all answers are awaited: what they supersede need not be computed."""

WARM = 0.1
"""The share of the operations after which memory is measured for the first time."""

GROWTH = 1.1
LINES = 20
IMPORT = "from django.http import HttpResponse"
LETTERS = "abcé😀ß "
LONG = (
    "def long(r):",
    '    a = HttpResponse("T")',
    *(f'    a["A-{n}"] = r.GET["{n}"]' for n in range(80)),
)
"""A function of which each version takes much memory."""

TITLE = re.compile(r'"T([^"]*)"')
LITERAL = re.compile(r'"X([^"]*)\\n"')
BREAK = re.compile(r"\r\n|\n|\r")
REQUESTS = {
    "textDocument/codeAction": "codeActionProvider",
    "textDocument/completion": "completionProvider",
    "textDocument/diagnostic": "diagnosticProvider",
    "textDocument/hover": "hoverProvider",
}
"""What is asked, and what a server says that it answers it with."""

TRIGGERS: tuple[Message, ...] = ({}, {"only": ["quickfix"]}, *[{"triggerKind": 2}] * 6)
"""Of code actions: by a user, who may want fixes only, and mostly by a move of the cursor."""

CANCELLED, MODIFIED = -32800, -32801


@dataclass
class Text:
    """A document as the client has it."""

    uri: str
    newline: str
    text: str = ""
    version: int = 0

    def position(self, offset: int) -> Message:
        start = max((found.end() for found in BREAK.finditer(self.text, 0, offset)), default=0)
        line = len(BREAK.findall(self.text, 0, offset))
        return at(line, len(self.text[start:offset].encode("utf-16-le")) // 2)

    def range(self, span: Span) -> Message:
        return {"start": self.position(span.start), "end": self.position(span.end)}

    def change(self, span: Span, new: str) -> Message:
        change = {"range": self.range(span), "text": new}
        self.text = self.text[: span.start] + new + self.text[span.end :]
        return change

    def literals(self) -> list[re.Match[str]]:
        return list(LITERAL.finditer(self.text))

    def findings(self) -> list[tuple[str, Message]]:
        """What a server finds that has the same text: values, and where they are."""
        return [(f"X{e[1]}\n", self.range(Span(*e.span()))) for e in self.literals()]


@dataclass(frozen=True, slots=True)
class Outcome:
    asked: Counter[str]
    unanswered: int
    """Requests that were not answered exactly once, or with an error."""

    differing: int
    """Documents of which the server has another text."""

    warm: float
    resident: float
    """Megabytes, after the first operations and at the end."""

    @property
    def is_fine(self) -> bool:
        grown = self.resident > self.warm * GROWTH
        return not (self.unanswered or self.differing or grown)


@dataclass
class Conversation:
    client: Client
    chance: random.Random
    texts: list[Text]
    methods: list[str]
    asked: Counter[str] = field(default_factory=Counter)
    pending: list[int] = field(default_factory=list)
    unanswered: int = 0

    def edit(self, text: Text) -> None:
        self.asked["edits"] += 1
        text.version += 1
        edits = self.chance.choices(EDITS, k=self.chance.choice((1, 1, 3)))
        changes = [edit(text, self.chance) for edit in edits]
        self.client.change(*changes, version=text.version, uri=text.uri)

    def ask(self, text: Text) -> None:
        method = self.chance.choice(self.methods)
        self.asked[method] += 1
        place = Span(*sorted(self.chance.choices(range(len(text.text)), k=2)))
        parameters: Message = {"textDocument": {"uri": text.uri}}
        if method == "textDocument/codeAction":
            by = self.chance.choice(TRIGGERS)
            parameters |= {"range": text.range(place), "context": {"diagnostics": [], **by}}
        elif method != "textDocument/diagnostic":
            parameters |= {"position": text.position(place.start)}
        self.pending.append(self.client.ask(method, **parameters))
        if not self.chance.randrange(10):
            self.client.notify("$/cancelRequest", id=self.pending[-1])

    def settle(self) -> None:
        """Await every answer, and forget what was published."""
        for request in self.pending:
            error = self.client.answer(request).get("error")
            self.unanswered += error is not None and error["code"] not in {CANCELLED, MODIFIED}
        self.pending.clear()
        self.unanswered += sum("method" not in message for message in self.client.arrived)
        self.client.arrived.clear()

    def differs(self, text: Text) -> bool:
        """Whether the server has another text; it tells after one more edit."""
        text.version += 1
        change = text.change(Span(0, 0), f"# é😀{text.newline}")
        self.client.change(change, version=text.version, uri=text.uri)
        found = self.client.diagnostics(text.version, text.uri)
        told = [each for each in found if each["code"] == "RSP201"]
        return len(told) != len(text.literals()) or any(
            repr(value) not in each["message"] or each["range"] != place
            for each, (value, place) in zip(told, text.findings(), strict=True)
        )


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.soak")
    parser.add_argument("--operations", type=int, default=OPERATIONS, metavar="N")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    outcome = soak(options.operations, options.documents, options.seed)
    for what, number in sorted(outcome.asked.items()):
        print(f"{number:6} {what}")
    print(f"{outcome.unanswered:6} requests not answered exactly once")
    print(f"{outcome.differing:6} documents with another text")
    print(f"{outcome.warm:6.1f} MB resident at first, {outcome.resident:.1f} MB at the end")
    return 0 if outcome.is_fine else 1


def soak(operations: int, documents: int, seed: int = 0) -> Outcome:
    with tempfile.TemporaryFile() as log:
        client = Client.start(sys.executable, "-c", SERVE, errors=log)
        try:
            return _soak(client, operations, documents, seed)
        finally:
            client.end()


def _soak(client: Client, operations: int, documents: int, seed: int) -> Outcome:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    offered = client.initialize(EDITOR)["capabilities"]
    texts = [_opened(client, number) for number in range(documents)]
    methods = [method for method, provider in REQUESTS.items() if offered.get(provider)]
    talk = Conversation(client, chance, texts, methods)
    warm = 0.0
    for number in range(operations):
        (talk.edit if chance.random() < 0.6 else talk.ask)(chance.choice(texts))
        if not number % BURST:
            talk.settle()
        if number == int(operations * WARM):
            warm = resident(client)
    talk.settle()
    differing = sum(map(talk.differs, texts))
    return Outcome(talk.asked, talk.unanswered, differing, warm, resident(client))


def _opened(client: Client, number: int) -> Text:
    newline = ("\n", "\r\n", "\r")[number % 3]
    lines = (IMPORT, *(view(f"{number} {line}") for line in range(LINES)), *LONG, "")
    text = Text(f"file:///project/{number}.py", newline, newline.join(lines))
    client.open(text.text, text.uri)
    return text


def view(value: str) -> str:
    return f'def v(r): return HttpResponse(headers={{"A": "X{value}\\n"}})'


def resident(client: Client) -> float:
    """Megabytes."""
    status = Path(f"/proc/{client.process.pid}/status").read_text("utf-8")
    (kilobytes,) = re.findall(r"VmRSS:\s*(\d+) kB", status)
    return int(kilobytes) / 1024


def _type(text: Text, chance: random.Random) -> Message:
    """A letter into a literal."""
    place = chance.randint(*chance.choice(text.literals()).span(1))
    return text.change(Span(place, place), chance.choice(LETTERS))


def _replace(text: Text, chance: random.Random) -> Message:
    """A part of a literal by another, or by nothing."""
    start, end = chance.choice(text.literals()).span(1)
    ends = sorted((chance.randint(start, end), chance.randint(start, end)))
    return text.change(Span(*ends), "".join(chance.choices(LETTERS, k=chance.randrange(4))))


def _join(text: Text, chance: random.Random) -> Message:
    """From within a literal to within another one: what is between is gone."""
    lines = text.literals()
    if len(lines) < LINES // 2:
        return _insert(text, chance)
    first = chance.randrange(len(lines) - 1)
    start = chance.randint(*lines[first].span(1))
    end = chance.randint(*lines[first + 1].span(1))
    return text.change(Span(start, end), chance.choice(LETTERS))


def _insert(text: Text, chance: random.Random) -> Message:
    """A line, above another."""
    start = text.text.rindex("def", 0, chance.choice(text.literals()).start())
    return text.change(Span(start, start), view(chance.choice(LETTERS)) + text.newline)


def _shorten(text: Text, chance: random.Random) -> Message:
    """The longest literal to one letter, so that all stay short."""
    longest = max(text.literals(), key=lambda literal: len(literal[1]))
    return text.change(Span(*longest.span(1)), chance.choice(LETTERS))


def _retitle(text: Text, chance: random.Random) -> Message:
    """Something within the long function."""
    title = TITLE.search(text.text)
    span = Span(0, 0) if title is None else Span(*title.span(1))
    return text.change(span, "".join(chance.choices("abcd", k=8)))


EDITS: tuple[Callable[[Text, random.Random], Message], ...] = (
    *(_type, _type, _type),
    *(_replace, _join, _insert, _shorten, _retitle),
)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
