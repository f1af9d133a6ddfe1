"""The verbs over a store: add, list, search, show, export, check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.build.test_adding import written
from tests.cli.conftest import Run
from tests.newsroom import article, event

ONE_EVENT = [article(0), article(0, 1), article(0, 3)]


@pytest.fixture
def store(run: Run, tmp_path: Path) -> Path:
    news = written(tmp_path / "news.jsonl", [*ONE_EVENT, article(1)])
    path = tmp_path / "news.store"
    result = run("add", news, "--store", path)
    assert result.exit_code == 0, result.output
    return path


def test_add_says_what_became_of_every_row(run: Run, tmp_path: Path) -> None:
    news = written(tmp_path / "news.jsonl", ONE_EVENT)
    news.write_text(news.read_text(encoding="utf-8") + "{}\n", encoding="utf-8")
    store = tmp_path / "news.store"
    result = run("add", news, "--store", store)
    assert "3 articles read: 3 new, 0 revised, 0 known, 1 rejected" in result.stdout
    assert f"{store}: 3 articles = 2 texts + 1 copy, in 1 story" in result.stdout
    assert "rejected - " in result.stderr
    again = run("add", news, "--store", store, "--json")
    found = json.loads(again.stdout)
    assert found["files"] == {"read": 0, "unchanged": 1}
    assert found["articles"] == {"new": 0, "revised": 0, "known": 0}
    assert run("add", tmp_path / "none.jsonl", "--store", store).exit_code == 2
    (tmp_path / "bad.jsonl").write_text("{}\n", encoding="utf-8")
    assert run("add", tmp_path / "bad.jsonl", "--store", store, "--strict").exit_code == 3


def test_list_shows_stories_with_articles_and_texts(run: Run, store: Path) -> None:
    result = run("list", "--store", store)
    assert result.exit_code == 0
    assert "       3      2" in result.stdout
    found = json.loads(run("list", "--store", store, "--json", "--least", 2).stdout)
    assert [(row["articles"], row["families"]) for row in found["stories"]] == [(3, 2)]
    assert found["next"] is None
    first = json.loads(run("list", "--store", store, "--json", "--limit", 1).stdout)
    second = json.loads(run("list", "--store", store, "--json", "--after", first["next"]).stdout)
    assert len({row["id"] for row in [*first["stories"], *second["stories"]]}) == 2
    assert run("list", "--store", store, "--since", "yesterday").exit_code == 2
    assert "no story fits" in run("list", "--store", store, "--since", "2031-01-01").stderr


def test_list_shows_what_was_rejected(run: Run, store: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("{}\n", encoding="utf-8")
    run("add", tmp_path / "bad.jsonl", "--store", store)
    result = run("list", "rejected", "--store", store)
    assert "bad.jsonl:1: no text" in result.stdout
    assert run("list", "feeds", "--store", store).stdout.strip() == "no feeds"


def test_search_finds_words_and_phrases(run: Run, store: Path) -> None:
    named = event(0)["P1"]
    hits = json.loads(run("search", named, "--store", store, "--json").stdout)["hits"]
    assert {hit["id"] for hit in hits} == {"e0-0", "e0-1", "e0-3"}
    for hit in hits:
        assert all(hit["snippet"][start:end].casefold() in named.casefold() for start, end in hit["marks"])
    assert named in run("search", named, "--store", store).stdout
    assert "nothing found" in run("search", "zzyzx", "--store", store).stderr


def test_show_gives_a_story_as_read_gives_it(run: Run, store: Path, tmp_path: Path) -> None:
    listed = json.loads(run("list", "--store", store, "--json", "--least", 2).stdout)["stories"][0]
    report = json.loads(run("show", listed["id"], "--store", store, "--json").stdout)
    (story,) = report["stories"]
    assert story["id"] == listed["id"]
    assert {version["id"] for version in story["versions"]} == {"e0-0", "e0-1", "e0-3"}
    assert all(version["text"] for version in story["versions"])
    page = tmp_path / "story.html"
    told = run("show", listed["id"][:9], "--store", store, "--html", page)
    assert "3 articles: 1 story" in told.stdout
    assert "<html" in page.read_text(encoding="utf-8")


def test_show_gives_an_article_and_what_its_revisions_changed(run: Run, store: Path, tmp_path: Path) -> None:
    changed = article(0, 1)
    text = changed.text.replace(" and ", " or else ")
    news = tmp_path / "later.jsonl"
    news.write_text(json.dumps({"id": "e0-1", "url": changed.url, "text": text}) + "\n", encoding="utf-8")
    assert "1 revised" in run("add", news, "--store", store).stdout
    shown = run("show", "e0-1", "--store", store).stdout
    assert "REVISION 2" in shown
    assert "changed: and -> or else" in shown
    found = json.loads(run("show", "e0-1", "--store", store, "--json").stdout)
    assert [row["current"] for row in found["revisions"]] == [False, True]
    assert found["closest_id"] == "e0-0"


def test_show_of_nothing_names_what_to_do(run: Run, store: Path) -> None:
    result = run("show", "nobody", "--store", store)
    assert result.exit_code == 4
    assert "wirecopy list" in result.stderr


def test_export_can_be_added_again(run: Run, store: Path, tmp_path: Path) -> None:
    rows = tmp_path / "out.jsonl"
    assert run("export", "--store", store, "-o", rows).exit_code == 0
    found = [json.loads(line) for line in rows.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in found] == ["e0-0", "e0-1", "e0-3", "e1-0"]
    assert found[1]["relation"] == "verbatim"
    assert found[1]["closest_id"] == found[1]["family_id"] == "e0-0"
    assert found[0]["story_id"] == found[2]["story_id"] != found[3]["story_id"]
    again = run("add", rows, "--store", tmp_path / "copy.store")
    assert "4 new" in again.stdout
    assert "4 articles = 3 texts + 1 copy, in 2 stories" in again.stdout
    columns = tmp_path / "out.parquet"
    assert run("export", "--store", store, "-o", columns).exit_code == 0
    assert "4 articles read: 0 new, 0 revised, 4 known" in run("add", columns, "--store", store).stdout


def test_export_of_reports(run: Run, store: Path) -> None:
    lines = run("export", "--store", store, "--reports").stdout.splitlines()
    assert len(lines) == 1
    assert len(json.loads(lines[0])["stories"][0]["versions"]) == 3
    assert run("export", "--store", store, "--corrections").stdout == ""
    assert run("export", "--store", store, "--corrections", "--reports").exit_code == 2


def test_check_says_whether_a_store_is_sound(run: Run, store: Path, tmp_path: Path) -> None:
    result = run("check", "--store", store)
    assert result.exit_code == 0, result.output
    assert "Store: sound; 4 articles" in result.stdout
    assert run("check", "--store", tmp_path / "none.store").exit_code == 4
    (tmp_path / "no.store").write_bytes(b"this is no store" * 100)
    assert run("check", "--store", tmp_path / "no.store").exit_code == 4


def test_a_store_is_named_by_the_environment_too(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIRECOPY_STORE", str(store))
    assert run("list").exit_code == 0
    monkeypatch.delenv("WIRECOPY_STORE")
    assert run("list").exit_code == 2
