"""Parquet: whole stories, or a table of a report, for pandas, polars, DuckDB, Spark and R.

In: a report and the name of a table. Out: a Parquet file whose columns are the fields of the dataclasses,
in their order and of their types. The table `stories` has one row a story with everything that the JSON has
of it, nested; the others are those of CSV, unaltered. Version and settings of wirecopy are in the file's
metadata. pyarrow is loaded only here.
"""

from __future__ import annotations

import json
from dataclasses import fields
from io import BytesIO
from typing import Any, get_type_hints

from wirecopy.exports.formats.characters import writable
from wirecopy.exports.formats.tables import TABLES
from wirecopy.model import Report, Story
from wirecopy.model.plain import plain

STORIES = "stories"


def render(report: Report, table: str) -> bytes:
    """A table of the report as Parquet."""
    import pyarrow as pa

    from wirecopy.exports.tables import arrow_type, write_rows

    kind, rows = (Story, lambda report: iter(report.stories)) if table == STORIES else TABLES[table]
    hints = get_type_hints(kind)
    about = {"wirecopy": report.wirecopy, "settings": json.dumps(plain(report.settings))}
    columns = [(item.name, arrow_type(hints[item.name])) for item in fields(kind)]
    stream = BytesIO()
    write_rows((_written(plain(row)) for row in rows(report)), pa.schema(columns, metadata=about), stream)
    return stream.getvalue()


def _written(value: Any) -> Any:
    """Plain values with text that can be encoded."""
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, dict):
        return {name: _written(item) for name, item in value.items()}
    return [_written(item) for item in value] if isinstance(value, list) else value
