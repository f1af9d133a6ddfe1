"""The one thread in which the archive is opened, asked, written and closed.

In: what is to be done with the archive. Out: what came of it. A store belongs to the thread that opened it,
and placing an article must not hold up the requests that are under way; so everything that touches the
archive goes through here, one thing after the other. What was begun is finished even when nobody waits for
it any more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Self, TypeVar

from wirecopy.build import Archive
from wirecopy.model.archive import Feed, FeedItem

Result = TypeVar("Result")


class Desk:
    """Does things with the archive, one after the other; open it with `async with`."""

    def __init__(self, opening: Callable[[], Archive]) -> None:
        self._opening = opening
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="wirecopy-archive")
        self._archive: Archive

    async def __aenter__(self) -> Self:
        """Open the archive."""
        try:
            self._archive = await asyncio.get_running_loop().run_in_executor(self._thread, self._opening)
        except BaseException:
            self._thread.shutdown()
            raise
        return self

    async def __aexit__(self, *error: object) -> None:
        """Finish what was begun and close the archive."""
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._archive.close)
        finally:
            self._thread.shutdown()

    async def do(self, call: Callable[[Archive], Result]) -> Result:
        """What comes of `call`, made in the archive's thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, call, self._archive)

    async def write(self, items: Sequence[FeedItem] = (), feeds: Sequence[Feed] = ()) -> None:
        """Store entries and feeds in one transaction."""

        def call(archive: Archive) -> None:
            with archive.store.writing():
                archive.store.put_feeds(feeds)
                archive.store.put_items(items)

        await self.do(call)
