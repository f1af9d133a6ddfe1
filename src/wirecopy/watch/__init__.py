"""Stories as they come: feeds are polled, pages fetched, articles stored and placed.

`watch` is the way in. In: addresses of feeds, OPML and sitemaps, and a way to open an archive. Out: events
as they happen, and at the end a `Summary`. Where to look: `loop` decides what is due, `poll` asks a feed,
`pages` makes an entry into an article, `schedule` knows when to come again, `fetch` (over `client`,
`hosts`, `robots`, `addresses`) is the only way to the network, `desk` the only way to the store.
"""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wirecopy.build import Archive
from wirecopy.model.archive import Feed
from wirecopy.settings import Settings
from wirecopy.watch.desk import Desk
from wirecopy.watch.events import Arrival, Event, Polled, Tell, Trouble
from wirecopy.watch.loop import Loop, Workers

__all__ = ["Event", "Summary", "Tell", "watch"]


@dataclass(slots=True)
class Summary:
    """What a watch did.

    Attributes:
        polls: feeds that were asked and answered.
        failed_polls: feeds that could not be had.
        new: articles that came.
        revised: articles that changed.
        failed_pages: tries of pages that failed.
        given_up: pages that will not be tried again.
        waiting: entries that wait for the next run.
    """

    polls: int = 0
    failed_polls: int = 0
    new: int = 0
    revised: int = 0
    failed_pages: int = 0
    given_up: int = 0
    waiting: int = 0

    def count(self, event: Event) -> None:
        """Count what happened."""
        if isinstance(event, Polled):
            self.polls += 1
        elif isinstance(event, Arrival):
            self.new += event.revision == 1
            self.revised += event.revision > 1
        elif isinstance(event, Trouble) and event.what == "feed":
            self.failed_polls += 1
        elif isinstance(event, Trouble):
            self.failed_pages += 1
            self.given_up += event.given_up


def watch(
    words: Sequence[str],
    opening: Callable[[], Archive],
    settings: Settings,
    tell: Tell,
    *,
    once: bool = False,
    wait: float = 0.0,
    clock: Callable[[], float] = time.time,
) -> Summary:
    """Watch feeds until SIGINT or SIGTERM, or with `once` until all that is due was tried.

    Args:
        words: addresses of feeds, OPML lists and sitemaps, names of OPML files; feeds that the store knows
            are watched too.
        opening: opens the archive; called in the thread in which it is then used.
        settings: how to read and how to watch.
        tell: hears what happens, in the thread of the caller.
        once: do everything that is due and return.
        wait: seconds to wait for another process that writes the store.
        clock: seconds since 1970.

    Raises:
        CallError: a word names nothing, or there is nothing to watch.
        StoreError: the store cannot be opened, read or written.
    """
    from wirecopy.watch.sources import feeds_named

    named = feeds_named(words)

    async def run() -> Summary:
        async with Desk(opening, wait) as desk:
            return await _watch(desk, named, settings, tell, once, clock)

    return asyncio.run(run())


async def _watch(
    desk: Desk,
    named: Sequence[Feed],
    settings: Settings,
    tell: Tell,
    once: bool,
    clock: Callable[[], float],
) -> Summary:
    from wirecopy.watch.fetch import Fetcher
    from wirecopy.watch.pages import Pages
    from wirecopy.watch.poll import Poller

    summary = Summary()

    def hear(event: Event) -> None:
        summary.count(event)
        tell(event)

    async with Fetcher(settings.watching) as fetcher:
        poller = Poller(fetcher, desk, settings, hear, clock)
        pages = Pages(fetcher, desk, settings, hear, clock)
        loop = Loop(Workers(desk, fetcher, poller, pages), settings.watching, hear, clock)
        _listen_to_signals(loop.stop)
        await loop.run(named, once=once)
        counts = await desk.do(lambda archive: archive.store.counts())
    summary.waiting = counts["waiting_items"]
    return summary


def _listen_to_signals(stop: Callable[[], None]) -> None:
    """Stop on SIGINT and SIGTERM, where the system and the thread allow to be told of them."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            asyncio.get_running_loop().add_signal_handler(number, stop)
        except NotImplementedError:  # Windows: Ctrl-C raises KeyboardInterrupt, which is as safe as kill -9
            return
