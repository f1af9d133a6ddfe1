"""Every row comes back as it was put, whatever characters stand in it."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stores import rows
from tests.stores.rows import arriving, some
from wirecopy.model import (
    Arriving,
    CopyRow,
    Correction,
    Feed,
    FeedItem,
    Input,
    LedgerRow,
    Rejected,
    SignatureRow,
    StoryEvent,
)
from wirecopy.stores import Store

many = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


@many
@given(rows.arrivals)
def test_articles(store: Store, one: Arriving) -> None:
    (kept,) = store.put_articles([one])
    (back,) = store.articles([kept.number])
    assert back.article.text == one.article.text
    if kept.state == "new" and kept.id == one.article.id:
        assert (back.article, back.arrived, back.source) == (one.article, one.arrived, one.source)
    assert back in store.revisions(kept.id)


@many
@given(rows.inputs, rows.rejections)
def test_inputs(store: Store, read: Input, rejected: list[Rejected]) -> None:
    run = store.run("read", "1", {})
    read = Input(read.path, read.mark, run.number, read.kept, len(rejected))
    store.put_input(read, rejected)
    assert store.input(read.path) == read
    assert list(store.rejected(read.path)) == rejected
    assert set(rejected) <= set(store.rejected())


@many
@given(st.data())
def test_copies(store: Store, data: st.DataObject) -> None:
    store.put_articles(some(4))
    run = store.run("copies", "1", {}).number
    put = data.draw(st.tuples(*(rows.copy_rows(n) for n in (1, 2, 3, 4))))
    store.put_copies(run, put)
    assert store.copies([4, 2, 3, 1, 9]) == [put[3], put[1], put[2], put[0]]
    assert store.family(put[3].family) == [row.number for row in put if row.family == put[3].family]


@many
@given(st.data())
def test_signatures(store: Store, data: st.DataObject) -> None:
    store.put_articles(some(4))
    run = store.run("stories", "1", {}).number
    copies = store.run("copies", "1", {}).number
    store.put_copies(copies, [CopyRow(n, n, "own", None, 0, 0) for n in (1, 2, 3, 4)])
    put = data.draw(st.tuples(*(rows.signature_rows(n) for n in (1, 2, 3, 4))))
    store.put_signatures(run, put)
    store.refresh_stories(run, [1, 2, 3, 4], {n: f"s{n}" for n in (1, 2, 3, 4)})
    dated = sorted((row for row in put if row.time is not None), key=lambda row: (row.time, row.number))
    assert list(store.signatures(run, None, None)) == [row for row in put if row.time is None]
    assert list(store.signatures(run, -(2**41), None)) == dated
    middle = data.draw(st.integers(-(2**40), 2**40))
    assert list(store.signatures(run, middle, 2**41)) == [row for row in dated if row.time >= middle]
    assert list(store.signatures(run, None, middle)) == [row for row in dated if row.time < middle]
    assert list(store.signatures(run + 1, -(2**41), None)) == []
    assert [store.story_of(n) for n in (1, 2, 3, 4)] == [row.story for row in put]
    assert list(store.signatures_of(run, "article", [4, 2, 9])) == [put[1], put[3]]
    assert list(store.signatures_of(run, "family", [2, 3])) == [put[1], put[2]]
    assert list(store.signatures_of(run, "story", [1, 2])) == [row for row in put if row.story in (1, 2)]
    assert list(store.signatures_of(run + 1, "article", [1])) == []


def with_a_story(store: Store) -> int:
    """The run that made a story of one article."""
    store.put_articles(some(1))
    run = store.run("stories", "1", {}).number
    store.put_signatures(run, [SignatureRow(1, None, 1, 1, b"")])
    store.refresh_stories(run, [1], {1: "s1"})
    return run


@many
@given(st.data())
def test_ledgers(store: Store, data: st.DataObject) -> None:
    with_a_story(store)
    row: LedgerRow = data.draw(rows.ledger_rows(1, store.run("ledger", "1", {}).number))
    store.put_ledger(row)
    assert store.ledger(1) == row
    assert store.ledger(2) is None
    story = store.story(1)
    assert story is not None
    assert story.reports == row.reports


@many
@given(st.data())
def test_story_events(store: Store, data: st.DataObject) -> None:
    with_a_story(store)
    before = store.story_events(1)
    events: list[StoryEvent] = data.draw(st.lists(rows.story_events(1), max_size=4))
    store.put_story_events(events)
    assert store.story_events(1) == [*before, *events]


@many
@given(st.lists(rows.feeds, max_size=5, unique_by=lambda feed: feed.url))
def test_feeds(store: Store, put: Sequence[Feed]) -> None:
    store.put_feeds(put)
    there = {feed.url: feed for feed in store.feeds()}
    assert [there[feed.url] for feed in put] == list(put)


@many
@given(st.lists(rows.items("https://post.example/feed"), max_size=5, unique_by=lambda item: item.key))
def test_items(store: Store, put: Sequence[FeedItem]) -> None:
    store.put_feeds([Feed("https://post.example/feed")])
    store.put_items(put)
    assert store.items("https://post.example/feed", [item.key for item in put]) == list(put)
    assert store.items("https://other.example/feed", [item.key for item in put]) == []


@many
@given(rows.corrections)
def test_corrections(store: Store, one: Correction) -> None:
    number = store.put_correction(one)
    kept = Correction(number, one.kind, one.target, one.value, one.author, one.at)
    assert store.corrections(one.target)[-1] == kept
    assert store.corrections()[-1] == kept


@many
@given(rows.known, rows.anything)
def test_runs(store: Store, said: dict[str, object], version: str) -> None:
    run = store.run("copies", version, said)
    assert store.run("copies", version, dict(reversed(said.items()))) == run
    assert store.run("stories", version, said).number != run.number
    assert run in store.runs()


@many
@given(st.lists(rows.anything, min_size=1, max_size=4))
def test_ids_of_stories(store: Store, ids: list[str]) -> None:
    """An id, and the beginning of an id, whatever characters are in it."""
    store.put_articles([arriving("a", "Text.")])
    run = with_a_story(store)
    with store.writing():
        store._db.run("DELETE FROM ledgers")
        store._db.run("UPDATE stories SET id = ? WHERE number = 1", [ids[0]])
    found = store.story(ids[0])
    assert found is not None
    assert found.id == ids[0]
    assert run
    if len(ids[0]) > 1:
        assert store.story(ids[0][:-1]) == found


def test_a_copy_row_replaces_what_was_there(store: Store) -> None:
    store.put_articles(some(2))
    old, new = store.run("copies", "1", {}).number, store.run("copies", "2", {}).number
    store.put_copies(old, [CopyRow(1, 1, "own", None, 0, 0), CopyRow(2, 1, "edited", 1, 0.5, 0.6)])
    store.put_copies(new, [CopyRow(2, 2, "own", None, 0, 0)])
    assert store.copies([1, 2]) == [CopyRow(1, 1, "own", None, 0, 0), CopyRow(2, 2, "own", None, 0, 0)]
    assert (store.done("copies", old), store.done("copies", new)) == (1, 1)
