"""Read-only archives, each used by one thread at a time: how the server looks into a store.

In: a function of an archive. Out: what it returns, computed in a thread, so that the server's loop never
waits for a disk. There are as many threads as archives; further questions wait in line. An archive whose
store refused something is closed and opened anew for the next question: a database may have been restarted.
"""

from __future__ import annotations

import asyncio
import queue
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from wirecopy.build import Archive
from wirecopy.errors import StoreError

_Found = TypeVar("_Found")


class Shelves:
    """A pool of archives.

    Args:
        store: the address of the store.
        most: archives that are open at the same time.

    Raises:
        StoreError: the store cannot be read.
    """

    def __init__(self, store: str, most: int) -> None:
        self._store = store
        self._free: queue.SimpleQueue[Archive] = queue.SimpleQueue()
        self._free.put(Archive.open(store, read_only=True))
        self._threads = ThreadPoolExecutor(most, thread_name_prefix="shelf")

    async def ask(self, question: Callable[[Archive], _Found]) -> _Found:
        """What a function of an archive returns.

        Raises:
            StoreError: the store refused.
        """
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._asked, question)

    def close(self) -> None:
        """Close all archives once the questions under way are answered."""
        self._threads.shutdown(cancel_futures=True)
        while not self._free.empty():
            self._free.get().close()

    def _asked(self, question: Callable[[Archive], _Found]) -> _Found:
        archive = self._taken()
        try:
            found = question(archive)
        except StoreError:
            archive.close()
            raise
        except BaseException:
            self._free.put(archive)
            raise
        self._free.put(archive)
        return found

    def _taken(self) -> Archive:
        try:
            return self._free.get_nowait()
        except queue.Empty:
            return Archive.open(self._store, read_only=True)
