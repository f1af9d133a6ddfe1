"""What is new in a feed: entries that were never met, and entries of which the feed now says something else.

In: a feed as parsed, and what is known of its entries. Out: the rows to store. An entry is its page: the
key is the page's address, so that a feed may shuffle, drop or renumber its entries and nothing comes twice;
entries without an address go by the feed's own key. The mark is taken over what a person would read, not
over the feed's own keys, markup or clock. Pure: no clock, no store.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from wirecopy.model.archive import FeedItem
from wirecopy.readers.feeds_entry import Entry, ParsedFeed, plain
from wirecopy.readers.rows import seconds_of
from wirecopy.watch.names import clean

_SAME_MOMENT = 120.0  # seconds: when all entries were changed within them, the feed stamps the time of asking
_FEW = 3  # entries from which on that can be told
_MICROSECOND = 1e-6
_DAY = 86_400.0


def items_of(parsed: ParsedFeed, feed: str, now: float, *, keep_text: bool) -> list[FeedItem]:
    """The entries of a feed as rows, one a page, oldest first.

    Args:
        parsed: the feed.
        feed: its URL.
        now: seconds since 1970.
        keep_text: whether the text the feed carries is kept too.
    """
    dates = _telling_dates(parsed.entries)
    by_key: dict[str, list[Entry]] = {}
    for entry in parsed.entries:
        by_key.setdefault(clean(entry.url) if entry.url else entry.key, []).append(entry)
    found = []
    for key, entries in by_key.items():
        mark = _hash(*sorted(_mark(entry, dates) for entry in entries))
        said = _said(entries[0], parsed, keep_text=keep_text or not entries[0].url)
        found.append(FeedItem(feed=feed, key=key, url=entries[0].url, mark=mark, entry=said))
    found.reverse()  # feeds put the latest first
    found.sort(key=_moment)
    return [replace(item, found=now + place * _MICROSECOND) for place, item in enumerate(found)]


def news(items: Iterable[FeedItem], known: Mapping[str, FeedItem]) -> tuple[list[FeedItem], list[FeedItem]]:
    """The rows that were never met, and those that changed, as they are to be stored."""
    new, changed = [], []
    for item in items:
        before = known.get(item.key)
        if before is None:
            new.append(item)
        elif before.mark != item.mark:
            waits = before.state == "waiting"
            changed.append(
                replace(
                    before, url=item.url, mark=item.mark, entry=item.entry, state="waiting",
                    attempts=before.attempts if waits else 0, next_try=before.next_try if waits else 0.0,
                )
            )  # fmt: skip
    return new, changed


def age_of(item: FeedItem, now: float) -> float | None:
    """Days since an entry came out or was changed last; None where the feed does not say."""
    dates = [
        seconds
        for name in ("published", "updated")
        if (seconds := _seconds(item.entry.get(name))) is not None
    ]
    return (now - max(dates)) / _DAY if dates else None


def _seconds(date: str | None) -> int | None:
    """Seconds since 1970 of a date as the feed had it; None for one that is none."""
    try:
        return seconds_of(date or "")
    except ValueError:
        return None


def _moment(item: FeedItem) -> float:
    """When an entry came out; those that do not say come last."""
    moment = _seconds(item.entry.get("published") or item.entry.get("updated"))
    return math.inf if moment is None else moment


def _telling_dates(entries: list[Entry]) -> list[str]:
    """Names of the dates that tell something: not those that the feed sets to the time of asking."""
    telling = []
    for name in ("published", "updated"):
        dates = (getattr(entry, name) for entry in entries)
        moments = [seconds for date in dates if (seconds := _seconds(date)) is not None]
        if len(moments) < _FEW or max(moments) - min(moments) >= _SAME_MOMENT:
            telling.append(name)
    return telling


def _mark(entry: Entry, dates: list[str]) -> str:
    said = (
        entry.title,
        plain(entry.summary),
        plain(entry.content),
        *(getattr(entry, name) for name in dates),
    )
    return _hash(*(" ".join((part or "").split()) for part in said))


def _said(entry: Entry, parsed: ParsedFeed, *, keep_text: bool) -> dict[str, str]:
    said = {
        "title": plain(entry.title),
        "published": entry.published,
        "updated": entry.updated,
        "language": entry.language,
        "outlet": parsed.title,
        "content": entry.content if keep_text else None,
    }
    return {name: value for name, value in said.items() if value}


def _hash(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=12).hexdigest()
