"""Parquet: whole stories, or a table of a report, for pandas, polars, DuckDB, Spark and R.

In: reports and the name of a table. Out: a Parquet file whose columns are the fields of the dataclasses,
in their order and of their types. The table `stories` has one row a story with everything that the JSON has
of it, nested; the others are those of CSV, unaltered. Version and settings of wirecopy are in the file's
metadata. pyarrow is loaded only here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import chain, islice
from typing import IO, Any, get_type_hints

from wirecopy.exports.formats.characters import writable
from wirecopy.exports.formats.tables import STORIES, TABLES
from wirecopy.model import Report, Story
from wirecopy.model.plain import plain

_AT_ONCE = 10_000  # rows of a table
_STORIES_AT_ONCE = 50  # one can hold a hundred articles


def write(reports: Iterable[Report], table: str, stream: IO[bytes]) -> None:
    """A table of the reports as Parquet, some rows at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from wirecopy.exports.tables import arrow_type

    whole = table == STORIES
    kind, rows_of = (Story, _stories) if whole else TABLES[table]
    hints, coming = get_type_hints(kind), iter(reports)
    first = list(islice(coming, 1))
    columns = [(item.name, arrow_type(hints[item.name])) for item in fields(kind)]
    schema = pa.schema(columns, metadata=_about(first[0]) if first else None)
    rows = (_written(plain(row)) for report in chain(first, coming) for row in rows_of(report))
    with pq.ParquetWriter(stream, schema) as writer:
        while some := list(islice(rows, _STORIES_AT_ONCE if whole else _AT_ONCE)):
            writer.write_batch(pa.RecordBatch.from_pylist(some, schema=schema))


def _stories(report: Report) -> Iterator[Story]:
    return iter(report.stories)


def _about(report: Report) -> dict[str, str]:
    """What the file says of how its rows were made."""
    return {"wirecopy": report.wirecopy, "settings": writable(json.dumps(plain(report.settings)))}


def _written(value: Any) -> Any:
    """Plain values with text that can be encoded."""
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, dict):
        return {name: _written(item) for name, item in value.items()}
    return [_written(item) for item in value] if isinstance(value, list) else value
