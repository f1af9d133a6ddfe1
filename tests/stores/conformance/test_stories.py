"""Stories: rows that follow from their articles, pages, heirs, and what joins and splits leave."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stores.rows import arriving, invented, some
from wirecopy.errors import CallError, StoreError
from wirecopy.model import CopyRow, Filter, LedgerRow, Reports, SignatureRow, StoryEvent, StoryRow
from wirecopy.stores import Store


def place(store: Store, stories: dict[int, int], families: dict[int, int] | None = None) -> int:
    """Put articles into stories: {article: story}; the run that did it."""
    copies, run = store.run("copies", "1", {}).number, store.run("stories", "1", {}).number
    with store.writing():
        store.put_copies(
            copies, [CopyRow(n, family, "own", None, 0, 0) for n, family in (families or {}).items()]
        )
        store.put_signatures(run, [SignatureRow(n, None, n, story, b"") for n, story in stories.items()])
        founders = sorted(set(stories.values()))
        store.refresh_stories(run, founders, {n: f"s-{n}" for n in founders})
    return run


def test_a_row_follows_from_the_current_articles(store: Store) -> None:
    store.put_articles([
        arriving("a", "One.", outlet="Post", published="2026-03-02T10:00:00+01:00", title="Second"),
        arriving("b", "Two.", outlet="Herald", published="2026-03-02T09:30:00+01:00", title=""),
        arriving("c", "Three.", outlet="Post", title="Undated"),
        arriving("d", "Four.", published="2026-03-03", title="Last"),
    ])  # fmt: skip
    place(store, {1: 1, 2: 1, 3: 1, 4: 1}, {1: 1, 2: 1, 3: 3})
    row = StoryRow(1, "s-1", "Second", "2026-03-02T09:30:00+01:00", "2026-03-03", 4, 3, 2)
    assert store.story(1) == row
    assert store.members(1) == [2, 1, 4, 3], "by publication, the undated last"
    store.put_articles([arriving("b", "Two, later.", outlet="Herald", published="2026-03-04")])
    place(store, {5: 1})
    store.move([(2, None)])
    place(store, {5: 1})
    assert store.members(1) == [1, 4, 5, 3]
    row = StoryRow(1, "s-1", "Second", "2026-03-02T10:00:00+01:00", "2026-03-04", 4, 4, 2)
    assert store.story(1) == row


def test_a_story_without_titles_is_called_by_the_first_line_that_may_be_a_headline(store: Store) -> None:
    store.put_articles([
        arriving("a", "The ferry sank. " * 9), arriving("b", "Ferry sinks\nIt sank off the quay."),
        arriving("c", "Ferry down"),
    ])  # fmt: skip
    place(store, {1: 1, 2: 1, 3: 1})
    row = store.story(1)
    assert row is not None
    assert row.title == "Ferry sinks"
    store.put_articles([arriving("d", "Text.", title="x" * 200), arriving("e", "Text.", title="At sea")])
    place(store, {1: 1, 4: 1, 5: 1})
    row = store.story(1)
    assert row is not None
    assert row.title == "At sea"


def test_a_story_that_lost_its_articles_is_listed_no_more(store: Store) -> None:
    store.put_articles(some(3))
    run = place(store, {1: 1, 2: 2, 3: 2})
    with store.writing():
        store.move([(1, 2)])
        store.refresh_stories(run, [1, 2], {})
    assert [row.number for row in store.stories(Filter(), 9)[0]] == [2]
    assert store.story(1) == StoryRow(1, "s-1", "", None, None, 0, 0, 0)


def test_a_merged_story_leads_to_its_heir(store: Store) -> None:
    store.put_articles(some(3))
    run = place(store, {1: 1, 2: 2, 3: 3})
    with store.writing():
        store.move([(2, 1), (3, 1)])
        store.refresh_stories(run, [1, 2, 3], {})
        store.put_story_events([StoryEvent(5.0, "merged", 3, 2), StoryEvent(6.0, "merged", 2, 1)])
    for key in (1, 2, 3, "s-1", "s-2", "s-3"):
        found = store.story(key)
        assert found is not None
        assert (found.number, found.articles, found.merged_into) == (1, 3, None)
    assert [row.number for row in store.stories(Filter(), 9)[0]] == [1]
    assert store.story_events(2) == [StoryEvent(5.0, "merged", 3, 2), StoryEvent(6.0, "merged", 2, 1)]
    with store.writing():
        store.move([(3, 3)])
        store.refresh_stories(run, [1, 3], {})
        store.put_story_events([StoryEvent(7.0, "split", 3, 1)])
    again = store.story(3)
    assert again is not None
    assert (again.number, again.articles) == (3, 1)


def test_the_beginning_of_an_id_will_do_where_it_fits_one(store: Store) -> None:
    store.put_articles(some(12))
    place(store, {1: 1, 10: 10, 11: 11})
    assert store.story("s-10") == store.story(10)
    assert store.story("s-1") == store.story(1), "a whole id is that one"
    with pytest.raises(StoreError, match="more than one story begins with 's-'"):
        store.story("s-")
    assert store.story("t") is None
    assert store.story(2) is None


def test_joined_families_are_one(store: Store) -> None:
    store.put_articles(some(4))
    place(store, {}, {1: 1, 2: 2, 3: 2, 4: 4})
    store.join_families([(1, 2), (1, 4)])
    assert store.family(1) == [1, 2, 3, 4]
    assert store.family(2) == []


def test_filters_of_stories(store: Store) -> None:
    store.put_articles([
        arriving("a", "One.", outlet="Post", published="2026-03-01", language="en"),
        arriving("b", "Two.", outlet="Herald", published="2026-03-05T12:00:00Z", language="en"),
        arriving("c", "Drei.", outlet="Bote", published="2026-03-09", language="de"),
        arriving("d", "Quatre.", outlet="Post", language="fr"),
    ])  # fmt: skip
    place(store, {1: 1, 2: 1, 3: 3, 4: 4})

    def found(wanted: Filter) -> list[int]:
        return [row.number for row in store.stories(wanted, 9)[0]]

    assert found(Filter()) == [3, 1, 4]
    assert found(Filter(least=2)) == [1]
    assert found(Filter(outlet="Post")) == [1, 4]
    assert found(Filter(language="de")) == [3]
    assert found(Filter(since="2026-03-05")) == [3, 1]
    assert found(Filter(since="2026-03-06")) == [3]
    assert found(Filter(until="2026-03-05", since="2026")) == [1], (
        "it began before and was told of until then"
    )
    assert found(Filter(until="2026-02", since="2026")) == []
    assert found(Filter(since="2026-03-09", until="2026-03-09")) == [3], "both ends count"
    with pytest.raises(CallError, match=r"since 'yesterday' is not a date.*2026-03-31"):
        found(Filter(since="yesterday"))


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 7), st.booleans())
def test_pages_are_the_list(store: Store, limit: int, few: bool) -> None:
    """Stories of the same moment too come once each, latest first."""
    if not store.counts()["articles"]:
        days = [1, 1, 1, 2, 2, 3, 3, 3, 3, 4, 5, 5]
        store.put_articles(
            [
                arriving(f"p{k}", invented(k), published=f"2026-04-{day:02}", arrived=0.1 + k)
                for k, day in enumerate(days)
            ]
        )
        late = [
            arriving("late", "Late.", arrived=2e9 + 1 / 3),
            arriving("later", "Later.", arrived=2e9 + 2 / 3),
        ]
        store.put_articles(late)
        place(store, {n: n for n in range(1, 15)})
    wanted = Filter(since="2026-04-03") if few else Filter()
    whole, end = store.stories(wanted, 50)
    assert end is None
    assert [row.number for row in whole] == [
        14,
        13,
        12,
        11,
        10,
        9,
        8,
        7,
        6,
        *([] if few else [5, 4, 3, 2, 1]),
    ]
    pages, after = [], None
    while True:
        page, after = store.stories(wanted, limit, after)
        pages += page
        assert len(page) == limit or after is None
        if after is None:
            break
    assert pages == whole


def test_a_page_begins_only_where_one_ended(store: Store) -> None:
    with pytest.raises(CallError, match="no place where a page begins"):
        store.stories(Filter(), 5, "s-1")


def test_a_listed_story_tells_its_reports(store: Store) -> None:
    store.put_articles(some(1))
    place(store, {1: 1})
    store.put_ledger(LedgerRow(1, store.run("ledger", "1", {}).number, "x", 1.0, Reports(2, 1, 3), b"{}"))
    assert store.stories(Filter(), 1)[0][0].reports == Reports(2, 1, 3)
