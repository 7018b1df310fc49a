from __future__ import annotations

import asyncio
from threading import Event
from typing import TYPE_CHECKING

import pytest

from resp_lsp.analysis.source.text import Lines
from resp_lsp.linter.config import Config
from resp_lsp.server.documents import Document
from resp_lsp.server.schedule import Checked, Checkpoint, Schedule
from resp_lsp.server.turns import Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

TIMEOUT = 10


class Linter:
    """A check that can be held up, and that remembers what it was asked."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.started, self.released = Event(), Event()
        self.released.set()

    def check(self, document: Document, checkpoint: Checkpoint) -> Checked:
        self.begun.append(document.text)
        self.started.set()
        while not self.released.wait(0.01):
            checkpoint()
        return Checked(document, Config(), ())

    async def hold(self, schedule: Schedule) -> asyncio.Task[Checked]:
        """Keep the thread busy until `release`."""
        self.started.clear()
        self.released.clear()
        task = asyncio.create_task(schedule.checked(document("busy", uri="file:///busy.py")))
        await asyncio.to_thread(self.started.wait, TIMEOUT)
        return task

    def release(self) -> None:
        self.released.set()


def document(text: str, uri: str = "file:///a.py") -> Document:
    return Document(uri, "python", 0, Lines(text))


async def settled() -> None:
    """Let the loop do what follows from what was done: a cancellation passes several futures."""
    for _ in range(10):
        await asyncio.sleep(0)


def converse(talk: Callable[[Schedule, Linter], Coroutine[None, None, None]]) -> Linter:
    """Run a test's part on an event loop, with a schedule of its own."""

    async def run() -> Linter:
        linter = Linter()
        schedule = Schedule(linter.check)
        try:
            await asyncio.wait_for(talk(schedule, linter), TIMEOUT)
        finally:
            linter.release()
            schedule.close()
        return linter

    return asyncio.run(run())


def test_the_latest_result_stays_until_there_is_a_newer_one() -> None:
    async def talk(schedule: Schedule, linter: Linter) -> None:
        assert schedule.latest("file:///a.py") is None
        first = await schedule.checked(document("x"))
        assert schedule.latest("file:///a.py") is first
        held = await linter.hold(schedule)
        waiting = asyncio.create_task(schedule.checked(document("xy")))
        await settled()
        assert schedule.latest("file:///a.py") is first
        linter.release()
        await held
        assert schedule.latest("file:///a.py") is await waiting is not first
        schedule.drop("file:///a.py")
        assert schedule.latest("file:///a.py") is None

    assert converse(talk).begun == ["x", "busy", "xy"]


def test_a_version_that_is_given_up_leaves_the_result_before_it() -> None:
    async def talk(schedule: Schedule, linter: Linter) -> None:
        first = await schedule.checked(document("x"))
        held = await linter.hold(schedule)
        waiting = asyncio.create_task(schedule.checked(document("xy")))
        await settled()
        waiting.cancel()
        await settled()
        assert schedule.latest("file:///a.py") is first
        linter.release()
        await held

    assert converse(talk).begun == ["x", "busy"]


def test_a_version_is_checked_once_for_all_who_ask() -> None:
    async def talk(schedule: Schedule, _linter: Linter) -> None:
        asked = document("x")
        first, second = await asyncio.gather(schedule.checked(asked), schedule.checked(asked))
        assert first is second is await schedule.checked(asked)

    assert converse(talk).begun == ["x"]


def test_another_version_of_the_same_text_is_checked_for_itself() -> None:
    async def talk(schedule: Schedule, _linter: Linter) -> None:
        one, two = document("x"), document("x")
        assert (await schedule.checked(one)).document is one
        assert (await schedule.checked(two)).document is two

    assert converse(talk).begun == ["x", "x"]


