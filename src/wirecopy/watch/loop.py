"""The watch itself: what is due is begun, what is done is noted, until it is told to stop.

In: an open desk and fetcher, and the feeds a person named. Out: events as they happen, and a `Summary`.
What is due stands in the store alone (`next_poll` of feeds, `next_try` of entries), so a watch that was
killed goes on where it was. One poll and one page at a time to a host; a page or feed that breaks something
is noted as failed and the rest goes on; only a store that cannot be written ends the watch.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wirecopy.build import Archive
from wirecopy.errors import CallError, StoreError
from wirecopy.model.archive import Feed, FeedItem
from wirecopy.settings import Watching
from wirecopy.watch import schedule
from wirecopy.watch.desk import Desk
from wirecopy.watch.events import Note, Pulse, Tell
from wirecopy.watch.fetch import Fetcher
from wirecopy.watch.hosts import host_of
from wirecopy.watch.pages import Pages
from wirecopy.watch.poll import Poller

_WINDOW = 2_000  # waiting entries looked at in one go
_SHARE = _WINDOW // 4  # of these that one host may have, before the rest of its entries is put off
_POLLS = 4  # polls begun for each request that may be under way; the rest of what is due waits its turn
_TICK = 1.0  # seconds after which the store is asked again what is due
_PULSE = 0.5  # seconds between two reports of how things stand
_LOOK = 5.0  # seconds after which waiting entries are looked at again even if no feed brought any
_SET_BACK = 60.0  # seconds by which the clock must fall behind to be taken as set back

_ENDING = (StoreError, BrokenPipeError)  # the store cannot be written, or nobody listens any more

_log = logging.getLogger(__name__)
Clock = Callable[[], float]
Work = Feed | FeedItem


@dataclass(frozen=True, slots=True)
class Workers:
    """Who does the work of a watch."""

    desk: Desk
    fetcher: Fetcher
    poller: Poller
    pages: Pages


class Loop:
    """One watch.

    Args:
        workers: who does the work.
        settings: intervals and patience.
        tell: hears what happens.
        clock: seconds since 1970.
    """

    def __init__(self, workers: Workers, settings: Watching, tell: Tell, clock: Clock) -> None:
        self._workers = workers
        self._settings = settings
        self._tell = tell
        self._clock = clock
        self._stopping = asyncio.Event()
        self._hurrying = asyncio.Event()
        self._tasks: dict[asyncio.Task[Feed | bool], Work] = {}
        self._queues: dict[str, deque[FeedItem]] = {}
        self._feeds: dict[str, Feed] = {}
        self._once = False
        self._due: deque[Feed] = deque()
        self._ask_at = self._look_at = self._pulse_at = 0.0  # monotonic; when the store is asked next
        self._clocks = (clock(), time.monotonic())
        self._fatal: BaseException | None = None

    def stop(self) -> None:
        """End in an orderly way; called twice, at once."""
        if self._stopping.is_set():
            self._hurrying.set()
        self._stopping.set()

    async def run(self, named: Sequence[Feed], *, once: bool) -> None:
        """Watch until told to stop, or with `once` until everything that is due was tried.

        Raises:
            StoreError: the store cannot be read or written.
        """
        self._once = once
        try:
            await self._begin(named)
            await self._work()
        except BaseException:
            self._hurrying.set()
            raise
        finally:
            await self._finish()
        if self._fatal:
            raise self._fatal

    async def _work(self) -> None:
        """Begin what is due and note what is done, until the end."""
        started, until = self._clock(), time.monotonic() + self._settings.once_minutes * 60
        while not self._stopping.is_set():
            due = started if self._once else self._clock()
            await self._check_clock()
            await self._start_polls(due)
            await self._start_pages(due)
            self._pulse()
            if self._once and self._is_through():
                break
            if self._once and time.monotonic() > until:
                self._tell(Note("watch", f"{self._settings.once_minutes} minutes are over: the rest waits"))
                break
            await self._pause()

    # -- the store ------------------------------------------------------------------------------------------
    async def _begin(self, named: Sequence[Feed]) -> None:
        """Take up what the store knows, and add the feeds that are named."""
        self._feeds = {feed.url: feed for feed in await self._workers.desk.do(_prepared)}
        new = [feed for feed in named if feed.url not in self._feeds]
        back = [
            replace(self._feeds[feed.url], next_poll=0.0, failures=0)
            for feed in named
            if feed.url in self._feeds and self._feeds[feed.url].next_poll == schedule.GONE
        ]
        await self._workers.desk.write(feeds=[*new, *back])
        self._feeds.update({feed.url: feed for feed in (*new, *back)})
        if not self._feeds:
            raise CallError("nothing to watch", "watch", "name a feed: wirecopy watch https://...")
        for url in self._feeds:
            self._workers.fetcher.addresses.trust(url)
        await self._set_right()

    async def _check_clock(self) -> None:
        """Bring back what lies too far off when the clock was set back."""
        wall, ticks = self._clock(), time.monotonic()
        behind = (ticks - self._clocks[1]) - (wall - self._clocks[0])
        self._clocks = (wall, ticks)
        if behind > _SET_BACK:
            self._tell(Note("watch", f"the clock was set back by {behind:.0f} s"))
            await self._set_right()

    async def _set_right(self) -> None:
        now, settings = self._clock(), self._settings
        furthest = now + settings.longest_backoff * 1.2
        feeds = [
            after
            for feed in self._feeds.values()
            if (after := schedule.set_right(feed, now, settings)) != feed
        ]
        waiting = await self._workers.desk.do(lambda archive: archive.store.waiting(math.inf, _WINDOW))
        items = [replace(item, next_try=now) for item in waiting if item.next_try > furthest]
        if feeds or items:
            await self._workers.desk.write(items, feeds)
            self._feeds.update({feed.url: feed for feed in feeds})

    # -- starting -------------------------------------------------------------------------------------------
    async def _start_polls(self, due: float) -> None:
        polled = {work.url for work in self._tasks.values() if isinstance(work, Feed)}
        if not self._due and time.monotonic() >= self._ask_at:
            self._ask_at = time.monotonic() + _TICK
            self._due.extend(await self._workers.desk.do(lambda archive: archive.store.feeds(due)))
        while self._due and len(polled) < _POLLS * self._settings.concurrency:
            feed = self._due.popleft()
            self._feeds.setdefault(feed.url, feed)
            if feed.url not in polled and not self._workers.fetcher.hosts.rest(feed.moved_to or feed.url):
                polled.add(feed.url)
                self._start(self._workers.poller.poll(feed, self._under_way(feed.url)), feed)

    async def _start_pages(self, due: float) -> None:
        if time.monotonic() >= self._look_at:
            await self._look(due)
        busy = {host_of(work.url or "") for work in self._tasks.values() if isinstance(work, FeedItem)}
        for host, queue in self._queues.items():
            if queue and host not in busy and not self._workers.fetcher.hosts.wait(queue[0].url or ""):
                item = queue.popleft()
                self._start(self._workers.pages.take(item), item)

    async def _look(self, due: float) -> None:
        """See which entries wait, by host; honour what people corrected, and end what was left undone."""
        self._look_at = time.monotonic() + _LOOK
        await self._workers.desk.do(lambda archive: archive.settle())
        under_way = {(work.feed, work.key) for work in self._tasks.values() if isinstance(work, FeedItem)}
        waiting = await self._workers.desk.do(lambda archive: archive.store.waiting(due, _WINDOW))
        self._queues = {}
        for item in waiting:
            if (item.feed, item.key) not in under_way:
                self._queues.setdefault(host_of(item.url or ""), deque()).append(item)
        if len(waiting) >= _WINDOW and not self._once:  # once, all of them get their turn anyway
            await self._put_off()

    async def _put_off(self) -> None:
        """Put off entries of hosts that have very many, so that those of others come into view."""
        now, wait = self._clock(), max(self._settings.host_delay / 1000, 0.1)
        later: list[FeedItem] = []
        for queue in self._queues.values():
            while len(queue) > _SHARE:
                item = queue.pop()
                later.append(replace(item, next_try=now + wait * len(queue)))
        if later:
            await self._workers.desk.write(later)

    def _start(self, work: Coroutine[Any, Any, Feed | bool], what: Work) -> None:
        self._tasks[asyncio.create_task(work)] = what

    def _under_way(self, feed: str) -> frozenset[str]:
        """Keys of the entries of a feed whose pages are being fetched."""
        works = (work for work in self._tasks.values() if isinstance(work, FeedItem))
        return frozenset(work.key for work in works if work.feed == feed)

    # -- ending ---------------------------------------------------------------------------------------------
    async def _pause(self) -> None:
        """Wait until something is done, or it is time to look again."""
        stopped = asyncio.create_task(self._stopping.wait())
        waits = [
            wait
            for queue in self._queues.values()
            if queue and (wait := self._workers.fetcher.hosts.wait(queue[0].url or ""))
        ]
        try:
            await asyncio.wait(
                {stopped, *self._tasks}, timeout=min([_TICK, *waits]), return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            stopped.cancel()
        for task in [task for task in self._tasks if task.done()]:
            await self._note(task, self._tasks.pop(task))

    async def _note(self, task: asyncio.Task[Feed | bool], work: Work) -> None:
        """What came of a poll or a page."""
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            after = task.result()
            if isinstance(after, Feed):
                self._feeds[after.url] = after
                self._ask_at = self._look_at = 0.0  # it may have brought entries, or feeds
        elif isinstance(error, _ENDING) or not isinstance(error, Exception):
            self._fatal = self._fatal or error
            self.stop()
        else:
            _log.error("broke at %s", work.url, exc_info=error)
            reason = f"something broke: {type(error).__name__}: {error}"
            if isinstance(work, Feed):
                self._feeds[work.url] = await self._workers.poller.failed(work, reason)
            else:
                await self._workers.pages.failed(work, reason)

    async def _finish(self) -> None:
        """Let what is under way end, for a while."""
        if self._tasks and not self._fatal and not self._hurrying.is_set():
            hurried = asyncio.create_task(self._hurrying.wait())
            everything = asyncio.ensure_future(asyncio.wait(self._tasks))
            await asyncio.wait(
                {hurried, everything},
                timeout=self._settings.stop_seconds,
                return_when=asyncio.FIRST_COMPLETED,
            )
            hurried.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for task, work in list(self._tasks.items()):
            await self._note(task, work)
        self._tasks.clear()

    def _is_through(self) -> bool:
        """Whether nothing is under way and nothing can be begun soon."""
        hosts = self._workers.fetcher.hosts
        return (
            not self._tasks
            and not self._due
            and all(hosts.rest(queue[0].url or "") for queue in self._queues.values() if queue)
        )

    def _pulse(self) -> None:
        """Tell how things stand, now and then."""
        if time.monotonic() < self._pulse_at:
            return
        self._pulse_at = time.monotonic() + _PULSE
        self._tell(
            Pulse(
                feeds=sum(feed.next_poll != schedule.GONE for feed in self._feeds.values()),
                troubled=sum(feed.failures > 0 for feed in self._feeds.values()),
                waiting=sum(map(len, self._queues.values())),
                under_way=len(self._tasks),
            )
        )


def _prepared(archive: Archive) -> list[Feed]:
    """Place what was stored and not placed, and give the feeds."""
    archive.settle()
    return archive.store.feeds()
