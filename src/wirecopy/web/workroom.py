"""Where texts are read and reports are made: in processes of their own, which may be ended at any time.

In: a job. Out: its result as JSON, or a `Problem` that says why there is none. One worker makes reports on
stories, another reads what people send; each does one job at a time, others wait in a line of limited length.
A worker that takes too long or dies is started again, the server lives on. Workers are told nothing secret:
the token is taken out of their environment, and the address of the store comes by message.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import orjson

from wirecopy.model.encoding import encoded
from wirecopy.web import messages
from wirecopy.web.problems import Busy, NotDone, Problem, TooMuch
from wirecopy.web.serving import Serving

_LAST_WORDS = 2.0  # seconds
_START_SECONDS = 60.0  # a slow disk may take long to load what a worker needs
_LESS = "send less, or use the command line"
_SECRET = frozenset({"WIRECOPY_TOKEN"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A text that was sent: a name for it, and its bytes; never a path that is opened."""

    name: str
    body: bytes


class _Died(Exception):  # noqa: N818 - caught below
    """The process ended before it answered."""


class Worker:
    """One process and the line before it.

    Args:
        orders: what it is told first.
        serving: the limits.
    """

    def __init__(self, orders: dict[str, Any], serving: Serving) -> None:
        self._orders, self._serving = orders, serving
        self._process: asyncio.subprocess.Process | None = None
        self._starting: asyncio.Task[asyncio.subprocess.Process] | None = None
        self._ended = False
        self._one = asyncio.Lock()
        self._waiting = 0

    @property
    def pid(self) -> int | None:
        """Of the process, None while there is none."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def start(self) -> None:
        """Start the process ahead of the first job."""
        self._ended = False
        async with self._one:
            await self._started()

    async def ask(self, order: dict[str, Any], bodies: Sequence[bytes] = ()) -> bytes:
        """The result of a job, as JSON.

        Raises:
            Busy: too many jobs wait already.
            NotDone: the job took too much time or memory.
            Problem: the job cannot be done, and why.
        """
        if self._waiting >= self._serving.job_queue:
            raise Busy("too many jobs are waiting already", 5)
        self._waiting += 1
        try:
            async with self._one:
                return await self._done(order, bodies)
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """End the process, also one that is only being started."""
        self._ended = True
        await self._kill()
        if self._starting is not None:
            await asyncio.gather(self._starting, return_exceptions=True)

    async def _done(self, order: dict[str, Any], bodies: Sequence[bytes]) -> bytes:
        seconds = self._serving.job_seconds
        first = encoded({**order, "seconds": seconds})
        process = await self._started()
        try:
            async with asyncio.timeout(seconds):
                return _result(await _exchanged(process, [first, *bodies]))
        except TimeoutError:
            await self._kill()
            raise NotDone(f"this took longer than {seconds:g} seconds", _LESS) from None
        except _Died:
            with suppress(TimeoutError):  # a moment to say on the log what it died of
                await asyncio.wait_for(process.wait(), _LAST_WORDS)
            await self._kill()
            raise NotDone("this took more memory or time than a worker has, or broke it", _LESS) from None
        except asyncio.CancelledError:
            await self._kill()  # an answer that nobody waits for would be taken for that of the next job
            raise

    async def _started(self) -> asyncio.subprocess.Process:
        """The process; one that is being started goes on starting when its client leaves."""
        if self._starting is None or (self._starting.done() and self.pid is None):
            self._starting = asyncio.create_task(self._begun())
        return await asyncio.shield(self._starting)

    async def _begun(self) -> asyncio.subprocess.Process:
        await self._kill()
        environment = {name: value for name, value in os.environ.items() if name not in _SECRET}
        process = self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "wirecopy.web.worker", start_new_session=True, env=environment,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        if self._ended:
            await self._kill()
        try:
            async with asyncio.timeout(_START_SECONDS):
                await _exchanged(process, [encoded(self._orders)])
        except (TimeoutError, _Died):
            await self._kill()
            raise Problem(503, "no worker could be started", "look at the log of the server") from None
        return process

    async def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        await process.wait()
        if process.stdin is not None:
            process.stdin.close()
        # Pipes that a killed process leaves are closed here: by themselves they wait for the next turns of a
        # loop that may end before.
        transport = getattr(process, "_transport", None)
        if transport is not None:
            transport.close()
        await asyncio.sleep(0)


class Workroom:
    """The workers of a server.

    Args:
        store: the address of the store whose stories reports are made on; None for none.
        serving: the limits.
    """

    def __init__(self, store: str | None, serving: Serving) -> None:
        self._serving = serving
        memory = {"memory_mb": serving.job_memory_mb}
        self.texts = Worker({"store": None, "bytes": serving.upload_bytes, **memory}, serving)
        self.stories = Worker({"store": store, "most": serving.most_versions, **memory}, serving)
        self._workers = [self.texts, *([self.stories] if store is not None else [])]

    async def start(self) -> None:
        """Start the workers."""
        await asyncio.gather(*(worker.start() for worker in self._workers))

    async def close(self) -> None:
        """End the workers."""
        await asyncio.gather(*(worker.close() for worker in self._workers))

    async def story(self, number: int) -> bytes:
        """The five answers on a story, as JSON."""
        return await self.stories.ask({"job": "story", "number": number})

    async def read(self, uploads: Sequence[Upload]) -> bytes:
        """The report on texts, as JSON.

        Raises:
            TooMuch: more, or longer ones, than are taken.
        """
        self._check(uploads)
        order = {"job": "read", "names": _names(uploads), "most": self._serving.upload_texts}
        return await self.texts.ask(order, [upload.body for upload in uploads])

    async def compare(self, left: Upload, right: Upload) -> bytes:
        """What two texts have in common, as JSON."""
        self._check([left, right])
        order = {"job": "compare", "names": _names([left, right])}
        return await self.texts.ask(order, [left.body, right.body])

    def _check(self, uploads: Sequence[Upload]) -> None:
        most, room = self._serving.upload_texts, self._serving.upload_bytes
        if not uploads:
            raise Problem(422, "no text was given", "paste a text or choose a file")
        if len(uploads) > most:
            raise TooMuch(f"{len(uploads)} texts are too many", f"send {most} or fewer")
        if sum(len(upload.body) for upload in uploads) > room:
            raise TooMuch("the texts are too long", f"send {room:,} bytes or fewer")


def _names(uploads: Sequence[Upload]) -> list[str]:
    """The last part of each name, which is all that is used of it."""
    names = []
    for number, upload in enumerate(uploads, 1):
        last = upload.name.replace("\\", "/").rpartition("/")[2]
        shown = "".join(character for character in last if character.isprintable())[:200]
        names.append(shown if shown.strip(". ") else f"text {number}")
    return names


async def _exchanged(process: asyncio.subprocess.Process, parts: Sequence[bytes]) -> list[bytes]:
    """Send a message and take the answer.

    Raises:
        _Died: the process ended meanwhile.
    """
    if process.stdin is None or process.stdout is None:
        raise _Died
    try:
        process.stdin.write(messages.packed(parts))
        await process.stdin.drain()
        take = process.stdout.readexactly
        count = messages.count_of(await take(messages.HEAD))
        return [await take(messages.length_of(await take(messages.LENGTH))) for _ in range(count)]
    except (asyncio.IncompleteReadError, ConnectionError, ValueError) as error:
        raise _Died from error


def _result(parts: Sequence[bytes]) -> bytes:
    said = orjson.loads(parts[0])
    if said["ok"]:
        return parts[1]
    raise Problem(422 if said["kind"] == "input" else 500, said["what"], said["hint"])
