"""Files into a store: nothing lost, nothing read twice, nothing doubled."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.newsroom import article
from wirecopy.build import Archive
from wirecopy.build import adding as adding_room
from wirecopy.build.adding import Added, add_paths
from wirecopy.model import Article, Rejected
from wirecopy.readers import Note
from wirecopy.settings import Reading, Settings

_FIELDS = ("id", "outlet", "url", "title", "text", "published", "language")


def lines_of(articles: Sequence[Article]) -> str:
    rows = [{name: value for name, value in asdict(row).items() if name in _FIELDS} for row in articles]
    return "".join(json.dumps(row) + "\n" for row in rows)


def written(path: Path, articles: Sequence[Article]) -> Path:
    path.write_text(lines_of(articles), encoding="utf-8")
    return path


def some(count: int) -> list[Article]:
    return [article(number % 8, number // 8) for number in range(count)]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "news.store") as opened:
        yield opened


def counts(added: Added) -> tuple[int, int, int, int]:
    states = added.states
    return states["new"], states["revised"], states["known"], added.rejected


def test_every_row_comes_out_kept_or_rejected(archive: Archive, tmp_path: Path) -> None:
    news = written(tmp_path / "news.jsonl", some(10))
    news.write_text(news.read_text(encoding="utf-8") + '{"id": "x"}\nnot json\n', encoding="utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.xyz").write_text("no article", encoding="utf-8")
    told: list[Note | Rejected] = []
    added = add_paths(archive, [news, tmp_path / "other"], tell=told.append)
    assert counts(added) == (10, 0, 0, 3)
    rejected = [row for row in told if isinstance(row, Rejected)]
    assert set(archive.store.rejected()) == set(rejected)
    assert archive.store.counts()["articles"] == 10


def test_a_file_that_did_not_change_is_not_read_again(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = written(tmp_path / "news.jsonl", some(5))
    add_paths(archive, [news])
    again = add_paths(archive, [news])
    assert (again.unchanged, again.files, again.states.total()) == (1, 0, 0)
    os.utime(news, ns=(1, 1))
    touched = add_paths(archive, [news])
    assert counts(touched) == (0, 0, 5, 0), "read again, and every article is known"
    monkeypatch.setattr(adding_room, "VERSION", "another")
    assert add_paths(archive, [news]).files == 1, "what read it has changed"


def test_other_settings_of_reading_read_again(tmp_path: Path) -> None:
    news = written(tmp_path / "news.jsonl", some(3))
    for limit, rejected in ((1_000_000, 0), (50, 3), (50, 0)):
        chosen = Settings(reading=Reading(max_article_chars=limit))
        with Archive.open(tmp_path / "store", settings=chosen) as archive:
            assert add_paths(archive, [news]).rejected == rejected


def test_an_archive_that_grew_gives_its_new_articles(archive: Archive, tmp_path: Path) -> None:
    news = written(tmp_path / "news.jsonl", some(5))
    add_paths(archive, [news])
    changed = replace(article(4), text=article(4).text + "\nA correction was added later.")
    written(news, [*some(4), changed, article(5), article(6)])
    assert counts(add_paths(archive, [news])) == (2, 1, 4, 0)


def test_one_id_in_two_files_is_two_articles(archive: Archive, tmp_path: Path) -> None:
    for number, name in enumerate(("monday", "tuesday")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").write_text(article(number).text, encoding="utf-8")
    assert counts(add_paths(archive, [tmp_path / "monday", tmp_path / "tuesday"])) == (2, 0, 0, 0)
    assert [stored.article.id for stored in archive.store.articles([1, 2])] == ["1", "1-2"]


def test_packed_and_plain_are_the_same_articles(archive: Archive, tmp_path: Path) -> None:
    news = written(tmp_path / "news.jsonl", some(6))
    packed = tmp_path / "again.jsonl.gz"
    packed.write_bytes(gzip.compress(news.read_bytes()))
    add_paths(archive, [news])
    assert counts(add_paths(archive, [packed])) == (0, 0, 6, 0)


def test_a_break_in_the_middle_loses_and_doubles_nothing(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = written(tmp_path / "news.jsonl", some(30))
    monkeypatch.setattr(adding_room, "_BATCH_ROWS", 7)
    batches = 0

    def stop(stage: str, done: int, total: int) -> None:  # noqa: ARG001 - the signature of a progress callback
        nonlocal batches
        batches += stage == "adding"
        if batches == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_paths(archive, [news], progress=stop)
    assert archive.store.counts()["articles"] == 14
    assert counts(add_paths(archive, [news])) == (16, 0, 14, 0)
    assert archive.store.counts()["families"] == len(
        {row.family for row in archive.store.copies(range(1, 31))}
    )
    archive.check()


@settings(deadline=None, max_examples=8)
@given(st.lists(st.integers(0, 31), max_size=40), st.integers(1, 9))
def test_rows_in_are_rows_kept_whatever_the_batches(
    tmp_path_factory: pytest.TempPathFactory, picks: list[int], size: int
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    news = written(folder / "news.jsonl", [article(pick % 8, pick // 8) for pick in picks])
    with pytest.MonkeyPatch.context() as patch, Archive.open(folder / "store") as archive:
        patch.setattr(adding_room, "_BATCH_ROWS", size)
        added = add_paths(archive, [news])
        assert added.states["new"] == len(set(picks)) == archive.store.counts()["articles"]
        assert added.states.total() + added.rejected == max(len(picks), 1)
