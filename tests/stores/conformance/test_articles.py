"""Articles: what is new, what is a revision, what is known; and nothing is ever there twice."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.stores.rows import arriving, invented, some
from wirecopy.errors import CallError, StoreError
from wirecopy.model import Arriving, CopyRow, Filter, Kept, SignatureRow
from wirecopy.stores import Store, open_store


def told(kept: list[Kept]) -> list[tuple[str, int, str]]:
    return [(one.id, one.revision, one.state) for one in kept]


def test_numbers_rise_in_order_of_arrival(store: Store) -> None:
    assert [one.number for one in store.put_articles(some(3))] == [1, 2, 3]
    assert [one.number for one in store.put_articles(some(4))] == [1, 2, 3, 4]


def test_an_article_comes_back_as_it_was(store: Store) -> None:
    one = arriving(
        "quay-1", "Line one.\n\n\tLine two\u2028.", source="a.jsonl", arrived=12.5, outlet="Post", url="u",
        title="T", published="2026-03-01", language="en", dated_by="json-ld",
    )  # fmt: skip
    store.put_articles([one])
    (back,) = store.articles([1])
    assert (back.number, back.revision, back.current, back.arrived, back.source) == (
        1,
        1,
        True,
        12.5,
        "a.jsonl",
    )
    assert back.article == one.article


def test_articles_come_in_the_order_asked_for(store: Store) -> None:
    store.put_articles(some(3))
    assert [row.number for row in store.articles([3, 1, 3, 2])] == [3, 1, 3, 2]
    assert store.articles([]) == []
    with pytest.raises(StoreError, match="no article 4, 9"):
        store.articles([1, 9, 4])


def test_current_articles_are_found_by_their_url(store: Store) -> None:
    store.put_articles([
        arriving("a", "First.", url="https://post.example/a"),
        arriving("a", "Second.", url="https://post.example/a"),
        arriving("b", "Copied.", url="https://post.example/a"),
        arriving("c", "Other.", url="https://post.example/A?x=\0"),
        arriving("d", "None."),
    ])  # fmt: skip
    assert store.by_url(["https://post.example/a", "https://nowhere.example/"]) == [2, 3]
    assert store.by_url(["https://post.example/A?x=\0"]) == [4]
    assert store.by_url(["https://post.example"]) == store.by_url([]) == []


def test_what_comes_again_is_known(store: Store) -> None:
    store.put_articles(some(3))
    before = store.counts()
    assert {one.state for one in store.put_articles(some(3))} == {"known"}
    assert store.counts() == before


@pytest.mark.parametrize("field", ["title", "outlet", "url", "published", "language"])
def test_a_field_that_is_only_missing_makes_no_other_article(store: Store, field: str) -> None:
    full = arriving("a", "Text.", **{field: "2026-01-01"})
    assert told(store.put_articles([full, arriving("a", "Text.", source="elsewhere")]))[1] == (
        "a",
        1,
        "known",
    )
    bare = arriving("b", "Text.")
    assert told(store.put_articles([bare, arriving("b", "Text.", **{field: "x"})]))[1] == ("b", 1, "known")


def test_another_text_of_the_same_source_or_url_is_a_revision(store: Store) -> None:
    kept = store.put_articles([
        arriving("a", "First.", source="one", url="https://post.example/a"),
        arriving("a", "Second.", source="one"),
        arriving("a", "Third.", source="other", url="https://post.example/a"),
        arriving("a", "Other.", source="third", url="https://herald.example/a"),
    ])  # fmt: skip
    assert told(kept) == [("a", 1, "new"), ("a", 2, "revised"), ("a-2", 1, "new"), ("a-3", 1, "new")]
    kept = store.put_articles([
        arriving("a", "Fourth.", source="fourth", url="https://herald.example/a"),
        arriving("a", "Fifth.", source="one"),
    ])  # fmt: skip
    assert told(kept) == [("a-3", 2, "revised"), ("a", 3, "revised")]
    assert [(row.article.text, row.current) for row in store.revisions("a")] == [
        ("First.", False), ("Second.", False), ("Fifth.", True),
    ]  # fmt: skip
    assert store.revisions("nothing") == []


def test_the_same_text_under_another_headline_is_a_revision(store: Store) -> None:
    kept = store.put_articles([arriving("a", "Text.", title="One"), arriving("a", "Text.", title="Two")])
    assert told(kept)[1] == ("a", 2, "revised")


def test_one_report_under_one_id_in_two_outlets_is_two_articles(store: Store) -> None:
    kept = store.put_articles([
        arriving("1", "Text.", source="post.jsonl", outlet="Post"),
        arriving("1", "Text.", source="herald.jsonl", outlet="Herald"),
    ])  # fmt: skip
    assert told(kept) == [("1", 1, "new"), ("1-2", 1, "new")]


def test_a_text_that_goes_back_to_an_earlier_wording_is_known(store: Store) -> None:
    kept = store.put_articles([arriving("a", "One."), arriving("a", "Two."), arriving("a", "One.")])
    assert told(kept)[2] == ("a", 1, "known")


def test_an_id_that_is_taken_by_a_number_is_not_given_twice(store: Store) -> None:
    kept = store.put_articles([
        arriving("a", "One.", source="1"), arriving("a-2", "Two.", source="2"),
        arriving("a", "Three.", source="3"), arriving("a-3", "Four.", source="4"),
    ])  # fmt: skip
    assert told(kept) == [("a", 1, "new"), ("a-2", 1, "new"), ("a-3", 1, "new"), ("a-3-2", 1, "new")]


def test_a_name_that_many_have_stays_cheap_and_is_resumed(store: Store) -> None:
    many = [arriving("index", invented(k), source=f"folder {k}") for k in range(150)]
    kept = store.put_articles(many)
    assert [one.id for one in kept] == ["index", *(f"index-{k}" for k in range(2, 151))]
    assert [one.id for one in store.put_articles(many)] == [one.id for one in kept]


names = st.sampled_from(["a", "a-2", "b"])
short = st.sampled_from(["One.", "Two.", "Three."])
sources = st.sampled_from(["s", "t"])
fields = st.fixed_dictionaries(
    {},
    optional={
        "url": st.sampled_from(["u", "v"]), "title": st.sampled_from(["x", "y"]),
        "outlet": st.sampled_from(["p", "q"]),
    },
)  # fmt: skip
sequences = st.lists(
    st.tuples(names, short, sources, fields).map(
        lambda one: arriving(one[0], one[1], source=one[2], **one[3])
    ),
    max_size=12,
)


class UndoneError(Exception):
    """Nothing went wrong: the next example wants to begin with nothing."""


def undone(store: Store, arrived: list[Arriving], size: int) -> list[Kept]:
    """What is answered to articles that come in batches; all of it is taken back."""
    kept: list[Kept] = []
    with suppress(UndoneError), store.writing():
        for k in range(0, len(arrived), size):
            kept += store.put_articles(arrived[k : k + size])
        again = store.put_articles(arrived)
        assert {one.state for one in again} <= {"known"}
        numbers = [one.number for one in kept if one.state != "known"]
        assert numbers == list(range(1, len(numbers) + 1)), "numbers rise by one"
        assert [one.number for one in again] == [one.number for one in kept], "and lead to the same articles"
        store.check()
        raise UndoneError
    return kept


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequences, st.integers(1, 12))
def test_law_twice_is_once_and_batches_do_not_matter(
    store: Store, arrived: list[Arriving], size: int
) -> None:
    together = undone(store, arrived, len(arrived) or 1)
    assert undone(store, arrived, size) == together, "batches do not matter"
    assert store.counts()["articles"] == 0


def test_what_is_due_is_known_by_stage_and_run(store: Store) -> None:
    store.put_articles(some(5))
    old, new = store.run("copies", "1", {}).number, store.run("copies", "2", {}).number
    stories = store.run("stories", "1", {}).number
    store.put_copies(old, [CopyRow(n, n, "own", None, 0, 0) for n in (1, 2, 4)])
    store.put_copies(new, [CopyRow(1, 1, "own", None, 0, 0)])
    store.put_signatures(stories, [SignatureRow(2, None, 2, None, b"")])
    assert store.undone("copies", old, 10) == [1, 3, 5]
    assert store.undone("copies", old, 2) == [1, 3]
    assert store.undone("copies", old, 2, after=1) == [3, 5]
    assert store.undone("copies", new, 10) == [2, 3, 4, 5]
    assert store.undone("copies", 0, 10) == [1, 2, 3, 4, 5]
    assert store.undone("stories", stories, 10) == [1, 3, 4, 5]
    assert (store.done("copies", old), store.done("copies", new), store.done("stories", stories)) == (2, 1, 1)
    with pytest.raises(CallError, match="makes no row for each article"):
        store.undone("ledger", 1, 10)


def test_the_old_text_is_not_found_any_more(url: str) -> None:
    with open_store(url) as store:
        store.put_articles([arriving("a", "The ferry sank.")])
    with open_store(url) as store:
        store.put_articles([arriving("a", "The trawler sank."), arriving("b", "A ferry burns.")])
        assert [hit.id for hit in store.search("ferry", Filter(), 9)] == ["b"]
        assert [hit.id for hit in store.search("sank", Filter(), 9)] == ["a"]
        store.check()
