"""When a feed is asked for again, and when a page is tried again.

In: how a poll went, what the feed wishes, the time. Out: the feed's new interval and next poll. No clock
and no chance: the spread that keeps a thousand feeds from being asked in the same second comes from the
address. A feed with news comes sooner, one without later, between two bounds; failures double the time, up
to a third.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import replace

from wirecopy.model.archive import Feed, FeedItem
from wirecopy.settings import Watching
from wirecopy.watch.answers import FetchError

GONE = math.inf  # next poll of a feed that is gone for good
_SOONER, _LATER = 0.5, 1.5
_SPREAD = 0.1  # part of the interval by which a poll may come sooner or later
_FIRST_RETRY = 60.0  # seconds after which a page is tried again
_RETRY_GROWTH = 4.0
_HEAD = 20_000  # bytes of a feed in which its own wishes stand
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_PERIOD = re.compile(rb"<sy:updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*<", re.IGNORECASE)
_FREQUENCY = re.compile(rb"<sy:updateFrequency>\s*(\d{1,6})\s*<", re.IGNORECASE)
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_PERIODS = {
    b"hourly": 3_600,
    b"daily": 86_400,
    b"weekly": 604_800,
    b"monthly": 2_592_000,
    b"yearly": 31_536_000,
}


def went_well(feed: Feed, *, news: bool, wish: float, now: float, settings: Watching) -> Feed:
    """The feed after a poll that succeeded.

    Args:
        feed: as it was.
        news: whether anything was new or changed.
        wish: seconds the feed wants to be left alone, 0 for none.
        now: seconds since 1970.
        settings: the bounds.
    """
    grown = feed.interval * (_SOONER if news else _LATER) if feed.interval else settings.shortest_interval
    least = max(settings.shortest_interval, min(wish, settings.longest_hint))
    interval = min(max(grown, least), max(settings.longest_interval, least))
    next_poll = now + spread(interval, f"{feed.url} {int(now)}")
    return replace(feed, interval=interval, next_poll=next_poll, failures=0, last_ok=now, last_error=None)


def went_wrong(feed: Feed, error: FetchError, now: float, settings: Watching) -> Feed:
    """The feed after a poll that failed; one that answers 410 is not asked for again."""
    failures = feed.failures + 1
    if error.status == 410:
        return replace(feed, next_poll=GONE, failures=failures, last_error=error.what)
    interval = feed.interval or settings.shortest_interval
    rest = max(interval * 2.0 ** min(failures, 30), error.wait or 0.0)
    rest = spread(min(rest, settings.longest_backoff), f"{feed.url} {failures}")
    return replace(feed, next_poll=now + rest, failures=failures, last_error=error.what)


def try_again(item: FeedItem, error: FetchError, now: float, settings: Watching) -> FeedItem:
    """The entry after its page could not be had: it waits, or it failed for good."""
    attempts = item.attempts + 1
    if error.status == 410:
        return replace(item, state="gone", attempts=attempts, error=error.what)
    if error.lasting or attempts >= settings.max_attempts:
        return replace(item, state="failed", attempts=attempts, error=error.what)
    rest = max(_FIRST_RETRY * _RETRY_GROWTH ** (attempts - 1), error.wait or 0.0)
    rest = spread(min(rest, settings.longest_backoff), f"{item.key} {attempts}")
    return replace(item, next_try=now + rest, attempts=attempts, error=error.what)


def set_right(feed: Feed, now: float, settings: Watching) -> Feed:
    """The feed with a next poll that lies no further off than any rule puts it: the clock was set back."""
    furthest = max(settings.longest_interval, settings.longest_hint, settings.longest_backoff) * (1 + _SPREAD)
    if feed.next_poll == GONE or feed.next_poll <= now + furthest:
        return feed
    return replace(feed, next_poll=now)


def wish_of(body: bytes, headers: Mapping[str, str]) -> float:
    """Seconds for which a feed wants to be left alone: ttl, sy:updatePeriod, or the max-age of the answer."""
    head = body[:_HEAD]
    wishes = [0.0]
    if found := _TTL.search(head):
        wishes.append(float(found.group(1)) * 60)  # RSS 2.0 counts in minutes
    if found := _PERIOD.search(head):
        often = _FREQUENCY.search(head)
        wishes.append(_PERIODS[found.group(1).lower()] / max(1, int(often.group(1)) if often else 1))
    if aged := _MAX_AGE.search(headers.get("cache-control", "")):
        wishes.append(float(aged.group(1)))
    return max(wishes)


def spread(seconds: float, name: str) -> float:
    """About so many seconds: up to a tenth more or less, always the same for the same name."""
    drawn = int.from_bytes(hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=4).digest()) / 2**32
    return seconds * (1 + _SPREAD * (2 * drawn - 1))
