"""Feeds and their entries: what is due, what waits, in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wirecopy.errors import StoreError
from wirecopy.model import Feed, FeedItem
from wirecopy.stores import Store

POST, HERALD = "https://post.example/feed", "https://herald.example/feed"


def test_feeds_that_are_due_longest_first(store: Store) -> None:
    store.put_feeds([Feed(POST, next_poll=20.0), Feed(HERALD, next_poll=10.0), Feed("c", next_poll=30.0)])
    assert [feed.url for feed in store.feeds(20.0)] == [HERALD, POST]
    assert [feed.url for feed in store.feeds()] == [HERALD, POST, "c"]
    store.put_feeds([Feed(HERALD, "The Herald", etag="x", next_poll=40.0)])
    assert store.feeds(30.0) == [Feed(POST, next_poll=20.0), Feed("c", next_poll=30.0)]
    assert store.feeds()[-1] == Feed(HERALD, "The Herald", etag="x", next_poll=40.0)


def test_entries_that_wait_those_met_first_first(store: Store) -> None:
    store.put_feeds([Feed(POST), Feed(HERALD)])
    one = FeedItem(POST, "1", None, "m", {"title": "T"}, next_try=5.0, found=3.0)
    two = FeedItem(HERALD, "1", None, "m", next_try=9.0, found=2.0)
    store.put_items([one, two, replace(one, key="2", state="done"), replace(one, key="3", found=1.0)])
    assert [(item.feed, item.key) for item in store.waiting(9.0, 9)] == [
        (POST, "3"),
        (HERALD, "1"),
        (POST, "1"),
    ]
    assert [item.key for item in store.waiting(5.0, 9)] == ["3", "1"]
    assert [item.key for item in store.waiting(9.0, 1)] == ["3"]
    store.put_items([replace(one, state="gone", attempts=3)])
    assert store.items(POST, ["1", "2", "9"]) == [
        replace(one, state="gone", attempts=3), replace(one, key="2", state="done"),
    ]  # fmt: skip
    assert store.counts()["waiting_items"] == 2


def test_an_entry_of_a_feed_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="points nowhere"):
        store.put_items([FeedItem(POST, "1", None, "m")])
    assert store.waiting(1e9, 9) == []
