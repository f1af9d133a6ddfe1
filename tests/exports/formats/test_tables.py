"""CSV and Parquet: what other programs read is what the report says, and no cell runs."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exports.formats.hostile import hostile
from tests.exports.formats.readers import rows_of_csv
from tests.views import sample
from wirecopy.exports.formats import render
from wirecopy.exports.formats.csv import write_records, write_rows
from wirecopy.exports.formats.tables import TABLES
from wirecopy.model import Report, Story
from wirecopy.model.plain import build

REPORTS = {"sample": sample.report(), "hostile": hostile()}
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def written(names: Sequence[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """Rows as CSV."""
    stream = io.BytesIO()
    write_rows(names, rows, stream)
    return stream.getvalue()


def test_claims_with_their_counts_come_first() -> None:
    first = rows_of_csv(render(sample.report(), "csv"))[0]
    assert first == {
        "story": "story-dam",
        "claim": "c-left",
        "label": "About 1,200 people left their homes below Lake Veltra",
        "versions": "4",
        "outlets": "Kestrel Herald; Port Amsel Courier; Daily Meridian; Valley Voice",
        "version_ids": "kestrel-0503.txt; courier-0503.txt; meridian-0503.txt; valley-voice.html",
        "reports_best": "1",
        "reports_low": "1",
        "reports_high": "1",
        "origins": "NPA (lost original)",
        "attributed_to": "",
        "reason": "all sightings stand in shared text",
    }


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("name", REPORTS)
def test_csv_and_parquet_have_the_same_rows(name: str, table: str) -> None:
    cells = pd.read_csv(io.BytesIO(render(REPORTS[name], "csv", table)), keep_default_na=False, dtype=str)
    rows = pl.read_parquet(io.BytesIO(render(REPORTS[name], "parquet", table)))
    assert list(cells.columns) == rows.columns
    assert len(cells) == rows.height
    for column, kind in rows.schema.items():
        if kind.is_numeric():
            told = [None if cell == "" else float(cell) for cell in cells[column]]
            assert told == rows[column].to_list(), column


@given(st.text(alphabet=st.sampled_from([*RUNS, "a", "'", '"', ",", "1", " ", "\x00"]), max_size=6))
def test_no_cell_runs(text: str) -> None:
    ((cell,),) = [tuple(row.values()) for row in rows_of_csv(written(["a"], [[text + "x"]]))]
    assert not cell.startswith(RUNS)
    assert cell.removeprefix("'") == (text + "x").replace("\x00", "\ufffd").removeprefix("'")


@pytest.mark.parametrize("table", TABLES)
def test_no_cell_of_a_hostile_report_runs(table: str) -> None:
    for row in rows_of_csv(render(hostile(), "csv", table)):
        for cell in row.values():
            assert not cell.startswith(RUNS), cell


def test_numbers_are_left_alone() -> None:
    assert written(["a", "b"], [[-1.5, None]]) == b"\xef\xbb\xbfa,b\r\n-1.5,\r\n"


def test_records_have_a_column_for_every_field_met() -> None:
    stream = io.BytesIO()
    write_records([{"a": 1}, {"b": [{"c": "é"}], "a": "=x"}], stream)
    rows = rows_of_csv(stream.getvalue())
    assert rows == [{"a": "1", "b": ""}, {"a": "'=x", "b": '[{"c": "é"}]'}]


@pytest.mark.parametrize("name", REPORTS)
def test_parquet_holds_whole_stories(name: str) -> None:
    report = REPORTS[name]
    table = pq.read_table(io.BytesIO(render(report, "parquet")))
    stories = tuple(build(Story, row, "row") for row in table.to_pylist())
    assert stories == written_stories(report)
    assert table.schema.metadata[b"wirecopy"] == report.wirecopy.encode()
    assert json.loads(table.schema.metadata[b"settings"]) == report.settings


def written_stories(report: Report) -> tuple[Story, ...]:
    """The stories with halves of surrogate pairs replaced."""
    text = json.dumps(json.loads(render(report, "json")))
    return build(Report, json.loads(text), "report").stories
