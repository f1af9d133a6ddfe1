"""A store copied into another database is the same store, row by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stores.conformance.test_stories import place
from tests.stores.rows import arriving, some
from tests.stores.server import Server
from wirecopy.errors import StoreError
from wirecopy.model import (
    Correction,
    Credit,
    CreditsRow,
    Feed,
    FeedItem,
    Filter,
    Input,
    LedgerRow,
    Rejected,
    Reports,
    StoryEvent,
)
from wirecopy.stores import copy_store, open_store
from wirecopy.stores.opening import open_database
from wirecopy.stores.schema import KEYS


def fill(url: str) -> None:
    """Something of everything."""
    with open_store(url) as store, store.writing():
        store.put_articles(some(3))
        store.put_articles([
            arriving("a1", "Another text.\0\ud800"), arriving("c", "渡轮 ferry", source="b"),
            arriving("c", "a", source="z"),
        ])  # fmt: skip
        store.put_credits(
            store.run("credits", "1", {}).number, [CreditsRow(1, (Credit("Northwire", "copy", 0, 3),))]
        )
        run = place(store, {1: 1, 2: 2, 3: 2}, {1: 1, 2: 2, 3: 2})
        store.move([(1, 2)])
        store.hold({3: 1})
        store.move([(3, 1)])
        store.hold({3: 2})
        store.refresh_stories(run, [1, 2], {})
        store.put_story_events([StoryEvent(3.5, "merged", 1, 2)])
        store.put_ledger(LedgerRow(2, run, "x", 1.5, Reports(1, 1, 2), b"\0\xff"))
        store.put_input(Input("p", "m", run, 1, 1), [Rejected("p:1", "empty\ufffe")])
        store.put_feeds([Feed("https://post.example/feed", etag="x", next_poll=1e9)])
        store.put_items([FeedItem("https://post.example/feed", "k", None, "m", {"t": [1, None]}, article=1)])
        store.put_correction(Correction(0, "merge", "s-1", {"into": "s-2"}, "Ada", 2.0))


def everything(url: str) -> dict[str, list[tuple[object, ...]]]:
    there = open_database(url, read_only=True)
    try:
        return {
            table: [
                tuple(bytes(v) if isinstance(v, (bytes, memoryview)) else v for v in row)
                for row in there.rows(f"SELECT * FROM {table} ORDER BY {', '.join(keys)}")  # noqa: S608 - our own names
            ]
            for table, keys in KEYS.items()
        }
    finally:
        there.close()


@pytest.mark.parametrize("towards", ["postgresql", "sqlite", "sqlite to sqlite"])
def test_every_row_is_there(towards: str, tmp_path: Path, server: Server) -> None:
    file, base = str(tmp_path / "archive.db"), server.nowhere()
    source, target = (base, file) if towards == "sqlite" else (file, base)
    target = str(tmp_path / "copy.db") if towards == "sqlite to sqlite" else target
    fill(source)
    copied = copy_store(source, target)
    before = everything(source)
    assert all(before.values()), "a table without rows shows nothing"
    assert everything(target) == before
    assert copied == {table: len(rows) for table, rows in before.items()}
    with open_store(source, read_only=True) as one, open_store(target) as other:
        other.check()
        for words in ("title", "渡轮", "another"):
            found = [{hit.number for hit in store.search(words, Filter(), 9)} for store in (one, other)]
            assert found[0] == found[1] != set(), words
        assert one.key != other.key
        assert {kept.state for kept in other.put_articles(some(3))} == {"known"}
    with pytest.raises(StoreError, match="the store to copy into is not empty"):
        copy_store(source, target)
