"""`wirecopy export`: every format, of a store and of a saved report."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from lxml import etree

from tests.build.test_adding import written
from tests.cli.conftest import Run
from tests.exports.formats.readers import rows_of_csv
from tests.newsroom import article
from tests.views import sample
from wirecopy.build import Archive
from wirecopy.exports.formats import FORMATS, load, render
from wirecopy.exports.json import dumps
from wirecopy.model import Correction, Report


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "report.json"
    path.write_text(dumps(sample.report()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two stories of several articles, and one article that stands alone."""
    from click.testing import CliRunner

    from wirecopy.cli import cli

    folder = tmp_path_factory.mktemp("store")
    rows = [article(number, version) for number in (0, 1) for version in (0, 1)] + [article(2)]
    news = written(folder / "news.jsonl", rows)
    result = CliRunner().invoke(cli, ["add", str(news), "--store", str(folder / "news.store")])
    assert result.exit_code == 0, result.output
    return folder / "news.store"


@pytest.mark.parametrize("name", FORMATS)
def test_a_saved_report_in_any_format(run: Run, saved: Path, name: str) -> None:
    result = run("export", "--report", saved, "--format", name)
    assert result.exit_code == 0, result.stderr
    assert result.stdout_bytes == render(sample.report(), name)
    assert "2 stories written" in result.stderr


@pytest.mark.parametrize("name", FORMATS)
def test_the_format_follows_from_the_name(run: Run, saved: Path, tmp_path: Path, name: str) -> None:
    for suffix in FORMATS[name].suffixes:
        path = tmp_path / f"out{suffix}"
        assert run("export", "--report", saved, "-o", path).exit_code == 0
        assert path.read_bytes() == render(sample.report(), name)


def test_a_saved_report_comes_from_stdin_too() -> None:
    from click.testing import CliRunner

    from wirecopy.cli import cli

    words = ["export", "--report", "-", "--format", "newick"]
    result = CliRunner().invoke(cli, words, input=dumps(sample.report()))
    assert result.stdout_bytes == render(sample.report(), "newick")


def test_some_stories_of_a_saved_report(run: Run, saved: Path) -> None:
    found = json.loads(run("export", "--report", saved, "story-d", "--format", "json").stdout)
    assert [story["id"] for story in found["stories"]] == ["story-dam"]
    result = run("export", "--report", saved, "nobody")
    assert result.exit_code == 2
    assert "it has story-dam" in result.stderr


def test_tables_are_chosen(run: Run, saved: Path) -> None:
    rows = rows_of_csv(run("export", "--report", saved, "--format", "csv", "--table", "alarms").stdout_bytes)
    assert {row["alarm"] for row in rows} == {"x-wood", "x-number", "x-deny", "x-case", "x-fall"}
    for wrong in (
        ("--format", "tei", "--table", "claims"),
        ("--format", "csv", "--table", "stories"),
        ("--table", "x"),
    ):
        assert run("export", "--report", saved, *wrong).exit_code == 2


def test_what_cannot_be_exported_is_named(run: Run, saved: Path, tmp_path: Path) -> None:
    assert "give --store FILE" in run("export").stderr
    assert run("export", "--report", tmp_path / "none.json").exit_code == 2
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    result = run("export", "--report", tmp_path / "bad.json", "-o", tmp_path / "out.json")
    assert (result.exit_code, (tmp_path / "out.json").exists()) == (3, False)
    assert "bad.json" in result.stderr
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in run("export", "--report", tmp_path / "bytes.json").stderr
    assert run("export", "--report", saved, "--store", tmp_path / "a.store").exit_code == 2
    assert run("export", "--report", saved, "--since", "2031-01-01").exit_code == 2
    assert run("export", "--report", saved, "--format", "docx").exit_code == 2


def test_a_store_named_by_the_environment_gives_way(
    run: Run, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIRECOPY_STORE", str(tmp_path / "a.store"))
    assert run("export", "--report", saved, "--format", "dot").exit_code == 0


def test_stories_of_a_store_in_a_format_without_rows(run: Run, store: Path) -> None:
    result = run("export", "--store", store, "--format", "graphml")
    assert result.exit_code == 0, result.stderr
    root = etree.fromstring(result.stdout_bytes)
    stories = {node.text for node in root.iter("{*}data") if node.get("key") == "node-story"}
    assert len(stories) == 2
    (first,) = [key for key in sorted(stories)[:1] if key]
    one = run("export", first[:8], "--store", store, "--format", "tei")
    assert etree.fromstring(one.stdout_bytes).tag == "{http://www.tei-c.org/ns/1.0}TEI"
    alone = run("export", "--store", store, "--format", "newick", "--least", 1).stdout
    assert len(alone.splitlines()) > len(stories)


def test_reports_of_a_store_are_reports(run: Run, store: Path, tmp_path: Path) -> None:
    lines = run("export", "--store", store, "--reports").stdout
    whole = run("export", "--store", store, "--reports", "--format", "json").stdout
    assert load(lines) == load(whole)
    assert isinstance(load(whole), Report)
    assert len(lines.splitlines()) == len(load(whole).stories) == 2
    path = tmp_path / "out.parquet"
    assert run("export", "--store", store, "--reports", "-o", path).exit_code == 0
    assert pq.read_table(path).column("id").to_pylist() == [story.id for story in load(whole).stories]
    claims = rows_of_csv(run("export", "--store", store, "--reports", "--format", "csv").stdout_bytes)
    assert {row["story"] for row in claims} == {story.id for story in load(whole).stories}


def test_articles_of_a_store_as_csv(run: Run, store: Path, tmp_path: Path) -> None:
    rows = rows_of_csv(run("export", "--store", store, "--format", "csv").stdout_bytes)
    lines = run("export", "--store", store).stdout.splitlines()
    assert [(row["id"], row["relation"], row["story_id"]) for row in rows] == [
        (row["id"], row["relation"], row["story_id"]) for row in map(json.loads, lines)
    ]
    assert json.loads(rows[1]["evidence"])[0]["start"] == 0
    plain = run("export", "--store", store, "--format", "parquet").stdout_bytes
    assert pq.read_table(io.BytesIO(plain)).num_rows == 5
    odd = tmp_path / "out.txt"
    assert run("export", "--store", store, "-o", odd).exit_code == 0
    assert len(odd.read_text(encoding="utf-8").splitlines()) == 5


def test_corrections_come_as_rows(run: Run, store: Path) -> None:
    with Archive.open(store) as archive:
        archive.store.put_correction(Correction(0, "credit", "e0-0", {"agency": "=NPA"}, "@eve", 0.0))
    (row,) = rows_of_csv(run("export", "--store", store, "--corrections", "--format", "csv").stdout_bytes)
    assert (row["author"], row["value"]) == ("'@eve", '{"agency": "=NPA"}')
    assert json.loads(run("export", "--store", store, "--corrections").stdout)["author"] == "@eve"
    result = run("export", "--store", store, "--corrections", "--format", "tei")
    assert (result.exit_code, "corrections come as jsonl, csv, parquet" in result.stderr) == (2, True)
    assert run("export", "--store", store, "--corrections", "--reports").exit_code == 2


def test_filters_choose_stories(run: Run, store: Path) -> None:
    assert run("export", "--store", store, "--since", "2024-03-01").exit_code == 2
    late = run("export", "--store", store, "--since", "2031-01-01", "--format", "json")
    assert json.loads(late.stdout)["stories"] == []
    assert "0 stories written" in late.stderr
