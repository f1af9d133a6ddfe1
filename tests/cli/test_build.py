"""`wirecopy build`: what is due is done, once, and what is left alone or failed is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.build.test_adding import written
from tests.cli.conftest import Run
from tests.newsroom import article
from wirecopy import pipeline
from wirecopy.errors import StageError
from wirecopy.stores import open_store


@pytest.fixture
def store(run: Run, tmp_path: Path) -> Path:
    rows = [article(0), article(0, 1), article(0, 3), article(1), article(1, 1), article(2)]
    path = tmp_path / "news.store"
    assert run("add", written(tmp_path / "news.jsonl", rows), "--store", path).exit_code == 0
    return path


def found(run: Run, store: Path, *more: object) -> dict[str, Any]:
    result = run("build", "--store", store, "--json", *more)
    assert result.exit_code == 0, result.output
    reports: dict[str, Any] = json.loads(result.stdout)["reports"]
    return reports


def test_reports_are_made_once_for_stories_that_are_told_more_than_once(run: Run, store: Path) -> None:
    assert "reports 2 made, 0 up to date" in run("build", "--store", store).stdout
    assert found(run, store) == {"made": 0, "there": 2, "large": 0, "failed": 0}
    assert found(run, store, "--least", 1) == {"made": 1, "there": 2, "large": 0, "failed": 0}
    listed = json.loads(run("list", "--store", store, "--json").stdout)["stories"]
    assert all(row["reports"] for row in listed), "a listed story says how many reports it rests on"


def test_a_report_is_due_again_when_its_story_grew(run: Run, store: Path, tmp_path: Path) -> None:
    found(run, store)
    run("add", written(tmp_path / "more.jsonl", [article(1, 2)]), "--store", store)
    assert found(run, store) == {"made": 1, "there": 1, "large": 0, "failed": 0}


def test_large_stories_are_left_alone_and_counted(run: Run, store: Path) -> None:
    assert found(run, store, "--most", 2) == {"made": 1, "there": 0, "large": 1, "failed": 0}
    assert "1 left alone, of more versions than --most" in run("build", "--store", store, "--most", 2).stdout


def test_reports_can_be_left_out_and_stories_chosen(run: Run, store: Path) -> None:
    assert "reports" not in run("build", "--store", store, "--no-reports").stdout
    assert found(run, store, "--since", "2999-01-01")["made"] == 0


def test_articles_a_stage_has_not_seen_are_placed(run: Run, store: Path) -> None:
    with open_store(store) as there:
        there._db.run("DELETE FROM credited")
        there._db.run("DELETE FROM credits")
    result = run("build", "--store", store, "--no-reports", "--json")
    assert json.loads(result.stdout)["placed"] == 6
    with open_store(store, read_only=True) as there:
        assert len(there.credits(range(1, 7))) == 6


def test_a_story_that_fails_is_told_and_the_others_are_made(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = pipeline.read_story

    def failing(witnesses: Any, kin: Any = (), *more: Any) -> Any:
        if len(witnesses) == 2:
            raise StageError("a stage failed", "the story of x", "please report it")
        return read(witnesses, kin, *more)

    monkeypatch.setattr(pipeline, "read_story", failing)
    result = run("build", "--store", store)
    assert result.exit_code == 5
    assert "reports 1 made, 0 up to date, 1 failed" in result.stdout
    assert "a stage failed - the story of x" in result.stderr


def test_there_must_be_a_store(run: Run, tmp_path: Path) -> None:
    result = run("build", "--store", tmp_path / "none.store")
    assert result.exit_code == 4
    assert not (tmp_path / "none.store").exists()
