"""Feeds that are watched, and their entries until they are articles."""

from __future__ import annotations

from collections.abc import Sequence

from wirecopy.model.archive import Feed, FeedItem
from wirecopy.stores.database import Row
from wirecopy.stores.room import Room, chunks, marks
from wirecopy.stores.strings import packed, unpacked

_FEED = (
    "url", "title", "etag", "last_modified", "next_poll", "interval_s", "failures", "last_ok", "last_error",
    "moved_to",
)  # fmt: skip
_ITEM = (
    "feed", "key", "url", "mark", "entry", "state", "attempts", "next_try", "found", "error", "article",
)  # fmt: skip


def _put(table: str, columns: Sequence[str], key: Sequence[str]) -> str:
    rest = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in key)
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks(len(columns))}) "  # noqa: S608 - our own names
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {rest}"
    )


_GET_ITEM = f"SELECT {', '.join(_ITEM)} FROM items"  # noqa: S608 - our own names


class Feeds(Room):
    """Feeds and their entries."""

    def put_feeds(self, feeds: Sequence[Feed]) -> None:
        """Store feeds by URL, in place of what was there."""
        with self.writing():
            self._db.many(
                _put("feeds", _FEED, ["url"]),
                [
                    (
                        one.url, one.title, one.etag, one.last_modified, one.next_poll, one.interval,
                        one.failures, one.last_ok, one.last_error, one.moved_to,
                    )
                    for one in feeds
                ],
            )  # fmt: skip

    def feeds(self, due: float | None = None) -> list[Feed]:
        """Feeds, or those whose `next_poll` is at or before `due`, longest due first."""
        where, values = ("", []) if due is None else ("WHERE next_poll <= ? ", [due])
        rows = self._db.rows(
            f"SELECT {', '.join(_FEED)} FROM feeds {where}ORDER BY next_poll, url",  # noqa: S608 - our own names
            values,
        )
        return [Feed(*row) for row in rows]

    def put_items(self, items: Sequence[FeedItem]) -> None:
        """Store entries by feed and key, in place of what was there; their feed must be there."""
        with self.writing():
            self._db.many(
                _put("items", _ITEM, ["feed", "key"]),
                [
                    (
                        one.feed, one.key, one.url, one.mark, packed(one.entry), one.state, one.attempts,
                        one.next_try, one.found, one.error, one.article,
                    )
                    for one in items
                ],
            )  # fmt: skip

    def items(self, feed: str, keys: Sequence[str]) -> list[FeedItem]:
        """Those of these entries that are known, in the order asked for."""
        found: dict[str, FeedItem] = {}
        for part in chunks(list(dict.fromkeys(keys))):
            rows = self._db.rows(
                f"{_GET_ITEM} WHERE feed = ? AND {self._db.among('key')}", [feed, self._db.listed(part)]
            )
            found.update((row[1], _item(row)) for row in rows)
        return [found[key] for key in keys if key in found]

    def waiting(self, due: float, limit: int) -> list[FeedItem]:
        """Entries that wait and may be tried, those met first first."""
        rows = self._db.rows(
            f"{_GET_ITEM} WHERE state = 'waiting' AND next_try <= ? ORDER BY found, feed, key LIMIT ?",
            [due, limit],
        )
        return [_item(row) for row in rows]


def _item(row: Row) -> FeedItem:
    feed, key, url, mark, entry, *rest = row
    return FeedItem(feed, key, url, mark, unpacked(entry), *rest)
