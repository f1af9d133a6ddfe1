"""`wirecopy group`: rows in input order, the corpus without copies, and nothing half written."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.cli.conftest import Run
from wirecopy.account.identity import content_id
from wirecopy.exports import copies
from wirecopy.group import corpus
from wirecopy.readers import corpus as corpus_reader

pytestmark = pytest.mark.usefixtures("simple_finder")

FIELDS = [
    "id", "family_id", "story_id", "relation", "closest_id", "shared_share", "contained_share", "evidence",
]  # fmt: skip
BARGE = "A barge sank at the eastern quay of Vessin on Monday; divers found nobody on board, the mayor said."
ROWS: list[dict[str, Any]] = [
    {"id": "b", "text": BARGE, "outlet": "Hesk Post", "note": {"kept": True}},
    {"id": "x", "text": ""},
    {
        "id": "c",
        "text": "The choir of Ostrand won a prize for a piece written by its own conductor last winter.",
    },
    {"id": "a", "text": BARGE[:70], "outlet": "Vessin Sun", "published": "2021-03-05", "title": "Barge"},
    {"id": "d", "text": BARGE, "outlet": "Ostrand Echo", "published": "2021-03-06", "title": "Barge ☂"},
]


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_rows_of_the_contract_in_input_order(run: Run, rows: Path) -> None:
    result = run("group", rows)
    found = lines(result.stdout)
    assert [list(row) for row in found] == [FIELDS] * 4
    assert [row["id"] for row in found] == ["b", "c", "a", "d"]
    assert [row["relation"] for row in found] == ["trimmed", "own", "first", "trimmed"]
    assert [row["closest_id"] for row in found] == ["a", None, None, "a"]
    assert found[0]["shared_share"] == round(70 / len(BARGE), 4)
    assert found[0]["evidence"] == [
        {"start": 0, "end": 35, "other_start": 0, "other_end": 35},
        {"start": 36, "end": 70, "other_start": 36, "other_end": 70},
    ]
    assert [row["family_id"] for row in found] == [
        content_id("f", *names) for names in (("a", "b", "d"), ("c",), ("a", "b", "d"), ("a", "b", "d"))
    ]
    assert found[1]["story_id"] == content_id("s", "c")


def test_what_is_said_on_stderr(run: Run, rows: Path) -> None:
    told = run("group", rows).stderr.splitlines()
    assert told[0] == f"wirecopy: rejected - {rows}:2 - empty: no text in it"
    assert told[1].startswith("wirecopy: 4 articles: 2 texts and 2 copies in 1 family, the largest of 3; ")
    assert len(told) == 2


def test_parquet_says_the_same(run: Run, rows: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    assert run("group", rows, "-o", out).exit_code == 0
    table = pq.read_table(out)
    assert table.to_pylist() == lines(run("group", rows).stdout)
    assert json.loads(table.schema.metadata[b"wirecopy"])["rejected"] == 1


def test_json_is_one_object_with_what_was_rejected(run: Run, rows: Path) -> None:
    result = run("group", rows, "--json", "--strict", "--preset", "fast", "--threads", "1", "--memory", "9")
    whole = json.loads(result.stdout)
    assert whole["groups"] == lines(run("group", rows).stdout)
    assert whole["rejected"] == [{"path": f"{rows}:2", "reason": "empty: no text in it"}]
    assert whole["settings"]["grouping"] == {
        "preset": "fast",
        "memory_mb": 9,
        "told_apart_bytes": 8_000_000,
        "across_languages": None,
        "threads": 1,
    }
    assert result.exit_code == 3


@pytest.mark.parametrize(
    ("keep", "ids"), [("best", ["c", "d"]), ("first", ["c", "a"]), ("longest", ["b", "c"])]
)
def test_the_corpus_without_copies(run: Run, rows: Path, tmp_path: Path, keep: str, ids: list[str]) -> None:
    kept = tmp_path / "kept.jsonl"
    run("group", rows, "-o", tmp_path / "out.jsonl", "--keep", keep, "--kept", kept)
    written = rows.read_text(encoding="utf-8").splitlines()
    wanted = [line for line in written if json.loads(line)["id"] in ids]
    assert kept.read_text(encoding="utf-8").splitlines() == wanted, "the lines as they stood"


def test_kept_without_keep_is_the_best(run: Run, rows: Path, tmp_path: Path) -> None:
    run("group", rows, "-o", tmp_path / "out.jsonl", "--kept", tmp_path / "kept.jsonl")
    assert [row["id"] for row in lines((tmp_path / "kept.jsonl").read_text())] == ["c", "d"]


def test_kept_rows_of_parquet_keep_their_types(run: Run, tmp_path: Path) -> None:
    moment = datetime(2021, 3, 5, 10, tzinfo=UTC)
    table = pa.table({
        "id": ["a", "b", "c"],
        "text": [BARGE, BARGE, ROWS[2]["text"]],
        "seen": pa.array([moment] * 3, pa.timestamp("ms", "UTC")),
        "score": pa.array([1, 2, 3], pa.int8()),
    })  # fmt: skip
    pq.write_table(table, tmp_path / "rows.parquet", row_group_size=2)
    run("group", tmp_path / "rows.parquet", "-o", tmp_path / "out", "--kept", tmp_path / "kept.parquet")
    assert pq.read_table(tmp_path / "kept.parquet").equals(table.take([0, 2]))
    run("group", tmp_path / "rows.parquet", "-o", tmp_path / "out", "--kept", tmp_path / "kept.jsonl")
    first = lines((tmp_path / "kept.jsonl").read_text())[0]
    assert first == {"id": "a", "text": BARGE, "seen": "2021-03-05T10:00:00+00:00", "score": 1}


def test_lines_kept_as_parquet_have_every_field(run: Run, tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": "One text that is a text of its own.", "n": 1, "mixed": 1, "deep": {"x": [1]}},
        {"id": "b", "text": "Two texts that are texts of their own.", "n": 2.5, "mixed": "one", "late": True},
        {"id": "c", "text": "Three texts that are texts of their own.", "mixed": [1], "deep": {"y": "z"}},
    ]
    for row in rows:
        (tmp_path / f"{row['id']}.jsonl").write_text(json.dumps(row))
    out = tmp_path / "kept.parquet"
    run("group", *(tmp_path / f"{row['id']}.jsonl" for row in rows), "-o", tmp_path / "out", "--kept", out)
    assert pq.read_table(out).to_pylist() == [
        {
            "id": "a",
            "text": rows[0]["text"],
            "n": 1.0,
            "mixed": "1",
            "deep": {"x": [1], "y": None},
            "late": None,
        },
        {"id": "b", "text": rows[1]["text"], "n": 2.5, "mixed": "one", "deep": None, "late": True},
        {
            "id": "c",
            "text": rows[2]["text"],
            "n": None,
            "mixed": "[1]",
            "deep": {"x": None, "y": "z"},
            "late": None,
        },
    ]


def test_packed_lines_and_folders(run: Run, rows: Path, articles: Path, tmp_path: Path) -> None:
    (articles / "rows.jsonl.gz").write_bytes(gzip.compress(rows.read_bytes()))
    found = lines(run("group", articles, "-o", "-", "--kept", tmp_path / "kept.jsonl").stdout)
    assert [row["id"] for row in found] == ["a", "b", "c", "b-2", "c-2", "a-2", "d"]
    kept = lines((tmp_path / "kept.jsonl").read_text())
    assert [row["id"] for row in kept] == ["a", "b", "c", "c", "d"]


def test_an_interrupted_run_leaves_every_old_file(
    run: Run, rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["out.jsonl", "kept.jsonl"]
    for name in names:
        (tmp_path / name).write_text("old\n")

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = sorted(path.name for path in tmp_path.iterdir())
    steps = ((corpus, "find_copies"), (copies, "write_lines"), (corpus_reader, "records"))
    for home, name in steps:
        with monkeypatch.context() as patch:
            patch.setattr(home, name, stop)
            assert (
                run("group", rows, "-o", tmp_path / names[0], "--kept", tmp_path / names[1]).exit_code == 130
            )
    assert [(tmp_path / name).read_text() for name in names] == ["old\n", "old\n"]
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_ctrl_c_leaves_old_files_and_nothing_else(rows: Path, tmp_path: Path) -> None:
    """The process itself, stopped while it groups texts that were put aside."""
    for number in range(2):
        (tmp_path / f"long{number}.txt").write_text("A word about Vessin. " * 40_000)
    aside, out = tmp_path / "aside", tmp_path / "out.jsonl"
    aside.mkdir()
    out.write_text("old\n")
    code = (
        "import sys, time\n"
        "from wirecopy.group import corpus\n"
        "def wait(*_):\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(60)\n"
        "corpus.find_copies = wait\n"
        "from wirecopy.cli import main\n"
        "main()\n"
    )
    words = ["group", tmp_path / "long0.txt", tmp_path / "long1.txt", rows, "-o", out, "--memory", "1"]
    before = sorted(tmp_path.iterdir())
    with subprocess.Popen(
        [sys.executable, "-c", code, *map(str, words)], env=os.environ | {"TMPDIR": str(aside)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=30)
    assert running.returncode == 130, told
    assert told.splitlines()[-1] == "wirecopy: interrupted: nothing was written"
    assert out.read_text() == "old\n"
    assert sorted(tmp_path.iterdir()) == before
    assert list(aside.iterdir()) == []


def test_a_page_of_what_goes(run: Run, rows: Path, tmp_path: Path) -> None:
    page = tmp_path / "dropped.html"
    assert run("group", rows, "-o", tmp_path / "out.jsonl", "--report", page).exit_code == 0
    assert "<h1>4 articles, 2 texts</h1>" in page.read_text(encoding="utf-8")
    result = run("group", rows, "-o", tmp_path / "out.jsonl", "--keep", "longest", "--report", "-")
    assert "Of each family the longest article stays." in result.stdout


def test_nothing_to_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    result = run("group", tmp_path / "a.txt", "-o", tmp_path / "out.jsonl", "--kept", tmp_path / "kept.jsonl")
    assert result.exit_code == 2
    assert (tmp_path / "out.jsonl").read_bytes() == b""
    assert (tmp_path / "kept.jsonl").read_bytes() == b""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_read_twice(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    result = run("group", tmp_path / "pipe", "-o", tmp_path / "out", "--kept", tmp_path / "kept")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"wirecopy: cannot be read twice - {tmp_path / 'pipe'} - ")


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--keep", "best"], "no file for the articles kept - --keep - name it with --kept FILE"),
        (["-o", "a.jsonl", "--kept", "a.jsonl"], "two results for one target"),
        (["--kept", "-"], "two results for one target"),
        (["-o", "a.parquet", "--json"], "--json is no Parquet"),
        (["-o", "no/a.jsonl"], "no such folder"),
    ],
)
def test_calls_that_cannot_work(run: Run, rows: Path, options: list[str], what: str) -> None:
    result = run("group", rows, *options)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"wirecopy: {what}")
