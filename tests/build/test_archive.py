"""A store and what is derived from it: placed on arrival, caught up after a stop, run again when stale."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.newsroom import article
from wirecopy.build import Archive, Placed
from wirecopy.build import placing as placing_stage
from wirecopy.errors import LockedError, StoreError
from wirecopy.model import Arriving, Article, Filter


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "news.store") as opened:
        yield opened


def arrive(archive: Archive, *articles: Article, claims: bool = False) -> list[Placed]:
    return archive.arrive([Arriving(row, 1_700_000_000.0, "test") for row in articles], claims=claims)


def stories_of(archive: Archive) -> dict[str, tuple[str, ...]]:
    """The ids of the articles of every story, by its id."""
    rows, _ = archive.store.stories(Filter(), 1_000)
    store = archive.store
    return {
        row.id: tuple(sorted(stored.article.id for stored in store.articles(store.members(row.number))))
        for row in rows
    }


def groups_of(archive: Archive) -> set[tuple[str, ...]]:
    return set(stories_of(archive).values())


def test_an_article_is_placed_beside_what_it_copies_and_in_the_story_of_its_event(archive: Archive) -> None:
    first, other, reprint, own = arrive(archive, article(0), article(1), article(0, 1), article(0, 3))
    assert first.copy.relation == "first"
    assert (reprint.copy.relation, reprint.copy.family) == ("verbatim", first.kept.number)
    assert reprint.closest is not None
    assert reprint.closest.article.id == "e0-0"
    assert own.copy.family != first.copy.family, "a report of its own is no copy"
    assert first.story is not None
    assert first.story == reprint.story == own.story
    assert other.story != first.story
    assert (first.story.articles, first.story.families, first.story.outlets) == (3, 2, 3)


def test_claims_of_an_arriving_article_are_counted(archive: Archive) -> None:
    arrive(archive, article(2))
    (alone,) = arrive(archive, article(3), claims=True)
    assert (alone.touched.claims, alone.touched.beside) == ((), 0)
    (reprint,) = arrive(archive, article(2, 1), claims=True)
    assert reprint.touched.beside == reprint.touched.versions == 1
    assert {claim.sightings for claim in reprint.touched.claims} == {2}
    assert {claim.reports.best for claim in reprint.touched.claims} == {1}, "a copy is no second report"


def test_the_same_again_is_known_and_changes_nothing(archive: Archive) -> None:
    arrive(archive, article(0), article(0, 1))
    before, counts = stories_of(archive), archive.store.counts()
    again = arrive(archive, article(0), article(0, 1))
    assert [row.kept.state for row in again] == ["known", "known"]
    assert stories_of(archive) == before
    assert archive.store.counts() == counts


def test_a_changed_text_is_a_revision_and_takes_the_place_of_the_old_one(archive: Archive) -> None:
    arrive(archive, article(0), article(0, 1), article(1))
    changed = replace(article(0, 1), text=article(0, 1).text.replace(" and ", " or else "))
    (revised,) = arrive(archive, changed)
    assert (revised.kept.state, revised.kept.revision) == ("revised", 2)
    assert groups_of(archive) == {("e0-0", "e0-1"), ("e1-0",)}
    assert revised.story is not None
    assert revised.story.articles == 2
    assert [row.current for row in archive.store.revisions("e0-1")] == [False, True]


def test_one_by_one_or_all_at_once_is_the_same(tmp_path: Path) -> None:
    sent = [article(number, version) for number in range(6) for version in range(4)]
    with Archive.open(tmp_path / "one") as one, Archive.open(tmp_path / "all") as all_at_once:
        for row in sent:
            arrive(one, row)
        arrive(all_at_once, *sent)
        assert groups_of(one) == groups_of(all_at_once)
        assert len(groups_of(one)) == 6
        assert one.store.copies(range(1, 25)) == all_at_once.store.copies(range(1, 25))


def test_what_was_stored_and_not_placed_is_placed_when_the_store_is_opened_again(tmp_path: Path) -> None:
    url = tmp_path / "news.store"
    sent = [article(number, version) for number in range(4) for version in range(4)]
    with Archive.open(url) as archive:
        arrive(archive, *sent[:5])
        archive.keep([Arriving(row, 1.0, "test") for row in sent[5:]])
    with Archive.open(url) as archive:
        assert archive.settle() == len(sent) - 5
        assert archive.settle() == 0
        resumed = groups_of(archive)
    with Archive.open(tmp_path / "straight") as archive:
        arrive(archive, *sent)
        assert resumed == groups_of(archive)


def test_the_copy_index_is_made_again_when_it_is_gone_or_of_another_store(tmp_path: Path) -> None:
    one, other = tmp_path / "one.store", tmp_path / "other.store"
    for url, numbers in ((one, (0, 1)), (other, (2,))):
        with Archive.open(url) as archive:
            arrive(archive, *(article(number) for number in numbers))
    shutil.rmtree(tmp_path / "one.store.copies")
    with Archive.open(one) as archive:
        (reprint,) = arrive(archive, article(0, 1))
        assert reprint.copy.relation == "verbatim", "the index was lost, what is in the store is not"
    shutil.rmtree(tmp_path / "one.store.copies")
    shutil.copytree(tmp_path / "other.store.copies", tmp_path / "one.store.copies")
    with Archive.open(one) as archive:
        (reprint,) = arrive(archive, article(1, 1))
        assert reprint.closest is not None
        assert reprint.closest.article.id == "e1-0"
        archive.check()


def test_families_joined_before_a_crash_are_found_joined_after_it(tmp_path: Path) -> None:
    url = tmp_path / "news.store"
    both = replace(article(0, 1), id="both", text=f"{article(0).text}\n{article(1).text}")
    with Archive.open(url) as archive:
        arrive(archive, article(0), article(1))
        archive.keep([Arriving(both, 1.0, "test")])
        stages = archive._opened_stages()
        stages._copies.place(archive.store.articles([3]))  # and then it was killed
    with Archive.open(url) as archive:
        archive.settle()
        families = {row.number: row.family for row in archive.store.copies([1, 2, 3])}
        assert families == {int(k): v for k, v in archive._opened_stages()._copies.families().items()}


def test_a_stage_of_another_version_runs_again_and_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = tmp_path / "news.store"
    sent = [article(number, version) for number in range(4) for version in range(4)]
    with Archive.open(url) as archive:
        arrive(archive, *sent)
        before = stories_of(archive)
        copies = archive.store.run("copies", "x", {}).number
    monkeypatch.setattr(placing_stage, "VERSION", "another")
    with Archive.open(url) as archive:
        assert archive.settle() == len(sent), "the stories stage is due for every article"
        assert stories_of(archive) == before
        assert archive.store.done("copies", copies) == 0


def test_a_second_writer_is_told_and_readers_are_not_blocked(tmp_path: Path) -> None:
    url = tmp_path / "news.store"
    with Archive.open(url) as archive:
        arrive(archive, article(0))
        with pytest.raises(LockedError, match="process"):
            Archive.open(url)
        with Archive.open(url, read_only=True) as reader:
            assert groups_of(reader) == {("e0-0",)}
            with pytest.raises(StoreError, match="read-only"):
                reader.settle()


def test_a_ledger_is_kept_until_its_story_changes(archive: Archive) -> None:
    arrive(archive, article(0), article(0, 3))
    (row,), _ = archive.store.stories(Filter(), 10)
    _, made = archive.story(row.id)
    kept = archive.store.ledger(row.number)
    assert kept is not None
    assert archive.story(row.id)[1] == made, "what was kept is what was made"
    assert archive.store.story(row.id).reports == made.counts.reports  # type: ignore[union-attr]  # it is there
    arrive(archive, article(0, 2))
    row, renewed = archive.story(row.id)
    assert len(renewed.versions) == row.articles == 3
    assert archive.store.ledger(row.number) != kept


def test_a_story_nobody_has_is_an_error(archive: Archive) -> None:
    with pytest.raises(StoreError, match="no story"):
        archive.story("s-nothing")


def test_nothing_arrives(archive: Archive) -> None:
    none: Sequence[Arriving] = ()
    assert archive.arrive(none) == []
