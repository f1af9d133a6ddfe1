"""The rows of `group` and the corpus without copies, as JSON Lines, JSON or Parquet.

In: the table of rows, or records of files. Out: bytes to a stream. A record that was a line of JSON leaves as
the same line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from wirecopy.exports.tables import record_values
from wirecopy.readers.base import Line, Record

_ROWS = 10_000  # turned into Python values at a time


def write_lines(table: pa.Table, stream: IO[bytes]) -> None:
    """The rows as JSON Lines."""
    for row in rows(table):
        stream.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))


def write_parquet(table: pa.Table, stream: IO[bytes]) -> None:
    """The rows as Parquet."""
    pq.write_table(table, stream)


def write_record_lines(records: Iterable[Record], stream: IO[bytes]) -> int:
    """Records whole, as JSON Lines; gives their number."""
    count = 0
    for record in records:
        if isinstance(record, Line):
            stream.write(record.data + b"\n")
            count += 1
            continue
        for values in record_values(record):
            stream.write(_line(values))
            count += 1
    return count


def rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    """The rows as dictionaries."""
    for batch in table.to_batches(max_chunksize=_ROWS):
        names = [name for name in batch.schema.names if name != "evidence"]
        values = zip(*(batch.column(name).to_pylist() for name in names), strict=True)
        for row, spans in zip(values, _spans(batch.column("evidence")), strict=True):
            yield dict(zip(names, row, strict=True)) | {"evidence": spans}


def _spans(column: pa.Array) -> Iterator[list[dict[str, int]]]:
    """The lists of a batch; made from flat columns, which is ten times as fast as `to_pylist`."""
    flat = column.flatten()
    names = [item.name for item in flat.type]
    numbers = list(zip(*(part.to_pylist() for part in flat.flatten()), strict=True))
    ends = column.value_lengths().to_pylist()
    start = 0
    for length in ends:
        yield [dict(zip(names, row, strict=True)) for row in numbers[start : start + length]]
        start += length


def _line(values: Any) -> bytes:
    """A line of JSON; what JSON has no form for (a date, bytes) as text."""
    text = json.dumps(values, ensure_ascii=False, default=_as_text)
    return text.encode("utf-8", "replace") + b"\n"


def _as_text(value: Any) -> str:
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
