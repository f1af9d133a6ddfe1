"""Places that people hold articles in, beside those that were computed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stores.conformance.test_stories import place
from tests.stores.rows import arriving, some
from wirecopy.model import PlaceRow
from wirecopy.stores import Store


@pytest.fixture
def placed(store: Store) -> Iterator[Store]:
    """Six articles in three stories, whose rows are brought in line at the end."""
    store.put_articles(some(6))
    run = place(store, {1: 1, 2: 1, 3: 3, 4: 3, 5: 5, 6: 5}, {2: 1})
    yield store
    store.refresh_stories(run, [1, 3, 5], {})


def test_what_is_held_keeps_what_was_computed(placed: Store) -> None:
    run = placed.run("stories", "1", {}).number
    placed.hold({3: 1, 4: 1})
    assert placed.held() == [PlaceRow(3, 3, 3, 1), PlaceRow(4, 4, 3, 1)]
    assert placed.places("story", [1]) == [
        PlaceRow(1, 1, 1, 1), PlaceRow(2, 1, 1, 1), PlaceRow(3, 3, 3, 1), PlaceRow(4, 4, 3, 1),
    ]  # fmt: skip
    assert [row.number for row in placed.places("computed", [3])] == [3, 4]
    assert [row.number for row in placed.places("computed", [1])] == [1, 2]
    assert placed.places("article", [4, 99]) == [PlaceRow(4, 4, 3, 1)]
    assert (placed.story_of(3), placed.members(1)) == (1, [1, 2, 3, 4])
    assert [row.story for row in placed.signatures_of(run, "story", [3])] == [3, 3]
    assert [row.number for row in placed.signatures_of(run, "story", [1])] == [1, 2]
    assert {row.number: row.story for row in placed.signatures(run, None, None)} == {
        1: 1, 2: 1, 3: 3, 4: 3, 5: 5, 6: 5,
    }  # fmt: skip


def test_moving_changes_what_was_computed_and_not_where_it_is_held(placed: Store) -> None:
    placed.hold({3: 1})
    placed.move([(3, 5), (4, 5)])
    assert placed.places("article", [3, 4]) == [PlaceRow(3, 3, 5, 1), PlaceRow(4, 4, 5, 5)]
    placed.move([(3, None)])
    assert (placed.story_of(3), placed.held()) == (None, [])


def test_current_numbers_of_ids(placed: Store) -> None:
    placed.put_articles([arriving("a1", "Another text.")])
    assert placed.current(["a1", "a2", "none"]) == {
        "a1": placed.revisions("a1")[-1].number, "a2": placed.revisions("a2")[-1].number,
    }  # fmt: skip


_STEPS = st.lists(
    st.tuples(st.sampled_from(["move", "hold"]), st.integers(1, 6), st.sampled_from([1, 3, 5])), max_size=12
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_STEPS)
def test_the_two_never_mix(placed: Store, steps: list[tuple[str, int, int]]) -> None:
    placed.hold({row.number: row.computed for row in placed.places("article", range(1, 7))})
    computed = {row.number: row.computed for row in placed.places("article", range(1, 7))}
    where = {row.number: row.story for row in placed.places("article", range(1, 7))}
    for what, article, story in steps:
        if what == "move":
            followed = where[article] == computed[article]
            placed.move([(article, story)])
            computed[article] = story
            where[article] = story if followed else where[article]
            placed.hold({article: where[article]})  # as the build does, which holds all it looks at
        else:
            placed.hold({article: story})
            where[article] = story
    found = placed.places("article", range(1, 7))
    assert {row.number: row.computed for row in found} == computed
    assert {row.number: row.story for row in found} == where
    assert [row.number for row in placed.held()] == [n for n in where if where[n] != computed[n]]
