"""`wirecopy extract` writes one row an article, in order, to a file that appears whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.cli.conftest import Run
from wirecopy import front

FIELDS = {
    "id", "outlet", "title", "published", "language", "text", "sentences", "credits", "attributions",
    "quotes", "quantities", "names",
}  # fmt: skip


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_rows_in_input_order_on_stdout(run: Run, articles: Path) -> None:
    result = run("extract", articles / "b.txt", articles / "a.txt")
    found = rows(result.stdout)
    assert [row["id"] for row in found] == ["b", "a"]
    assert all(set(row) >= FIELDS for row in found)
    assert (result.exit_code, result.stderr) == (0, "")


def test_the_text_is_the_file(run: Run, articles: Path) -> None:
    (row,) = rows(run("extract", articles / "a.txt").stdout)
    assert row["text"] == (articles / "a.txt").read_bytes().decode()


def test_rows_in_a_file(run: Run, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    result = run("extract", articles, "-o", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"wirecopy: 3 rows written to {out}\n"
    assert [row["id"] for row in rows(out.read_text(encoding="utf-8"))] == ["a", "b", "c"]
    assert oct(out.stat().st_mode & 0o444) == oct(0o444), "not the private mode of a temporary file"


def test_json_is_one_object_with_what_was_rejected(run: Run, articles: Path) -> None:
    (articles / "e.txt").write_bytes(b"")
    result = run("extract", articles, "--json", "--strict")
    whole = json.loads(result.stdout)
    assert [row["id"] for row in whole["articles"]] == ["a", "b", "c"]
    assert [row["reason"] for row in whole["rejected"]] == ["empty: no text in it"]
    assert result.exit_code == 3


def test_parquet_holds_the_same_rows(run: Run, articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    assert run("extract", articles, "-o", out).exit_code == 0
    assert pq.read_table(out).to_pylist() == rows(run("extract", articles).stdout)
    assert set(pq.read_schema(out).names) == {*FIELDS, "dates"}


def test_a_failure_leaves_the_old_file(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old\n")

    def fail(*_: object, **__: object) -> Iterator[dict[str, object]]:
        yield {"id": "a"}
        raise KeyboardInterrupt

    monkeypatch.setattr(front, "extract", fail)
    assert run("extract", articles, "-o", out).exit_code == 130
    assert out.read_text() == "old\n"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(
    ("target", "what"),
    [
        (".", "is a folder"),
        ("no/out.jsonl", "no such folder"),
    ],
)
def test_a_target_that_cannot_work_is_refused(run: Run, articles: Path, target: str, what: str) -> None:
    result = run("extract", articles, "-o", articles / target)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"wirecopy: {what} - ")


def test_many_rejections_are_counted_not_all_shown(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("{\n" * 50 + '{"text": "One word."}\n')
    lines = run("extract", path).stderr.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "wirecopy: 30 more rejected - all of them are in the output of --json"
