"""Whole corpora as columns: the same rows, ids, times and rejections as one article at a time."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.errors import InputError, WirecopyError
from wirecopy.group.corpus import UNKNOWN_TIME, Texts
from wirecopy.model import Article, Rejected
from wirecopy.readers import Note, iter_paths
from wirecopy.readers.base import Batch, Fields, Line
from wirecopy.readers.columns import Holdings, Spool, host_of, seconds_of
from wirecopy.readers.corpus import read_corpus, records, table_corpus
from wirecopy.settings import Grouping, Reading, Settings

SETTINGS = Settings(reading=Reading(max_article_chars=200))
FERRY = "The ferry to Ostrand was cancelled on Monday after a storm, the harbour office said."
ROWS: list[dict[str, Any]] = [
    {"id": "a", "outlet": "Vessin Post", "title": "Ferry", "text": FERRY, "published": "2021-03-05"},
    {"id": "a", "outlet": "Vessin Post", "text": FERRY + " Æther ☂.", "published": "2021-03-05T10:00:00Z"},
    {"id": "a-2", "text": FERRY, "url": "https://www.hesk.example/ferry?x=1"},
    {"text": FERRY, "title": "No id"},
    {"id": "empty", "text": " \n\t"},
    {"id": "none"},
    {"id": "long", "text": "word " * 50},
    {"id": "odd date", "text": FERRY, "published": "some time in spring"},
    {"id": "  spaces  ", "text": FERRY, "published": "Mon, 07 Feb 2022 10:00:00 GMT"},
    {"id": "", "maintext": FERRY, "source_domain": "hesk.example", "date_publish": "2022-02-07 10:00:00"},
    {"id": "b", "text": "", "maintext": FERRY, "date": "", "date_publish": "20220207"},
]


def texts(column: Texts) -> list[str]:
    return [
        bytes(column.data[a:b]).decode() for a, b in zip(column.offsets, column.offsets[1:], strict=False)
    ]


def seen(found: Holdings) -> list[tuple[Any, ...]]:
    """What the columns say, row by row."""
    corpus = found.corpus
    names = [None if number < 0 else found.outlet_names[number] for number in corpus.outlets]
    times = [None if time == UNKNOWN_TIME else int(time) for time in corpus.times]
    return list(zip(texts(found.ids), texts(corpus.texts), names, times, found.titled.tolist(), strict=True))


def expected(
    path: Path, settings: Settings = SETTINGS
) -> tuple[list[tuple[Any, ...]], list[Note | Rejected]]:
    rows, told = [], []
    for item in iter_paths([path], settings.reading):
        if isinstance(item, Article):
            time = None if item.published is None else seconds_of(item.published)
            outlet = item.outlet or host_of(item.url)
            rows.append((item.id, item.text, outlet, time, item.title is not None))
        else:
            told.append(item)
    return rows, told


def check_same(path: Path) -> None:
    told: list[Note | Rejected] = []
    found = read_corpus([path], SETTINGS, told.append)
    rows, others = expected(path)
    assert seen(found) == rows
    assert told == others


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=3)
    else:
        content = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
        path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz", "rows.parquet"])
def test_columns_hold_what_the_articles_say(name: str, tmp_path: Path) -> None:
    every = [{key: row.get(key) for row_ in ROWS for key in row_} for row in ROWS]
    check_same(write(tmp_path / name, every))


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.999])
def test_a_packed_file_that_breaks_off_keeps_the_same_rows(kept: float, tmp_path: Path) -> None:
    rows = [{"id": f"r{n}", "text": f"{sha256(b'%d' % n).hexdigest()} in row {n}"} for n in range(3_000)]
    whole = gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode())
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(whole[: int(len(whole) * kept)])
    check_same(path)
    damaged = bytearray(whole)
    damaged[int(len(whole) * kept) - 20] ^= 255
    path.write_bytes(damaged)
    check_same(path)


def test_lines_that_are_no_plain_records(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    lines = [
        b'\xef\xbb\xbf{"id": "marked", "text": "One."}', b"", b"{", b"[1]", b"7", b'{"text": "\xff"}',
        b'{"id": 7, "text": "Seven."}', b'{"id": 12345678901234567890123, "text": "Many digits."}',
        b'{"id": 1.5, "text": "Half."}', b'{"id": true, "text": "True."}', b'{"text": 7}',
        b'{"text": "\\ud800 half a pair"}', b'{"text": "NaN", "score": NaN}',
        b'{"id": null, "text": "Null."}',
        b'{"id": "t", "text": "x", "published": 1644228000}',
        b'{"id": "s", "text": "x", "source": {"name": "N"}}',
        b'{"id": "u", "text": "x", "source": "https://hesk.example/1"}', b'{"text": "   "}',
        b'{"id": 0, "article_id": "other", "text": "Nought."}',
    ]  # fmt: skip
    path.write_bytes(b"\n".join(lines))
    check_same(path)


def test_folders_of_any_format_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(FERRY, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps([{"id": "b", "text": FERRY}, 3, {"text": "Two."}]))
    write(tmp_path / "c.jsonl", ROWS)
    (tmp_path / "d.txt").write_bytes(b"")
    write(tmp_path / "e.parquet", ROWS[:2])
    check_same(tmp_path)


VALUE = st.one_of(
    st.none(), st.text(max_size=8), st.sampled_from(["2021-03-05", "https://a.example/x", FERRY])
)
KEYS = ["id", "text", "maintext", "outlet", "source", "url", "title", "published", "date"]


@given(rows=st.lists(st.fixed_dictionaries(dict.fromkeys(KEYS, VALUE)), min_size=1, max_size=8))
def test_every_row_is_the_same_both_ways(
    rows: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    check_same(write(folder / "rows.jsonl", rows))
    check_same(write(folder / "rows.parquet", rows))


@pytest.mark.parametrize(
    "values",
    [
        pa.array([datetime(2021, 3, 5, 10, tzinfo=UTC), None]),
        pa.array([datetime(2021, 3, 5, 10, tzinfo=UTC)]).cast(pa.timestamp("ns")),
        pa.array([datetime(2021, 3, 5, tzinfo=UTC).date()]),
        pa.array([1_644_228_000, 1_644_228_000_000]),
        pa.array(["2021-03-05", "never", None]).dictionary_encode(),
        pa.array([True, False]),
        pa.array([["2021-03-05"]]),
    ],
    ids=str,
)
def test_dates_of_any_type(values: pa.Array, tmp_path: Path) -> None:
    table = pa.table(
        {"id": [str(n) for n in range(len(values))], "text": [FERRY] * len(values), "date": values}
    )
    pq.write_table(table, tmp_path / "rows.parquet")
    check_same(tmp_path / "rows.parquet")


@pytest.mark.parametrize(
    "ids",
    [pa.array(ids) for ids in ([7, None], [1.5, 2.0], [True], [{"name": "n"}], [b"x"])],
    ids=str,
)  # fmt: skip
def test_ids_of_any_type(ids: pa.Array, tmp_path: Path) -> None:
    pq.write_table(pa.table({"id": ids, "text": [FERRY] * len(ids)}), tmp_path / "rows.parquet")
    check_same(tmp_path / "rows.parquet")


def test_bytes_that_are_no_utf_8_are_rejected_with_their_row(tmp_path: Path) -> None:
    damaged = pa.array([b"A sound row.", b"caf\xe9", b"Another."]).cast(pa.binary())
    strings = pa.StringArray.from_buffers(3, *damaged.buffers()[1:])
    pq.write_table(pa.table({"id": ["a", "b", "c"], "text": strings}), tmp_path / "rows.parquet")
    check_same(tmp_path / "rows.parquet")
    told: list[Any] = []
    found = read_corpus([tmp_path / "rows.parquet"], SETTINGS, told.append)
    assert texts(found.ids) == ["a", "c"]
    assert [(row.path[-2:], row.reason) for row in told] == [(":2", "not UTF-8 at byte 4 of a field")]


def test_a_damaged_parquet_file_is_one_clear_rejection(tmp_path: Path) -> None:
    path = write(tmp_path / "rows.parquet", ROWS)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    (row,) = iter_paths([path])
    assert isinstance(row, Rejected)
    assert row.reason.startswith("a damaged Parquet file (")
    check_same(path)


def test_a_table_without_a_text_names_its_columns(tmp_path: Path) -> None:
    pq.write_table(pa.table({"key": [1], "words": ["x"]}), tmp_path / "rows.parquet")
    (row,) = iter_paths([tmp_path / "rows.parquet"])
    assert isinstance(row, Rejected)
    assert row.reason.endswith("among its fields ('key', 'words')")


def test_a_table_in_one_piece_is_not_copied() -> None:
    table = pa.table({"id": ["a", "b"], "text": pa.array([FERRY, "Two."], pa.large_string())})
    found = table_corpus(table, SETTINGS, pytest.fail)
    assert found.corpus.texts.data.ctypes.data == table["text"].chunk(0).buffers()[2].address
    assert texts(found.corpus.texts) == [FERRY, "Two."]
    assert texts(table_corpus(table.slice(1), SETTINGS, pytest.fail).corpus.texts) == ["Two."]


def test_tables_of_any_kind_give_the_same_columns() -> None:
    table = pa.Table.from_pylist([{key: row.get(key) for row_ in ROWS for key in row_} for row in ROWS])
    told: list[Any] = []
    one = seen(table_corpus(table, SETTINGS, told.append))
    assert [row.path for row in told if isinstance(row, Rejected)] == ["table:5", "table:6", "table:7"]
    pieces = pa.concat_tables([table.slice(0, 4), table.slice(4)])
    for source in (pieces, pieces.to_reader(), polars.from_arrow(table), table.to_pandas()):
        assert seen(table_corpus(source, SETTINGS, lambda _: None)) == one, type(source)


def test_texts_over_the_memory_go_to_a_file_that_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    spool = Spool(10)
    for piece in (b"12345", b"67890", b"abc", b"def"):
        spool.write(piece)
    data = spool.bytes()
    assert isinstance(data, np.memmap)
    assert bytes(data) == b"1234567890abcdef"
    assert list(tmp_path.iterdir()) == []


def test_no_room_for_the_texts_is_said_plainly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    monkeypatch.setattr("wirecopy.readers.columns._MEGABYTE", 10)
    path = write(tmp_path / "rows.jsonl", ROWS)
    with pytest.raises(WirecopyError, match="texts cannot be put aside - /nowhere"):
        read_corpus([path], Settings(grouping=Grouping(memory_mb=1)), lambda _: None)


def test_spilled_texts_are_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", ROWS)
    held = seen(read_corpus([path], SETTINGS, lambda _: None))
    monkeypatch.setattr("wirecopy.readers.columns._MEGABYTE", 10)
    settings = Settings(reading=SETTINGS.reading, grouping=Grouping(memory_mb=1))
    assert seen(read_corpus([path], settings, lambda _: None)) == held


def test_chosen_records_come_back_whole(tmp_path: Path) -> None:
    rows = [{"id": f"r{number}", "text": FERRY, "extra": {"deep": [number]}} for number in range(4)]
    write(tmp_path / "a.jsonl", [rows[0], {"id": "empty", "text": ""}, rows[1]])
    (tmp_path / "b.json").write_text(json.dumps([rows[2]]))
    (tmp_path / "c.txt").write_text(FERRY, encoding="utf-8")
    write(tmp_path / "d.parquet", [rows[3]])
    found = read_corpus([tmp_path], SETTINGS, lambda _: None)
    assert texts(found.ids) == ["r0", "r1", "r2", "c", "r3"]
    given_back = list(records([tmp_path], SETTINGS, found, np.array([0, 1, 1, 1, 1], bool)))
    line, item, article, batch = given_back
    assert isinstance(line, Line)
    assert json.loads(line.data) == rows[1]
    assert item == Fields(rows[2])
    assert isinstance(article, Fields)
    assert (article.values["id"], article.values["text"]) == ("c", FERRY)
    assert isinstance(batch, Batch)
    assert batch.rows.to_pylist() == [rows[3]]


def test_files_that_change_between_the_passes_are_noticed(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", ROWS[:3])
    found = read_corpus([path], SETTINGS, lambda _: None)
    write(path, ROWS[:1])
    with pytest.raises(InputError, match="the files changed while they were read - 1 of 3 rows"):
        list(records([path], SETTINGS, found, np.ones(3, bool)))