class Receiver:
    """Collects what is delivered."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.any = asyncio.Event()

    def __call__(self, checked: Checked) -> None:
        self.texts.append(checked.document.text)
        self.any.set()


def test_versions_that_newer_ones_overtake_are_neither_checked_nor_delivered() -> None:
    async def talk(schedule: Schedule, linter: Linter) -> None:
        receive = Receiver()
        busy = await linter.hold(schedule)
        for text in ("one", "two", "three"):
            schedule.deliver(document(text), receive)
            await settled()
        linter.release()
        await receive.any.wait()
        await busy
        assert receive.texts == ["three"]

    assert converse(talk).begun == ["busy", "three"]


def test_a_version_overtaken_while_it_is_checked_is_not_delivered() -> None:
    async def talk(schedule: Schedule, linter: Linter) -> None:
        receive = Receiver()
        linter.released.clear()
        schedule.deliver(document("one"), receive)
        await asyncio.to_thread(linter.started.wait, TIMEOUT)
        schedule.deliver(document("two"), receive)
        linter.release()
        await receive.any.wait()
        assert receive.texts == ["two"]

    assert converse(talk).begun == ["one", "two"]


def test_nothing_is_delivered_for_a_uri_that_was_dropped() -> None:
    async def talk(schedule: Schedule, linter: Linter) -> None:
        receive = Receiver()
        busy = await linter.hold(schedule)
        schedule.deliver(document("x"), receive)
        await settled()
        schedule.drop("file:///a.py")
        await settled()
        linter.release()
        await busy
        await schedule.checked(document("last", uri="file:///last.py"))
        assert receive.texts == []

    assert converse(talk).begun == ["busy", "last"]


def test_a_request_still_gets_the_version_that_it_asked_for() -> None:
    async def talk(schedule: Schedule, linter: Linter) -> None:
        busy = await linter.hold(schedule)
        old = document("old")
        request = asyncio.create_task(schedule.checked(old))
        await settled()
        schedule.deliver(document("new"), Receiver())
        linter.release()
        await busy
        assert (await request).document is old

    assert "old" in converse(talk).begun


def test_a_cancelled_request_leaves_the_check_to_those_who_still_wait() -> None:
    async def talk(schedule: Schedule, linter: Linter) -> None:
        busy = await linter.hold(schedule)
        asked = document("x")
        leaving, staying = (asyncio.create_task(schedule.checked(asked)) for _ in range(2))
        await settled()
        leaving.cancel()
        linter.release()
        assert (await staying).document is asked
        assert leaving.cancelled()
        await busy

    assert converse(talk).begun == ["busy", "x"]


def test_a_check_that_every_request_left_is_not_begun() -> None:
    async def talk(schedule: Schedule, linter: Linter) -> None:
        busy = await linter.hold(schedule)
        asked = document("x")
        request = asyncio.create_task(schedule.checked(asked))
        await settled()
        request.cancel()
        with pytest.raises(asyncio.CancelledError):
            await request
        linter.release()
        await busy
        assert linter.begun == ["busy"]
        assert (await schedule.checked(asked)).document is asked

    assert converse(talk).begun == ["busy", "x"]


def test_the_loop_goes_on_while_a_check_runs() -> None:
    async def talk(schedule: Schedule, linter: Linter) -> None:
        busy = await linter.hold(schedule)
        await asyncio.sleep(0.01)
        assert not busy.done()
        linter.release()
        await busy

    assert converse(talk).begun == ["busy"]


def test_a_running_check_ends_soon_after_a_newer_version_came() -> None:
    async def talk(schedule: Schedule, linter: Linter) -> None:
        receive = Receiver()
        linter.released.clear()
        schedule.deliver(document("one"), receive)
        await asyncio.to_thread(linter.started.wait, TIMEOUT)
        linter.started.clear()
        schedule.deliver(document("two"), receive)
        await asyncio.to_thread(linter.started.wait, TIMEOUT)
        assert linter.begun == ["one", "two"]  # though nothing released the first one
        linter.release()
        await receive.any.wait()
        assert receive.texts == ["two"]

    converse(talk)


def test_a_running_check_goes_on_as_long_as_a_request_awaits_it() -> None:
    async def talk(schedule: Schedule, linter: Linter) -> None:
        asked = document("one")
        linter.released.clear()
        schedule.deliver(asked, Receiver())
        request = asyncio.create_task(schedule.checked(asked))
        await asyncio.to_thread(linter.started.wait, TIMEOUT)
        schedule.deliver(document("two"), Receiver())
        await asyncio.sleep(0.05)
        assert linter.begun == ["one"]
        linter.release()
        assert (await request).document is asked

    converse(talk)


def test_what_is_typed_goes_first_then_what_is_asked_for_then_the_others() -> None:
    async def talk(schedule: Schedule, linter: Linter) -> None:
        busy, receive = await linter.hold(schedule), Receiver()
        unseen = schedule.run(linter.begun.append, "unseen", turn=Turn.UNSEEN)
        for name in ("again", "again too"):
            schedule.deliver(document(name, f"file:///{name}.py"), receive, Turn.AGAIN)
        await settled()
        asked = asyncio.create_task(schedule.checked(document("asked", "file:///asked.py")))
        await settled()
        schedule.deliver(document("typed"), receive)
        await settled()
        linter.release()
        await asyncio.gather(busy, unseen, asked)

    begun = converse(talk).begun
    assert begun == ["busy", "typed", "asked", "again", "again too", "unseen"]


def test_a_request_draws_the_check_that_it_awaits_forward() -> None:
    async def talk(schedule: Schedule, linter: Linter) -> None:
        busy, receive = await linter.hold(schedule), Receiver()
        documents = [document(name, f"file:///{name}.py") for name in ("first", "second")]
        for each in documents:
            schedule.deliver(each, receive, Turn.AGAIN)
        await settled()
        asked = asyncio.create_task(schedule.checked(documents[1]))
        await settled()
        linter.release()
        await asyncio.gather(busy, asked)
        await schedule.checked(documents[0])
        assert sorted(receive.texts) == ["first", "second"]

    assert converse(talk).begun == ["busy", "second", "first"]


def test_closing_ends_what_runs_and_takes_back_what_waits() -> None:
    async def talk(schedule: Schedule, linter: Linter) -> None:
        busy = await linter.hold(schedule)
        waiting = schedule.run(linter.begun.append, "waiting")
        schedule.close()
        for each in (busy, waiting):
            with pytest.raises(asyncio.CancelledError):
                await each

    assert converse(talk).begun == ["busy"]


def test_work_that_raises_costs_the_one_who_awaits_it_only() -> None:
    async def talk(schedule: Schedule, _linter: Linter) -> None:
        with pytest.raises(ZeroDivisionError):
            await schedule.run(divmod, 1, 0)
        assert (await schedule.checked(document("x"))).document.text == "x"

    assert converse(talk).begun == ["x"]
