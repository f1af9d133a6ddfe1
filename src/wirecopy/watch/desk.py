"""The one thread in which the archive is opened, asked, written and closed.

In: what is to be done with the archive. Out: what came of it. A store belongs to the thread that opened it,
and placing an article must not hold up the requests that are under way; so everything that touches the
archive goes through here, one thing after the other. What was begun is finished even when nobody waits for
it any more.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Self, TypeVar

from wirecopy.build import Archive
from wirecopy.errors import LockedError
from wirecopy.model.archive import Feed, FeedItem

Result = TypeVar("Result")
_ASK_AGAIN = 0.2  # seconds after which a locked store is tried again


class Desk:
    """Does things with the archive, one after the other; open it with `async with`.

    Args:
        opening: opens the archive.
        wait: seconds to wait for another process that writes it.
    """

    def __init__(self, opening: Callable[[], Archive], wait: float = 0.0) -> None:
        self._opening = opening
        self._wait = wait
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="wirecopy-archive")
        self._archive: Archive

    async def __aenter__(self) -> Self:
        """Open the archive, once no other process writes it."""
        until = time.monotonic() + self._wait
        try:
            while True:
                try:
                    self._archive = await self._in_thread(self._opening)
                except LockedError:
                    if time.monotonic() >= until:
                        raise
                else:
                    return self
                await asyncio.sleep(_ASK_AGAIN)  # here, not in the thread, so that Ctrl-C ends it
        except BaseException:
            self._thread.shutdown()
            raise

    async def __aexit__(self, *error: object) -> None:
        """Finish what was begun and close the archive."""
        try:
            await self._in_thread(self._archive.close)
        finally:
            self._thread.shutdown()

    async def do(self, call: Callable[[Archive], Result]) -> Result:
        """What comes of `call`, made in the archive's thread."""
        return await self._in_thread(lambda: call(self._archive))

    async def _in_thread(self, call: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call)

    async def write(self, items: Sequence[FeedItem] = (), feeds: Sequence[Feed] = ()) -> None:
        """Store entries and feeds in one transaction."""

        def call(archive: Archive) -> None:
            with archive.store.writing():
                archive.store.put_feeds(feeds)
                archive.store.put_items(items)

        await self.do(call)
