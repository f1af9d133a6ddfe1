"""`wirecopy correct`: said on the command line, beside whoever writes, and honoured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.build.test_adding import written
from tests.cli.conftest import Run
from tests.newsroom import article
from wirecopy.build import Archive


@pytest.fixture
def store(run: Run, tmp_path: Path) -> Path:
    news = written(tmp_path / "news.jsonl", [article(0), article(0, 1), article(0, 3), article(1)])
    path = tmp_path / "news.store"
    assert run("add", news, "--store", path).exit_code == 0
    return path


def listed(run: Run, store: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("list", "--store", store, "--json").stdout)["stories"]
    return sorted(found, key=lambda row: -row["articles"])


def say(run: Run, store: Path, *words: object) -> Any:
    return run("correct", *words, "--store", store, "--author", "Ada Reed")


def test_stories_are_merged_and_parted_at_once(run: Run, store: Path) -> None:
    large, small = (row["id"] for row in listed(run, store))
    result = say(run, store, "merge", small, large, "--note", "one storm")
    assert result.exit_code == 0, result.output
    assert result.stdout == f"correction 1 kept: {small} and {large} are one story\n"
    assert "honoured by stories and reports from now on" in result.stderr
    (row,) = listed(run, store)
    assert (row["id"], row["articles"]) == (small, 4)
    said = json.loads(say(run, store, "split", small, "e0-3", "--json").stdout)
    assert (said["number"], said["kind"], said["value"]["articles"]) == (2, "split", ["e0-3"])
    assert [row["articles"] for row in listed(run, store)] == [3, 1]
    assert say(run, store, "withdraw", 2).exit_code == 0
    assert [row["articles"] for row in listed(run, store)] == [4]


def test_reports_say_what_was_said(run: Run, store: Path) -> None:
    story = listed(run, store)[0]["id"]
    before = json.loads(run("show", story, "--store", store, "--json").stdout)["stories"][0]
    assert say(run, store, "finding", before["claims"][0]["id"], "wrong", "--story", story).exit_code == 0
    assert say(run, store, "credit", "e0-3", "Eastwire").exit_code == 0
    assert say(run, store, "credit", "e0-0", "--none").exit_code == 0
    assert say(run, store, "parent", "e0-1", "--none").exit_code == 0
    after = json.loads(run("show", story, "--store", store, "--json").stdout)["stories"][0]
    assert [(row["kind"], row["effect"]) for row in after["corrections"]] == [
        ("finding", "applied"), ("credit", "applied"), ("credit", "applied"), ("parent", "applied"),
    ]  # fmt: skip
    assert after["counts"]["claims"] == before["counts"]["claims"] - 1
    text = run("show", story, "--store", store).stdout
    assert "4 corrections by Ada Reed" in text.replace("\n", " ")


def test_what_was_said_is_listed_and_exported(run: Run, store: Path) -> None:
    assert run("correct", "list", "--store", store).stdout == "no corrections\n"
    say(run, store, "credit", "e0-0", "--none", "--note", "a pool text")
    say(run, store, "credit", "e0-0", "Eastwire")
    lines = run("correct", "list", "--store", store).stdout.splitlines()
    assert "Ada Reed: e0-0 credits nobody for its text  (counts no more)" in lines[0]
    assert lines[1].endswith("Ada Reed: e0-0 credits Eastwire")
    rows = json.loads(run("correct", "list", "--store", store, "--json").stdout)["corrections"]
    exported = run("export", "--corrections", "--store", store).stdout.splitlines()
    assert [json.loads(line) for line in exported] == rows
    assert rows[0]["note"] == "a pool text"
    assert rows[0]["computed"]["credits"][0]["agency"] == "Northwire"


def test_beside_a_process_that_writes_it_is_kept_for_later(run: Run, store: Path) -> None:
    large, small = (row["id"] for row in listed(run, store))
    with Archive.open(store) as archive:
        result = say(run, store, "merge", large, small)
        assert result.exit_code == 0, result.output
        assert "honour it within seconds" in result.stderr
        assert len(listed(run, store)) == 2
        archive.settle()
    assert len(listed(run, store)) == 1


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("credit", "e0-0"), 2, "AGENCY and --none"),
        (("parent", "e0-0", "e0-1", "--none"), 2, "PARENT and --none"),
        (("finding", "c-1", "maybe", "--story", "s"), 2, "right"),
        (("credit", "e7-7", "--none"), 4, "no article 'e7-7'"),
        (("withdraw", "9"), 4, "no correction 9"),
        (("merge", "s-1", "s-2"), 4, "no story 's-1'"),
    ],
)
def test_what_cannot_be_said_is_one_clear_line(
    run: Run, store: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    result = say(run, store, *words)
    assert (result.exit_code, told in result.stderr) == (code, True), result.stderr


def test_somebody_must_say_it(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WIRECOPY_AUTHOR", raising=False)
    assert "--author" in run("correct", "credit", "e0-0", "--none", "--store", store).stderr
    monkeypatch.setenv("WIRECOPY_AUTHOR", "Bo Lind")
    assert run("correct", "credit", "e0-0", "--none", "--store", store).exit_code == 0
    assert run("correct", "credit", "e0-0", "--none", "--store", store.with_name("none")).exit_code == 4


def test_a_page_says_that_people_corrected_it(run: Run, store: Path) -> None:
    story = listed(run, store)[0]["id"]
    page = run("show", story, "--store", store, "--html", "-").stdout
    assert "corrections by" not in page
    say(run, store, "credit", "e0-3", "<b>Eastwire</b>")
    page = run("show", story, "--store", store, "--html", "-").stdout
    assert "With 1 correction by Ada Reed: not all of this is as it was computed." in page
    assert "e0-3 credits &lt;b&gt;Eastwire&lt;/b&gt;" in page
    assert "<b>Eastwire" not in page
