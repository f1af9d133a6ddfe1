"""What people say of stories and reports: kept, honoured, told, and gone when it is taken back."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.build.sayings import (
    NOW,
    arrive,
    computed,
    groups,
    merge,
    say,
    split,
    stories,
    story_of,
    withdraw,
)
from tests.newsroom import article
from wirecopy.build import Archive, placing, stages
from wirecopy.build.corrections import in_force
from wirecopy.errors import CallError, StoreError
from wirecopy.model import Correction


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "news.store") as opened:
        yield opened
        opened.check()


# -- stories --------------------------------------------------------------------------------------------
def test_merged_stories_stay_one_and_newcomers_of_either_come_in(archive: Archive) -> None:
    arrive(archive, article(0), article(0, 3), article(1), article(2))
    stays, joins = story_of(archive, "e1-0"), story_of(archive, "e0-0")
    merge(archive, "e1-0", "e0-0")
    assert stories(archive)[stays] == ("e0-0", "e0-3", "e1-0"), "under the id that was to stay"
    found = archive.store.story(joins)
    assert found is not None
    assert found.id == stays, "the other id leads there"
    arrive(archive, article(0, 1), article(1, 3), article(3))
    assert groups(archive) == {("e0-0", "e0-1", "e0-3", "e1-0", "e1-3"), ("e2-0",), ("e3-0",)}
    kinds = [event.kind for event in archive.store.story_events(found.number)]
    assert kinds[-1] == "merged"


def test_what_was_split_off_stays_apart_and_newcomers_go_where_they_belong(archive: Archive) -> None:
    arrive(archive, article(0), article(0, 1), article(1), article(1, 3))
    merge(archive, "e0-0", "e1-0")
    split(archive, "e1-0", "e1-3")
    assert groups(archive) == {("e0-0", "e0-1"), ("e1-0", "e1-3")}
    arrive(archive, article(1, 1), article(0, 3), article(0, 5))
    assert groups(archive) == {("e0-0", "e0-1", "e0-3", "e0-5"), ("e1-0", "e1-1", "e1-3")}


def test_copies_of_what_was_split_off_go_with_it(archive: Archive) -> None:
    arrive(archive, article(0), article(0, 3))
    kept = story_of(archive, "e0-0")
    split(archive, "e0-3")
    assert story_of(archive, "e0-0") == kept
    arrive(archive, article(0, 1), article(0, 7), article(0, 2))
    assert groups(archive) == {("e0-0", "e0-1", "e0-2"), ("e0-3", "e0-7")}


def test_what_founded_a_story_may_leave_it(archive: Archive) -> None:
    arrive(archive, article(0), article(0, 1), article(0, 3))
    before = story_of(archive, "e0-3")
    split(archive, "e0-0")
    assert stories(archive)[before] == ("e0-1", "e0-3"), "the story keeps its id, not the article that left"
    split(archive, "e0-1")
    assert groups(archive) == {("e0-0",), ("e0-1",), ("e0-3",)}
    assert stories(archive)[before] == ("e0-3",)


def test_what_was_computed_is_there_all_along_and_comes_back(archive: Archive) -> None:
    arrive(archive, article(0), article(0, 1), article(0, 3), article(1), article(1, 3))
    before = stories(archive)
    first, second = merge(archive, "e0-0", "e1-0"), split(archive, "e0-3", "e1-3")
    assert computed(archive) == set(before.values())
    assert groups(archive) == {("e0-0", "e0-1", "e1-0"), ("e0-3", "e1-3")}
    withdraw(archive, first)
    withdraw(archive, second)
    assert stories(archive) == before, "with the ids they had"
    assert archive.store.held() == []


def test_a_later_word_wins(archive: Archive) -> None:
    arrive(archive, article(0), article(1), article(2))
    merge(archive, "e0-0", "e1-0")
    merge(archive, "e0-0", "e2-0")
    split(archive, "e1-0")
    assert groups(archive) == {("e0-0", "e2-0"), ("e1-0",)}
    merge(archive, "e1-0", "e2-0")
    assert groups(archive) == {("e0-0", "e1-0", "e2-0")}


def test_a_revision_of_an_article_is_what_was_meant(archive: Archive) -> None:
    arrive(archive, article(0), article(0, 1), article(0, 3), article(1))
    split(archive, "e0-1")
    changed = replace(article(0, 1), text=article(0, 1).text.replace(" and ", " or else "))
    arrive(archive, changed)
    assert groups(archive) == {("e0-1",), ("e0-0", "e0-3"), ("e1-0",)}


def test_nothing_is_written_where_nothing_was_said(archive: Archive) -> None:
    arrive(archive, *(article(event, version) for event in range(3) for version in range(4)))
    assert archive.store.held() == []
    assert computed(archive) == groups(archive)


def test_articles_that_are_all_placed_again_are_held_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [article(event, version) for event in range(3) for version in (0, 1, 3)]
    with Archive.open(tmp_path / "news.store") as archive:
        arrive(archive, *rows)
        merge(archive, "e0-0", "e1-0")
        split(archive, "e1-3", "e0-1")
        found = stories(archive)
    monkeypatch.setattr(placing, "VERSION", "2")
    monkeypatch.setattr(stages, "BATCH", 2)
    with Archive.open(tmp_path / "news.store") as archive:
        assert archive.settle() == len(rows)
        assert stories(archive) == found
        archive.check()


_OPS = st.lists(
    st.one_of(
        st.tuples(st.just("arrive"), st.integers(0, 2), st.integers(0, 7)),
        st.tuples(st.just("merge"), st.integers(0, 99), st.integers(0, 99)),
        st.tuples(st.just("split"), st.integers(0, 99), st.integers(0, 99)),
        st.tuples(st.just("withdraw"), st.integers(0, 99), st.just(0)),
    ),
    min_size=2,
    max_size=10,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_OPS, st.randoms(use_true_random=False))
def test_stories_follow_from_what_was_computed_and_said_whatever_came_first(
    ops: list[tuple[str, int, int]], chance: random.Random
) -> None:
    """Sound at each step; the same in another order; as if never said where all was taken back."""
    with tempfile.TemporaryDirectory() as folder:
        with Archive.open(Path(folder, "one.store")) as one:
            arrive(one, article(0), article(0, 3), article(1))
            for op in ops:
                _do(one, *op)
                one.check()
            found, said = stories(one), one.store.corrections()
            rows = one.store.articles(one.store.undone("copies", 0, 1_000))
        with Archive.open(Path(folder, "one.store")) as again:
            assert again.settle() == 0
            assert stories(again) == found, "a second build changes nothing"
        shuffled = [row.article for row in rows]
        chance.shuffle(shuffled)
        with Archive.open(Path(folder, "other.store")) as other:
            half = len(shuffled) // 2
            arrive(other, *shuffled[:half])
            for correction in said:
                other.store.put_correction(correction)
            arrive(other, *shuffled[half:])
            other.check()
            assert groups(other) == set(found.values()), "the same in another order"
            for correction in in_force(other.store.corrections()):
                withdraw(other, correction)
            assert groups(other) == computed(other), "as if never said"
            assert other.store.held() == []
            other.check()


def _do(archive: Archive, what: str, first: int, second: int) -> None:
    """One step, where it can be done."""
    if what == "arrive":
        arrive(archive, article(first, second))
        return
    said = in_force(archive.store.corrections())
    there = sorted(stories(archive).items())
    if what == "withdraw":
        if said:
            withdraw(archive, said[first % len(said)])
        return
    story, members = there[first % len(there)]
    if what == "merge" and len(there) > 1:
        other = there[(first + 1 + second % (len(there) - 1)) % len(there)][0]
        say(archive, "merge", story, **{"with": other})
    if what == "split" and len(members) > 1:
        chosen = [name for at, name in enumerate(members) if second >> at & 1] or [members[0]]
        say(archive, "split", story, articles=chosen[: len(members) - 1])


# -- what may be said -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "target", "value", "error", "words"),
    [
        ("mend", "x", {}, CallError, "no correction is of kind 'mend'"),
        ("finding", "c-1", {"story": "STORY", "verdict": "perhaps"}, CallError, "no verdict"),
        ("finding", "c-1", {"story": "STORY", "verdict": "wrong"}, StoreError, "no finding 'c-1'"),
        ("finding", "c-1", {"story": "s-none", "verdict": "wrong"}, StoreError, "no story 's-none'"),
        ("finding", "c-1", {"story": "STORY", "verdict": "wrong", "at": [1]}, CallError, "passages"),
        ("finding", "c-1", {"story": "STORY", "verdict": "wrong", "note": 1}, CallError, "a note is a text"),
        ("merge", "STORY", {"with": "STORY"}, StoreError, "one story already"),
        ("merge", "STORY", {}, CallError, "no story is named"),
        ("split", "STORY", {"articles": []}, CallError, "no articles are named"),
        ("split", "STORY", {"articles": ["e1-0"]}, StoreError, "not in story"),
        ("split", "STORY", {"articles": ["e0-0", "e0-1"]}, StoreError, "nothing of the story would stay"),
        ("credit", "e9-9", {"agency": "X"}, StoreError, "no article 'e9-9'"),
        ("credit", "e0-0", {}, CallError, "no agency is named"),
        ("credit", "e0-0", {"agency": "X", "kind": "own"}, CallError, "no kind of credit"),
        ("parent", "e0-0", {"parent": "e0-0"}, StoreError, "descend from itself"),
        ("parent", "e0-0", {"parent": "e1-0"}, StoreError, "different stories"),
        ("parent", "e0-0", {}, CallError, "no parent is named"),
        ("withdraw", "7", {}, StoreError, "no correction 7"),
        ("credit", " ", {"agency": None}, CallError, "about nothing"),
        ("credit", "e0-0", {"agency": None, "who": "me"}, CallError, "'who' says nothing of a credit"),
        ("credit", "e0-0", {"agency": "X" * 201}, CallError, "more than 200 characters"),
    ],
)
def test_what_cannot_be_said_is_told_why(
    archive: Archive, kind: str, target: str, value: dict[str, object], error: type[Exception], words: str
) -> None:
    arrive(archive, article(0), article(0, 1), article(1))
    here = story_of(archive, "e0-0")
    value = {name: here if item == "STORY" else item for name, item in value.items()}
    with pytest.raises(error, match=words):
        archive.correct(Correction(0, kind, here if target == "STORY" else target, value, "Ada Reed", NOW))
    assert archive.store.corrections() == []


def test_nobody_says_nothing(archive: Archive) -> None:
    arrive(archive, article(0))
    with pytest.raises(CallError, match="nobody says so"):
        say(archive, "credit", "e0-0", author=" ", agency=None)


def test_parents_in_a_circle_are_refused(archive: Archive) -> None:
    arrive(archive, article(0), article(0, 1), article(0, 3))
    say(archive, "parent", "e0-0", parent="e0-1")
    say(archive, "parent", "e0-1", parent="e0-3")
    with pytest.raises(StoreError, match="a circle: e0-3 from e0-0 from e0-1 from e0-3"):
        say(archive, "parent", "e0-3", parent="e0-0")


def test_withdrawing_is_itself_withdrawn_and_nothing_twice(archive: Archive) -> None:
    arrive(archive, article(0), article(1))
    said = merge(archive, "e0-0", "e1-0")
    taken = withdraw(archive, said)
    with pytest.raises(StoreError, match="withdrawn already"):
        withdraw(archive, said)
    withdraw(archive, taken)
    assert groups(archive) == {("e0-0", "e1-0")}


def test_in_force_is_the_last_word_on_each_matter() -> None:
    def one(number: int, kind: str, target: str) -> Correction:
        return Correction(number, kind, target, {}, "Ada", NOW)

    said = [one(1, "credit", "a"), one(2, "credit", "a"), one(3, "parent", "a"), one(4, "withdraw", "2")]
    assert [row.number for row in in_force(said)] == [1, 3], "what was overruled counts again"
    said += [one(5, "merge", "s"), one(6, "merge", "s"), one(7, "withdraw", "4")]
    assert [row.number for row in in_force(said)] == [2, 3, 5, 6]
