"""Pages that might hurt a parser, read by child processes that can be stopped; and many pages at a time.

In: `Job`s: the bytes of a page and what is known of it. Out: what `read_page` says of each, in order, or the
reason why its reader had to be stopped: too much time, too much memory, a crash. A page that is ordinary
costs no process. A child is started when it is first needed, fed through pipes, used again, and replaced
when it dies, so that a batch always goes on. Time is that of the processor, so that a busy machine changes
no answer; a longer deadline by the clock ends what waits for ever. Limit: where the system has no such
limits (Windows), only the clock stops a child.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict
from itertools import islice
from typing import IO, Any

from wirecopy.readers.html.guard import guard, is_ordinary
from wirecopy.readers.html.page import Job, Page, read_page
from wirecopy.settings import Reading

_DEADLINE = 20.0  # by the clock, for a child that gets little of a busy processor
_ALONE = 24  # pages of a batch that are read before children are worth their start


def read_one(job: Job, limits: Reading) -> Page | str:
    """What `read_page` says; a page out of the ordinary is read by a child process that can be stopped.

    Args:
        job: the page.
        limits: what is too large to be parsed.
    """
    if is_ordinary(job.data) or not sys.executable:
        return read_page(job.data, limits, url=job.url, content_type=job.content_type)
    return guard(job.data, limits) or _the_child().read(job, limits)


def read_pages(jobs: Iterable[Job], limits: Reading) -> Iterator[Page | str]:
    """What `read_one` says of each page, in order; of long batches several at a time.

    Args:
        jobs: the pages; taken only as fast as they are read.
        limits: what is too large to be parsed.
    """
    waiting = iter(jobs)
    for job in islice(waiting, _ALONE):
        yield read_one(job, limits)
    first = next(waiting, None)
    if first is None:
        return
    crew = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    yield from _read_by_crew(first, waiting, limits, crew)


def _read_by_crew(first: Job, rest: Iterator[Job], limits: Reading, crew: int) -> Iterator[Page | str]:
    children: queue.SimpleQueue[Child] = queue.SimpleQueue()
    for _ in range(crew):
        children.put(Child())

    def read(job: Job) -> Page | str:
        child = children.get()
        try:
            return guard(job.data, limits) or child.read(job, limits)
        finally:
            children.put(child)

    with ThreadPoolExecutor(crew) as threads:
        try:
            begun: deque[Future[Page | str]] = deque([threads.submit(read, first)])
            for job in rest:
                begun.append(threads.submit(read, job))
                if len(begun) > 2 * crew:
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()
        finally:
            threads.shutdown(cancel_futures=True)
            for _ in range(crew):
                children.get().stop()


@functools.cache
def _the_child() -> Child:
    """The one child for single pages; started when it is first needed, stopped with the process."""
    import atexit

    child = Child()
    atexit.register(child.stop)
    return child


class Child:
    """A child process that reads pages."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._megabytes = 0  # what the process was let grow by, once and for all
        self._lock = threading.Lock()

    def read(self, job: Job, limits: Reading) -> Page | str:
        """The page, or why there is none; replaces a child that died over it."""
        with self._lock:
            if self._megabytes != limits.max_page_mb:
                self._end()
            self._megabytes = limits.max_page_mb
            process = self._process = self._process or _started()
            stopped = threading.Event()

            def stop() -> None:
                stopped.set()
                process.kill()

            timer = threading.Timer(_DEADLINE, stop)
            timer.start()
            try:
                return _exchange(process, job, limits)
            except (OSError, EOFError, ValueError):
                self._end()
                return _why_dead(process.returncode, stopped.is_set(), limits)
            finally:
                timer.cancel()

    def stop(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what it did not read any more
                    pipe.close()
        process.kill()
        process.wait()


def _started() -> subprocess.Popen[bytes]:
    """A new child that knows the modules this process knows."""
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-m", "wirecopy.readers.html.child"]
    return subprocess.Popen(  # noqa: S603 - our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=known
    )


def _exchange(process: subprocess.Popen[bytes], job: Job, limits: Reading) -> Page | str:
    """Send a page, take the answer.

    Raises:
        EOFError, OSError: the child is gone.
    """
    if process.stdin is None or process.stdout is None:
        raise EOFError
    about: dict[str, Any] = {"url": job.url, "content_type": job.content_type, "limits": asdict(limits)}
    send(process.stdin, json.dumps(about).encode(), job.data)
    answer = json.loads(receive(process.stdout))
    return answer if isinstance(answer, str) else _page(answer)


def _page(values: dict[str, Any]) -> Page:
    return Page(**{**values, "notes": tuple(values["notes"])})


def _why_dead(code: int | None, late: bool, limits: Reading) -> str:
    """What ended a child, in words."""
    if not late and code is not None and -code in (_signal("SIGPROF"), _signal("SIGXCPU")):
        return (
            f"takes more than {limits.max_page_ms / 1000:g} s of computing to parse: no page a newsroom made "
            "(setting reading.max_page_ms)"
        )
    if late:
        return f"not parsed after {_DEADLINE:g} s: no page a newsroom made, or a machine with no time left"
    return (
        f"breaks the parser, or takes more than {limits.max_page_mb} MB to parse: no page a newsroom made "
        "(setting reading.max_page_mb)"
    )


def _signal(name: str) -> int:
    return int(getattr(signal, name, 0))


def send(pipe: IO[bytes], *pieces: bytes) -> None:
    """Write pieces of known length."""
    for piece in pieces:
        pipe.write(len(piece).to_bytes(8, "big"))
        pipe.write(piece)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    """Read one piece.

    Raises:
        EOFError: there is no more.
    """
    length = pipe.read(8)
    data = pipe.read(int.from_bytes(length, "big")) if len(length) == 8 else b""
    if len(length) < 8 or len(data) < int.from_bytes(length, "big"):
        raise EOFError
    return data
