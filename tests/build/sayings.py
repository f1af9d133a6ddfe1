"""What tests of corrections say, and what they look at."""

from __future__ import annotations

from typing import Any

from wirecopy.build import Archive
from wirecopy.model import Arriving, Article, Correction, Filter

NOW = 1_700_000_000.0


def arrive(archive: Archive, *articles: Article) -> None:
    archive.arrive([Arriving(row, NOW, "test") for row in articles], claims=False)


def say(archive: Archive, kind: str, target: str, /, author: str = "Ada Reed", **value: Any) -> Correction:
    """Say something, and have it honoured."""
    kept = archive.correct(Correction(0, kind, target, value, author, NOW))
    archive.settle()
    return kept


def merge(archive: Archive, one: str, other: str) -> Correction:
    """The stories of two articles are one."""
    return say(archive, "merge", story_of(archive, one), **{"with": story_of(archive, other)})


def split(archive: Archive, *articles: str) -> Correction:
    """Articles of one story leave it."""
    return say(archive, "split", story_of(archive, articles[0]), articles=list(articles))


def withdraw(archive: Archive, said: Correction) -> Correction:
    return say(archive, "withdraw", str(said.number))


def story_of(archive: Archive, article: str) -> str:
    """The id of the story an article is in."""
    number = archive.store.story_of(archive.store.current([article])[article])
    assert number is not None
    row = archive.store.story(number)
    assert row is not None
    return row.id


def stories(archive: Archive) -> dict[str, tuple[str, ...]]:
    """The ids of the articles of every story, by its id."""
    rows, _ = archive.store.stories(Filter(), 1_000)
    store = archive.store
    return {
        row.id: tuple(sorted(stored.article.id for stored in store.articles(store.members(row.number))))
        for row in rows
    }


def groups(archive: Archive) -> set[tuple[str, ...]]:
    return set(stories(archive).values())


def computed(archive: Archive) -> set[tuple[str, ...]]:
    """The stories as they were computed, whatever people said."""
    store = archive.store
    numbers = store.undone("copies", 0, 10_000)
    found: dict[int, list[str]] = {}
    names = {stored.number: stored.article.id for stored in store.articles(numbers)}
    for row in store.places("article", numbers):
        found.setdefault(row.computed, []).append(names[row.number])
    return {tuple(sorted(names)) for names in found.values()}
