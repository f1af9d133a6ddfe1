"""Reports on stories that are being made, were made, or could not be made.

In: the number of a story, a mark that changes when its report has to be made anew, and how to make it. Out:
the report. Each is made once however many ask for it; those made last are held ready, up to so many bytes;
one that failed is not tried again at once, so that a page that is asked for again and again costs nothing.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import orjson

from wirecopy.model import Story
from wirecopy.model.plain import build
from wirecopy.web.problems import Busy, Problem

AGAIN = 60.0  # seconds after which a report that failed is tried again


@dataclass(frozen=True, slots=True)
class Answers:
    """The five answers on a story.

    Attributes:
        story: as rows.
        body: as JSON, so that it need not be written anew for everybody who asks.
    """

    story: Story
    body: bytes


@dataclass(frozen=True, slots=True)
class _Held:
    mark: object
    answers: Answers


class Making:
    """Reports by the number of their story.

    Args:
        room: bytes of reports that are held ready.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._held: OrderedDict[int, _Held] = OrderedDict()
        self._used = 0
        self._under_way: dict[tuple[int, object], asyncio.Task[Answers]] = {}
        self._failed: dict[tuple[int, object], tuple[float, Problem]] = {}

    def kept(self, number: int, mark: object) -> Answers | None:
        """A report that is held ready."""
        held = self._held.get(number)
        if held is None or held.mark != mark:
            return None
        self._held.move_to_end(number)
        return held.answers

    def keep(self, number: int, mark: object, answers: Answers) -> None:
        """Hold a report ready, in place of the one before; those asked for longest ago make room."""
        if (before := self._held.pop(number, None)) is not None:
            self._used -= len(before.answers.body)
        if len(answers.body) > self._room:
            return
        self._held[number] = _Held(mark, answers)
        self._used += len(answers.body)
        while self._used > self._room:
            _, gone = self._held.popitem(last=False)
            self._used -= len(gone.answers.body)

    def begin(self, number: int, mark: object, make: Callable[[], Awaitable[bytes]]) -> asyncio.Task[Answers]:
        """The task that makes a report, started now if it is not under way.

        Raises:
            Problem: it failed a moment ago.
        """
        key = (number, mark)
        self._failed = {k: v for k, v in self._failed.items() if time.monotonic() - v[0] < AGAIN}
        if key in self._failed:
            raise self._failed[key][1]
        if key not in self._under_way:
            self._under_way[key] = asyncio.create_task(self._made(number, mark, make))
            self._under_way[key].add_done_callback(lambda task: self._ended(key, task))
        return self._under_way[key]

    async def close(self) -> None:
        """Stop what is under way."""
        tasks = list(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _made(self, number: int, mark: object, make: Callable[[], Awaitable[bytes]]) -> Answers:
        body = await make()
        answers = Answers(await asyncio.to_thread(_built, body), body)
        self.keep(number, mark, answers)
        return answers

    def _ended(self, key: tuple[int, object], task: asyncio.Task[Answers]) -> None:
        del self._under_way[key]
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Problem) and not isinstance(error, Busy):
            self._failed[key] = (time.monotonic(), error)


def _built(body: bytes) -> Story:
    return build(Story, orjson.loads(body), "answer of a worker")
