"""Work shared out over threads, with results in the order of the jobs.

Kernels let go of the interpreter's lock, so threads use all cores. Working memory is lent to one job at a
time.
"""

from __future__ import annotations

import itertools
import queue
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import ModuleType
from typing import Any, Generic, TypeVar

from numpy.typing import NDArray

Job = TypeVar("Job")
Result = TypeVar("Result")
Tool = TypeVar("Tool")


Keep = Callable[[NDArray[Any]], NDArray[Any]]


def _in_memory(values: NDArray[Any]) -> NDArray[Any]:
    return values


class Crew:
    """A number of threads, and the kernels they work with.

    Args:
        threads: how many; 1 works in the calling thread.
        kernels: of `kernels_for`.
        keep: given an array that is needed again later, gives an equal one; may put it on disk.
    """

    def __init__(self, threads: int, kernels: ModuleType, keep: Keep | None = None) -> None:
        self.kernels = kernels
        self.keep = keep or _in_memory
        self.threads = max(1, threads)
        self._pool = ThreadPoolExecutor(self.threads) if self.threads > 1 else None

    def map(self, work: Callable[[Job], Result], jobs: Iterable[Job]) -> list[Result]:
        """The result of every job, in order; a single job is not worth the way to another thread."""
        waiting = iter(jobs)
        first = list(itertools.islice(waiting, 2))
        every = itertools.chain(first, waiting)
        return list(self._pool.map(work, every) if self._pool and len(first) > 1 else map(work, every))

    def close(self) -> None:
        """Let the threads go."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)


class Tools(Generic[Tool]):
    """Working memory that is made when first needed and lent out again.

    Args:
        make: makes one tool.
    """

    def __init__(self, make: Callable[[], Tool]) -> None:
        self._make = make
        self._free: queue.SimpleQueue[Tool] = queue.SimpleQueue()

    @contextmanager
    def lent(self) -> Iterator[Tool]:
        """One tool, for as long as the context lasts."""
        try:
            tool = self._free.get_nowait()
        except queue.Empty:
            tool = self._make()
        try:
            yield tool
        finally:
            self._free.put(tool)
