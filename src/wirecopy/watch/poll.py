"""One poll of one feed: asked, read, and what is new in it stored.

In: a feed that is due. Out: its row with the next poll, and a waiting row for every entry that is new or
changed, in one transaction: what a feed said is either known with everything that follows from it, or will
be asked for again. A list of feeds (OPML) and an index of sitemaps bring feeds in place of entries. ETag
and Last-Modified are kept only when everything the answer held was taken.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from wirecopy.build import Archive
from wirecopy.model.archive import Feed, FeedItem
from wirecopy.readers.feeds_entry import ParsedFeed
from wirecopy.settings import Settings
from wirecopy.watch import schedule
from wirecopy.watch.answers import Answer, FetchError
from wirecopy.watch.desk import Desk
from wirecopy.watch.entries import age_of, items_of, news
from wirecopy.watch.events import Note, Polled, Tell, Trouble
from wirecopy.watch.fetch import Fetcher
from wirecopy.watch.reading import is_whole, read_answer

_NOT_MODIFIED = 304
_FORGET_AFTER = 3  # failures at a new address after which the old one is asked again
_MOST_CHILDREN = 20  # sitemaps taken from one index, the latest

Clock = Callable[[], float]


class Poller:
    """Polls feeds.

    Args:
        fetcher: gets them.
        desk: where they are stored.
        settings: of the whole.
        tell: hears what happens.
        clock: seconds since 1970.
    """

    def __init__(self, fetcher: Fetcher, desk: Desk, settings: Settings, tell: Tell, clock: Clock) -> None:
        self._fetcher = fetcher
        self._desk = desk
        self._settings = settings
        self._tell = tell
        self._clock = clock

    async def poll(self, feed: Feed, busy: Collection[str]) -> Feed:
        """Ask for a feed and store what came of it; gives its new row.

        Args:
            feed: as stored.
            busy: keys of its entries whose pages are being fetched now: their rows are left alone.
        """
        url = feed.moved_to or feed.url
        try:
            answer = await self._fetcher.get(url, self._settings.reading.max_feed_bytes, _condition(feed))
            if answer.hop.status == _NOT_MODIFIED:
                return await self._unchanged(feed, answer)
            found = await asyncio.to_thread(read_answer, answer.hop, self._settings.reading)
        except FetchError as error:
            return await self._failed(feed, error)
        if isinstance(found, list):
            return await self._take_feeds(feed, found, answer)
        if found.kind == "sitemap index":
            return await self._take_feeds(feed, self._latest(feed, found), answer)
        return await self._take_entries(feed, found, answer, busy)

    async def failed(self, feed: Feed, reason: str) -> Feed:
        """Note that a poll broke off; gives the feed's new row."""
        return await self._failed(feed, FetchError(reason, feed.url))

    async def _unchanged(self, feed: Feed, answer: Answer) -> Feed:
        if not (feed.etag or feed.last_modified):
            return await self._failed(
                feed, FetchError("answered 304 to a question that had no condition", feed.url)
            )
        wish = schedule.wish_of(b"", answer.hop.headers)
        after = self._went_well(_validated(feed, answer), news=False, wish=wish)
        await self._desk.write(feeds=[after])
        self._tell(Polled(feed.url, answer.hop.status, 0, 0, 0, 0, after.next_poll))
        return after

    async def _take_entries(
        self, feed: Feed, parsed: ParsedFeed, answer: Answer, busy: Collection[str]
    ) -> Feed:
        now = self._clock()
        keep_text = self._settings.watching.text_from == "feed"
        met = await asyncio.to_thread(items_of, parsed, feed.url, now, keep_text=keep_text)
        keys = [item.key for item in met]
        known = await self._desk.do(lambda archive: archive.store.items(feed.url, keys))
        new, changed = news(met, {item.key: item for item in known})
        if parsed.kind == "sitemap":
            new = self._recent(feed, new, now)
        taken = self._bounded(feed, new)
        rows = [row for row in (*taken, *changed) if row.key not in busy]
        complete = len(rows) == len(new) + len(changed) and not parsed.lost and is_whole(answer.hop)
        for remark in (*parsed.notes, *parsed.lost):
            self._tell(Note(feed.url, remark))
        after = _validated(feed, answer) if complete else replace(feed, etag=None, last_modified=None)
        after = replace(_moved(after, answer), title=parsed.title or feed.title)
        wish = schedule.wish_of(answer.hop.body, answer.hop.headers)
        after = self._went_well(after, news=bool(taken or changed), wish=wish)
        await self._desk.write(rows, [after])
        self._tell(
            Polled(
                feed.url, answer.hop.status, answer.hop.received, len(met),
                sum(row.state == "waiting" for row in taken), len(changed), after.next_poll,
            )
        )  # fmt: skip
        return after

    def _bounded(self, feed: Feed, new: Sequence[FeedItem]) -> list[FeedItem]:
        """New entries without those that are too many for one poll; the latest stay."""
        most = self._settings.watching.max_new
        waiting = [item for item in new if item.state == "waiting"]
        if len(waiting) <= most:
            return list(new)
        left = {item.key for item in waiting[:-most]}
        self._tell(Note(feed.url, f"{len(left)} of {len(waiting)} new entries are left to the next poll"))
        return [item for item in new if item.key not in left]

    def _recent(self, feed: Feed, new: Sequence[FeedItem], now: float) -> list[FeedItem]:
        """Of new entries of a sitemap those to be fetched; at first meeting an undated one counts as old."""
        days = self._settings.watching.sitemap_days
        first = feed.last_ok is None
        recent, old = [], 0
        for item in new:
            age = age_of(item, now)
            if (age is None and first) or (age is not None and age > days):
                recent.append(replace(item, state="done"))
                old += 1
            else:
                recent.append(item)
        if old:
            self._tell(
                Note(
                    feed.url, f"{old} pages came before the watch began or are over {days} days old: left out"
                )
            )
        return recent

    def _latest(self, feed: Feed, index: ParsedFeed) -> list[str]:
        """Addresses of the latest sitemaps of an index."""
        entries = sorted(index.entries, key=lambda entry: entry.updated or "", reverse=True)
        if len(entries) > _MOST_CHILDREN:
            self._tell(Note(feed.url, f"of {len(entries)} sitemaps the latest {_MOST_CHILDREN} are watched"))
        return [entry.url for entry in entries[:_MOST_CHILDREN] if entry.url]

    async def _take_feeds(self, feed: Feed, listed: Sequence[str], answer: Answer) -> Feed:
        """Store the feeds that a list names, beside the list's own new row."""
        here = {known.url for known in await self._desk.do(_feeds)}
        unknown = [url for url in dict.fromkeys(listed) if url not in here]
        allowed = await asyncio.gather(*map(self._fetcher.addresses.may_be_asked, unknown))
        new = [Feed(url) for url, asked in zip(unknown, allowed, strict=True) if asked]
        for url in (url for url, asked in zip(unknown, allowed, strict=True) if not asked):
            self._tell(Note(feed.url, f"{url} lies at a private address or is not found: left out"))
        after = self._went_well(_moved(_validated(feed, answer), answer), news=bool(new), wish=0.0)
        await self._desk.write(feeds=[*new, after])
        received = answer.hop.received
        self._tell(Polled(feed.url, answer.hop.status, received, len(listed), len(new), 0, after.next_poll))
        return after

    async def _failed(self, feed: Feed, error: FetchError) -> Feed:
        after = schedule.went_wrong(feed, error, self._clock(), self._settings.watching)
        if after.failures % _FORGET_AFTER == 0 and after.next_poll != schedule.GONE:
            after = replace(after, moved_to=None, etag=None, last_modified=None)
        await self._desk.write(feeds=[after])
        self._tell(
            Trouble(
                "feed", feed.url, error.what, error.hint,
                failures=after.failures, given_up=after.next_poll == schedule.GONE, status=error.status,
            )
        )  # fmt: skip
        return after

    def _went_well(self, feed: Feed, *, news: bool, wish: float) -> Feed:
        return schedule.went_well(
            feed, news=news, wish=wish, now=self._clock(), settings=self._settings.watching
        )


def _condition(feed: Feed) -> dict[str, str]:
    """The headers that ask for a feed only if it changed (RFC 9110, 13.1)."""
    said = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    return {name: value for name, value in said.items() if value}


def _validated(feed: Feed, answer: Answer) -> Feed:
    """The feed with what the answer is to be recognised by; a 304 may leave it as it was."""
    headers = answer.hop.headers
    kept = answer.hop.status == _NOT_MODIFIED
    return replace(
        feed,
        etag=headers.get("etag") or (feed.etag if kept else None),
        last_modified=headers.get("last-modified") or (feed.last_modified if kept else None),
    )


def _moved(feed: Feed, answer: Answer) -> Feed:
    """The feed with the address it moved to for good; what it was recognised by holds for that one alone."""
    return replace(feed, moved_to=answer.moved_to) if answer.moved_to else feed


def _feeds(archive: Archive) -> list[Feed]:
    return archive.store.feeds()
